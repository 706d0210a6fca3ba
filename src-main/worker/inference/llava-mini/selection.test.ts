import { describe, expect, it } from 'vitest';
import type { EncodedVideo } from '../../../base/film/language-tokens/types';
import { frameAt, fusionFrames, readSelected, selectFrames } from './selection';

const video = (count: number) => ({ count, times: Float64Array.from({ length: count }, (_, i) => i * 10) });
const all = (selection: ReturnType<typeof selectFrames>) =>
  Array.from({ length: selection.count }, (_, place) => frameAt(selection, place));

describe('frames of a question', () => {
  it('are all that fit', () => {
    expect(all(selectFrames(video(5), null, 5))).toEqual([0, 1, 2, 3, 4]);
  });

  it('are every second, third … in the middle of each step where they do not', () => {
    expect(selectFrames(video(10_800), null, 3600)).toMatchObject({ step: 3, count: 3600, of: 10_800 });
    expect(all(selectFrames(video(10), null, 9))).toEqual([1, 3, 5, 7, 9]);
    expect(all(selectFrames(video(10), null, 4))).toEqual([0, 3, 6, 9]);
  });

  it('never are more than fit, none or outside of the film', () => {
    for (let count = 1; count <= 40; count++) {
      for (let most = 1; most <= 45; most++) {
        const frames = all(selectFrames(video(count), null, most));
        expect(frames.length).toBeGreaterThan(0);
        expect(frames.length).toBeLessThanOrEqual(most);
        expect(frames[0]).toBeGreaterThanOrEqual(0);
        expect(frames.at(-1)).toBeLessThan(count);
      }
    }
  });

  it('lie in the stretch asked for, its end excluded; between two frames it is the one before', () => {
    expect(all(selectFrames(video(10), { from: 20, to: 50 }, 9))).toEqual([2, 3, 4]);
    expect(all(selectFrames(video(10), { from: 21, to: 29 }, 9))).toEqual([2]);
    expect(all(selectFrames(video(10), { from: 500, to: 600 }, 9))).toEqual([9]);
    expect(all(selectFrames(video(10), { from: -5, to: 0 }, 9))).toEqual([0]);
  });

  it('fuse the question where they were kept, else the kept ones in their stretch, else the nearest', () => {
    const some = selectFrames(video(10), { from: 20, to: 60 }, 9);
    expect(fusionFrames(some, [0, 2, 3, 4, 5, 8])).toEqual({ frames: [2, 3, 4, 5], exact: true });
    expect(fusionFrames(some, [0, 4, 8])).toEqual({ frames: [4], exact: false });
    expect(fusionFrames(some, [0, 8])).toEqual({ frames: [0], exact: false });
    expect(fusionFrames(some, [])).toEqual({ frames: [], exact: false });
    const thinned = selectFrames(video(9), null, 3);
    expect(fusionFrames(thinned, [1, 4, 7])).toEqual({ frames: [1, 4, 7], exact: true });
    expect(fusionFrames(thinned, [0, 2, 4, 6, 8]).exact).toBe(false);
  });

  it('are read from the stored tokens, thinned or not', async () => {
    const readTokens: EncodedVideo['readTokens'] = async (from, to) =>
      Float32Array.from({ length: (to - from) * 2 }, (_, i) => from * 2 + i);
    const watched = { readTokens } as EncodedVideo;
    const every = selectFrames(video(4), null, 4);
    expect([...(await readSelected(watched, every, 2, 1, 3))]).toEqual([2, 3, 4, 5]);
    const second = selectFrames(video(6), null, 3);
    expect([...(await readSelected(watched, second, 2, 0, 2))]).toEqual([2, 3, 6, 7]);
  });
});
