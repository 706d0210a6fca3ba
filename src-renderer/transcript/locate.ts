import type { Segment } from '../../src-shared/domain';
import { formatClock, type Micros } from '../../src-shared/time';
import { findMarks } from '../ui/marks';

/** Index of the last segment that has begun at `time`; -1 before the first. Segments ascend by `from`. */
export function segmentAt(segments: readonly Segment[], time: Micros): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const segment = segments[middle];
    if (segment && segment.from <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Indices of the segments in which the text occurs. */
export function findSegments(segments: readonly Segment[], text: string): number[] {
  if (text.trim() === '') return [];
  return segments.flatMap((segment, index) => (findMarks(segment.text, text).length > 0 ? [index] : []));
}

/** The place of the next find among `found`, going round at the ends; null where there is none. */
export function nextFind(found: readonly number[], from: number, direction: 1 | -1): number | null {
  if (found.length === 0) return null;
  const next =
    direction === 1 ? found.find((index) => index > from) : found.findLast((index) => index < from);
  return next ?? found.at(direction === 1 ? 0 : -1) ?? null;
}

/** The whole transcript as text to paste: a line each, with its time. */
export function transcriptText(segments: readonly Segment[]): string {
  return segments.map((segment) => `[${formatClock(segment.from)}] ${segment.text}`).join('\n');
}
