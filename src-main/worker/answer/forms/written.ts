import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { intervalsOf } from '../claims/claims';
import { Draft } from '../draft';
import { filmNamed, type Inquiry, intervalAsked } from '../findings';
import { type LineHit, lineStrength } from '../line-hit';
import { checkLines, findLines, type Lines, linesAsHits, shownIn } from '../lines';
import type { ParsedQuery } from '../question';
import type { Wanted } from '../reader/precise';
import { thingsIn } from '../things/names';
import { asTexts } from './broken-lines';
import { lineItem } from './line-places';
import { answerByPassages, leastFor } from './nearest-passages';
import { isWorded, standingOut } from './standing-out';

const MOST_LINES = 8;
const MOST_ABOUT = 12;
/** Of lines that may be meant, and of which nobody can tell. */
const MOST_CANDIDATES = 5;
/** Such a line stands out at least so much as the one that does most. Not measured. */
const CANDIDATE = 0.5;
/** What is asked for by its name, and how it looks where it is written. */
const LOOKS: readonly (readonly [asked: RegExp, looks: RegExp])[] = [
  [
    /\b(?:web ?sites?|web pages?|home ?pages?|sites?|domains?|links?|urls?)\b/i,
    /(?:\w\.)+(?:\p{L}{2,})(?:\/|$|\s)|www/iu,
  ],
  [/\b(?:files?|scripts?|documents?)\b/i, /[\p{L}\d_-]\.\p{L}[\p{L}\d]{0,4}(?:\s|$)/u],
  // What stands behind the prompt of a shell.
  [/\b(?:commands?|command line)\b/i, /(?:^|[\s\p{L}\d~\])])[$%#>\]] ?\p{L}[\p{L}\d._/-]*(?:\s|$)/u],
];
/** What only a number tells, and how that looks. */
const MEASURES: typeof LOOKS = [
  [/\b(?:what|which) year\b/i, /\b(?:1[89]|20)\d\d\b/],
  [
    /\bhow (?:high|tall|far|deep|long|wide)\b|\b(?:height|altitude|elevation|distance)\b/i,
    /\d ?(?:m|km|cm|ft|feet|miles?|met(?:er|re)s?)\b/i,
  ],
];
const MOST_SAID = 3;
/** So many lines that appear within this time are a page that is shown, and nothing that somebody types. */
const PAGE = 4;
const AT_ONCE: Micros = MICROS_PER_SECOND / 2;
/** The share of a film that is its end. */
const ENDING = 1 / 3;
/** Letters count as the big ones down to this share of the tallest. */
const TALL = 0.7;
/** What lies within this share of the picture from an edge is at that edge. */
const EDGE = 1 / 3;

/** "What does the sign say", "what is written at 0:30": the lines that stand out most, in order of time. */
export async function answerWhatWritten(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const readable = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'text'));
  const draft = new Draft();
  const words = reading.quote ?? reading.topic;
  // "What is the password": no word asks for writing, and somebody may say it.
  const oneOf = words !== '' && reading.quote === null && reading.wanted?.kind === 'oneOf';
  if (readable.length === 0) {
    const said = oneOf ? await writeSaid(draft, inquiry, words, 'about') : null;
    return said ? said.say({ kind: 'notRead' }) : draft.say({ kind: 'notRead' }).close(null);
  }
  if (words !== '') {
    const about = await findLines(inquiry, 'text', words, reading.quote);
    const told = await writeAbout(draft, inquiry, words, about);
    if (told) return told;
    const said = oneOf ? await writeSaid(draft, inquiry, words, 'saidInstead') : null;
    if (said) return said;
    // What has the form of what is asked for is nearer than what is near in meaning.
    const formed = readable.some((video) => isFormed(inquiry, video));
    const near = formed ? null : await answerByPassages(inquiry, reading, leastFor(reading));
    if (near) return near;
    draft.say({ kind: 'noLines', source: 'text', subject: [words], where: 'film', confidence: 'none' });
    return reading.quote === null ? writeCandidates(draft, inquiry, readable, reading) : draft.close('none');
  }
  if (reading.carrier !== null) {
    const named = await findLines(inquiry, 'text', reading.carrier, null);
    const told = await writeAbout(draft, inquiry, reading.carrier, named);
    if (told) return told;
  }
  let any = false;
  for (const video of readable) any = (await writeLinesOf(draft, inquiry, video, reading.wanted)) || any;
  // Lone signs are shown as all that could be read, and say nothing.
  if (any) return draft.close(readable.some((video) => hasWords(inquiry, video)) ? 'medium' : 'none');
  const where = reading.time || inquiry.scope === 'all' ? 'there' : 'film';
  return draft.say({ kind: 'noLines', source: 'text', subject: [], where, confidence: 'none' }).close('none');
}

/** "How high is the pass": the numbers of that kind that are written, of which one may be meant. Null where no number was asked for, or none is. */
export async function answerMeasure(inquiry: Inquiry, topic: string): Promise<Draft | null> {
  const videos = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'text'));
  if (!MEASURES.some(([asked]) => asked.test(inquiry.question))) return null;
  // A height that is written is not that of a table.
  if (thingsIn(topic).things.length > 0) return null;
  const draft = new Draft();
  let any = false;
  for (const video of videos.filter((one) => isFormed(inquiry, one)))
    any = (await writeNearestLines(draft, inquiry, video)) || any;
  return any ? draft.close('low', 'oneOfThese') : null;
}

/**
 * What is written with a word: the lines that hold it, and those that share their time with the first of them. Null where
 * none holds it.
 */
export async function writeAbout(
  draft: Draft,
  inquiry: Inquiry,
  asked: string,
  about: Lines,
): Promise<Draft | null> {
  const anchors = about.places.filter((p) => lineStrength(p.value) === 'strong');
  if (anchors.length === 0) return null;
  const beside = anchors.flatMap(({ value: { videoId, segment } }) => {
    const video = inquiry.videos.find(({ id }) => id === videoId);
    const within = () => ({ from: segment.from, to: segment.to });
    return video ? linesAsHits({ ...inquiry, within }, 'text', video) : [];
  });
  const own = new Map([...anchors.map((p) => p.value), ...beside].map((hit) => [keyOf(hit), hit]));
  const kept = await checkLines(inquiry, standingOut([...own.values()], MOST_ABOUT));
  draft.say({ kind: 'beside', subject: [asked], intervals: intervalsOf(anchors), confidence: 'high' });
  for (const line of kept) draft.say(lineItem(inquiry, line));
  return draft.close('high');
}

/**
 * What is said with some words; null where nothing is.
 * @param kind whether nothing is written with them, or nobody looked
 */
async function writeSaid(
  draft: Draft,
  inquiry: Inquiry,
  asked: string,
  kind: 'about' | 'saidInstead',
): Promise<Draft | null> {
  const { places } = await findLines(inquiry, 'speech', asked, null);
  const strong = places.filter(({ value }) => lineStrength(value) === 'strong').slice(0, MOST_LINES);
  if (strong.length === 0) return null;
  const found = { subject: [asked], intervals: intervalsOf(strong), confidence: 'medium' } as const;
  draft.say(kind === 'about' ? { kind, ...found, isQuote: false } : { kind, ...found });
  for (const line of strong) draft.say(lineItem(inquiry, line));
  return draft.close('medium');
}

/**
 * "What's the slogan", "which program was it made with": it may be said; else it may be one of the lines that stand out, and
 * which, nobody can tell.
 */
async function writeCandidates(
  draft: Draft,
  inquiry: Inquiry,
  videos: readonly Video[],
  { topic, wanted }: ParsedQuery,
): Promise<Draft> {
  const named = wanted?.kind === 'oneOf';
  const formed = videos.some((video) => isFormed(inquiry, video));
  const said = named && !formed ? await findLines(inquiry, 'speech', topic, null) : null;
  const near = (said?.places ?? []).filter(({ value }) => lineStrength(value) !== 'weak').slice(0, MOST_SAID);
  if (near.length > 0) {
    draft.say({ kind: 'closestLines', source: 'speech' });
    for (const line of near) draft.say(lineItem(inquiry, line));
  }
  let any = near.length > 0;
  for (const video of videos) any = (await writeNearestLines(draft, inquiry, video)) || any;
  if (!any) return draft.close('none');
  return draft.close(named ? 'low' : 'none', 'oneOfThese');
}

/** The few lines that stand out most; of these only such as have the form of what is asked for, where any has. */
async function writeNearestLines(draft: Draft, inquiry: Inquiry, video: Video): Promise<boolean> {
  const all = linesAsHits(inquiry, 'text', video);
  const distinct = [...new Map(all.map((hit) => [hit.segment.text.toLowerCase(), hit])).values()];
  const fitting = fittingLines(inquiry, distinct);
  const lines = standingOut(asTexts(fitting.length > 0 ? fitting : distinct), MOST_CANDIDATES, CANDIDATE);
  return sayLines(draft, inquiry, video, { lines, of: all.length });
}

/** Lines that look like what is asked for by its name. */
function fittingLines({ question }: Inquiry, lines: readonly LineHit[]): readonly LineHit[] {
  const looks = [...LOOKS, ...MEASURES].find(([asked]) => asked.test(question))?.[1];
  return looks ? lines.filter(({ segment }) => looks.test(segment.text)) : [];
}

function isFormed(inquiry: Inquiry, video: Video): boolean {
  return fittingLines(inquiry, linesAsHits(inquiry, 'text', video)).length > 0;
}

function hasWords(inquiry: Inquiry, video: Video): boolean {
  return linesAsHits(inquiry, 'text', video).some(({ segment }) => isWorded(segment.text));
}

function keyOf({ videoId, segment }: LineHit): string {
  return `${videoId}/${segment.id}`;
}

async function writeLinesOf(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  wanted: Wanted | null = null,
): Promise<boolean> {
  const all = asked(linesAsHits(inquiry, 'text', video), wanted);
  const lines =
    wanted?.kind === 'product'
      ? standingOut(asTexts(lastWritten(all, video)), MOST_CANDIDATES)
      : standingOut(asTexts(all), MOST_LINES);
  return sayLines(draft, inquiry, video, { lines, of: all.length });
}

/** What an advertisement is for stands at its end: the last words of its last part, and what is there with them. */
function lastWritten(lines: readonly LineHit[], { duration }: Video): readonly LineHit[] {
  const words = lines.filter(({ segment }) => segment.to > duration * (1 - ENDING) && isWorded(segment.text));
  if (words.length === 0) return lines;
  const end = Math.max(...words.map(({ segment }) => segment.to));
  return lines.filter(({ segment }) => segment.to > end - AT_ONCE);
}

async function sayLines(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  { lines, of }: { readonly lines: readonly LineHit[]; readonly of: number },
): Promise<boolean> {
  const kept = await checkLines(
    inquiry,
    lines.map((hit) => shownIn(inquiry, hit)),
  );
  if (kept.length === 0) return false;
  draft.say({
    ...{ kind: 'chosenLines', source: 'text', first: false },
    counts: { shown: kept.length, of },
    ...{ intervals: intervalAsked(inquiry, video), film: filmNamed(inquiry, video.id), confidence: 'medium' },
  });
  for (const line of kept) draft.say(lineItem(null, line));
  return true;
}

/** Lines at an edge of the picture, or the tallest, where that is how the question names them. */
function asked(lines: readonly LineHit[], wanted: Wanted | null): readonly LineHit[] {
  if (wanted?.kind === 'largest') {
    const height = (hit: LineHit) => hit.segment.box?.height ?? 0;
    const tallest = Math.max(0, ...lines.map(height));
    return lines.filter((hit) => height(hit) >= tallest * TALL);
  }
  if (wanted?.kind === 'typed') {
    const typed = lines.filter(
      ({ segment: { from } }) =>
        lines.filter((one) => Math.abs(one.segment.from - from) < AT_ONCE).length < PAGE,
    );
    return typed.length > 0 ? typed : lines;
  }
  if (wanted?.kind !== 'writingAt') return lines;
  const { edge } = wanted;
  return lines.filter(({ segment: { box } }) => {
    if (!box) return false;
    const middle = edge === 'left' || edge === 'right' ? box.left + box.width / 2 : box.top + box.height / 2;
    return edge === 'top' || edge === 'left' ? middle < EDGE : middle > 1 - EDGE;
  });
}
