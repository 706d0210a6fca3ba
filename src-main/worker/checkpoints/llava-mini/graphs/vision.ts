import { GRAPH } from '../graph-io';
import { frameRows, type LlavaMiniConfig } from '../types';
import { buildCompressor } from './compressor';
import type { GraphPart } from './part';
import type { WeightForm } from './precision';

const TOWER = 'model.vision_tower.vision_tower.vision_model.';
const PROJECTOR = 'model.mm_projector.';

/** Rows on their way through the tower: their sum so far, and what the last step adds, which lacks its bias yet. */
interface Rows {
  readonly sum: string;
  readonly added: { readonly rows: string; readonly bias: string } | null;
}

/** Tower, compressor and projector, as graph-io.ts says. */
export async function buildVision(part: GraphPart, config: LlavaMiniConfig, form: WeightForm): Promise<void> {
  const { graph } = part;
  const { vision, llama, resolutionRatio: ratio } = config;
  const { patches, views, total } = frameRows(config);
  const side = vision.image / vision.patch;

  const features = await tower(part, config, form);
  const { ordered, seen } = arrange(part, features, side, vision.width, ratio, patches, views);
  const compressed = await buildCompressor(part, config, seen, side * ratio);
  const all = graph.node('Concat', [ordered, compressed], part.fresh('all'), { axis: 1 });
  const projected = await project(part, part.reshape(all, [-1, vision.width]), form);
  part.toFloat32(part.reshape(projected, [-1, total, llama.hidden]), GRAPH.vision.frames);
  graph.output(GRAPH.vision.frames, 'float32', ['B', total, llama.hidden]);
}

/**
 * A frame's rows in the order in which pre-fusion reads them, and the square that the compressor reads: the whole picture,
 * or in high resolution its crops laid side by side.
 * @param features [frames · views, patches, width]
 */
function arrange(
  part: GraphPart,
  features: string,
  side: number,
  width: number,
  ratio: number,
  patches: number,
  views: number,
): { ordered: string; seen: string } {
  if (views === 1) return { ordered: features, seen: features };
  const { graph } = part;
  const byFrame = part.reshape(features, [-1, views, patches, width]);
  const [crops, whole] = [part.fresh('crops'), part.fresh('whole')];
  graph.node('Split', [byFrame, part.integers([views - 1, 1])], [crops, whole], { axis: 1 });
  // Frame, crop's row, crop's column, patch's row, patches of that row → crop's row, patch's row, crop's column.
  const grid = part.transpose(part.reshape(crops, [-1, ratio, ratio, side, side * width]), [0, 1, 3, 2, 4]);
  const seen = part.reshape(grid, [-1, (views - 1) * patches, width]);
  const rest = part.reshape(whole, [-1, patches, width]);
  return { ordered: graph.node('Concat', [seen, rest], part.fresh('ordered'), { axis: 1 }), seen };
}

/** CLIP's tower without its last layers and final norm: [views, patches, width], the class row dropped. */
async function tower(part: GraphPart, config: LlavaMiniConfig, form: WeightForm): Promise<string> {
  const { graph } = part;
  const { width, layersRun } = config.vision;
  const { patches } = frameRows(config);
  let rows: Rows = { sum: part.reshape(await embed(part, config), [-1, width]), added: null };
  for (let layer = 0; layer < layersRun; layer++) {
    rows = await towerLayer(part, config, form, rows, `${TOWER}encoder.layers.${layer}.`);
    await part.file.checkpoint();
  }
  const shaped = part.reshape(total(part, rows), [-1, patches + 1, width]);
  const bounds = [part.integers([1]), part.integers([patches + 1])];
  return graph.node('Slice', [shaped, ...bounds, part.integers([1])], part.fresh('patches'));
}

/** [views, 1 + patches, width]: patches and a class row with their positions, normed. */
async function embed(part: GraphPart, config: LlavaMiniConfig): Promise<string> {
  const { graph } = part;
  const { width, patch, image, epsilon } = config.vision;
  const { patches } = frameRows(config);
  const name = `${TOWER}embeddings.`;
  const pixels = graph.input(GRAPH.vision.pixels, 'float32', ['V', 3, image, image]);
  const kernel = await part.tensor(`${name}patch_embedding.weight`);
  const seen = graph.node('Conv', [part.fromFloat32(pixels), kernel], part.fresh('seen'), {
    kernel_shape: [patch, patch],
    strides: [patch, patch],
  });
  const flat = part.transpose(part.reshape(seen, [-1, width, patches]), [0, 2, 1]);
  const classRow = await part.tensor(`${name}class_embedding`, [1, 1, width]);
  const views = graph.node('Shape', [flat], part.fresh('views'), { start: 0, end: 1 });
  const shape = graph.node('Concat', [views, part.integers([1, width])], part.fresh('shape'), { axis: 0 });
  const classRows = graph.node('Expand', [classRow, shape], part.fresh('class'));
  const rows = graph.node('Concat', [classRows, flat], part.fresh('rows'), { axis: 1 });
  const positions = await part.tensor(`${name}position_embedding.weight`);
  const placed = graph.node('Add', [rows, positions], part.fresh('placed'));
  // transformers' own spelling.
  const norm = [
    await part.tensor(`${TOWER}pre_layrnorm.weight`),
    await part.tensor(`${TOWER}pre_layrnorm.bias`),
  ];
  return graph.node('LayerNormalization', [placed, ...norm], part.fresh('normal'), {
    axis: -1,
    epsilon: { float: epsilon },
  });
}

async function towerLayer(
  part: GraphPart,
  config: LlavaMiniConfig,
  form: WeightForm,
  rows: Rows,
  name: string,
): Promise<Rows> {
  const { graph } = part;
  const { width, heads, epsilon, activation } = config.vision;
  const { patches } = frameRows(config);
  const linear = async (x: string, one: string, withBias: boolean) =>
    part.linear(
      x,
      name + one,
      [`${name}${one}.weight`],
      form,
      withBias ? await part.tensor(`${name}${one}.bias`) : '',
    );
  const before = await normalise(part, rows, `${name}layer_norm1`, epsilon);
  const three = ['q', 'k', 'v'].map((one) => `${name}self_attn.${one}_proj`);
  const qkv = await part.linear(
    before.value,
    `${name}self_attn.qkv`,
    three.map((one) => `${one}.weight`),
    form,
  );
  const byView = part.reshape(qkv, [-1, patches + 1, 3 * width]);
  const split = ['query', 'key', 'value'].map((what) => part.fresh(what));
  graph.node('Split', [byView, part.integers([width, width, width])], split, { axis: -1 });
  const bias = await part.vectors(
    `${name}self_attn.qkv.bias`,
    three.map((one) => `${one}.bias`),
  );
  const attended = graph.runtimeNode('MultiHeadAttention', [...split, bias], part.fresh('attended'), {
    num_heads: heads,
  });
  const out = await linear(part.reshape(attended, [-1, width]), 'self_attn.out_proj', false);
  const outBias = await part.tensor(`${name}self_attn.out_proj.bias`);
  const middle = { sum: before.sum, added: { rows: out, bias: outBias } };

  const after = await normalise(part, middle, `${name}layer_norm2`, epsilon);
  const wide = await linear(after.value, 'mlp.fc1', true);
  const active =
    activation === 'quick_gelu'
      ? graph.runtimeNode('QuickGelu', [wide], part.fresh('active'), { alpha: { float: 1.702 } })
      : graph.runtimeNode('Gelu', [wide], part.fresh('active'));
  const narrow = await linear(active, 'mlp.fc2', false);
  return { sum: after.sum, added: { rows: narrow, bias: await part.tensor(`${name}mlp.fc2.bias`) } };
}

/** LayerNorm of the rows with what was added to them, and that sum. */
async function normalise(
  part: GraphPart,
  rows: Rows,
  name: string,
  epsilon: number,
): Promise<{ value: string; sum: string }> {
  const { graph } = part;
  const norm = [await part.tensor(`${name}.weight`), await part.tensor(`${name}.bias`)];
  const value = part.fresh('normal');
  if (rows.added === null) {
    graph.node('LayerNormalization', [rows.sum, ...norm], value, { axis: -1, epsilon: { float: epsilon } });
    return { value, sum: rows.sum };
  }
  const sum = part.fresh('sum');
  const inputs = [rows.sum, rows.added.rows, ...norm, rows.added.bias];
  graph.runtimeNode('SkipLayerNormalization', inputs, [value, '', '', sum], { epsilon: { float: epsilon } });
  return { value, sum };
}

function total(part: GraphPart, { sum, added }: Rows): string {
  if (added === null) return sum;
  const rows = part.graph.node('Add', [sum, added.rows], part.fresh('total'));
  return part.graph.node('Add', [rows, added.bias], part.fresh('total'));
}

/** Two matrices with an exact GELU between them, into the language model's width. */
async function project(part: GraphPart, x: string, form: WeightForm): Promise<string> {
  const layer = async (rows: string, index: number) =>
    part.linear(
      rows,
      `${PROJECTOR}${index}`,
      [`${PROJECTOR}${index}.weight`],
      form,
      await part.tensor(`${PROJECTOR}${index}.bias`),
    );
  const wide = part.graph.runtimeNode('Gelu', [await layer(x, 0)], part.fresh('active'));
  return layer(wide, 2);
}
