import { readFile } from 'node:fs/promises';
import { meanRow } from '../../src-main/worker/inference/picture-map';
import type { TextSpace } from '../../src-main/worker/inference/types';
import { normalise } from '../../src-main/worker/inference/vectors';
import { type Captions, corePack, type Picture, RANK, TOKEN } from './data';
import { fitMap, type LowRankMap, type Rows, unitRows } from './ridge';

export interface Measured {
  readonly pictures: readonly Picture[];
  /** As Core made them, float32 [pictures, TOKEN]. */
  readonly seen: Float32Array;
  /** The same at length 1. */
  readonly tokens: Rows;
  readonly captions: Captions;
  readonly space: TextSpace;
}

const FOLDS = 2;

/** Each picture's half, the same at every run; which are in one is told by nothing about them. */
export function foldOf(index: number): number {
  return ((index * 7919) % 1009) % FOLDS;
}

export function rowsAt({ values, dim }: Rows, indexes: readonly number[]): Rows {
  const out = new Float64Array(indexes.length * dim);
  for (const [to, from] of indexes.entries())
    out.set(values.subarray(from * dim, (from + 1) * dim), to * dim);
  return { values: out, count: indexes.length, dim };
}

/** Where a map puts a token among texts, at length 1. */
function placeOf(
  { meanToken, toPlane, fromPlane }: LowRankMap,
  token: Float64Array,
  dim: number,
): Float32Array {
  const plane = new Float64Array(RANK);
  for (const [i, value] of token.entries())
    for (let k = 0; k < RANK; k++)
      plane[k] =
        (plane[k] as number) + (value - (meanToken[i] as number)) * (toPlane[i * RANK + k] as number);
  const out = new Float32Array(dim);
  for (let k = 0; k < RANK; k++)
    for (let i = 0; i < dim; i++)
      out[i] = (out[i] as number) + (plane[k] as number) * (fromPlane[k * dim + i] as number);
  return normalise(out);
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** How pictures resemble texts: by labels as before, by these without what all have in common, and with a map. */
export interface Likeness {
  readonly labels: Float32Array;
  readonly centred: Float32Array;
  /** Of each picture, the place by a map that was not learnt from it, and that map's mean text. */
  readonly mapped: readonly { readonly place: Float32Array; readonly meanText: Float64Array }[];
}

/** @param learnFrom which pictures a map may be learnt from, beside not being in the half that it is measured on */
export async function likenessOf(measured: Measured, learnFrom: readonly number[]): Promise<Likeness> {
  const { pictures, seen, tokens, captions, space } = measured;
  const labels = await placesByLabels(seen, space);
  const mapped: { place: Float32Array; meanText: Float64Array }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = learnFrom.filter((i) => foldOf(i) !== fold);
    const map = fitMap(rowsAt(tokens, others), rowsAt(captions.means, others), RANK);
    for (const i of pictures.keys()) {
      if (foldOf(i) !== fold) continue;
      const token = tokens.values.subarray(i * tokens.dim, (i + 1) * tokens.dim);
      mapped[i] = { place: placeOf(map, token, space.dim), meanText: map.meanText };
    }
  }
  return { ...labels, mapped };
}

/** Where labels lie among texts, float32 [labels, dim]. */
export async function labelVectors(): Promise<Float32Array> {
  const pack = await corePack();
  const { text } = pack.manifest;
  if (text?.kind !== 'conse') throw new Error('The built-in pack has no labels.');
  const bytes = new Uint8Array(await readFile(pack.file(text.labelEmbeddings)));
  return new Float32Array(bytes.buffer);
}

async function placesByLabels(
  seen: Float32Array,
  space: TextSpace,
): Promise<Pick<Likeness, 'labels' | 'centred'>> {
  const mean = meanRow(await labelVectors(), space.dim);
  const count = seen.length / TOKEN;
  const { embeddings } = await space.viewFrames(seen, count);
  const less = embeddings.map((value, at) => value - (mean[at % space.dim] as number));
  return { labels: embeddings, centred: Float32Array.from(unitRows(less, count, space.dim).values) };
}

export type Way = 'labels' | 'centred' | 'map';

/** How much a text resembles picture `i`. @param text unit vector */
export function resemblance(like: Likeness, way: Way, text: Float32Array, i: number): number {
  const dim = text.length;
  if (way === 'labels') return dot(like.labels.subarray(i * dim, (i + 1) * dim), text);
  const byLabels = dot(like.centred.subarray(i * dim, (i + 1) * dim), text);
  if (way === 'centred') return byLabels;
  const { place, meanText } = like.mapped[i] as Likeness['mapped'][number];
  return byLabels + dot(place, normalise(text.map((value, k) => value - (meanText[k] as number))));
}

interface Recall {
  readonly at: readonly number[];
  readonly median: number;
}

/**
 * Of each caption of these pictures: where its own picture stands among all of its half. The map of the other half has learnt from
 * that caption, which would set its pictures in the way.
 */
function recallOf(
  like: Likeness,
  way: Way,
  { vectors, owner }: Captions,
  dim: number,
  of: readonly number[],
): Recall {
  const wanted = new Set(of);
  const ranks: number[] = [];
  for (const [caption, own] of owner.entries()) {
    if (!wanted.has(own)) continue;
    const text = vectors.subarray(caption * dim, (caption + 1) * dim);
    const score = resemblance(like, way, text, own);
    const others = [...like.mapped.keys()].filter((i) => foldOf(i) === foldOf(own));
    ranks.push(1 + others.filter((i) => resemblance(like, way, text, i) > score).length);
  }
  ranks.sort((a, b) => a - b);
  const at = [1, 5, 10].map((k) => ranks.filter((rank) => rank <= k).length / ranks.length);
  return { at, median: ranks[ranks.length >> 1] ?? 0 };
}

function row(what: string, { at, median }: Recall): void {
  console.log(`| ${what} | ${at.map((share) => (100 * share).toFixed(1)).join(' | ')} | ${median} |`);
}

/** Of what kind a picture is, by its file's name. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['all', /./],
  ['photographs of COCO', /^coco_/],
  ['photographs of Open Images', /^oi_/],
  ['games', /^go_/],
  ['screens', /^(sp|jl|ri|mt)_/],
];

/** Prints R@1, R@5, R@10 and the median rank by each way, for kinds of pictures, and against how many were learnt from. */
export async function measureFinding(measured: Measured, whole: Likeness): Promise<void> {
  const { pictures, captions, space } = measured;
  const all = [...pictures.keys()];
  console.log(`\n| captions of | way | R@1 | R@5 | R@10 | median rank |\n${'| --- '.repeat(6)}|`);
  for (const [kind, name] of KINDS) {
    const of = all.filter((i) => name.test(pictures[i]?.file ?? ''));
    for (const way of ['labels', 'centred', 'map'] as const)
      row(`${of.length}, ${kind} | ${way}`, recallOf(whole, way, captions, space.dim, of));
  }
  console.log(`\n| learnt from half of | R@1 | R@5 | R@10 | median rank |\n${'| --- '.repeat(5)}|`);
  for (let part = 8; part > 1; part /= 2) {
    const some = all.filter((i) => (i * 613) % 8 < 8 / part);
    row(`${some.length}`, recallOf(await likenessOf(measured, some), 'map', captions, space.dim, all));
  }
}
