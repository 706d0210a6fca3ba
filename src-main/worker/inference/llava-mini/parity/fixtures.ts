// What Python (eval/parity) recorded of tiny LLaVA-Mini checkpoints, read for the tests that hold the engine against it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedVideo, ReadFrames } from '../../../../base/film/language-tokens/types';
import { loadPack, type Pack } from '../../../../base/packs/pack';
import { makeLlavaMini } from '../../../checkpoints/llava-mini/convert';
import type { Picture } from '../../pixels';

export const FIXTURES = join(process.cwd(), 'eval', 'parity', 'fixtures');
/** Checkpoints that eval/parity/make.py wrote; its README says what is different about each. */
export const NAMES = ['plain', 'llama3', 'fine', 'apart', 'wide', 'crops'] as const;
export type Name = (typeof NAMES)[number];
export type TestedPrecision = 'fp32' | 'fp16' | 'int8' | 'int4';

/** One question as Python asked it. */
export interface Run {
  readonly name: string;
  readonly frames: number;
  readonly turns: readonly { readonly question: string; readonly answer: string }[];
  readonly question: string;
  /** Of the whole prompt, −200 where the frames go. */
  readonly ids: readonly number[];
  /** Greedy tokens, with the stop token where it came. */
  readonly answer: readonly number[];
  readonly text: string;
}

export interface Recorded {
  readonly side: number;
  readonly still: { readonly width: number; readonly height: number; readonly number: number };
  readonly runs: readonly Run[];
  /** @throws where nothing was recorded under that name */
  tensor(name: string): Float32Array;
  has(name: string): boolean;
}

export function readRecord(name: Name): Recorded {
  const facts = JSON.parse(readFileSync(join(FIXTURES, name, 'record.json'), 'utf8'));
  const tensors = readTensors(join(FIXTURES, name, 'record.safetensors'));
  return {
    ...facts,
    has: (key) => tensors.has(key),
    tensor(key) {
      const found = tensors.get(key);
      if (!(found?.data instanceof Float32Array)) throw new Error(`${key} was not recorded for ${name}`);
      return found.data;
    },
  };
}

/** A reader of its own for float32 and uint8, so that a fault in the product's cannot hide itself. */
export function readTensors(
  path: string,
): Map<string, { readonly shape: readonly number[]; readonly data: Float32Array | Uint8Array }> {
  const file = readFileSync(path);
  const headerBytes = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + headerBytes));
  const tensors = new Map();
  for (const [name, entry] of Object.entries<{
    dtype: string;
    shape: number[];
    data_offsets: [number, number];
  }>(header)) {
    if (name === '__metadata__') continue;
    const [from, to] = entry.data_offsets.map((offset) => offset + 8 + headerBytes) as [number, number];
    const bytes = Uint8Array.from(file.subarray(from, to));
    const data = entry.dtype === 'U8' ? bytes : new Float32Array(bytes.buffer);
    tensors.set(name, { shape: entry.shape, data });
  }
  return tensors;
}

/** The picture of eval/parity/pixels.py of the same name. */
export function madeUp(width: number, height: number, number: number): Picture {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const c = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    data[i] = x * (3 + number) + y * (5 + 2 * c) + number * number * 17 + ((x * y * (c + 1)) >> 3) + c * 40;
  }
  return { data, width, height };
}

/** Frames one after the other, as a decoder gives them. */
export function madeUpFrames(side: number, count: number): Uint8Array {
  const pixels = new Uint8Array(count * side * side * 3);
  for (let frame = 0; frame < count; frame++) {
    pixels.set(madeUp(side, side, frame).data, frame * side * side * 3);
  }
  return pixels;
}

/** Converts a fixture's checkpoint as the app does, and opens the pack with every file checked. */
export async function convertFixture(
  checkpoint: string,
  dir: string,
  precision: TestedPrecision,
): Promise<Pack> {
  const licences = [{ part: 'model', source: 'eval/parity', name: 'Apache-2.0', text: 'Made up.' }];
  await makeLlavaMini(
    { dir: checkpoint, repository: null, revision: null, licences },
    { dir, id: 'parity', name: 'Parity', precision },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  return loadPack(dir);
}

/** Frames that were read, as a video in memory: every frame's fusion is there that was kept. */
export function watched(
  read: ReadFrames,
  count: number,
  cacheDir: string,
  hash: string = `${count} frames`,
): EncodedVideo {
  const dim = read.tokens.length / count;
  const kept = [...read.fusion.keys()].sort((a, b) => a - b);
  return {
    hash,
    count,
    times: Float64Array.from({ length: count }, (_, frame) => frame * 1e6),
    readTokens: async (from, to) => read.tokens.slice(from * dim, to * dim),
    systemSum: read.systemSum,
    fusionFrames: kept,
    async readFusion(frame) {
      const fusion = read.fusion.get(frame);
      if (!fusion) throw new Error(`nothing was kept of frame ${frame}`);
      return fusion;
    },
    cacheDir,
  };
}

/** The largest difference, over the largest value that is expected. */
export function relativeError(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length)
    throw new RangeError(`${got.length} numbers instead of ${expected.length}`);
  let [difference, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((got[i] as number) - (expected[i] as number)));
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  // NaN is no small error.
  return Number.isFinite(difference / largest) ? difference / largest : Number.POSITIVE_INFINITY;
}
