// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../stores/timeline-view';
import { filmstripSlots, strideFor } from './filmstrip';

const SECOND = 1_000_000;
const TIMES = Array.from({ length: 10_000 }, (_, i) => i * SECOND);
const DURATION = 10_000 * SECOND;
const SLOT = 96;

describe('the filmstrip', () => {
  it.each([10_000, 3000, 700, 60, 8, 0.5])('shows at most two pictures a picture width: %d s', (seconds) => {
    const from = Math.min(3000, 10_000 - seconds) * SECOND;
    const scale = scaleOf({ from, to: from + seconds * SECOND }, 1200);
    const slots = filmstripSlots(TIMES, DURATION, scale, SLOT);
    expect(slots.length).toBeGreaterThan(0);
    expect(slots.length).toBeLessThanOrEqual((2 * 1200) / SLOT + 3);
  });
  it('leaves no gap and no overlap', () => {
    for (const seconds of [10_000, 700, 8]) {
      const scale = scaleOf({ from: 0, to: seconds * SECOND }, 1200);
      const slots = filmstripSlots(TIMES, DURATION, scale, SLOT);
      slots.slice(1).forEach((slot, i) => {
        const before = slots[i] as (typeof slots)[number];
        expect(slot.x).toBeCloseTo(before.x + before.width, 3);
      });
    }
  });
  it('keeps showing the same frames while panning', () => {
    const at = (from: number) =>
      filmstripSlots(
        TIMES,
        DURATION,
        scaleOf({ from: from * SECOND, to: (from + 700) * SECOND }, 1200),
        SLOT,
      );
    const before = new Set(at(3000).map((slot) => slot.frame));
    const after = at(3007).map((slot) => slot.frame);
    expect(after.filter((frame) => !before.has(frame)).length).toBeLessThanOrEqual(1);
  });
  it('shows fewer of the same frames when zoomed out', () => {
    const fine = strideFor(TIMES.length, DURATION, 1e-6, SLOT);
    const coarse = strideFor(TIMES.length, DURATION, 1e-7, SLOT);
    expect(coarse % fine).toBe(0);
    expect(coarse).toBeGreaterThan(fine);
  });
  it('repeats a frame that stands for longer than its picture is wide', () => {
    const scale = scaleOf({ from: 0, to: 4 * SECOND }, 1220);
    const slots = filmstripSlots(TIMES, DURATION, scale, SLOT);
    const second = slots.filter((slot) => slot.frame === 1);
    expect(second.length).toBe(Math.ceil(300 / SLOT));
    expect(second.map((slot) => slot.first)).toEqual([true, false, false, false]);
  });
  it('shows nothing where the film is not indexed yet', () => {
    const scale = scaleOf({ from: 0, to: DURATION }, 1200);
    const slots = filmstripSlots(TIMES.slice(0, 2500), 2500 * SECOND, scale, SLOT);
    const last = slots.at(-1) as (typeof slots)[number];
    expect(last.x + last.width).toBeCloseTo(scale.x(2500 * SECOND), 3);
    expect(slots.every((slot) => slot.first)).toBe(true);
  });
  it('shows nothing of a film without frames', () => {
    expect(filmstripSlots([], DURATION, scaleOf({ from: 0, to: DURATION }, 800), SLOT)).toEqual([]);
  });
});
