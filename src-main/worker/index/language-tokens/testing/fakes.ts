import type { FrameReader } from '../../../../base/film/language-tokens/types';
import type { EncodeVideoDeps } from '../encode-video';

/** For tests only: sizes that are quick, and no two of them alike. */
export const FAKE = { dim: 6, inputWidth: 32, inputHeight: 32, batchSize: 3, systemRows: 2, hidden: 4 };
export const FAKE_FUSION_LENGTH = 5;

/**
 * For tests only: tokens of mean colours; a sum that shows in its last digits whether it was added in another order; fusion
 * that shows which frame it is of.
 * @param step called before every batch: what it throws is what happens
 */
export function fakeReader(step: (frames: number) => void): FrameReader {
  return {
    ...FAKE,
    fusionLength: FAKE_FUSION_LENGTH,
    async read(pixels, count, keep) {
      step(count);
      const size = FAKE.inputWidth * FAKE.inputHeight * 3;
      const means = Array.from({ length: count }, (_, frame) => {
        const mean = new Float64Array(3);
        for (let i = 0; i < size; i++) {
          mean[i % 3] = (mean[i % 3] ?? 0) + (pixels[frame * size + i] ?? 0) / (255 * (size / 3));
        }
        return mean;
      });
      const tokens = new Float32Array(count * FAKE.dim);
      const systemSum = new Float64Array(FAKE.systemRows * FAKE.hidden);
      means.forEach((mean, frame) => {
        tokens.set([...mean, 1, 0, 0.5], frame * FAKE.dim);
        for (let i = 0; i < systemSum.length; i++) {
          systemSum[i] = (systemSum[i] ?? 0) + 1 / (3 + i) + (mean[i % 3] ?? 0) * 1e-3;
        }
      });
      const fusion = new Map(
        keep.map((place) => [
          place,
          Uint16Array.from({ length: FAKE_FUSION_LENGTH }, (_, i) => (means[place]?.[0] ?? 0) * 10_000 + i),
        ]),
      );
      return { tokens, systemSum, fusion };
    },
    dispose: async () => undefined,
  };
}

/** For tests only: a checkpoint at every chance. */
export function fakeWatch(step: (frames: number) => void = () => undefined): EncodeVideoDeps {
  return {
    model: 'fake@1',
    fusionLimit: 4,
    checkpointEvery: 0,
    openReader: async () => ({ reader: fakeReader(step), device: 'cpu' }),
  };
}
