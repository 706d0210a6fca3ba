import type { Micros } from '../../../src-shared/time';
import { CALIBRATION } from './calibration';

/** A stretch of consecutive frames that show a thing. */
export interface Stretch {
  readonly from: Micros;
  /** End of the last frame's own interval: exclusive, never beyond the duration. */
  readonly to: Micros;
  readonly peakIndex: number;
  readonly peakTime: Micros;
  /** 0..1 */
  readonly peak: number;
  readonly frames: number;
}

/** Usual distance between samples: the median, so that one long still of a variable-rate file does not matter. */
export function sampleStep(times: ArrayLike<number>): Micros {
  const steps: number[] = [];
  for (let i = 1; i < times.length; i++) steps.push((times[i] ?? 0) - (times[i - 1] ?? 0));
  if (steps.length === 0) return 1_000_000;
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 1_000_000;
}

/**
 * Merges the frames at or above `floor` into stretches, bridging short holes.
 *
 * @param times presentation times in microseconds, ascending
 * @param probability 0..1, one a frame
 * @param options.within only frames inside [from, to) count
 */
export function stretchesAbove(
  times: ArrayLike<number>,
  probability: ArrayLike<number>,
  options: { floor: number; duration: Micros; within?: { from: Micros; to: Micros } | null },
): Stretch[] {
  const step = sampleStep(times);
  const reach = step * (CALIBRATION.bridgedSamples + 0.5);
  const found: { from: Micros; last: Micros; peakIndex: number; peak: number; frames: number }[] = [];
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    const p = probability[i] ?? 0;
    if (p < options.floor || !isWithin(time, options.within)) continue;
    const open = found.at(-1);
    if (open && time - open.last <= reach) {
      open.last = time;
      open.frames++;
      if (p > open.peak) Object.assign(open, { peak: p, peakIndex: i });
    } else found.push({ from: time, last: time, peakIndex: i, peak: p, frames: 1 });
  }
  const end = Math.min(options.duration, options.within?.to ?? options.duration);
  return found.map((s) => ({
    from: s.from,
    to: Math.max(s.from, Math.min(s.last + step, Math.max(end, s.last))),
    peakIndex: s.peakIndex,
    peakTime: times[s.peakIndex] ?? 0,
    peak: s.peak,
    frames: s.frames,
  }));
}

/** The frame with the highest probability, or null without frames in range. */
export function bestFrame(
  times: ArrayLike<number>,
  probability: ArrayLike<number>,
  within?: { from: Micros; to: Micros } | null,
): { index: number; time: Micros; probability: number } | null {
  let best: { index: number; time: Micros; probability: number } | null = null;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    const p = probability[i] ?? 0;
    if (isWithin(time, within) && (best === null || p > best.probability))
      best = { index: i, time, probability: p };
  }
  return best;
}

export function isWithin(time: Micros, within: { from: Micros; to: Micros } | null | undefined): boolean {
  return !within || (time >= within.from && time < within.to);
}

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** Whether two stretches share a moment. */
export function meets(a: Span, b: Span): boolean {
  return a.from < b.to && a.to > b.from;
}

/** Whether a stretch lies at least in part where it is looked: see `Inquiry.within`. */
export function isLookedAt(stretch: Span, within: Span | null | 'nowhere'): boolean {
  return within === null || (within !== 'nowhere' && meets(stretch, within));
}

/** Total length of stretches that may overlap. */
export function totalLength(stretches: readonly { from: Micros; to: Micros }[]): Micros {
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const s of [...stretches].sort((a, b) => a.from - b.from)) {
    total += Math.max(0, s.to - Math.max(s.from, reached));
    reached = Math.max(reached, s.to);
  }
  return total;
}
