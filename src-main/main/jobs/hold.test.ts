// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import { holdOf, isWithin } from './hold';

describe('hours', () => {
  it('count from the first up to the second, over midnight too', () => {
    const within = (from: number, to: number) =>
      Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => isWithin(hour, { from, to }));
    expect(within(9, 12)).toEqual([9, 10, 11]);
    expect(within(22, 2)).toEqual([0, 1, 22, 23]);
    expect(within(5, 5)).toHaveLength(24);
  });
});

describe('what holds work', () => {
  const hold = (change: Partial<Settings>, onBattery = false, hour = 12) =>
    holdOf({ ...DEFAULT_SETTINGS, ...change }, { onBattery, hour });
  it('is what the settings ask for, and nothing otherwise', () => {
    expect(hold({}, true)).toBeNull();
    expect(hold({ onlyOnMains: true })).toBeNull();
    expect(hold({ onlyOnMains: true }, true)).toBe('battery');
    expect(hold({ workHours: { from: 22, to: 6 } })).toBe('hours');
    expect(hold({ workHours: { from: 22, to: 6 } }, false, 23)).toBeNull();
    expect(hold({ workPaused: true, onlyOnMains: true }, true)).toBe('paused');
  });
});
