import type { Confidence } from '../../../../src-shared/answers';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { surer } from '../../../base/answer/wording';
import type { FrameDescription } from '../../../base/film/types';
import { CALIBRATION } from '../calibration';
import { at, type Stated } from '../claims/claims';
import { arePeopleDominant } from '../dominant-people';
import { Draft } from '../draft';
import type { Evidence } from '../evidence';
import { checkPlaces, filmNamed, findSeen, type Inquiry, seenCitation } from '../findings';
import type { Context } from '../follow-up';
import { type LineHit, lineStrength } from '../line-hit';
import { checkLines, type Lines, linesAsHits } from '../lines';
import type { ParsedQuery } from '../question';
import type { Candidate, Checked, CheckedCitation } from '../verify';
import { lineItem } from './line-places';
import { nothingFound, outsideOf } from './nothing';
import { findAll } from './places';
import { keyPassages } from './speech';
import { writeKinds, writeWriting } from './stretch-tracks';

const FRAMES_DESCRIBED = 24;
const MOST_LABELS = 6;
const MOST_QUOTES = 5;

/** A label over a stretch of frames: its mean and its best frame. */
export interface LabelSeen {
  readonly name: string;
  /** 0..1, over the described frames. */
  readonly mean: number;
  readonly peak: number;
  readonly frame: FrameDescription;
}

/** The labels that mark a set of frames, strongest first. */
function labelsOver(frames: readonly FrameDescription[]): LabelSeen[] {
  const sums = new Map<string, { sum: number; peak: number; frame: FrameDescription }>();
  for (const frame of frames) {
    for (const { name, probability } of frame.labels) {
      const known = sums.get(name);
      if (!known) sums.set(name, { sum: probability, peak: probability, frame });
      else {
        known.sum += probability;
        if (probability > known.peak) Object.assign(known, { peak: probability, frame });
      }
    }
  }
  return [...sums]
    .map(([name, s]) => ({ name, mean: s.sum / frames.length, peak: s.peak, frame: s.frame }))
    .sort((a, b) => b.mean - a.mean);
}

/** Labels that hold over a whole stretch, and that may be named. One frame shows nothing of the kind. */
export function labelsOf(
  evidence: Evidence,
  video: Video,
  range: { readonly from: Micros; readonly to: Micros },
  frames: readonly FrameDescription[],
): LabelSeen[] {
  if (frames.length < 2 || arePeopleDominant(evidence, video, range)) return [];
  return labelsOver(frames).filter((l) => l.mean >= CALIBRATION.seen.label);
}

/** What is seen and said in the stretch asked for. */
export async function answerContent(
  inquiry: Inquiry,
  reading: ParsedQuery,
  side: 'before' | 'after' | null = null,
): Promise<Draft> {
  const draft = new Draft();
  let confidence: Confidence = 'none';
  let looked = false;
  for (const video of inquiry.videos) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    looked = true;
    const range = within ?? { from: 0, to: video.duration };
    confidence = surer(confidence, await writeStretch(draft, inquiry, { reading, side, video, range }));
  }
  if (!looked) draft.say(outsideOf(inquiry) ?? { kind: 'outside', end: null });
  return draft.close(confidence);
}

interface Stretched {
  readonly reading: ParsedQuery;
  /** Of something else: then only what is next to it is told. */
  readonly side: 'before' | 'after' | null;
  readonly video: Video;
  readonly range: { readonly from: Micros; readonly to: Micros };
}

const MOST_BESIDE = 2;
/** How exactly the edges of a line are known. */
const OVERLAP: Micros = MICROS_PER_SECOND / 2;
const LONGEST_PAUSE: Micros = 3 * MICROS_PER_SECOND;

/** Whether two lines of speech are one telling: after a longer pause something else is. */
function follows({ segment: a }: LineHit, other: LineHit | undefined): boolean {
  const b = other?.segment;
  return b !== undefined && Math.max(a.from, b.from) - Math.min(a.to, b.to) <= LONGEST_PAUSE;
}

/** The lines that lie next to what was asked about, without the one that it is in. */
function besideOf(lines: readonly LineHit[], range: Stretched['range'], side: 'before' | 'after'): LineHit[] {
  const clear = lines.filter(({ segment: { from, to } }) =>
    side === 'after' ? from >= range.from - OVERLAP : to <= range.to + OVERLAP,
  );
  const beside = clear.length > 0 ? clear : lines;
  const ordered = side === 'after' ? beside : [...beside].reverse();
  const next = ordered.slice(0, MOST_BESIDE).filter((line, n, all) => n === 0 || follows(line, all[n - 1]));
  return side === 'after' ? next : next.reverse();
}

/** What appears within this time appears together; and so much earlier than something ends it may follow it. */
const TOGETHER: Micros = 1.5 * MICROS_PER_SECOND;

/** The writing that appears next; where none does, what stands there. */
function appearing(lines: LineHit[], from: Micros): LineHit[] {
  const begin = lines.filter(({ segment }) => segment.from >= from - TOGETHER);
  const first = Math.min(...begin.map(({ segment }) => segment.from));
  return begin.length === 0 ? lines : begin.filter(({ segment }) => segment.from <= first + TOGETHER);
}

async function writeStretch(
  draft: Draft,
  inquiry: Inquiry,
  { reading: { sense }, side, video, range }: Stretched,
): Promise<Confidence> {
  const pictures = sense === 'seen' || sense === 'either';
  const here = { ...inquiry, within: () => range };
  const seen = pictures ? await seenIn(inquiry, video, range) : null;
  const all = sense !== 'seen' && sense !== 'written' ? linesAsHits(here, 'speech', video) : [];
  const spoken = side === null ? all : besideOf(all, range, side);
  const said = await checkLines(
    inquiry,
    spoken.length > MOST_QUOTES ? keyPassages(spoken, MOST_QUOTES) : spoken,
  );
  const where = {
    intervals: [{ videoId: video.id, ...range }],
    film: filmNamed(inquiry, video.id),
  };
  let told = 0;
  const head = (what: Extract<Stated, { kind: 'inStretch' }>['what']) => (): Stated => ({
    ...{ kind: 'inStretch', what, begins: told++ === 0, ...where },
  });
  if (said.length > 0) {
    draft.say(head('said')());
    for (const line of said) draft.say(lineItem(null, line));
  }
  const kinds = pictures && (await writeKinds(draft, here, video, head('kinds')));
  const next = (lines: LineHit[]) => (side === 'after' ? appearing(lines, range.from) : lines);
  const written = sense !== 'said' && (await writeWriting(draft, here, video, head('written'), next));
  if (seen && seen.labels.length > 0) {
    draft.say(head('labels')());
    for (const { value, citation } of seen.labels)
      draft.say({
        ...{ kind: 'label', subject: [value.name], ...at(citation), confidence: 'low' },
        counts: { likelihood: value.mean },
      });
  }
  if (said.length > 0) return sense === 'said' ? 'high' : 'medium';
  if (kinds || written) return 'medium';
  if (told > 0) return 'low';
  draft.say({ kind: 'emptyStretch', sense, blind: pictures, ...where, confidence: 'none' });
  if (seen?.still) draft.say({ kind: 'look', ...at(seen.still) });
  return 'none';
}

/** The labels of a stretch, each cited at its best frame, and a frame from its middle. */
async function seenIn(
  inquiry: Inquiry,
  video: Video,
  range: { from: Micros; to: Micros },
): Promise<{ labels: Checked<LabelSeen>[]; still: CheckedCitation | null } | null> {
  const frames = await framesIn(inquiry.evidence, video, range, FRAMES_DESCRIBED);
  const middle = frames[Math.floor(frames.length / 2)];
  if (!middle) return null;
  inquiry.details.push(inquiry.evidence.words.labelsRead(frames.length, range));
  const worth = labelsOf(inquiry.evidence, video, range, frames).slice(0, MOST_LABELS);
  const labels = await checkPlaces(
    inquiry,
    worth.map((l) => labelCandidate(video, l)),
  );
  const at = { from: middle.time, to: middle.time };
  const [still] = await checkPlaces(inquiry, [
    { value: null, citation: seenCitation(video.id, at, middle.frameIndex, []), labels: [], frames: [] },
  ]);
  return { labels, still: still?.citation ?? null };
}

function labelCandidate(video: Video, label: LabelSeen): Candidate<LabelSeen> {
  const { time, frameIndex } = label.frame;
  return {
    value: label,
    citation: seenCitation(video.id, { from: time, to: time }, frameIndex, [label.name]),
    labels: [label.name],
    frames: [frameIndex],
  };
}

/** At most `most` frames of [from, to), evenly spread, described. */
export async function framesIn(
  evidence: Evidence,
  video: Video,
  range: { from: Micros; to: Micros },
  most: number,
): Promise<FrameDescription[]> {
  const times = await evidence.frameTimes(video);
  const inside: number[] = [];
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    if (time >= range.from && time < range.to) inside.push(i);
  }
  return evidence.describe(video, spread(inside, most));
}

function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]).filter(
    (item): item is T => item !== undefined,
  );
}

/** What a question about a side of something asks for; its other words may name another sense: "what do you see after he says". */
const SENSES_ASKED: readonly (readonly ['said' | 'written' | 'seen', RegExp])[] = [
  [
    'said',
    /\bwhat (?:(?:is|was|does|do|did|are) )?(?:[\w']+ ){0,3}?(?:said|say|says|talk|explain|mention)\w*\b.*\b(?:before|after)\b/i,
  ],
  ['written', /\bwhat (?:is|was|are) (?:written|shown in writing)\b/i],
  ['seen', /\bwhat (?:(?:do|can|did) (?:you|we|i) see|(?:is|are|was) (?:seen|visible|shown))\b/i],
];

/** "What happens after X": finds X, then tells the stretch on that side of it. */
export async function answerAround(inquiry: Inquiry, reading: ParsedQuery, context: Context): Promise<Draft> {
  // "What is said after the beach": what is said is asked for, and the beach may be seen.
  const anywhere = { ...reading, sense: 'either' } as const;
  const anchor =
    (await findAnchor(inquiry, reading, context)) ??
    (reading.sense === 'said' ? await findAnchor(inquiry, anywhere, context) : null);
  if (!anchor) {
    const asked = reading.quote ?? reading.topic;
    const seen = asked === '' ? null : await findSeen(inquiry, asked);
    return nothingFound(inquiry, reading, { seen });
  }
  const reach = CALIBRATION.aroundSeconds * MICROS_PER_SECOND;
  const { video, place } = anchor;
  const range =
    reading.side === 'before'
      ? { from: Math.max(0, place.from - reach), to: place.from }
      : { from: place.to, to: Math.min(video.duration, place.to + reach) };
  const edge = reading.side === 'before' ? 'before' : 'after';
  inquiry.details.push(
    inquiry.evidence.words.stretchTaken(
      CALIBRATION.aroundSeconds,
      edge,
      edge === 'before' ? place.from : place.to,
    ),
  );
  if (range.to <= range.from) {
    return new Draft().say({ kind: 'edge', edge, confidence: 'high' }).close('high');
  }
  const sense = SENSES_ASKED.find(([, asked]) => asked.test(inquiry.question))?.[0] ?? 'either';
  const there = { ...inquiry, videos: [video], within: () => range };
  const draft = await answerContent(there, { ...reading, sense }, reading.side ?? 'after');
  return anchor.doubtful && draft.grade !== 'none' ? draft.close('low') : draft;
}

/** What a question's stretch lies beside. */
interface Anchor {
  readonly video: Video;
  readonly place: { readonly from: Micros; readonly to: Micros };
  /** Whether it only looks like what was named. */
  readonly doubtful?: boolean;
}

async function findAnchor(inquiry: Inquiry, reading: ParsedQuery, context: Context): Promise<Anchor | null> {
  const byId = (id: string) => inquiry.videos.find((v) => v.id === id);
  const [first] = inquiry.videos;
  if (reading.followUp === 'then' || reading.followUp === 'earlier') {
    const cited = reading.followUp === 'then' ? context.cited.at(-1) : context.cited[0];
    const video = cited ? byId(cited.videoId) : undefined;
    return cited && video ? { video, place: cited } : null;
  }
  if (reading.time && first) {
    const within = inquiry.within(first);
    if (within === 'nowhere' || within === null) return null;
    return {
      video: first,
      place:
        reading.side === 'before'
          ? { from: within.to, to: within.to }
          : { from: within.from, to: within.from },
    };
  }
  const asked = reading.quote ?? reading.topic;
  if (asked === '') return null;
  const { things, seen, said, written } = await findAll(inquiry, reading);
  const looks = seen?.places.filter(({ value }) => value.look !== undefined) ?? [];
  const lines = [said, written].flatMap((part) => anchorsOf(part?.places ?? []));
  const shown = [...(things?.places ?? []), ...(seen?.places ?? [])];
  const told = [...shown, ...lines].map((place) => place.citation);
  const sure = told.filter((place) => !looks.some(({ citation }) => citation === place));
  // What only looks so, and has nothing on that side of it, is not what was meant.
  const beside = looks
    .map(({ citation }) => citation)
    .filter(({ videoId, from, to }) =>
      reading.side === 'before' ? from > 0 : to < (byId(videoId)?.duration ?? 0),
    );
  const order = (sure.length > 0 ? sure : beside).sort((a, b) => a.from - b.from);
  const chosen = order[reading.ordinal === 'last' ? order.length - 1 : 0];
  const video = chosen ? byId(chosen.videoId) : undefined;
  return chosen && video ? { video, place: chosen, doubtful: sure.length === 0 } : null;
}

/** The lines that a side is meant of: those that hold the words; where none does, the one that comes nearest, and not the first of all that come near. */
function anchorsOf(places: Lines['places']): Lines['places'] {
  const strong = places.filter(({ value }) => lineStrength(value) === 'strong');
  return strong.length > 0 ? strong : places.slice(0, 1);
}
