import type { Segment } from '../../../src-shared/analysis';
import type { Micros } from '../../../src-shared/time';
import { oneLine } from './plain-text';

/** A line of a transcript as players show it. */
export interface Cue {
  readonly from: Micros;
  readonly to: Micros;
  readonly text: string;
  /** Who says it, on one line; null where that is not known. */
  readonly speaker: string | null;
  /** Whether it stands written in the picture. */
  readonly written: boolean;
}

/** A stretch of time, and what is shown all through it. */
export interface Moment {
  readonly from: Micros;
  readonly to: Micros;
  /** What is written before what is said, each in order of time. */
  readonly cues: readonly Cue[];
}

const MILLISECOND = 1000;
/** What is shown for less is a flicker that nobody reads. */
const LEAST: Micros = 200_000;

/**
 * Segments as cues that every player takes: text on one line, nothing empty, times rounded to the millisecond that
 * the formats can hold, each at least a millisecond long and none beginning before the one before it.
 */
export function cuesOf(
  segments: readonly Segment[],
  whoSays: (segment: Segment) => string | null = () => null,
): Cue[] {
  const cues: Cue[] = [];
  let earliest = 0;
  for (const segment of [...segments].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const { from, to, text } = segment;
    const line = oneLine(text);
    if (line === '') continue;
    const start = Math.max(earliest, toMillisecond(from));
    const end = Math.max(start + MILLISECOND, toMillisecond(to));
    const speaker = oneLine(whoSays(segment) ?? '') || null;
    cues.push({ from: start, to: end, text: line, speaker, written: segment.source !== 'speech' });
    earliest = start;
  }
  return cues;
}

function toMillisecond(time: Micros): Micros {
  return Math.max(0, Math.round(time / MILLISECOND) * MILLISECOND);
}

/**
 * Cues as moments that do not overlap, for players that show one thing at a time: where several are at once, all of them are in one,
 * and one that goes on is in the next again. Of two that hardly overlap the earlier ends where the later begins.
 * @param cues in order of time
 */
export function momentsOf(cues: readonly Cue[]): Moment[] {
  const edges = [...new Set(cues.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const moments: Moment[] = [];
  let next = 0;
  let open: readonly Cue[] = [];
  for (const [at, from] of edges.entries()) {
    open = open.filter(({ to }) => to > from);
    for (; cues[next]?.from === from; next += 1) open = [...open, cues[next] as Cue];
    const to = edges[at + 1];
    if (to === undefined || open.length === 0) continue;
    const shown = [...open.filter(({ written }) => written), ...open.filter(({ written }) => !written)];
    moments.push({ from, to, cues: shown });
  }
  return withoutFlicker(moments);
}

/** Gives a moment that is too short to be read to the next one, or else the one before, where all that is in it is in these as well. */
function withoutFlicker(moments: readonly Moment[]): Moment[] {
  const kept: Moment[] = [];
  let begins: Micros | null = null;
  for (const [at, moment] of moments.entries()) {
    const from: Micros = begins ?? moment.from;
    begins = null;
    const last = kept.at(-1);
    const before = last?.to === from ? last : undefined;
    const after = moments[at + 1]?.from === moment.to ? moments[at + 1] : undefined;
    const elsewhere = new Set([...(before?.cues ?? []), ...(after?.cues ?? [])]);
    const short = moment.to - from < LEAST && moment.cues.every((cue) => elsewhere.has(cue));
    if (short && after) begins = from;
    else if (short && before) kept[kept.length - 1] = { ...before, to: moment.to };
    else kept.push({ ...moment, from });
  }
  return kept;
}
