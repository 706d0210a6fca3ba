import type { Micros } from '../../src-shared/time';

/** The first of 0..length-1 for which `reached` holds; `length` where none. `reached` must be monotone. */
export function firstWhere(length: number, reached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the time nearest to `time` in an ascending list; the earlier of two equally near; -1 in an empty one. */
export function nearestIndex(times: readonly Micros[], time: number): number {
  const after = firstWhere(times.length, (i) => (times[i] as number) >= time);
  if (after === 0) return times.length === 0 ? -1 : 0;
  if (after === times.length) return times.length - 1;
  return time - (times[after - 1] as number) <= (times[after] as number) - time ? after - 1 : after;
}

/** Index of the last time at or before `time` in an ascending list; -1 before the first. */
export function lastAtOrBefore(times: readonly Micros[], time: number): number {
  return firstWhere(times.length, (i) => (times[i] as number) > time) - 1;
}

export interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * Stretches in order of their start, which may overlap, made ready to be searched. Starts and ends lie beside each other in
 * memory: a search that read them from the items would wait for the memory at nearly every step of a long film.
 */
export interface Spans<T extends Stretch> {
  readonly items: readonly T[];
  readonly starts: Float64Array;
  /** The latest end among items 0..i: never falls, so that it can be searched although ends may. */
  readonly latestEnd: Float64Array;
}

export function spansOf<T extends Stretch>(unordered: readonly T[]): Spans<T> {
  const items = unordered.toSorted((a, b) => a.from - b.from);
  const starts = Float64Array.from(items, ({ from }) => from);
  const latestEnd = new Float64Array(items.length);
  let latest = Number.NEGATIVE_INFINITY;
  items.forEach((item, i) => {
    latest = Math.max(latest, item.to);
    latestEnd[i] = latest;
  });
  return { items, starts, latestEnd };
}

/**
 * The half-open range of items that may touch [from, to]. Everything outside it surely does not; inside
 * it an item may, where a longer one before it overlaps.
 */
export function visibleRange<T extends Stretch>(spans: Spans<T>, from: number, to: number): [number, number] {
  const first = firstWhere(spans.items.length, (i) => (spans.latestEnd[i] as number) >= from);
  const end = firstWhere(spans.items.length, (i) => (spans.starts[i] as number) > to);
  return [first, Math.max(first, end)];
}

/** The items under a time, latest start first. */
export function itemsAt<T extends Stretch>(spans: Spans<T>, time: number, slack = 0): T[] {
  const [first, end] = visibleRange(spans, time - slack, time + slack);
  return spans.items
    .slice(first, end)
    .filter((item) => item.from - slack <= time && item.to + slack >= time)
    .reverse();
}
