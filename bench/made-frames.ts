// Made-up frames of the form that Core's have: 20 labels with the probabilities that real frames have on average, 384 values by
// labels, 48 by the map, in shots of 2 to 12 frames.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BLOCK_ROWS,
  blockAt,
  blockBytes,
  encodeHeader,
  quantise,
  rowBytes,
  sealBlock,
  spaceHash,
} from '../src-main/worker/index/frame-embedding-format';
import { VIEW_FILE } from '../src-main/worker/index/frame-embedding-store';
import type { TextSpace } from '../src-main/worker/inference/types';
import { randoms, randomUnit } from './randoms';

export const DIM = 432;
const BY_LABELS = 384;
const LABELS = 1000;
const LABELS_PER_FRAME = 20;
export const FRAMES_PER_FILM = 3_600;
/** What real frames of nine films have on average, the likeliest label first. */
const PROBABILITIES = [
  ...[0.436, 0.115, 0.062, 0.044, 0.032, 0.024, 0.019, 0.017, 0.014, 0.012],
  ...[0.011, 0.01, 0.009, 0.008, 0.007, 0.006, 0.006, 0.006, 0.005, 0.005],
];
/** So many labels of a shot make its place; they stand to each other as the square roots of their probabilities. */
const TOLD = 6;
/** Labels lie near each other: all of them in so many dimensions, but for noise. */
const KINDS = 40;
const SHAPE = { dim: DIM, labels: LABELS_PER_FRAME };

/** Where labels lie among texts and in the map's plane. */
const PLACES = places();

function places(): Float32Array[] {
  const random = randoms(5);
  const plane = Array.from({ length: KINDS }, () => vector(random, BY_LABELS));
  return Array.from({ length: LABELS }, () => {
    const parts = Array.from({ length: KINDS }, random);
    const place = new Float32Array(DIM);
    const noise = vector(random, BY_LABELS);
    for (let i = 0; i < BY_LABELS; i++) {
      place[i] = 0.6 * (noise[i] as number);
      for (let k = 0; k < KINDS; k++) {
        place[i] =
          (place[i] as number) + 0.4 * (parts[k] as number) * ((plane[k] as Float32Array)[i] as number);
      }
    }
    place.set(vector(random, DIM - BY_LABELS), BY_LABELS);
    return unit(place);
  });
}
function vector(random: () => number, length: number): Float32Array {
  const out = new Float32Array(length);
  randomUnit(random, out, 0, length);
  return out;
}
/** Both parts to length 1. */
function unit(values: Float32Array): Float32Array {
  for (const [from, to] of [
    [0, BY_LABELS],
    [BY_LABELS, DIM],
  ] as const) {
    const length = Math.hypot(...values.subarray(from, to)) || 1;
    for (let i = from; i < to; i++) values[i] = (values[i] as number) / length;
  }
  return values;
}
/** Some labels are seen often, most seldom. */
function usualLabel(random: () => number): number {
  return Math.floor(LABELS ** Math.abs(random())) - 1;
}

/** A text is "look 7" (no label stands for it), "kind 7" (a label), or "dog" (118 labels, as ImageNet has breeds). */
export function madeSpace(): TextSpace {
  const queryOf = (text: string): Float32Array => {
    const random = randoms(1_000 + Number(/\d+/.exec(text)?.[0] ?? 0));
    const [one, other] = [usualLabel(random), usualLabel(random)].map(
      (label) => PLACES[label] as Float32Array,
    );
    const noise = vector(random, DIM);
    const at = (i: number) =>
      (one?.[i] as number) + 0.5 * (other?.[i] as number) + 0.6 * (noise[i] as number);
    return unit(Float32Array.from({ length: DIM }, (_, i) => at(i)));
  };
  return {
    id: 'made-up',
    views: { id: 'made-up', dim: DIM, earlier: [] },
    tokenModel: 'made-up',
    dim: DIM,
    labelsPerFrame: LABELS_PER_FRAME,
    labels: Array.from({ length: LABELS }, (_, i) => `label ${i}`),
    embedTexts: async (texts) => Float32Array.from(texts.flatMap((text) => [...queryOf(text)])),
    frameQuery: async (text) => queryOf(text),
    viewFrames: () => Promise.reject(new Error('Views are made at once.')),
    likenessOfPictures: () => null,
    readQuery: (text) => {
      const first = Number(/\d+/.exec(text)?.[0] ?? 151);
      const count = text === 'dog' ? 118 : 1;
      const concept = { term: text, labelIds: Array.from({ length: count }, (_, i) => first + i) };
      return { concepts: text.startsWith('look') ? [] : [concept], unnamed: [] };
    },
    dispose: async () => undefined,
  };
}

/** Writes the views of a film of an hour. The files that they are made from are not there: a search does not ask for them. */
export function makeFilm(dir: string, film: number): void {
  mkdirSync(dir, { recursive: true });
  const random = randoms(film + 1);
  const header = { ...SHAPE, rows: FRAMES_PER_FILM, space: spaceHash('made-up') };
  const parts: Uint8Array[] = [encodeHeader(header)];
  const shot: Shot = { left: 0, shown: [], place: new Float32Array(DIM) };
  const row = new Float32Array(DIM);
  for (let first = 0; first < FRAMES_PER_FILM; first += BLOCK_ROWS) {
    const buffer = new ArrayBuffer(blockBytes({ ...SHAPE, checked: true }));
    const block = blockAt(buffer, 0, SHAPE);
    for (let r = 0; r < Math.min(BLOCK_ROWS, FRAMES_PER_FILM - first); r++) {
      if (shot.left-- <= 0) begin(shot, random);
      const sure = 1 + 0.9 * random();
      for (let k = 0; k < LABELS_PER_FRAME; k++) {
        const probability =
          (PROBABILITIES[k] as number) * (k === 0 ? sure : (2 - sure) * (0.85 + 0.15 * random()));
        block.labelIds[LABELS_PER_FRAME * r + k] = shot.shown[k] as number;
        block.probabilities[LABELS_PER_FRAME * r + k] = Math.round(65_535 * probability);
      }
      for (let i = 0; i < DIM; i++)
        row[i] = (shot.place[i] as number) + (i < BY_LABELS ? 0.02 : 0.06) * random();
      block.times[r] = (first + r) * 1_000_000;
      block.scales[r] = quantise(row, block.embeddings, r * rowBytes(DIM));
    }
    const sealed = new Uint8Array(buffer);
    sealBlock(sealed, SHAPE);
    parts.push(sealed);
  }
  writeFileSync(join(dir, VIEW_FILE), Buffer.concat(parts));
}

interface Shot {
  left: number;
  /** Its labels, each once. */
  shown: number[];
  place: Float32Array;
}

function begin(shot: Shot, random: () => number): void {
  shot.left = 2 + Math.floor(5.5 * (1 + random()));
  const labels = Array.from({ length: LABELS_PER_FRAME }, () => usualLabel(random));
  shot.shown = eachOnce(labels);
  shot.place.fill(0);
  for (const [k, label] of labels.slice(0, TOLD).entries()) {
    const weight = Math.sqrt(PROBABILITIES[k] as number) * (1 + 0.3 * random());
    const place = PLACES[label] as Float32Array;
    for (let i = 0; i < DIM; i++) shot.place[i] = (shot.place[i] as number) + weight * (place[i] as number);
  }
  unit(shot.place);
}

/** One that is there already makes room for the next that is not. */
function eachOnce(labels: readonly number[]): number[] {
  const seen = new Set<number>();
  for (let label of labels) {
    while (seen.has(label)) label = (label + 1) % LABELS;
    seen.add(label);
  }
  return [...seen];
}
