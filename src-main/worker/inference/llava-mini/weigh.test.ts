import { describe, expect, it } from 'vitest';
import { AttentionAttribution, pickFrames, weighByLeaveOut } from './weigh';

const all = (count: number) => ({ first: 0, step: 1, count, of: count });
const video = (count: number) => ({ times: Float64Array.from({ length: count }, (_, i) => i * 1e6) });

describe('frames that an answer owes most', () => {
  it('are those that stand out, heaviest first, neighbours as one place', () => {
    const weights = new Float64Array(100).fill(1);
    weights[20] = 30;
    weights[21] = 20;
    weights[70] = 50;
    const picked = pickFrames(weights, all(100), video(100));
    expect(picked.map(({ frame }) => frame)).toEqual([70, 20]);
    expect(picked[0]).toMatchObject({ time: 70e6 });
    expect(picked[0]?.weight).toBeCloseTo(50 / 197, 6);
    expect(picked[0]?.lift).toBeCloseTo((50 / 197) * 100, 4);
  });

  it('are no echoes of a far heavier one', () => {
    const weights = new Float64Array(100).fill(1);
    weights[20] = 100;
    weights[50] = 24;
    weights[80] = 26;
    expect(pickFrames(weights, all(100), video(100)).map(({ frame }) => frame)).toEqual([20, 80]);
  });

  it('are none where none stands out, or nothing was weighed', () => {
    const even = Float64Array.from({ length: 50 }, (_, i) => 1 + (i % 3) / 10);
    expect(pickFrames(even, all(50), video(50))).toEqual([]);
    expect(pickFrames(new Float64Array(50), all(50), video(50))).toEqual([]);
    expect(pickFrames(Float64Array.of(1), all(1), video(1))).toEqual([]);
  });

  it('are numbered in the video, not in what was selected of it', () => {
    const weights = Float64Array.of(1, 1, 9, 1, 1);
    const [one] = pickFrames(weights, { first: 10, step: 4, count: 5, of: 20 }, video(40));
    expect(one).toMatchObject({ frame: 18, time: 18e6 });
  });

  it('count all rows of a frame, and none of the system prompt', () => {
    const attention = new AttentionAttribution(2, 2, 2);
    attention.add(Float32Array.of(9, 9, 1, 2, 3, 4));
    attention.add(Float32Array.of(9, 9, 1, 1, 1, 1));
    expect([...attention.sums]).toEqual([5, 9]);
  });
});

describe('leaving stretches out', () => {
  it('weighs each by how much less likely the answer becomes, never below 0', async () => {
    const likelihoods: Record<string, number> = { none: -1, '0': -1.5, '2': -0.5, '4': -4 };
    const weights = await weighByLeaveOut(
      6,
      [0, 2, 4].map((from) => ({ from, to: from + 2 })),
      async (without) => likelihoods[without === null ? 'none' : String(without.from)] as number,
    );
    expect([...weights]).toEqual([0.5, 0.5, 0, 0, 3, 3]);
  });
});
