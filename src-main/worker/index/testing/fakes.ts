import { open } from 'node:fs/promises';
import type { Segment } from '../../../../src-shared/analysis';
import type { FrameEncoder } from '../../inference/types';
import type { TranscribeOptions, Transcriber } from '../../recognition/types';
import type { IndexDeps } from '../job';

/** For tests only: called before every step; what it throws is what happens. */
export type Step = (what: 'encode' | 'segment' | 'views') => void;

/** For tests only: tokens of 8 values that tell frames apart: mean colours of the halves of the picture, and 1, 0. */
export function fakeEncoder(step: Step): FrameEncoder {
  const [width, height] = [32, 32];
  return {
    ...{ dim: 8, inputWidth: width, inputHeight: height, batchSize: 3 },
    async encode(pixels, count) {
      step('encode');
      const tokens = new Float32Array(count * 8);
      const size = width * height * 3;
      for (let frame = 0; frame < count; frame++) {
        for (let i = 0; i < size; i++) {
          const slot = frame * 8 + (i % 3) + (i < size / 2 ? 0 : 3);
          tokens[slot] = (tokens[slot] ?? 0) + (pixels[frame * size + i] ?? 0) / (255 * size);
        }
        tokens[frame * 8 + 6] = 0.01;
      }
      return tokens;
    },
    dispose: async () => undefined,
  };
}

const SECOND = 16_000;

/** For tests only: says how loud each second is. */
export function fakeTranscriber(step: Step): Transcriber {
  return {
    async transcribe({ pcmPath, fromSample, nextSegmentId, onSegments, onProgress }: TranscribeOptions) {
      await using file = await open(pcmPath, 'r');
      const total = (await file.stat()).size / 2;
      let id = nextSegmentId;
      for (let from = fromSample; from < total; from += SECOND) {
        step('segment');
        const samples = new Int16Array(Math.min(SECOND, total - from));
        await file.read(new Uint8Array(samples.buffer), 0, samples.byteLength, from * 2);
        const text = `loud ${samples.reduce((a, b) => Math.max(a, Math.abs(b)), 0)}`;
        const at = (from / SECOND) * 1_000_000;
        const segment: Segment = {
          id: id++,
          source: 'speech',
          from: at,
          to: at + 1_000_000,
          text,
          words: [],
        };
        await onSegments([segment], from + samples.length);
        onProgress(from, total);
      }
    },
    dispose: async () => undefined,
  };
}

/** For tests only: everything that the pipeline needs from other rooms; a checkpoint at every chance. */
export function fakeDeps(step: Step = () => undefined): IndexDeps {
  return {
    packId: 'fake',
    checkpointEvery: 0,
    openEncoder: async () => ({ encoder: fakeEncoder(step), device: 'cpu' }),
    openTranscriber: async () => fakeTranscriber(step),
    buildViews: async () => step('views'),
    embedSegments: async () => undefined,
  };
}
