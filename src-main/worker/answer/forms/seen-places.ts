import {
  be,
  count,
  labelled,
  lengthOf,
  listOf,
  percent,
  plainText,
  times,
} from '../../../base/answer/wording';
import type { Draft } from '../draft';
import { type Inquiry, inVideo, type Seen, type SeenPlace, untilText } from '../findings';
import type { Reading } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';

export const MOST_ITEMS = 12;

interface SeenOf {
  readonly what: string;
  readonly seen: Seen;
}

/** Where frames show it, by the labels of the pack: what is sure, then what only looks like it. */
export function writeSeen(draft: Draft, inquiry: Inquiry, reading: Reading, found: SeenOf): void {
  const { places, unnamed, missed } = found.seen;
  const sure = places.filter((p) => p.value.stretch.grade === 'seen');
  const unsure = places.filter((p) => p.value.stretch.grade === 'likely');
  const names = (list: readonly string[]) =>
    listOf(
      list.map((u) => `“${plainText(u)}”`),
      'or',
    );
  if (reading.action !== null)
    draft.paragraph(
      `I cannot tell what somebody does (“${plainText(reading.action)}”), only where the thing itself is:`,
    );
  if (unnamed.length > 0)
    draft.paragraph(`The model has no name for ${names(unnamed)}, so this tells of the rest only.`);
  if (missed.length > 0)
    draft.paragraph(`I found no place where ${names(missed)} is seen, so this tells of the rest only.`);
  draft.paragraph(sure.length > 0 ? seenHead(reading, found, sure) : likelyHead(reading, found, unsure));
  writePlaces(draft, inquiry, sure);
  if (sure.length > 0 && unsure.length > 0) draft.paragraph('Perhaps here too; I am not sure:');
  writePlaces(draft, inquiry, unsure);
}

function writePlaces(draft: Draft, inquiry: Inquiry, places: readonly Checked<SeenPlace>[]): void {
  for (const place of places.slice(0, MOST_ITEMS)) draft.item(...seenItem(inquiry, place));
  if (places.length > MOST_ITEMS) draft.paragraph(`And ${count(places.length - MOST_ITEMS, 'more place')}.`);
}

/** Whether the labels stand for all that was asked. Two things seen, each somewhere, are not yet what was asked of both. */
export function isWhole({ named, unnamed }: Seen): boolean {
  return unnamed.length === 0 && named.length === 1;
}

/** Only what the labels stand for is claimed: "a kissing dog" is claimed as a dog. */
function claimOf(reading: Reading, { what, seen }: SeenOf): { shown: string; verb: string } {
  if (isWhole(seen)) return { shown: what, verb: be(reading.topic) };
  const found = seen.named.filter((name) => !seen.missed.includes(name));
  return { shown: `**${plainText(listOf(found, 'or'))}**`, verb: be(found.at(-1) ?? '') };
}

function seenHead(reading: Reading, found: SeenOf, places: readonly Checked<SeenPlace>[]): string {
  const { shown, verb } = claimOf(reading, found);
  const total = lengthOf(totalAcross(places));
  const yes = reading.form === 'exists' && isWhole(found.seen) ? 'Yes, ' : '';
  switch (reading.form) {
    case 'howLong':
      return `${shown} ${verb} seen for ${total} in all${inStretches(places)}:`;
    case 'whichVideo':
      return `${shown} ${verb} seen in ${count(videosOf(places), 'video')}:`;
    default:
      return reading.ordinal
        ? `${shown} ${verb} ${reading.ordinal} seen here:`
        : `${yes}${shown} ${verb} seen ${times(places.length)}, for ${total} in all:`;
  }
}

/** The same where the frames only make it likely. */
function likelyHead(reading: Reading, found: SeenOf, places: readonly Checked<SeenPlace>[]): string {
  const { shown } = claimOf(reading, found);
  const total = lengthOf(totalAcross(places));
  const like = `what looks like ${shown}`;
  switch (reading.form) {
    case 'exists':
      return `Perhaps: ${like} is there ${times(places.length)}, but I am not sure:`;
    case 'howLong':
      return `${like} is there for ${total} in all${inStretches(places)}; I am not sure:`;
    case 'whichVideo':
      return `${like} is in ${count(videosOf(places), 'video')}; I am not sure:`;
    default:
      return reading.ordinal
        ? `${like} is ${reading.ordinal} there here; I am not sure:`
        : `${like} is there ${times(places.length)}, for ${total} in all; I am not sure:`;
  }
}

export function inStretches(places: readonly unknown[]): string {
  return places.length === 1 ? '' : `, in ${places.length} stretches`;
}

export function videosOf(places: readonly Checked<unknown>[]): number {
  return new Set(places.map((p) => p.citation.videoId)).size;
}

function seenItem(inquiry: Inquiry, { value, citation }: Checked<SeenPlace>) {
  const { stretch, labels } = value;
  const length = stretch.to > stretch.from ? `, ${lengthOf(stretch.to - stretch.from)}` : '';
  return [
    citation,
    `${untilText(citation)}${inVideo(inquiry, citation.videoId)}${length}${labelled(labels)} (${percent(stretch.peak)} at best)`,
  ];
}

export function totalAcross(places: readonly Checked<unknown>[]): number {
  const videos = new Set(places.map((p) => p.citation.videoId));
  let total = 0;
  for (const id of videos) {
    total += totalLength(places.filter((p) => p.citation.videoId === id).map((p) => p.citation));
  }
  return total;
}
