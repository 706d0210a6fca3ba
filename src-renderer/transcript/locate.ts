import type { Segment } from '../../src-shared/analysis';
import { formatClock, type Micros } from '../../src-shared/time';
import { itemsAt, type Spans, spansOf } from '../timeline/search';
import { findMarks } from '../ui/marks';

/** Index of the last segment that has begun at `time`; -1 before the first. Segments ascend by `from`. */
export function segmentAt(segments: readonly Pick<Segment, 'from'>[], time: Micros): number {
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

interface Placed {
  readonly index: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** Lines made ready to be asked which of them are current. */
export interface Timed {
  readonly spoken: readonly Placed[];
  readonly written: Spans<Placed>;
}

export function timed(lines: readonly Segment[]): Timed {
  const placed = lines.map(({ from, to, source }, index) => ({ index, from, to, source }));
  return {
    spoken: placed.filter(({ source }) => source === 'speech'),
    written: spansOf(placed.filter(({ source }) => source === 'text')),
  };
}

/**
 * Indices of the lines that are current: the one said last, which holds until the next, and those that are to be read
 * in the picture.
 */
export function currentLines({ spoken, written }: Timed, time: Micros): number[] {
  const said = spoken[segmentAt(spoken, time)];
  const read = itemsAt(written, time).filter(({ to }) => to > time);
  return [...(said ? [said] : []), ...read].map(({ index }) => index);
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

/** Lines as text to paste, each behind who says it, and with its time unless that is not wanted. */
export function transcriptText(
  segments: readonly Segment[],
  times = true,
  whoSays: (line: Segment) => string | null = () => null,
): string {
  return segments
    .map((line) => {
      const [time, speaker] = [times ? `[${formatClock(line.from)}] ` : '', whoSays(line)];
      return `${time}${speaker === null ? '' : `${speaker}: `}${line.text}`;
    })
    .join('\n');
}
