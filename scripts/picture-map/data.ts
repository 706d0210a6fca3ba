import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { loadPack, type Pack } from '../../src-main/base/packs/pack';
import { openTextSpace } from '../../src-main/worker/inference/text-space';
import type { TextSpace } from '../../src-main/worker/inference/types';
import type { Rows } from './ridge';

export const ROOT = resolve(import.meta.dirname, '..', '..');
const HERE = join(ROOT, 'scripts', 'picture-map');
export const PICTURES = join(HERE, 'pictures.tsv');
/** Tokens of the pictures in their order: for each its largest value (float32, little-endian), then each value as a 255th part of that. */
export const FEATURES = join(HERE, 'features.u8');
/** Where the pack's recipe takes the map from, and what it holds that against. */
export const MAP = join(ROOT, 'scripts', 'packs', 'core', 'picture-map.f16');
export const MAP_FACTS = join(ROOT, 'scripts', 'packs', 'core', 'picture-map.json');
/** Where the pictures lie as frames do, half precision: what the map's recipe takes beside it. */
export const PLACES = join(ROOT, 'scripts', 'packs', 'core', 'picture-places.f16');
/** The words of their captions, beside it. */
export const WORDS = join(ROOT, 'scripts', 'packs', 'core', 'picture-words.json');
export const TOKEN = 2048;
export const TOKEN_BYTES = 4 + TOKEN;
/** Directions among texts that are kept: 64 find no better, and each makes a search longer. */
export const RANK = 48;

/**
 * What a map that is shipped under the project's own licence may be learnt from. Nothing share-alike: whether a map is an adaptation
 * of what it was learnt from is an open question, and nobody who ships Longtake shall have to answer it.
 */
const licence = z.enum([
  'CC0-1.0',
  'CC-BY-2.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'MIT',
  'BSD-3-Clause',
  'Apache-2.0',
  'Public domain',
  'No known copyright restrictions (Flickr Commons)',
]);

const COLUMNS = [
  'file',
  'source',
  'licence',
  'author',
  'captions',
  'caption_source',
  'licence_proof',
  'attributes',
] as const;
const picture = z.object({
  file: z.string().regex(/^[\w.-]+$/),
  source: z.string().min(1),
  licence,
  author: z.string().min(1),
  captions: z.string().min(1),
  caption_source: z.string().min(1),
  licence_proof: z.string().min(1),
  /** What holds of the picture, by names of attributes, to measure these with. */
  attributes: z.string(),
});
export type Picture = z.infer<typeof picture>;

/** @throws where a line is not of this form, or under a licence that is not listed */
export function readPictures(): Picture[] {
  const [head, ...lines] = readFileSync(PICTURES, 'utf8').replace(/\n$/, '').split('\n');
  if (head !== COLUMNS.join('\t'))
    throw new Error(`${PICTURES} has other columns than ${COLUMNS.join(', ')}.`);
  return lines.map((line, at) => {
    const values = line.split('\t');
    const read = picture.safeParse(Object.fromEntries(COLUMNS.map((name, i) => [name, values[i]])));
    if (!read.success) throw new Error(`${PICTURES}, line ${at + 2}: ${z.prettifyError(read.error)}`);
    return read.data;
  });
}

/** Tokens as Core made them, but for rounding: float32 [count, TOKEN]. */
export function readTokens(count: number): Float32Array {
  const bytes = readFileSync(FEATURES);
  if (bytes.length !== count * TOKEN_BYTES)
    throw new Error(
      `${FEATURES} holds ${bytes.length / TOKEN_BYTES} pictures, pictures.tsv ${count}: run features.ts.`,
    );
  const tokens = new Float32Array(count * TOKEN);
  for (let row = 0; row < count; row++) {
    const largest = bytes.readFloatLE(row * TOKEN_BYTES);
    for (let k = 0; k < TOKEN; k++)
      tokens[row * TOKEN + k] = ((bytes[row * TOKEN_BYTES + 4 + k] as number) / 255) * largest;
  }
  return tokens;
}

export function encodeToken(token: Float32Array): Uint8Array {
  const out = Buffer.alloc(TOKEN_BYTES);
  const largest = Math.max(...token);
  out.writeFloatLE(largest);
  for (const [k, value] of token.entries()) out[4 + k] = Math.round((value / (largest || 1)) * 255);
  return out;
}

export interface Captions {
  /** float32 [captions, dim], unit vectors */
  readonly vectors: Float32Array;
  /** Each caption's picture. */
  readonly owner: readonly number[];
  /** The mean of each picture's captions, [pictures, dim] */
  readonly means: Rows;
}

export async function embedCaptions(pictures: readonly Picture[], space: TextSpace): Promise<Captions> {
  const all = pictures.flatMap(({ captions }, owner) =>
    captions.split(' | ').map((text) => ({ text, owner })),
  );
  const { dim } = space;
  const vectors = await space.embedTexts(all.map(({ text }) => text));
  const means = new Float64Array(pictures.length * dim);
  const counts = Map.groupBy(all, ({ owner }) => owner);
  for (const [i, { owner }] of all.entries()) {
    const share = 1 / (counts.get(owner)?.length ?? 1);
    for (let k = 0; k < dim; k++)
      means[owner * dim + k] = (means[owner * dim + k] as number) + share * (vectors[i * dim + k] as number);
  }
  return {
    vectors,
    owner: all.map(({ owner }) => owner),
    means: { values: means, count: pictures.length, dim },
  };
}

export function corePack(): Promise<Pack> {
  return loadPack(join(ROOT, 'resources', 'packs', 'core'));
}

/** Core's text space without a map: its views are places by labels alone. */
export async function plainSpace(): Promise<TextSpace> {
  const pack = await corePack();
  const { text } = pack.manifest;
  if (text?.kind !== 'conse') throw new Error('The built-in pack has no labels.');
  const { pictures: _, ...plain } = text;
  const space = await openTextSpace({
    ...pack,
    file: pack.file,
    manifest: { ...pack.manifest, text: plain },
  });
  if (!space) throw new Error('The built-in pack holds no sentence encoder.');
  return space;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
