import { describe, expect, it } from 'vitest';
import { voicedStretches, windowsOver } from './voiced';

const FRAME = 512;
const quiet = (count: number) => new Array<number>(count).fill(0.05);
const speech = (count: number) => new Array<number>(count).fill(0.9);

describe('where somebody speaks', () => {
  it('is told by frames, a little wider than the detector has it, and from the cut on', () => {
    const [one, ...more] = voicedStretches([...quiet(10), ...speech(30), ...quiet(10)], FRAME, 16_000);
    expect(more).toEqual([]);
    expect(one).toEqual({ from: 16_000 + 8 * FRAME, to: 16_000 + 42 * FRAME });
  });

  it('goes on over a breath and not over a pause, and leaves a click out', () => {
    const frames = [
      ...speech(20),
      ...quiet(6),
      ...speech(20),
      ...quiet(30),
      ...speech(20),
      ...quiet(30),
      0.9,
    ];
    expect(voicedStretches([...frames, ...quiet(20)], FRAME, 0)).toHaveLength(2);
  });
});

describe('windows over speech', () => {
  const LENGTH = 25_840;
  const HOP = 12_800;

  it('are one, as long as the speech, where that is short', () => {
    expect(windowsOver({ from: 5, to: 9000 }, LENGTH, HOP)).toEqual([
      { from: 5, to: 9000, owns: { from: 5, to: 9000 } },
    ]);
  });

  it.each([25_841, 30_000, 38_641, 100_000, 1_000_000])(
    'of %d samples cover all of it, each part by one, none further apart than the hop',
    (length) => {
      const windows = windowsOver({ from: 100, to: 100 + length }, LENGTH, HOP);
      expect(windows.every(({ from, to }) => to - from === LENGTH)).toBe(true);
      expect(windows.at(-1)?.to).toBe(100 + length);
      let at = 100;
      for (const [n, { owns, from }] of windows.entries()) {
        expect(owns.from).toBe(at);
        at = owns.to;
        if (n > 0) expect(from - (windows[n - 1]?.from ?? 0)).toBeLessThanOrEqual(HOP);
      }
      expect(at).toBe(100 + length);
    },
  );
});
