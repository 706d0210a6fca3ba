import { readFile, stat } from 'node:fs/promises';
import { halvesToFloats } from '../../../base/float16';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { WhisperSpeech } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';
import {
  floats,
  openSession,
  type Session,
  type SessionOptions,
  Tensor,
  type Tensors,
} from '../../inference/session';
import { branchValuesOf, exposeBranchValues, outputNamesOf } from '../onnx-outputs';
import type { WhisperSettings } from './settings';

/** What exports with attention (named …_timestamped on the hub) call the weights that a layer gave the sound. */
const attentionOutput = (layer: number) => `cross_attentions.${layer}`;
/** What torch's exporter calls the same inside the usual merged decoder. */
const INNER_ATTENTION = /\/layers\.(\d+)\/encoder_attn\/Softmax_output_0$/;
/** A graph is held in memory twice while outputs are added to it. Larger ones are left as they are. */
const LARGEST_TO_CHANGE = 1 << 30;

/**
 * Opens the decoder so that it returns where its aligned heads looked, if that can be had: as outputs, or as values inside the
 * two branches of the merged graph. Weights in files of their own are found beside a path alone, so such a graph is not changed.
 * @throws ModelPackBroken when the graph does not load
 */
export async function openDecoder(
  pack: Pack,
  part: WhisperSpeech,
  settings: WhisperSettings,
  options: SessionOptions,
): Promise<Session> {
  const path = pack.file(part.decoder);
  const inParts = pack.manifest.files.some(
    (file) => file.path !== part.decoder && file.path.startsWith(part.decoder),
  );
  if (inParts || (await stat(path)).size > LARGEST_TO_CHANGE) return openSession(path, options);
  const widened = withAttention(await readFile(path), settings);
  try {
    return await openSession(widened ?? path, options);
  } catch (error) {
    if (!widened || !(error instanceof ModelPackBroken)) throw error;
    // A graph that does not take the change is used as it is.
    return openSession(path, options);
  }
}

/** @returns null where the graph needs no change, or where nothing in it is known as attention */
function withAttention(graph: Uint8Array, settings: WhisperSettings): Uint8Array | null {
  try {
    const wanted = layersOf(settings);
    const outputs = outputNamesOf(graph);
    if (wanted.every((layer) => outputs.includes(attentionOutput(layer)))) return null;
    const byLayer = new Map(
      branchValuesOf(graph).flatMap((name) => {
        const layer = INNER_ATTENTION.exec(name)?.[1];
        return layer === undefined ? [] : [[Number(layer), name] as const];
      }),
    );
    const inner = wanted.flatMap((layer) => byLayer.get(layer) ?? []);
    return inner.length < wanted.length
      ? null
      : exposeBranchValues(graph, inner, wanted.map(attentionOutput));
  } catch (error) {
    // No ONNX: opening it says so, in words for the user.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function layersOf({ alignmentHeads }: WhisperSettings): number[] {
  return [...new Set(alignmentHeads.map(([layer]) => layer))];
}

/** What one step of the decoder gives. */
export interface Step {
  /** [vocabulary], the caller's own */
  readonly logits: Float32Array;
  /** [alignment heads, frames], where they looked; null where the decoder does not say. */
  readonly attention: Float32Array | null;
}

/**
 * The decoder, one token at a time, with the keys and values of those before. What the export's branch with a past does
 * with several tokens at once differs between versions; one at a time is alike in all.
 */
export class DecoderSteps {
  readonly #past: Record<string, Tensor> = {};
  readonly #attention: readonly string[];
  #first = true;

  /** @param frames of the encoder that the sound takes up */
  constructor(
    private readonly decoder: Session,
    private readonly settings: WhisperSettings,
    private readonly states: Tensor,
    private readonly frames: number,
  ) {
    const { heads, headWidth } = settings;
    // A decoder with a branch for the first step reads no past there; one without needs a past of no rows, and the CPU.
    const filled = !decoder.takesEmpty && decoder.inputNames.includes('use_cache_branch');
    const none = new Float32Array(filled ? heads * headWidth : 0);
    for (const name of decoder.inputNames.filter((input) => input.startsWith('past_key_values.'))) {
      this.#past[name] = new Tensor('float32', none, [1, heads, filled ? 1 : 0, headWidth]);
    }
    const wanted = layersOf(settings).map(attentionOutput);
    this.#attention = wanted.every((name) => decoder.outputNames.includes(name)) ? wanted : [];
  }

  async next(token: number): Promise<Step> {
    const inputs: Record<string, Tensor> = {
      input_ids: new Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
      encoder_hidden_states: this.states,
      ...this.#past,
    };
    if (this.decoder.inputNames.includes('use_cache_branch')) {
      inputs.use_cache_branch = new Tensor('bool', Uint8Array.of(this.#first ? 0 : 1), [1]);
    }
    const kept = Object.keys(this.#past).map((name) => name.replace('past_key_values', 'present'));
    // The keys and values of the sound stay as they are after the first step; asking again would copy them.
    const wanted = this.#first ? kept : kept.filter((name) => name.includes('.decoder.'));
    const output = await this.decoder.run(inputs, ['logits', ...this.#attention, ...wanted]);
    for (const name of wanted)
      this.#past[name.replace('present', 'past_key_values')] = output[name] as Tensor;
    this.#first = false;
    const logits = floats(output, 'logits').slice(-this.settings.vocabulary);
    return { logits, attention: this.#attention.length > 0 ? this.aligned(output) : null };
  }

  private aligned(output: Tensors): Float32Array {
    const { alignmentHeads, heads } = this.settings;
    const rows = new Float32Array(alignmentHeads.length * this.frames);
    const weights = new Map(layersOf(this.settings).map((layer) => [layer, weightsOf(output, layer)]));
    for (const [i, [layer, head]] of alignmentHeads.entries()) {
      // [1, heads, 1, encoder frames]; in exports by older versions [heads, 1, encoder frames].
      const all = weights.get(layer) as Float32Array;
      const width = all.length / heads;
      rows.set(all.subarray(head * width, head * width + this.frames), i * this.frames);
    }
    return rows;
  }
}

function weightsOf(output: Tensors, layer: number): Float32Array {
  const tensor = output[attentionOutput(layer)] as Tensor;
  if (tensor.type !== 'float16') return floats(output, attentionOutput(layer));
  // Halves come as Float16Array or as patterns in a Uint16Array, by engine.
  const { buffer, byteOffset, length } = tensor.data as Uint16Array;
  return halvesToFloats(new Uint16Array(buffer as ArrayBuffer, byteOffset, length));
}
