import type { Confidence } from '../../../src-shared/domain';
import { formatClock } from '../../../src-shared/time';
import { CALIBRATION } from '../calibration';
import { Draft } from '../draft';
import { type SpokenHit, spokenStrength } from '../evidence';
import {
  findSaid,
  findSeen,
  type Inquiry,
  inVideo,
  type Said,
  type Seen,
  type SeenPlace,
  telling,
  untilText,
} from '../findings';
import type { Context } from '../follow-up';
import type { Reading } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';
import {
  be,
  count,
  labelled,
  lengthOf,
  listOf,
  percent,
  plainText,
  quoted,
  spanOf,
  surer,
  times,
} from '../wording';

const MOST_ITEMS = 12;

interface Found {
  readonly what: string;
  readonly seen: Seen | null;
  readonly said: Said | null;
}

/**
 * Answers the forms that ask for places of one thing: when, whether, how often, how long, in which video.
 * They share their evidence and differ in what is counted.
 */
export async function answerPlaces(inquiry: Inquiry, reading: Reading, context: Context): Promise<Draft> {
  const what = reading.quote ? quoted(reading.quote) : `**${plainText(reading.topic)}**`;
  const asked = reading.quote ?? reading.topic;
  let seen = reading.sense === 'said' || reading.quote ? null : await findSeen(inquiry, asked);
  let said = reading.sense === 'seen' ? null : await findSaid(inquiry, asked, reading.quote);
  if (reading.followUp === 'more') {
    const isNew = (c: { citation: { videoId: string; from: number; to: number } }) =>
      !context.cited.some(
        (old) => old.videoId === c.citation.videoId && old.from <= c.citation.to && c.citation.from <= old.to,
      );
    seen = seen && { ...seen, places: seen.places.filter(isNew), nearest: [] };
    said = said && { places: said.places.filter(isNew), nearest: [] };
  }
  const found: Found = {
    what,
    seen: pick(seen, reading),
    said: pick(said && bestOf(said, reading), reading),
  };
  if (!found.seen?.places.length && !found.said?.places.length) return nothingFound(inquiry, reading, found);
  const draft = new Draft();
  const parts = [
    () => found.seen?.places.length && writeSeen(draft, inquiry, reading, { ...found, seen: found.seen }),
    () => found.said?.places.length && writeSaid(draft, inquiry, reading, { ...found, said: found.said }),
  ];
  // Words that hold all that was asked come before frames that bear out only a part of it.
  if (found.seen?.unnamed.length) parts.reverse();
  for (const write of parts) write();
  return draft.close(judge(found));
}

/** The first of the surest passages is asked for, not the first of any that come near. */
function bestOf(said: Said, reading: Reading): Said {
  if (reading.ordinal === null) return said;
  const grade = (['strong', 'fair', 'weak'] as const).find((g) =>
    said.places.some((p) => spokenStrength(p.value) === g),
  );
  return { ...said, places: said.places.filter((p) => spokenStrength(p.value) === grade) };
}

/** "First" and "last" leave one place of each kind. */
function pick<T extends Seen | Said>(found: T | null, reading: Reading): T | null {
  if (!found || reading.ordinal === null || found.places.length === 0) return found;
  const inOrder = [...found.places].sort((a, b) => a.citation.from - b.citation.from);
  const one = reading.ordinal === 'first' ? inOrder[0] : inOrder.at(-1);
  return { ...found, places: one ? [one] : [] };
}

function writeSeen(draft: Draft, inquiry: Inquiry, reading: Reading, found: Found & { seen: Seen }): void {
  const { places, unnamed, missed } = found.seen;
  const sure = places.filter((p) => p.value.stretch.grade === 'seen');
  const unsure = places.filter((p) => p.value.stretch.grade === 'likely');
  const names = (list: readonly string[]) =>
    listOf(
      list.map((u) => `“${plainText(u)}”`),
      'or',
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
function isWhole({ named, unnamed }: Seen): boolean {
  return unnamed.length === 0 && named.length === 1;
}

/** Only what the labels stand for is claimed: "a kissing dog" is claimed as a dog. */
function claimOf(reading: Reading, { what, seen }: Found & { seen: Seen }): { shown: string; verb: string } {
  if (isWhole(seen)) return { shown: what, verb: be(reading.topic) };
  const found = seen.named.filter((name) => !seen.missed.includes(name));
  return { shown: `**${plainText(listOf(found, 'or'))}**`, verb: be(found.at(-1) ?? '') };
}

function seenHead(
  reading: Reading,
  found: Found & { seen: Seen },
  places: readonly Checked<SeenPlace>[],
): string {
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
function likelyHead(
  reading: Reading,
  found: Found & { seen: Seen },
  places: readonly Checked<SeenPlace>[],
): string {
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

function inStretches(places: readonly unknown[]): string {
  return places.length === 1 ? '' : `, in ${places.length} stretches`;
}

function videosOf(places: readonly Checked<SeenPlace>[]): number {
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

function totalAcross(places: readonly Checked<SeenPlace>[]): number {
  const videos = new Set(places.map((p) => p.citation.videoId));
  let total = 0;
  for (const id of videos) {
    total += totalLength(places.filter((p) => p.citation.videoId === id).map((p) => p.citation));
  }
  return total;
}

function writeSaid(draft: Draft, inquiry: Inquiry, reading: Reading, found: Found & { said: Said }): void {
  const places = [...found.said.places].sort(
    (a, b) => a.citation.videoId.localeCompare(b.citation.videoId) || a.citation.from - b.citation.from,
  );
  const wordForWord = places.filter((p) => p.value.words === 'phrase' || p.value.words === 'all');
  const shown = wordForWord.length > 0 ? wordForWord : places;
  draft.paragraph(saidHead(reading, found.what, shown, wordForWord.length > 0));
  for (const { value, citation } of shown.slice(0, MOST_ITEMS)) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
  if (shown.length > MOST_ITEMS) draft.paragraph(`And ${count(shown.length - MOST_ITEMS, 'more place')}.`);
}

function saidHead(
  reading: Reading,
  what: string,
  places: readonly Checked<SpokenHit>[],
  wordForWord: boolean,
): string {
  const verb = `${be(reading.quote ? '' : reading.topic)} ${reading.ordinal ? `${reading.ordinal} ` : ''}${reading.quote ? 'said' : 'mentioned'}`;
  const passages = count(places.length, 'passage');
  // By meaning alone it is a likeness, whatever form the question had.
  if (!wordForWord) {
    const head = reading.form === 'exists' ? 'Perhaps: ' : '';
    return `${head}the words for ${what} are not in the transcript, but ${passages} come${places.length === 1 ? 's' : ''} near in meaning:`;
  }
  if (reading.form === 'exists') return `Yes, ${what} ${verb} in ${passages}:`;
  if (reading.form === 'howLong') {
    return `The passages in which ${what} ${verb} last ${lengthOf(totalLength(places.map((p) => p.citation)))} in all:`;
  }
  if (reading.form === 'howOften') {
    const uses = places.reduce((sum, p) => sum + timesHeld(p.value, reading), 0);
    return `${what} ${verb} ${times(uses)}, in ${passages}:`;
  }
  return reading.ordinal ? `${what} ${verb} here:` : `${what} ${verb} in ${passages}:`;
}

/** How many times a segment holds the words asked for: marked runs over the words of the topic. */
function timesHeld(hit: SpokenHit, reading: Reading): number {
  const asked = (reading.quote ?? reading.topic).toLowerCase();
  const inRow = hit.segment.text.toLowerCase().split(asked).length - 1;
  return inRow > 0 ? inRow : 1;
}

/**
 * Labels alone never make an answer surer than medium: too few were measured for more. Words in the transcript are there
 * or not.
 */
function judge({ seen, said }: Found): Confidence {
  let confidence: Confidence = 'none';
  if (seen?.places.length) {
    const sure = isWhole(seen) && seen.places.some((p) => p.value.stretch.grade === 'seen');
    confidence = sure ? 'medium' : 'low';
  }
  const strengths = said?.places.map((p) => spokenStrength(p.value)) ?? [];
  if (strengths.includes('strong')) return 'high';
  if (strengths.includes('fair')) return 'medium';
  return strengths.length > 0 ? surer(confidence, 'low') : confidence;
}

/** Nothing reached the floor: says so, never that it is not there, and shows what came closest as just that. */
export function nothingFound(inquiry: Inquiry, reading: Reading, found: Found): Draft {
  const { what, seen, said } = found;
  const draft = new Draft();
  const noName = seen !== null && seen.named.length === 0;
  const spoken = reading.quote ? 'said' : 'mentioned';
  const senses = [seen && !(noName && said) ? 'seen' : '', said ? spoken : ''].filter(Boolean);
  const where = `${what} ${be(reading.quote ? '' : reading.topic)} ${listOf(senses, 'or')}`;
  const outside = inquiry.videos.every((v) => inquiry.within(v) === 'nowhere') ? rangeNote(inquiry) : null;
  if (outside) return draft.paragraph(outside).close('none');
  if (reading.followUp === 'more') {
    return draft.paragraph(`I found no other place where ${where}.`).close('none');
  }
  if (noName && said === null) {
    draft.paragraph(`The model has no name for ${what}, so it cannot tell where that is seen.`);
  } else {
    const far = seen !== null && !noName && seen.nearest.length === 0 ? ', and no frame came near it' : '';
    draft.paragraph(`I found no place${stretchAsked(inquiry)} where ${where}${far}.`);
    if (noName) draft.paragraph(`The model has no name for it, so it cannot tell whether it is seen.`);
  }
  writeNearest(draft, inquiry, found);
  return draft.close('none');
}

/** ` from 0:10 to 0:20` where only a stretch of the one video was looked at. */
function stretchAsked(inquiry: Inquiry): string {
  const [video] = inquiry.videos;
  const within = video && inquiry.scope !== 'all' ? inquiry.within(video) : null;
  return within && within !== 'nowhere' ? ` from ${spanOf(within)}` : '';
}

export function writeNearest(draft: Draft, inquiry: Inquiry, { seen, said }: Omit<Found, 'what'>): void {
  const named = seen?.named ?? [];
  const frames = seen?.nearest ?? [];
  if (frames.length > 0 && named.length === 0) {
    draft.paragraph('These frames look closest, which proves nothing:');
    for (const { citation } of frames) draft.item(citation, inVideo(inquiry, citation.videoId));
  }
  for (const { value, citation } of named.length > 0 ? frames.slice(0, 1) : []) {
    // Label masses of lone frames can be high; the number would otherwise speak against the sentence.
    const lone = (value.probability ?? 0) >= CALIBRATION.seen.single;
    draft.paragraph(
      lone
        ? 'One frame looks like it, but the scene around it does not, so it does not count:'
        : 'The nearest frame, not a sighting:',
    );
    const chance = `${percent(value.probability ?? 0)} for **${plainText(listOf(named))}**`;
    draft.item(
      citation,
      `${inVideo(inquiry, citation.videoId)}${labelled(telling(value.labels))}, ${chance}`,
    );
  }
  for (const { value, citation } of said?.nearest ?? []) {
    draft.paragraph('The nearest passage, not a match:');
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
}

/** "looked only from 0:10 to 0:20", for questions about a stretch. */
export function rangeNote(inquiry: Inquiry): string | null {
  const [video] = inquiry.videos;
  const within = video && inquiry.scope !== 'all' ? inquiry.within(video) : null;
  if (within === 'nowhere' && video)
    return `That time lies outside the video, which ends at ${formatClock(video.duration)}.`;
  return within && within !== 'nowhere' ? `Only ${spanOf(within)} was looked at.` : null;
}
