import type { Scene } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { TokenReader } from '../../base/film/token-store';
import { dot } from '../inference/vectors';

/** Shorter stretches are flashes, not scenes. */
const SHORTEST: Micros = 2 * MICROS_PER_SECOND;
/** Frames on either side that say what is usual around a frame. */
const NEIGHBOURS = 15;
/** How far above the usual a cut stands, in robust standard deviations. */
const DEVIATIONS = 4;
/** Below this no change counts, however calm the film; above the other every one does, however restless. */
const LEAST_CHANGE = 0.3;
const CERTAIN_CHANGE = 0.55;
/** Half the weight of a full change of brightness everywhere makes up for one of the content. */
const BRIGHTNESS_WEIGHT = 1.5;

/** How each frame differs from the one before it. The first entry is 0. */
export interface Changes {
  /** Ascending, in microseconds. */
  readonly times: Float64Array;
  /** 1 - cosine of the frame's token and the one before it, plus the weighted difference of brightness. */
  readonly change: Float32Array;
}

/**
 * Frames at which a new scene begins: where the change stands out from its surroundings, and from all others within
 * the shortest length of a scene. The threshold follows the film: median + 4 x 1.4826 x MAD over 15 frames on either
 * side, within fixed limits, so that neither noise in a still film nor a fast-cut one fools it.
 * @returns frame numbers, ascending, without 0
 */
export function findCuts({ times, change }: Changes): number[] {
  const cuts: number[] = [];
  let lastCut: Micros = times[0] ?? 0;
  for (let i = 1; i < change.length; i++) {
    const value = at(change, i);
    if (value < LEAST_CHANGE || value < threshold(change, i)) continue;
    if (at(times, i) - lastCut < SHORTEST || isOutdone(times, change, i)) continue;
    cuts.push(i);
    lastCut = at(times, i);
  }
  return cuts;
}

/** Whether a greater change follows so soon that only one of the two can begin a scene. */
function isOutdone(times: Float64Array, change: Float32Array, i: number): boolean {
  for (let k = i + 1; k < change.length && at(times, k) - at(times, i) < SHORTEST; k++) {
    if (at(change, k) > at(change, i)) return true;
  }
  return false;
}

function threshold(change: Float32Array, i: number): number {
  const around: number[] = [];
  for (let k = Math.max(1, i - NEIGHBOURS); k <= Math.min(change.length - 1, i + NEIGHBOURS); k++) {
    if (k !== i) around.push(at(change, k));
  }
  if (around.length === 0) return LEAST_CHANGE;
  const usual = median(around);
  const spread = 1.4826 * median(around.map((value) => Math.abs(value - usual)));
  return Math.min(CERTAIN_CHANGE, usual + DEVIATIONS * spread);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/**
 * Divides an indexed film into scenes that together cover it from 0 to `duration`. The frame whose token is nearest
 * to the mean of its scene's stands for the scene. Holds one number a frame, never all tokens.
 */
export async function findScenes(reader: TokenReader, duration: Micros): Promise<Scene[]> {
  const changes = await readChanges(reader);
  const starts = [0, ...findCuts(changes)];
  const scenes: Scene[] = [];
  for (const [index, first] of starts.entries()) {
    const next = starts[index + 1] ?? reader.count;
    const keyFrameIndex = await typicalFrame(reader, first, next);
    scenes.push({
      index,
      from: index === 0 ? 0 : at(changes.times, first),
      to: next < reader.count ? at(changes.times, next) : Math.max(duration, at(changes.times, next - 1) + 1),
      keyFrame: at(changes.times, keyFrameIndex),
      keyFrameIndex,
    });
  }
  return scenes;
}

async function readChanges(reader: TokenReader): Promise<Changes> {
  const { count, dim } = reader;
  const times = new Float64Array(count);
  const change = new Float32Array(count);
  let before: Float32Array | null = null;
  for await (const { from, rows } of reader.chunks()) {
    times.set(rows.times, from);
    for (let i = 0; i < rows.times.length; i++) {
      const token: Float32Array = rows.tokens.subarray(i * dim, (i + 1) * dim);
      if (before) change[from + i] = 1 - cosine(before, token) + BRIGHTNESS_WEIGHT * at(rows.differences, i);
      before = token;
    }
  }
  return { times, change };
}

/** The frame of `from` to `to` (exclusive) whose token points most nearly where the sum of all unit tokens does. */
async function typicalFrame(reader: TokenReader, from: number, to: number): Promise<number> {
  const { dim } = reader;
  const sum = new Float32Array(dim);
  for await (const { token } of tokensBetween(reader, from, to)) {
    const scale = 1 / (Math.sqrt(dot(token, token)) || 1);
    for (let k = 0; k < dim; k++) sum[k] = at(sum, k) + scale * at(token, k);
  }
  let best = from;
  let bestCosine = Number.NEGATIVE_INFINITY;
  for await (const { n, token } of tokensBetween(reader, from, to)) {
    const nearness = cosine(sum, token);
    if (nearness > bestCosine) {
      best = n;
      bestCosine = nearness;
    }
  }
  return best;
}

/** Tokens that are read at once: a few megabytes. */
const STRETCH = 512;

async function* tokensBetween(
  reader: TokenReader,
  from: number,
  to: number,
): AsyncGenerator<{ n: number; token: Float32Array }> {
  for (let start = from; start < to; start += STRETCH) {
    const count = Math.min(STRETCH, to - start);
    const tokens = await reader.readTokens(start, count);
    for (let i = 0; i < count; i++) {
      yield { n: start + i, token: tokens.subarray(i * reader.dim, (i + 1) * reader.dim) };
    }
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  return dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);
}

/** Indices here are always within bounds. */
function at(values: Float32Array | Float64Array, i: number): number {
  return values[i] as number;
}
