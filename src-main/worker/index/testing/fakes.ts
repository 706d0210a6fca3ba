import { open } from 'node:fs/promises';
import type { Segment } from '../../../../src-shared/analysis';
import type { FrameEncoder } from '../../inference/types';
import type {
  ListenToVoicesOptions,
  TextReader,
  TranscribeOptions,
  Transcriber,
  VoiceListener,
} from '../../recognition/types';
import type { IndexDeps } from '../job';

/** For tests only: called before every step; what it throws is what happens. */
export type Step = (what: 'encode' | 'segment' | 'voice' | 'read' | 'views') => void;

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

/** For tests only: a piece a second, of one voice for four seconds and of another from there on, with a little of the sound in it. */
export function fakeVoices(step: Step): VoiceListener {
  return {
    async listen({ pcmPath, fromSample, onPieces, onProgress }: ListenToVoicesOptions) {
      await using file = await open(pcmPath, 'r');
      const total = (await file.stat()).size / 2;
      for (let from = fromSample; from < total; from += SECOND) {
        step('voice');
        const samples = new Int16Array(Math.min(SECOND, total - from));
        await file.read(new Uint8Array(samples.buffer), 0, samples.byteLength, from * 2);
        const at = (from / SECOND) * 1_000_000;
        const voice = Uint8Array.of(
          from < 4 * SECOND ? 255 : 0,
          from < 4 * SECOND ? 0 : 255,
          (samples[100] ?? 0) & 63,
        );
        await onPieces([{ from: at, to: at + 1_000_000, heard: 1_000_000, voice }], from + samples.length);
        onProgress(from, total);
      }
    },
    dispose: async () => undefined,
  };
}

/** For tests only: reads how many pixels a picture has that are bright, and is the less sure the fewer they are. */
export function fakeTextReader(step: Step): TextReader {
  return {
    async read({ pixels }) {
      step('read');
      const bright = pixels.filter((value) => value > 127).length / 3;
      const box = { left: 0, top: 0, width: 1, height: 1 };
      return bright === 0 ? [] : [{ text: `bright ${bright}`, box, confidence: Math.min(1, bright / 1000) }];
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
    openVoices: async () => fakeVoices(step),
    openTextReader: async () => fakeTextReader(step),
    buildViews: async () => step('views'),
    embedSegments: async () => undefined,
  };
}
