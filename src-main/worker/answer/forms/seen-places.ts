// Claims of where something is seen, by the labels of whole frames.

import { at, intervalsOf, type Stated } from '../claims/claims';
import { filmOf } from '../collection/stretch-id';
import type { Draft } from '../draft';
import { filmNamed, type Inquiry, type SeenFindings, type SeenPlace } from '../findings';
import type { ParsedQuery } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';
import { sayMore } from './more';

export const MOST_ITEMS = 12;

/** Where frames show it, by the labels of the pack: what is sure, then what only looks like it. */
export function writeSeen(draft: Draft, inquiry: Inquiry, reading: ParsedQuery, seen: SeenFindings): void {
  const { places, unnamed, missed } = seen;
  const sure = places.filter((p) => p.value.stretch.grade === 'seen');
  const unsure = places.filter((p) => p.value.stretch.grade === 'likely');
  writeAction(draft, reading);
  if (unnamed.length > 0) draft.say({ kind: 'noName', part: 'some', subject: unnamed, isQuote: false });
  if (missed.length > 0) draft.say({ kind: 'missed', basis: 'label', subject: missed });
  const claimed = sure.length > 0;
  const whole = isWhole(seen);
  // Only what the labels stand for is claimed: "a kissing dog" is claimed as a dog.
  const subject = whole ? [reading.topic] : seen.named.filter((name) => !missed.includes(name));
  const write = (some: readonly Checked<SeenPlace>[]) =>
    writePlaces(draft, some, (p) => labelPlace(inquiry, p));
  draft.say(
    presence(reading, claimed ? sure : unsure, { basis: 'label', subject, exact: whole, sure: claimed }),
  );
  write(sure);
  if (claimed && unsure.length > 0) draft.say({ kind: 'unsureToo' });
  write(unsure);
}

/** What is done with a thing is not told. */
export function writeAction(draft: Draft, { action }: ParsedQuery): void {
  if (action !== null) draft.say({ kind: 'action', subject: [action] });
}

type Present = Extract<Stated, { kind: 'present' }>;

/** The claim that something is there, in so many places. */
export function presence(
  { form, ordinal }: ParsedQuery,
  places: readonly Checked<unknown>[],
  own: Pick<Present, 'basis' | 'subject' | 'exact' | 'sure'>,
): Present {
  return {
    ...{ kind: 'present', ...own, asked: { form, ordinal }, intervals: intervalsOf(places) },
    counts: { places: places.length, total: totalAcross(places), films: videosOf(places) },
    confidence: own.sure ? 'medium' : 'low',
  };
}

/** Places one by one, as many as are read, and how many more there are. */
export function writePlaces<T>(
  draft: Draft,
  places: readonly Checked<T>[],
  item: (place: Checked<T>) => Stated,
): void {
  for (const place of places.slice(0, MOST_ITEMS)) draft.say(item(place));
  sayMore(draft, 'place', places.length - MOST_ITEMS);
}

/** Whether the labels stand for all that was asked. Two things seen, each somewhere, are not yet what was asked of both. */
export function isWhole({ named, unnamed }: SeenFindings): boolean {
  return unnamed.length === 0 && named.length === 1;
}

function videosOf(places: readonly Checked<unknown>[]): number {
  return new Set(places.map((p) => filmOf(p.citation.videoId))).size;
}

/** A place that frames show as an item. */
export function labelPlace(
  inquiry: Inquiry,
  { value: { stretch, labels, look }, citation }: Checked<SeenPlace>,
): Extract<Stated, { kind: 'place' }> {
  return {
    ...{ kind: 'place', basis: 'label', words: labels, ...at(citation) },
    confidence: stretch.grade === 'seen' ? 'medium' : 'low',
    // How alike it is has no scale that would say anything.
    counts: {
      length: stretch.to - stretch.from,
      ...(look === undefined ? { likelihood: stretch.peak } : {}),
    },
    film: filmNamed(inquiry, citation.videoId),
  };
}

export function totalAcross(places: readonly Checked<unknown>[]): number {
  const videos = new Set(places.map((p) => p.citation.videoId));
  let total = 0;
  for (const id of videos) {
    total += totalLength(places.filter((p) => p.citation.videoId === id).map((p) => p.citation));
  }
  return total;
}
