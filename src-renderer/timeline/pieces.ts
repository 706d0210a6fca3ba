import { isTold, type ObjectTrack, type Segment } from '../../src-shared/analysis';
import type { Micros } from '../../src-shared/time';
import { type Spans, type Stretch, spansOf } from './search';

/**
 * Stretches that overlap are cut or joined into ones that do not before they are drawn: only then is the number that
 * is in view bounded by the pixels, however many things are in the picture at once.
 */

/** When at least one thing of a kind is there, without a break. */
export interface KindInterval extends Stretch {
  readonly label: string;
  /** The most that are there at once. */
  readonly most: number;
}

/** Joins the tracks of one kind, which may overlap, into the stretches in which one at least is there. */
export function kindIntervals(label: string, tracks: readonly Stretch[]): KindInterval[] {
  const changes = tracks
    .flatMap(({ from, to }) => [
      { time: from, step: 1 },
      { time: to, step: -1 },
    ])
    // One that comes as another goes is no gap, yet not two at once either.
    .toSorted((a, b) => a.time - b.time || a.step - b.step);
  const found: KindInterval[] = [];
  let there = 0;
  let most = 0;
  let from = 0;
  changes.forEach(({ time, step }, at) => {
    if (there === 0 && step > 0 && most === 0) from = time;
    there += step;
    most = Math.max(most, there);
    const next = changes[at + 1];
    if (there > 0 || (next && next.time === time)) return;
    if (most > 0) found.push({ label, from, to: time, most });
    most = 0;
  });
  return found;
}

/** The things of one kind. */
export interface Kind {
  readonly label: string;
  /** How long one at least is there, in all. */
  readonly total: Micros;
  readonly presences: Spans<KindInterval>;
}

/** The kinds of things, those that are there longest first: of what is told of, as everywhere. */
export function kindsOf(tracks: readonly ObjectTrack[]): Kind[] {
  const byLabel = Map.groupBy(tracks.filter(isTold), (track) => track.label);
  return [...byLabel]
    .map(([label, own]) => {
      const presences = kindIntervals(label, own);
      const total = presences.reduce((sum, { from, to }) => sum + to - from, 0);
      return { label, total, presences: spansOf(presences) };
    })
    .toSorted((a, b) => b.total - a.total || a.label.localeCompare(b.label));
}

const merged = new WeakMap<readonly Kind[], Map<number, Spans<KindInterval>>>();

/** When anything is there of the kinds from this one on. Made once: drawing asks for it each time. */
export function restOf(kinds: readonly Kind[], from: number): Spans<KindInterval> {
  const known = merged.get(kinds) ?? new Map<number, Spans<KindInterval>>();
  merged.set(kinds, known);
  let rest = known.get(from);
  if (!rest) {
    const all = kinds.slice(from).flatMap(({ presences }) => presences.items);
    rest = spansOf(kindIntervals('', all));
    known.set(from, rest);
  }
  return rest;
}

/** A stretch in which the same writing is on top. */
export interface Writing extends Stretch {
  /** What is to be read then, the newest first. */
  readonly lines: readonly string[];
}

/** More lines than this nobody reads off a track. */
const MOST_LINES = 4;

/** Cuts lines of writing, many of which stand in the picture at once, into stretches: in each, what came last is on top. */
export function writingOf(lines: readonly Segment[]): Writing[] {
  // Of lines that come together the upper one comes last, and so is on top.
  const ordered = lines.toSorted((a, b) => a.from - b.from || (b.box?.top ?? 0) - (a.box?.top ?? 0));
  const found: Writing[] = [];
  const open: Segment[] = [];
  let at: Micros = 0;
  function fillTo(end: Micros): void {
    while (at < end) {
      const top = open.at(-1);
      if (!top) break;
      if (top.to <= at) {
        open.pop();
        continue;
      }
      const to = Math.min(top.to, end);
      const shown = open.slice(-2 * MOST_LINES).filter((line) => line.to > at);
      const texts = shown
        .slice(-MOST_LINES)
        .map((line) => line.text)
        .toReversed();
      found.push({ from: at, to, lines: texts });
      at = to;
    }
    at = Math.max(at, end);
  }
  for (const line of ordered) {
    fillTo(line.from);
    open.push(line);
  }
  fillTo(Number.POSITIVE_INFINITY);
  return found;
}
