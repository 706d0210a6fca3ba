import { floats, type Session, Tensor, type Tensors } from '../inference/session';

/** Moonshine-tiny's decoder (https://arxiv.org/abs/2410.15608): 6 layers, 8 heads, 36 wide. */
const LAYERS = 6;
const HEADS = 8;
const HEAD_WIDTH = 36;
const START = 1;
const STOP = 2;
/**
 * Tokens a second above which a transcript cannot be speech. The usual limit of 6.5 cut off real speech: people who
 * talk fast in a film say 7.5. Runaway repetition is caught by `stopEarly`, long before this.
 */
const TOKENS_PER_SECOND = 10;
/** Samples from one encoder frame to the next: the strides of its three convolutions, 64 · 3 · 2. */
export const SAMPLES_PER_ENCODER_FRAME = 384;

/** Heads whose attention moves through the sound as the words do: found by measuring, on speech with known pauses. */
const ALIGNED_HEADS: readonly (readonly [layer: number, head: number])[] = [
  [2, 0],
  [2, 1],
  [3, 0],
  [3, 1],
  [3, 2],
  [3, 5],
  [3, 6],
  [4, 2],
  [4, 6],
];
const ALIGNED_LAYERS = [...new Set(ALIGNED_HEADS.map(([layer]) => layer))];
/** The values inside the decoder that hold attention weights [1, heads, 1, encoder frames], and their new names. */
export const ATTENTION_VALUES = ALIGNED_LAYERS.map(
  (layer) => `/model/decoder/layers.${layer}/encoder_attn/Softmax_output_0`,
);
export const ATTENTION_OUTPUTS = ALIGNED_LAYERS.map((layer) => `attention.${layer}`);

export interface Heard {
  /** Token ids without start and stop. */
  readonly tokens: readonly number[];
  /** Natural logarithm of each token's probability. */
  readonly logProbabilities: readonly number[];
  /** Where the decoder looked for each token: weights over encoder frames, one row a token. */
  readonly attention: readonly Float32Array[];
  /** False when it was still talking at the token limit. */
  readonly finished: boolean;
}

/** Greedy speech recognition of one utterance. */
export class Moonshine {
  constructor(
    private readonly encoder: Session,
    private readonly decoder: Session,
    /** Asked after every token; true ends the decoding, as for speech that runs in a circle. */
    private readonly stopEarly: (tokens: readonly number[]) => boolean,
  ) {}

  /** @param samples 16 kHz in -1..1, at most half a minute */
  async hear(samples: Float32Array, signal: AbortSignal): Promise<Heard> {
    const encoded = await this.encoder.run({
      input_values: new Tensor('float32', samples, [1, samples.length]),
    });
    const states = encoded.last_hidden_state as Tensor;
    const past = firstPast(this.decoder.takesEmpty);
    const tokens: number[] = [];
    const logProbabilities: number[] = [];
    const attention: Float32Array[] = [];
    const limit = Math.max(4, Math.ceil((samples.length / 16_000) * TOKENS_PER_SECOND));
    for (let step = 0; step <= limit; step++) {
      signal.throwIfAborted();
      const output = await this.decoder.run(
        {
          input_ids: new Tensor('int64', BigInt64Array.of(BigInt(tokens.at(-1) ?? START)), [1, 1]),
          encoder_hidden_states: states,
          use_cache_branch: new Tensor('bool', Uint8Array.of(step > 0 ? 1 : 0), [1]),
          ...past,
        },
        step > 0 ? LATER_OUTPUTS : FIRST_OUTPUTS,
      );
      const next = mostLikely(floats(output, 'logits'));
      if (next.id === STOP) return { tokens, logProbabilities, attention, finished: true };
      if (step === limit) break;
      tokens.push(next.id);
      logProbabilities.push(next.logProbability);
      attention.push(meanAttention(output));
      if (this.stopEarly(tokens)) break;
      for (const name of step > 0 ? DECODER_CACHE : [...DECODER_CACHE, ...ENCODER_CACHE]) {
        past[name.replace('present', 'past_key_values')] = output[name] as Tensor;
      }
    }
    return { tokens, logProbabilities, attention, finished: false };
  }
}

function cacheNames(side: 'decoder' | 'encoder'): string[] {
  return Array.from({ length: LAYERS }, (_, layer) => [
    `present.${layer}.${side}.key`,
    `present.${layer}.${side}.value`,
  ]).flat();
}
const DECODER_CACHE = cacheNames('decoder');
const ENCODER_CACHE = cacheNames('encoder');
const FIRST_OUTPUTS = ['logits', ...ATTENTION_OUTPUTS, ...DECODER_CACHE, ...ENCODER_CACHE];
// The encoder's keys and values do not change after the first step; asking for them again would copy them each time.
const LATER_OUTPUTS = ['logits', ...ATTENTION_OUTPUTS, ...DECODER_CACHE];

/** What the first step is given, whose branch reads none of it: nothing, or one row where a session takes nothing empty. */
function firstPast(takesEmpty: boolean): Record<string, Tensor> {
  const dims = [takesEmpty ? 0 : 1, HEADS, 1, HEAD_WIDTH];
  const none = new Float32Array(takesEmpty ? 0 : HEADS * HEAD_WIDTH);
  return Object.fromEntries(
    [...DECODER_CACHE, ...ENCODER_CACHE].map((name) => [
      name.replace('present', 'past_key_values'),
      new Tensor('float32', none, dims),
    ]),
  );
}

function mostLikely(logits: Float32Array): { id: number; logProbability: number } {
  let id = 0;
  for (let i = 1; i < logits.length; i++) {
    if ((logits[i] as number) > (logits[id] as number)) id = i;
  }
  const top = logits[id] as number;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp((logits[i] as number) - top);
  return { id, logProbability: -Math.log(sum) };
}

function meanAttention(output: Tensors): Float32Array {
  const frames = (output[ATTENTION_OUTPUTS[0] as string] as Tensor).dims[3] as number;
  const mean = new Float32Array(frames);
  for (const [layer, head] of ALIGNED_HEADS) {
    const weights = floats(output, `attention.${layer}`);
    for (let t = 0; t < frames; t++) {
      mean[t] = (mean[t] as number) + (weights[head * frames + t] as number) / ALIGNED_HEADS.length;
    }
  }
  return mean;
}
