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
  untilText,
} from '../findings';
import type { Context } from '../follow-up';
import type { Reading } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';
import {
  be,
  count,
  lengthOf,
  lessSure,
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
  const found: Found = { what, seen: pick(seen, reading), said: pick(said, reading) };
  if (!found.seen?.places.length && !found.said?.places.length) return nothingFound(inquiry, reading, found);
  const draft = new Draft();
  const parts = [
    () => found.seen?.places.length && writeSeen(draft, inquiry, reading, { ...found, seen: found.seen }),
    () => found.said?.places.length && writeSaid(draft, inquiry, reading, { ...found, said: found.said }),
  ];
  // Words that hold all that was asked come before frames that bear out only a part of it.
  if (found.seen?.unnamed.length) parts.reverse();
  for (const write of parts) write();
  const { confidence, why } = judge(found);
  return draft.close(confidence, why);
}

/** "First" and "last" leave one place of each kind. */
function pick<T extends Seen | Said>(found: T | null, reading: Reading): T | null {
  if (!found || reading.ordinal === null || found.places.length === 0) return found;
  const inOrder = [...found.places].sort((a, b) => a.citation.from - b.citation.from);
  const one = reading.ordinal === 'first' ? inOrder[0] : inOrder.at(-1);
  return { ...found, places: one ? [one] : [] };
}

function writeSeen(draft: Draft, inquiry: Inquiry, reading: Reading, found: Found & { seen: Seen }): void {
  const { places, unnamed } = found.seen;
  draft.paragraph(seenHead(reading, found));
  if (unnamed.length > 0) {
    const names = listOf(
      unnamed.map((u) => `“${plainText(u)}”`),
      'or',
    );
    draft.paragraph(`The model has no name for ${names}, so this tells of the rest only.`);
  }
  for (const place of places.slice(0, MOST_ITEMS)) draft.item(...seenItem(inquiry, place));
  if (places.length > MOST_ITEMS) draft.paragraph(`And ${count(places.length - MOST_ITEMS, 'more place')}.`);
}

function seenHead(reading: Reading, { what, seen }: Found & { seen: Seen }): string {
  const { places, named, unnamed } = seen;
  // Only what the labels stand for is claimed: "a kissing dog" is claimed as a dog.
  const partly = unnamed.length > 0;
  const shown = partly ? `**${plainText(listOf(named))}**` : what;
  const verb = be(partly ? (named.at(-1) ?? '') : reading.topic);
  const total = lengthOf(totalAcross(places));
  switch (reading.form) {
    case 'exists':
      return `${partly ? '' : 'Yes, '}${shown} ${verb} seen ${times(places.length)}, for ${total} in all:`;
    case 'howLong':
      return `${shown} ${verb} seen for ${total} in all${places.length === 1 ? '' : `, in ${places.length} stretches`}:`;
    case 'whichVideo':
      return `${shown} ${verb} seen in ${count(new Set(places.map((p) => p.citation.videoId)).size, 'video')}:`;
    default:
      return reading.ordinal
        ? `${shown} ${verb} ${reading.ordinal} seen here:`
        : `${shown} ${verb} seen ${times(places.length)}, for ${total} in all:`;
  }
}

function seenItem(inquiry: Inquiry, { value, citation }: Checked<SeenPlace>) {
  const { stretch, labels } = value;
  const length = stretch.to > stretch.from ? `, ${lengthOf(stretch.to - stretch.from)}` : '';
  const shown = labels.length > 0 ? `: looks like ${listOf(labels.map(plainText), 'or')}` : '';
  return [
    citation,
    `${untilText(citation)}${inVideo(inquiry, citation.videoId)}${length}${shown} (${percent(stretch.peak)} at best)`,
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
    return `${head}the words for ${what} are not said, but ${passages} come${places.length === 1 ? 's' : ''} near in meaning:`;
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

function judge({ seen, said }: Found): { confidence: Confidence; why: string } {
  let confidence: Confidence = 'none';
  const reasons: string[] = [];
  if (seen?.places.length) {
    const strong = seen.peak >= CALIBRATION.seen.strong;
    let level: Confidence = strong ? 'high' : 'medium';
    if (seen.unnamed.length > 0) level = lessSure(level, 'low');
    confidence = surer(confidence, level);
    reasons.push(
      seen.unnamed.length > 0
        ? 'the frames bear out only a part of what was asked'
        : strong
          ? 'the frames are clear'
          : 'the frames are likely but not certain',
    );
  }
  if (said?.places.length) {
    const strengths = said.places.map((p) => spokenStrength(p.value));
    const level: Confidence = strengths.includes('strong')
      ? 'high'
      : strengths.includes('fair')
        ? 'medium'
        : 'low';
    confidence = surer(confidence, level);
    reasons.push(
      level === 'high'
        ? 'the words are in the transcript'
        : 'the transcript matches by meaning, not word for word',
    );
  }
  return { confidence, why: listOf(reasons) };
}

/** Nothing reached the floor: says so, and shows what came closest as just that. */
export function nothingFound(inquiry: Inquiry, reading: Reading, found: Found): Draft {
  const { what, seen, said } = found;
  const draft = new Draft();
  const senses = [seen ? 'seen' : '', said ? (reading.quote ? 'said' : 'mentioned') : ''].filter(Boolean);
  const verb = be(reading.quote ? '' : reading.topic);
  if (reading.followUp === 'more') {
    return draft
      .paragraph(`I found no other place where ${what} ${verb} ${listOf(senses, 'or')}.`)
      .close('none', 'the places named before are all there are');
  }
  const noName = seen !== null && seen.named.length === 0;
  if (noName && said === null) {
    draft.paragraph(`The model has no name for ${what}, so it cannot tell where that is seen.`);
  } else {
    draft.paragraph(
      `${reading.form === 'exists' ? 'Not that I can find: ' : ''}I found no place where ${what} ${verb} ${listOf(senses, 'or')}.`,
    );
    if (noName) draft.paragraph(`The model has no name for ${what}: it may be seen all the same.`);
  }
  writeNearest(draft, inquiry, found);
  const why = noName
    ? 'nothing in the frames can be told by that name'
    : 'nothing came above the floor of what counts as found';
  return draft.close('none', why);
}

export function writeNearest(draft: Draft, inquiry: Inquiry, { what, seen, said }: Found): void {
  const frames = seen?.nearest ?? [];
  if (frames.length > 0) {
    draft.paragraph(
      seen?.named.length
        ? 'The nearest miss among the frames, not a sighting:'
        : 'These frames look closest, which proves nothing:',
    );
    for (const { value, citation } of seen?.named.length ? frames.slice(0, 1) : frames) {
      const labels = citation.quote === '' ? 'no clear label' : `looks like ${plainText(citation.quote)}`;
      const chance = value.probability === null ? '' : `, ${percent(value.probability)} for ${what}`;
      draft.item(citation, `${inVideo(inquiry, citation.videoId)}: ${labels}${chance}`);
    }
  }
  for (const { value, citation } of said?.nearest ?? []) {
    draft.paragraph('The nearest miss in the transcript, not a match:');
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
