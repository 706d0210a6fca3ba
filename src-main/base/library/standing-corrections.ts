import type { Segment } from '../../../src-shared/analysis';
import type { Box } from '../../../src-shared/primitives';

/** A line that a person has corrected: where it stands, and what the model had made of it. */
export type CorrectedLine = Pick<Segment, 'from' | 'to' | 'box'> & {
  readonly id: number;
  readonly heard: string;
  /** Split or joined by a person: it stands as it is. */
  readonly shaped?: boolean;
};

/** Share of the two lines' common stretch from which they are taken for one, though the model heard something else. */
const SAME_STRETCH = 0.7;
/** Share of a new line within a corrected one from which it says what the person has said better. */
const COVERED = 0.5;
/** Share of two boxes' common area from which writing is taken to stand in the same place. */
const SAME_PLACE = 0.5;

/**
 * Settles what becomes of a video's corrected lines when a model makes lines of the same source anew. Nothing that a person
 * wrote is lost: a correction goes over to the line that says the same, or takes the same time; else the corrected line stands
 * as it is.
 */
export function settle<Line extends CorrectedLine>(
  lines: readonly Segment[],
  corrected: readonly Line[],
): { readonly carried: ReadonlyMap<Segment, Line>; readonly standing: readonly Line[] } {
  const left = new Set(corrected);
  const carried = new Map<Segment, Line>();
  const alike = [
    (a: CorrectedLine, b: Segment) => !a.shaped && a.heard === b.text,
    (a: CorrectedLine, b: Segment) => !a.shaped && common(a, b) >= SAME_STRETCH * together(a, b),
  ];
  // What says the same goes first: a neighbour must not take a correction because it comes before.
  for (const isAlike of left.size === 0 ? [] : alike) {
    for (const line of lines) {
      if (carried.has(line)) continue;
      const [closest] = [...left]
        .filter((one) => meets(one, line) && isAlike(one, line))
        .sort((a, b) => common(b, line) - common(a, line));
      if (!closest) continue;
      carried.set(line, closest);
      left.delete(closest);
    }
  }
  return { carried, standing: [...left] };
}

/** Whether a new line lies within corrected ones that stand: it would repeat what the person has said better. */
export function isCovered(line: Segment, standing: readonly CorrectedLine[]): boolean {
  // Parts of a line that was split cover it together; they do not overlap.
  const covered = standing.reduce((sum, one) => sum + (meets(one, line) ? common(one, line) : 0), 0);
  return covered > COVERED * (line.to - line.from);
}

function meets(a: CorrectedLine, b: Segment): boolean {
  return common(a, b) > 0 && inSamePlace(a.box, b.box);
}

type Span = Pick<Segment, 'from' | 'to'>;

function common(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}

function together(a: Span, b: Span): number {
  return Math.max(a.to, b.to) - Math.min(a.from, b.from);
}

/** Speech is nowhere in the picture; of writing, several lines may be shown at once. */
function inSamePlace(a: Box | undefined, b: Box | undefined): boolean {
  if (!a || !b) return true;
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared >= SAME_PLACE * (a.width * a.height + b.width * b.height - shared);
}
