import type { LlamaShape } from '../types';
import type { GraphPart } from './part';
import type { WeightForm } from './precision';
import type { RotaryTables } from './rotary';

/** Layers of a Llama decoder in a graph: what is the same for all of them. */
export interface Decoder {
  readonly part: GraphPart;
  readonly llama: LlamaShape;
  readonly form: WeightForm;
  /** Names of the checkpoint's tensors start so: `model.layers.` or `model.prefusion_layers.`. */
  readonly prefix: string;
  readonly layers: number;
  readonly rotary: RotaryTables;
}

/** Rows on their way through the layers: their sum so far, and what the last step adds to it. */
export interface Rows {
  /** [rows, hidden] */
  readonly sum: string;
  /** [rows, hidden]; null before the first layer. */
  readonly added: string | null;
}

/** Attention of one layer. @param qkv [S, (heads + 2 · kvHeads) · headDim] @returns [S, heads · headDim] */
export type Attend = (qkv: string, layer: number) => string;

/**
 * Runs all layers. What comes after the last attention is done only for the rows that are wanted: no later layer reads
 * the others.
 * @param x [S, hidden]
 * @param wanted name of int64 [R], rows of S
 * @returns [R, hidden] rows
 */
export async function decode(decoder: Decoder, x: string, wanted: string, attend: Attend): Promise<Rows> {
  const { part, layers } = decoder;
  let rows: Rows = { sum: x, added: null };
  for (let layer = 0; layer < layers; layer++) {
    const name = `${decoder.prefix}${layer}.`;
    const normal = await normalise(part, decoder.llama, rows, `${name}input_layernorm.weight`);
    const attention = `${name}self_attn.`;
    const qkv = await part.linear(
      normal.value,
      `${attention}qkv`,
      ['q', 'k', 'v'].map((one) => `${attention}${one}_proj.weight`),
      decoder.form,
    );
    let attended = attend(qkv, layer);
    let sum = normal.sum;
    if (layer === layers - 1) {
      attended = part.graph.node('Gather', [attended, wanted], part.fresh('wanted'), { axis: 0 });
      sum = part.graph.node('Gather', [sum, wanted], part.fresh('wanted'), { axis: 0 });
    }
    rows = await feedForward(decoder, { sum, added: await projected(decoder, attended, attention) }, name);
    await part.file.checkpoint();
  }
  return rows;
}

function projected(decoder: Decoder, attended: string, attention: string): Promise<string> {
  return decoder.part.linear(attended, `${attention}o`, [`${attention}o_proj.weight`], decoder.form);
}

/** SwiGLU: down(silu(gate(x)) · up(x)). */
async function feedForward(decoder: Decoder, rows: Rows, name: string): Promise<Rows> {
  const { part, llama, form } = decoder;
  const { graph } = part;
  const normal = await normalise(part, llama, rows, `${name}post_attention_layernorm.weight`);
  const matrix = (x: string, one: string) =>
    part.linear(x, `${name}mlp.${one}`, [`${name}mlp.${one}_proj.weight`], form);
  const gate = await matrix(normal.value, 'gate');
  const up = await matrix(normal.value, 'up');
  const gated = graph.node(
    'Mul',
    [gate, graph.node('Sigmoid', [gate], part.fresh('open'))],
    part.fresh('gated'),
  );
  const product = graph.node('Mul', [gated, up], part.fresh('product'));
  return { sum: normal.sum, added: await matrix(product, 'down') };
}

/** RMSNorm of the rows with what was added to them, and that sum. */
export async function normalise(
  part: GraphPart,
  llama: LlamaShape,
  rows: Rows,
  weight: string,
): Promise<{ value: string; sum: string }> {
  const { graph } = part;
  const scale = await part.tensor(weight);
  const value = part.fresh('normal');
  const epsilon = { float: llama.epsilon };
  if (rows.added === null) {
    graph.node('SimplifiedLayerNormalization', [rows.sum, scale], value, {
      axis: -1,
      epsilon,
      stash_type: 1,
    });
    return { value, sum: rows.sum };
  }
  const sum = part.fresh('sum');
  graph.runtimeNode('SkipSimplifiedLayerNormalization', [rows.sum, rows.added, scale], [value, '', '', sum], {
    epsilon,
  });
  return { value, sum };
}

/** The rows with what was added to them last. */
export function total(part: GraphPart, rows: Rows): string {
  return rows.added === null ? rows.sum : part.graph.node('Add', [rows.sum, rows.added], part.fresh('total'));
}
