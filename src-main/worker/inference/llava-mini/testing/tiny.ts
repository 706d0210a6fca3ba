import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  EncodedVideo,
  FrameReader,
  LanguageQuestion,
} from '../../../../base/film/language-tokens/types';
import { loadPack, type Pack } from '../../../../base/packs/pack';
import { makeLlavaMini } from '../../../checkpoints/llava-mini/convert';
import { makeCheckpoint, TINY_CHECKPOINT } from '../../../checkpoints/llava-mini/testing/checkpoint';
import type { LlavaMiniConfig } from '../../../checkpoints/llava-mini/types';

/** The smallest model with short pictures, so that a frame takes milliseconds. */
export const TINY: LlavaMiniConfig = {
  ...TINY_CHECKPOINT,
  vision: { ...TINY_CHECKPOINT.vision, image: 16 },
};

export interface TinyPack {
  readonly pack: Pack;
  readonly root: string;
  remove(): void;
}

/** Converts a made-up checkpoint. Built once per test file. */
export async function tinyPack(
  config: LlavaMiniConfig = TINY,
  precision: 'fp32' | 'int4' = 'fp32',
  change: (pack: Pack) => Pack = (pack) => pack,
): Promise<TinyPack> {
  const root = mkdtempSync(join(tmpdir(), 'longtake-tiny-'));
  const checkpoint = join(root, 'checkpoint');
  const dir = join(root, 'pack');
  mkdirSync(dir);
  await makeCheckpoint(checkpoint, config, { type: 'F32' });
  await makeLlavaMini(
    { dir: checkpoint, repository: null, revision: null, licences: [] },
    { dir, id: 'tiny', name: 'Tiny', precision },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  return { pack: change(await loadPack(dir)), root, remove: () => rmSync(root, { recursive: true }) };
}

/** Frames of noise: [count, side, side, 3]. */
export function noise(count: number, side: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: count * side * side * 3 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state >>> 8;
  });
}

/** Has a reader read frames, and holds what it gave as a video in memory. @param kept frames whose fusion is kept */
export async function watch(
  reader: FrameReader,
  count: number,
  kept: readonly number[],
  cacheDir: string,
  seed = 1,
): Promise<EncodedVideo> {
  const frameBytes = reader.inputWidth * reader.inputHeight * 3;
  const pixels = noise(count, reader.inputWidth, seed);
  const tokens = new Float32Array(count * reader.dim);
  const systemSum = new Float64Array(reader.systemRows * reader.hidden);
  const fusion = new Map<number, Uint16Array>();
  for (let from = 0; from < count; from += reader.batchSize) {
    const size = Math.min(reader.batchSize, count - from);
    const keep = kept.filter((frame) => frame >= from && frame < from + size).map((frame) => frame - from);
    const batch = pixels.subarray(from * frameBytes, (from + size) * frameBytes);
    const read = await reader.read(batch, size, keep);
    tokens.set(read.tokens, from * reader.dim);
    read.systemSum.forEach((value, i) => {
      systemSum[i] = (systemSum[i] as number) + value;
    });
    for (const [place, numbers] of read.fusion) fusion.set(from + place, numbers);
  }
  return {
    hash: `noise-${count}-${seed}`,
    count,
    times: Float64Array.from({ length: count }, (_, i) => i * 1e6),
    readTokens: async (from, to) => tokens.slice(from * reader.dim, to * reader.dim),
    systemSum,
    fusionFrames: kept,
    readFusion: async (frame) => {
      const numbers = fusion.get(frame);
      if (!numbers) throw new Error(`frame ${frame} was not kept`);
      return numbers;
    },
    cacheDir,
  };
}

/** A question with what it gave to its listeners. */
export function asking(
  video: EncodedVideo,
  change: Partial<LanguageQuestion> = {},
): LanguageQuestion & { readonly heard: string[]; readonly phases: string[] } {
  const heard: string[] = [];
  const phases: string[] = [];
  return {
    video,
    question: 'What is shown?',
    turns: [],
    range: null,
    maxTokens: 12,
    sampling: null,
    signal: new AbortController().signal,
    onText: (text) => heard.push(text),
    onPhase: (phase) => phases.push(phase),
    heard,
    phases,
    ...change,
  };
}
