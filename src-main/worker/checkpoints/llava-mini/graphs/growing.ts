import { GRAPH } from '../graph-io';
import type { LlamaShape } from '../types';
import { type Attend, type Decoder, decode, normalise, total } from './decoder';
import type { GraphPart } from './part';
import type { Forms } from './precision';
import { rotaryTables } from './rotary';

/** What the decoder graphs of one model have in common. */
export interface DecoderPlan {
  readonly llama: LlamaShape;
  readonly forms: Forms;
  readonly prefusionLayers: number;
  readonly tiedEmbeddings: boolean;
  /** Positions that the rotary tables reach to. */
  readonly maxPositions: number;
}

/** The pre-fusion graph, as graph-io.ts says. */
export async function buildPrefusion(part: GraphPart, plan: DecoderPlan): Promise<void> {
  const { graph } = part;
  const form = plan.forms.prefusion;
  const layers = plan.prefusionLayers;
  const decoder = await declare(part, plan, 'model.prefusion_layers.', layers, form);
  const wanted = graph.input(GRAPH.rowIndex, 'int64', ['R']);
  const rows = await decode(decoder, inputs(part, plan.llama), wanted, growingAttention(decoder));
  const result = part.reshape(total(part, rows), [1, -1, plan.llama.hidden]);
  part.toFloat32(result, GRAPH.hidden);
  graph.output(GRAPH.hidden, 'float32', [1, 'R', plan.llama.hidden]);
}

/** The language model with a past that grows, as graph-io.ts says. */
export async function buildPrefill(part: GraphPart, plan: DecoderPlan): Promise<void> {
  const wanted = part.graph.input(GRAPH.logitIndex, 'int64', ['R']);
  const decoder = await declare(part, plan, 'model.layers.', plan.llama.layers, plan.forms.llm);
  const rows = await decode(decoder, inputs(part, plan.llama), wanted, growingAttention(decoder));
  await addHead(part, plan, rows);
}

/** Final norm and output layer. */
export async function addHead(
  part: GraphPart,
  plan: DecoderPlan,
  rows: Awaited<ReturnType<typeof decode>>,
): Promise<void> {
  const normal = await normalise(part, plan.llama, rows, 'model.norm.weight');
  const weights = plan.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight';
  const logits = await part.linear(normal.value, 'lm_head', [weights], plan.forms.head);
  part.toFloat32(part.reshape(logits, [1, -1, plan.llama.vocab]), GRAPH.logits);
  part.graph.output(GRAPH.logits, 'float32', [1, 'R', plan.llama.vocab]);
}

/** The rows that go in, as a matrix in the graph's own floats. */
export function inputs(part: GraphPart, llama: LlamaShape): string {
  const rows = part.graph.input(GRAPH.inputs, 'float32', [1, 'S', llama.hidden]);
  return part.reshape(part.fromFloat32(rows), [-1, llama.hidden]);
}

async function declare(
  part: GraphPart,
  plan: DecoderPlan,
  prefix: string,
  layers: number,
  form: Decoder['form'],
): Promise<Decoder> {
  const { llama } = plan;
  part.graph.input(GRAPH.lengths, 'int32', [1]);
  part.graph.input(GRAPH.totalLength, 'int32', []);
  const rotary = await rotaryTables(part, llama, plan.maxPositions);
  return { part, llama, form, prefix, layers, rotary };
}

/** GroupQueryAttention, which turns queries and keys by their positions and appends to the past. */
function growingAttention(decoder: Decoder): Attend {
  const { part, llama, rotary } = decoder;
  const { graph, type } = part;
  const past = [1, llama.kvHeads, 'N', llama.headDim];
  const present = [1, llama.kvHeads, 'T', llama.headDim];
  return (qkv, layer) => {
    const rows = part.reshape(qkv, [1, -1, (llama.heads + 2 * llama.kvHeads) * llama.headDim]);
    const key = graph.input(GRAPH.pastKey(layer), type, past);
    const value = graph.input(GRAPH.pastValue(layer), type, past);
    const attended = part.fresh('attended');
    graph.runtimeNode(
      'GroupQueryAttention',
      [rows, '', '', key, value, GRAPH.lengths, GRAPH.totalLength, rotary.cosine, rotary.sine],
      [attended, GRAPH.presentKey(layer), GRAPH.presentValue(layer)],
      {
        num_heads: llama.heads,
        kv_num_heads: llama.kvHeads,
        do_rotary: 1,
        rotary_interleaved: 0,
        scale: { float: 1 / Math.sqrt(llama.headDim) },
      },
    );
    graph.output(GRAPH.presentKey(layer), type, present);
    graph.output(GRAPH.presentValue(layer), type, present);
    return part.reshape(attended, [-1, llama.heads * llama.headDim]);
  };
}
