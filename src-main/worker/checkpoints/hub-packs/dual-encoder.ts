import { join } from 'node:path';
import { z } from 'zod';
import { CheckpointUnusable } from '../../../base/packs/errors';
import type { MakePack } from '../../../base/packs/install-types';
import type { DualFrames, DualText } from '../../../base/packs/manifest';
import { type GraphValue, readGraphHeader } from './graph-header';
import { copyInto, findGraph, hasGraph, type PublishedGraph, readJson, writeManifest } from './published';

const FLOAT32 = 1;
/** Frames that one call takes best. Graphs with 8-bit numbers get one: see `batchFor`. */
const BATCH = 8;
/** What each family's texts are put into; SigLIP's is the sentence of its authors' examples. */
const PROMPTS = { clip: 'a photo of {}', siglip: 'This is a photo of {}.' };
/** Tokens of a text, where the published files do not say: what both families were trained with. */
const TEXT_TOKENS = { clip: 77, siglip: 64 };
/** Above this a length in tokenizer_config.json means "unlimited". */
const UNLIMITED = 100_000;

const sideOrSize = z.union([
  z.number().transform((side) => ({ width: side, height: side })),
  z.object({ shortest_edge: z.number() }).transform((size) => ({
    width: size.shortest_edge,
    height: size.shortest_edge,
  })),
  z.object({ width: z.number(), height: z.number() }),
]);
const threeNumbers = z.tuple([z.number(), z.number(), z.number()]);
const preprocessor = z.object({
  do_center_crop: z.boolean().nullish(),
  do_normalize: z.boolean().nullish(),
  do_rescale: z.boolean().nullish(),
  rescale_factor: z.number().nullish(),
  size: sideOrSize,
  crop_size: sideOrSize.nullish(),
  image_mean: threeNumbers.nullish(),
  image_std: threeNumbers.nullish(),
});
const config = z.object({
  model_type: z.string(),
  projection_dim: z.number().optional(),
  text_config: z.object({ max_position_embeddings: z.number().optional() }).nullish(),
  vision_config: z.object({ hidden_size: z.number().optional() }).nullish(),
});
/** Lengths that the families' configurations leave out where they are these. */
const USUAL_LENGTH = { clip: 512, siglip: 768 };
const tokenizerConfig = z.object({
  model_max_length: z.number().nullish(),
  pad_token: z.union([z.string(), z.object({ content: z.string() })]).nullish(),
});
const tokenizerFile = z.object({
  added_tokens: z.array(z.object({ id: z.number(), content: z.string() })).default([]),
  model: z.object({ vocab: z.unknown() }),
});

type Family = keyof typeof PROMPTS;

/** Whether a folder holds a CLIP- or SigLIP-like model as the hub has it in ONNX: a graph for pictures, one for texts. */
export async function isDualEncoderFolder(dir: string): Promise<boolean> {
  return (await hasGraph(dir, 'vision_model')) && (await hasGraph(dir, 'text_model'));
}

/**
 * Makes a search pack of a published dual encoder (https://arxiv.org/abs/2103.00020, https://arxiv.org/abs/2303.15343):
 * a frame's token is its picture embedding, and texts are found by cosine.
 *
 * Of a picture CLIP was shown the middle square. A film's frame loses half of itself that way, and what is asked for may
 * stand at its edge; so both families get the whole frame with its aspect ignored, as SigLIP was trained. The decode pass
 * makes it, with ffmpeg's bicubic scaler instead of Pillow's. What that does to CLIP's finds was not measured with real
 * weights.
 */
export const makeDualEncoderPack: MakePack = async (source, target, options) => {
  const { dir } = source;
  const model = readModel(await readJson(dir, 'config.json', (json) => config.parse(json)));
  const [vision, text] = await Promise.all(
    ['vision_model', 'text_model'].map((stem) => findGraph(dir, stem, target.precision)),
  );
  if (!vision || !text) throw new CheckpointUnusable('lacks a graph');
  const frames = await framesPart(dir, vision, model);
  const textPart = await textPartOf(dir, text, model);
  if (frames.dim !== textPart.dim) {
    throw new CheckpointUnusable(
      `has embeddings of ${frames.dim} values for pictures and of ${textPart.dim} for texts`,
    );
  }
  const paths = [vision.path, ...vision.data, text.path, ...text.data];
  const tokenizers = ['tokenizer.json', 'tokenizer_config.json'].map((name) => join(dir, name));
  const files = await copyInto(target.dir, [...paths, ...tokenizers], options);
  const hash = (file: string) => files.find(({ path }) => path === file)?.sha256.slice(0, 12) ?? '';
  options.onProgress({ step: 'finish', bytesDone: 0, bytesTotal: 1 });
  await writeManifest(target.dir, {
    format: 2,
    id: target.id,
    name: target.name,
    // Tokens are compared with those of the same version only, so it names the graph that made them.
    version: hash(frames.file),
    description: `Finds frames by text, in ${vision.precision} for pictures and ${text.precision} for texts. It names nothing: what it finds resembles the words.`,
    provides: ['frames', 'text'],
    files,
    licences: source.licences.map((licence) => ({ ...licence })),
    ...(source.repository && { origin: { repository: source.repository, revision: source.revision } }),
    frames,
    text: { ...textPart, id: `dual-encoder/${hash(textPart.model)}/1` },
  });
  options.onProgress({ step: 'finish', bytesDone: 1, bytesTotal: 1 });
};

interface Model {
  readonly family: Family;
  /** Values of an embedding, for graphs that do not say. */
  readonly length: number;
  /** Tokens of the longest text, where the configuration says. */
  readonly positions: number | null;
}

function readModel(settings: z.infer<typeof config>): Model {
  const { model_type: family } = settings;
  if (family !== 'clip' && family !== 'siglip') {
    throw new CheckpointUnusable(
      `is of the kind “${family}”, which Longtake cannot search with`,
      'Choose a CLIP or SigLIP model with graphs in ONNX.',
    );
  }
  const said = family === 'clip' ? settings.projection_dim : settings.vision_config?.hidden_size;
  const positions = settings.text_config?.max_position_embeddings ?? null;
  return { family, length: said ?? USUAL_LENGTH[family], positions };
}

async function framesPart(dir: string, graph: PublishedGraph, model: Model): Promise<DualFrames> {
  const settings = await readJson(dir, 'preprocessor_config.json', (json) => preprocessor.parse(json));
  const scaled =
    settings.do_rescale !== false && Math.abs((settings.rescale_factor ?? 1 / 255) * 255 - 1) < 1e-6;
  if (!scaled) throw new CheckpointUnusable('wants pixels on a scale other than 0 to 1');
  const size = (settings.do_center_crop ? settings.crop_size : null) ?? settings.size;
  const { inputs, outputs } = await readGraphHeader(graph.path);
  const [input, ...others] = inputs.filter(({ shape }) => shape.length > 0);
  if (!input || others.length > 0 || input.shape.length !== 4 || input.type !== FLOAT32) {
    throw new CheckpointUnusable('has a graph for pictures that takes something else than pixels in float32');
  }
  const [, , height, width] = input.shape;
  if ((height ?? size.height) !== size.height || (width ?? size.width) !== size.width) {
    throw new CheckpointUnusable(
      `has a graph for pictures of ${width} x ${height}, but settings for ${size.width} x ${size.height}`,
    );
  }
  const output = embeddingOf(outputs, 'image_embeds', model.family);
  const plain = settings.do_normalize === false;
  return {
    kind: 'dual-encoder',
    file: nameOf(graph),
    input: input.name,
    output: output.name,
    ...size,
    dim: lengthOf(output, model),
    batch: batchFor(graph),
    mean: plain ? [0, 0, 0] : (settings.image_mean ?? [0.5, 0.5, 0.5]),
    deviation: plain ? [1, 1, 1] : (settings.image_std ?? [0.5, 0.5, 0.5]),
    aspect: 'stretch',
  };
}

/** 8-bit graphs scale the whole of an input at once, so that in a batch every frame would change the others' tokens. */
function batchFor({ precision }: PublishedGraph): number {
  return precision === 'int8' ? 1 : BATCH;
}

async function textPartOf(dir: string, graph: PublishedGraph, model: Model): Promise<DualText> {
  const { family, positions } = model;
  const { inputs, outputs } = await readGraphHeader(graph.path);
  const known = ['input_ids', 'attention_mask'];
  const unknown = inputs.find(({ name }) => !known.includes(name));
  if (unknown || !inputs.some(({ name }) => name === 'input_ids')) {
    throw new CheckpointUnusable(
      `has a graph for texts that takes ${unknown?.name ?? 'no input_ids'}, which Longtake cannot give it`,
    );
  }
  const settings = await readJson(dir, 'tokenizer_config.json', (json) => tokenizerConfig.parse(json));
  const said = settings.model_max_length ?? UNLIMITED;
  const maxTokens = Math.min(said < UNLIMITED ? said : TEXT_TOKENS[family], positions ?? TEXT_TOKENS[family]);
  const { pad_token: pad } = settings;
  const output = embeddingOf(outputs, 'text_embeds', family);
  return {
    kind: 'dual-encoder',
    id: '',
    dim: lengthOf(output, model),
    model: nameOf(graph),
    tokenizer: 'tokenizer.json',
    tokenizerConfig: 'tokenizer_config.json',
    maxTokens,
    output: output.name,
    // SigLIP was trained on texts that are all filled up, with nothing that says where they end.
    padTo:
      family === 'siglip'
        ? { length: maxTokens, id: await idOf(dir, typeof pad === 'object' ? pad?.content : pad) }
        : null,
    prompt: PROMPTS[family],
  };
}

/**
 * The output that holds the embedding. SigLIP's is what it pools; CLIP's pooled states still lack the projection into the
 * space that texts and pictures share.
 */
function embeddingOf(outputs: readonly GraphValue[], name: string, family: Family): GraphValue {
  const wanted = family === 'clip' ? [name] : [name, 'pooler_output'];
  const found = outputs.find((output) => wanted.includes(output.name));
  if (found) return found;
  const given = outputs.map((output) => output.name).join(', ');
  throw new CheckpointUnusable(
    `has a graph that gives ${given || 'nothing'} instead of ${wanted.join(' or ')}`,
  );
}

function lengthOf({ name, shape, type }: GraphValue, { length }: Model): number {
  if (type === FLOAT32 && shape.length === 2) return shape[1] ?? length;
  throw new CheckpointUnusable(`has a graph whose ${name} is no row of values in float32 for each input`);
}

async function idOf(dir: string, token: string | null | undefined): Promise<number> {
  const { added_tokens: added, model } = await readJson(dir, 'tokenizer.json', (json) =>
    tokenizerFile.parse(json),
  );
  const { vocab } = model;
  const listed = Array.isArray(vocab)
    ? vocab.findIndex((entry: unknown) => Array.isArray(entry) && entry[0] === token)
    : typeof vocab === 'object' && vocab !== null && token
      ? ((vocab as Record<string, unknown>)[token] ?? -1)
      : -1;
  const id = added.find(({ content }) => content === token)?.id ?? listed;
  if (typeof id === 'number' && id >= 0) return id;
  throw new CheckpointUnusable('has a tokenizer without the token that fills texts up');
}

function nameOf({ path }: PublishedGraph): string {
  return path.split(/[\\/]/).at(-1) as string;
}
