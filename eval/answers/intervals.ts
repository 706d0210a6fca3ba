import type { Interval } from './types';

/** A place no longer than this, in seconds, is a point: one frame at the index's usual density. */
const POINT = 1;

export function lengthOf(intervals: readonly Interval[]): number {
  return merged(intervals).reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Ascending, overlapping ones joined. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const out: [number, number][] = [];
  for (const [from, to] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Seconds that both cover. */
export function overlap(a: readonly Interval[], b: readonly Interval[]): number {
  const others = merged(b);
  return merged(a).reduce(
    (sum, [from, to]) =>
      sum + others.reduce((s, [f, t]) => s + Math.max(0, Math.min(to, t) - Math.max(from, f)), 0),
    0,
  );
}

/** Temporal intersection over union, 0..1. */
export function iou(a: readonly Interval[], b: readonly Interval[]): number {
  const both = overlap(a, b);
  const either = lengthOf(a) + lengthOf(b) - both;
  return either > 0 ? both / either : 0;
}

/** Whether half of a cited place or more lies in what is expected; of one without length, the place itself. */
export function liesIn(cited: Interval, expected: readonly Interval[]): boolean {
  const [from, to] = cited;
  if (to <= from) return expected.some(([f, t]) => from >= f && from <= t);
  return overlap([cited], expected) >= (to - from) / 2;
}

/**
 * Whether places answer "when": one of them, or all together, meets an expected one with an IoU of a half or more, or one
 * that is but a point lies inside.
 */
export function answersWhen(cited: readonly Interval[], expected: readonly Interval[]): boolean {
  const single = cited.some((c) => expected.some((e) => iou([c], [e]) >= 0.5));
  const points = cited.filter(([from, to]) => to - from <= POINT);
  return single || iou(cited, expected) >= 0.5 || points.some((p) => liesIn(p, expected));
}
