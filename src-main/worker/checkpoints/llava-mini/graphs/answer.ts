import { GRAPH } from '../graph-io';
import { type Attend, decode } from './decoder';
import { addHead, type DecoderPlan, inputs } from './growing';
import type { GraphPart } from './part';
import { type RotaryTables, rotaryTables } from './rotary';

/** Names of what the attention of every layer reads. */
interface Shared {
  readonly plan: DecoderPlan;
  readonly positions: string;
  /** [S, T] in the graph's own floats; T are the rows after the prefix. */
  readonly mask: string;
  /** [N] in the graph's own floats; null where every row of the prefix counts. */
  readonly prefixMask: string | null;
  /** int64 [1]: S. */
  readonly rows: string;
  /** int64 [1]: T. */
  readonly suffix: string;
  /** int64 [A]: rows whose attention to the prefix is asked for. */
  readonly asked: string;
  readonly rotary: RotaryTables;
  /** Filled layer by layer: what each prefix row gets, [N]. */
  readonly weighed: string[];
}

/**
 * The language model with a prefix that it only reads, as graph-io.ts says. Keys and values of the prefix come in and do not
 * go out: for one token after 10,000 that saves the copy of the whole cache that every run of a growing one ends with.
 * @param masked whether the prefix has a mask: for devices, which take no prefix of no rows
 */
export async function buildAnswer(part: GraphPart, plan: DecoderPlan, masked: boolean): Promise<void> {
  const { graph } = part;
  const { llama } = plan;
  const positions = graph.input(GRAPH.positions, 'int64', [1, 'S']);
  const mask = graph.input(GRAPH.suffixMask, 'float32', ['S', 'T']);
  const wanted = graph.input(GRAPH.logitIndex, 'int64', ['R']);
  const shared: Shared = {
    plan,
    positions,
    mask: part.fromFloat32(mask),
    prefixMask: masked ? part.fromFloat32(graph.input(GRAPH.prefixMask, 'float32', ['N'])) : null,
    rows: graph.node('Shape', [mask], part.fresh('rows'), { start: 0, end: 1 }),
    suffix: graph.node('Shape', [mask], part.fresh('suffix'), { start: 1, end: 2 }),
    asked: graph.input(GRAPH.attentionIndex, 'int64', ['A']),
    rotary: await rotaryTables(part, llama, plan.maxPositions),
    weighed: [],
  };
  const decoder = {
    part,
    llama,
    form: plan.forms.llm,
    prefix: 'model.layers.',
    layers: llama.layers,
    rotary: shared.rotary,
  };
  const rows = await decode(decoder, inputs(part, llama), wanted, splitAttention(part, shared));
  await addHead(part, plan, rows);
  addPrefixAttention(part, shared);
}

/** One softmax over the prefix and the rows after it, computed from two products each way. */
function splitAttention(part: GraphPart, shared: Shared): Attend {
  const { graph } = part;
  const { llama } = shared.plan;
  const { kvHeads, headDim } = llama;
  const sharing = llama.heads / kvHeads;
  return (qkv, layer) => {
    const { query, key, value } = turned(part, shared, qkv);
    const keys = appended(part, GRAPH.pastKey(layer), key, GRAPH.presentKey(layer), llama);
    const values = appended(part, GRAPH.pastValue(layer), value, GRAPH.presentValue(layer), llama);
    const prefixKeys = graph.input(GRAPH.prefixKey(layer), part.type, [kvHeads, headDim, 'N']);
    const prefixValues = graph.input(GRAPH.prefixValue(layer), part.type, [kvHeads, 'N', headDim]);

    const products = graph.node('MatMul', [query, prefixKeys], part.fresh('far'));
    const far =
      shared.prefixMask === null
        ? products
        : graph.node('Add', [products, shared.prefixMask], part.fresh('far'));
    const near = graph.node('MatMul', [query, part.transpose(keys, [0, 2, 1])], part.fresh('near'));
    // The mask is the same for all heads: [kvHeads · sharing, S, T] + [S, T].
    const shape = graph.node('Shape', [shared.mask], part.fresh('shape'));
    const perHead = graph.node('Concat', [part.integers([-1]), shape], part.fresh('shape'), { axis: 0 });
    const heads = graph.node('Reshape', [near, perHead], part.fresh('heads'));
    const masked = graph.node('Add', [heads, shared.mask], part.fresh('masked'));
    const grouped = graph.node(
      'Reshape',
      [masked, graph.node('Shape', [near], part.fresh('shape'))],
      part.fresh('grouped'),
    );

    const scores = graph.node('Concat', [far, grouped], part.fresh('scores'), { axis: -1 });
    const shares = graph.node('Softmax', [scores], part.fresh('shares'), { axis: -1 });
    const prefix = graph.node('Shape', [far], part.fresh('prefix'), { start: 2, end: 3 });
    const sizes = graph.node('Concat', [prefix, shared.suffix], part.fresh('sizes'), { axis: 0 });
    const [farShares, nearShares] = [part.fresh('far'), part.fresh('near')];
    graph.node('Split', [shares, sizes], [farShares, nearShares], { axis: -1 });
    if (layer >= Math.floor(llama.layers / 2)) shared.weighed.push(weigh(part, shared, farShares, prefix));

    const fromFar = graph.node('MatMul', [farShares, prefixValues], part.fresh('far'));
    const fromNear = graph.node('MatMul', [nearShares, values], part.fresh('near'));
    const both = graph.node('Add', [fromFar, fromNear], part.fresh('both'));
    const split = part.reshape(both, [kvHeads, sharing, -1, headDim]);
    return part.reshape(part.transpose(split, [2, 0, 1, 3]), [-1, llama.heads * headDim]);
  };
}

/** Queries, keys and values by head; queries [kvHeads, sharing · S, headDim], scaled; the others [kvHeads, S, headDim]. */
function turned(part: GraphPart, shared: Shared, qkv: string) {
  const { graph } = part;
  const { llama } = shared.plan;
  const { kvHeads, headDim } = llama;
  const widths = [llama.heads * headDim, kvHeads * headDim, kvHeads * headDim];
  const names = ['query', 'key', 'value'].map((what) => part.fresh(what)) as [string, string, string];
  const rows = part.reshape(qkv, [1, -1, widths.reduce((sum, width) => sum + width, 0)]);
  graph.node('Split', [rows, part.integers(widths)], names, { axis: -1 });
  const rotate = (x: string, heads: number) =>
    graph.runtimeNode(
      'RotaryEmbedding',
      [x, shared.positions, shared.rotary.cosine, shared.rotary.sine],
      part.fresh('rotated'),
      { num_heads: heads, rotary_embedding_dim: 0, interleaved: 0 },
    );
  const byHead = (x: string) => part.transpose(part.reshape(x, [-1, kvHeads, headDim]), [1, 0, 2]);
  const query = graph.node(
    'Mul',
    [rotate(names[0], llama.heads), scaleOf(part, headDim)],
    part.fresh('scaled'),
  );
  const grouped = part.transpose(
    part.reshape(query, [-1, kvHeads, llama.heads / kvHeads, headDim]),
    [1, 2, 0, 3],
  );
  return {
    query: part.reshape(grouped, [kvHeads, -1, headDim]),
    key: byHead(rotate(names[1], kvHeads)),
    value: byHead(names[2]),
  };
}

function scaleOf(part: GraphPart, headDim: number): string {
  if (part.graph.has('attention_scale')) return 'attention_scale';
  const scale = 1 / Math.sqrt(headDim);
  if (part.type === 'float32') return part.graph.scalar('attention_scale', scale);
  return part.graph.node('Cast', [part.graph.scalar('attention_scale_32', scale)], 'attention_scale', {
    to: 10,
  });
}

function appended(
  part: GraphPart,
  past: string,
  rows: string,
  present: string,
  llama: DecoderPlan['llama'],
): string {
  const { graph, type } = part;
  graph.input(past, type, [llama.kvHeads, 'M', llama.headDim]);
  graph.node('Concat', [past, rows], present, { axis: 1 });
  return graph.output(present, type, [llama.kvHeads, 'T', llama.headDim]);
}

/** What the asked rows give to each row of the prefix, summed over heads and those rows: [N]. */
function weigh(part: GraphPart, shared: Shared, shares: string, prefix: string): string {
  const { graph } = part;
  const { heads } = shared.plan.llama;
  const shape = graph.node('Concat', [part.integers([heads]), shared.rows, prefix], part.fresh('shape'), {
    axis: 0,
  });
  const byHead = graph.node('Reshape', [shares, shape], part.fresh('shares'));
  const rows = graph.node('Gather', [byHead, shared.asked], part.fresh('asked'), { axis: 1 });
  return graph.node('ReduceSum', [rows, part.integers([0, 1])], part.fresh('weighed'), { keepdims: 0 });
}

/** The mean over layers, heads and asked rows; 0 where no rows are asked for. */
function addPrefixAttention(part: GraphPart, shared: Shared): void {
  const { graph } = part;
  const mean = graph.node('Mean', shared.weighed, part.fresh('mean'));
  const rows = graph.node('Size', [shared.asked], part.fresh('rows'));
  const count = graph.node('Max', [rows, part.integers([1], [])], part.fresh('count'));
  const cells = graph.node('Mul', [count, part.integers([shared.plan.llama.heads], [])], part.fresh('cells'));
  const divisor = graph.node('Cast', [cells], part.fresh('divisor'), {
    to: part.type === 'float32' ? 1 : 10,
  });
  part.toFloat32(graph.node('Div', [mean, divisor], part.fresh('mean')), GRAPH.prefixAttention);
  graph.output(GRAPH.prefixAttention, 'float32', ['N']);
}
