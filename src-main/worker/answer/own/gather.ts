import type { Scene, Segment, SegmentSource } from '../../../../src-shared/analysis';
import type { Confidence } from '../../../../src-shared/answers';
import { MICROS_PER_SECOND } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { findSeen, type Inquiry } from '../findings';
import { scenesTold } from '../forms/scenes';
import { keyPassages } from '../forms/speech';
import type { LineHit } from '../line-hit';
import { checkLines, linesAsHits } from '../lines';
import type { ParsedQuery } from '../question';
import { isLookedAt } from '../stretches';
import { findThings, kindsIn, type ThingPlace } from '../things/find';
import type { Checked } from '../verify';
import { distinct, harmless, numbered, type Passage, type Unnumbered, within } from './passages';

/**
 * Characters of passages that one question holds: some 1,800 tokens. Servers cut what is longer than the model's window, some
 * of them silently and at the beginning, and 4,096 tokens are a usual window.
 */
export const MOST_CHARACTERS = 6_000;
const MOST_LINES = 30;
const MOST_PLACES = 12;
const MOST_KINDS = 8;
const MOST_SCENES = 24;
/** What is said right before and after a line that was found belongs to it. */
const AROUND = 6 * MICROS_PER_SECOND;
/** Parts that a summary is made of, at most: each is one question to the model. */
const MOST_PARTS = 16;

/**
 * What is stored that a question may be answered from, each place checked: lines that come near in words or meaning with those
 * around them, or all where all fit; things and labels that it names; for a question about a stretch all that is there.
 */
export async function gatherFor(inquiry: Inquiry, reading: ParsedQuery, text: string): Promise<Passage[]> {
  const topic = reading.quote ?? (reading.topic === '' ? text : reading.topic);
  const found: Unnumbered[] = [];
  // In this order they are kept where there is not room for all.
  for (const source of ['speech', 'text'] as const) found.push(...(await lines(inquiry, source, topic)));
  const things = await findThings(inquiry, topic);
  for (const place of (things?.places ?? []).slice(0, MOST_PLACES)) found.push(thing(inquiry, place));
  if (reading.topic !== '') found.push(...(await looks(inquiry, topic)));
  // A question that names nothing of the kind may still be about what is there.
  if (things === null || things.places.length === 0) found.push(...(await surroundings(inquiry)));
  return numbered(within(interleaved(distinct(found)), MOST_CHARACTERS));
}

/** What a summary is made of: all that is said and written, as far as it can be read, and what its scenes look like. */
export async function gatherAll(inquiry: Inquiry): Promise<Passage[]> {
  const most = MOST_PARTS * MOST_CHARACTERS;
  const found: Unnumbered[] = [];
  for (const video of inquiry.videos) {
    for (const source of ['speech', 'text'] as const) {
      const all = linesAsHits(inquiry, source, video);
      const length = all.reduce((sum, { segment }) => sum + segment.text.length + 40, 0);
      const share = (most * (source === 'speech' ? 0.8 : 0.15)) / inquiry.videos.length;
      const told = length <= share ? all : keyPassages(all, Math.floor((all.length * share) / length));
      found.push(...(await checkLines(inquiry, told)).map((line) => lineOf(inquiry, line)));
    }
  }
  found.push(...(await surroundings(inquiry)));
  return numbered(within(distinct(found), most));
}

async function lines(inquiry: Inquiry, source: SegmentSource, topic: string): Promise<Unnumbered[]> {
  const all = inquiry.videos.flatMap((video) => linesAsHits(inquiry, source, video));
  const length = all.reduce((sum, { segment }) => sum + segment.text.length + 40, 0);
  const hits = length <= MOST_CHARACTERS / 2 ? all : await nearest(inquiry, source, topic);
  return (await checkLines(inquiry, hits)).map((line) => lineOf(inquiry, line));
}

/** The lines that come nearest, best first, each with what comes right before and after it. */
async function nearest(inquiry: Inquiry, source: SegmentSource, topic: string): Promise<LineHit[]> {
  const { evidence, scope, videos } = inquiry;
  // Of a film in the language of the question its own words tell.
  const topics = inquiry.own === null || inquiry.own === topic ? [topic] : [inquiry.own, topic];
  const found: LineHit[] = [];
  for (const one of topics) {
    found.push(...(await evidence.lines(source, scope, one, { quote: null, limit: MOST_LINES })));
  }
  const hits = new Map<string, LineHit>();
  for (const hit of found) {
    const video = videos.find(({ id }) => id === hit.videoId);
    const where = video ? inquiry.within(video) : 'nowhere';
    if (!video || !isLookedAt(hit.segment, where)) continue;
    const around = { from: hit.segment.from - AROUND, to: hit.segment.to + AROUND };
    const beside = linesAsHits({ ...inquiry, within: () => around }, source, video);
    for (const line of source === 'speech' ? [hit, ...beside] : [hit]) {
      const key = `${line.videoId}/${line.segment.id}`;
      if (!hits.has(key)) hits.set(key, line);
    }
  }
  return [...hits.values()];
}

async function looks(inquiry: Inquiry, topic: string): Promise<Unnumbered[]> {
  const { places } = await findSeen(inquiry, topic);
  return places.slice(0, MOST_PLACES).map(({ value, citation }) => ({
    candidate: { value: null, citation, labels: value.labels, frames: [value.stretch.peakIndex] },
    sure: value.stretch.grade === 'seen' ? ('medium' as const) : ('low' as const),
    text: harmless(value.labels.join(', ')),
    title: titleOf(inquiry, value.video),
  }));
}

/** The kinds of things that are found longest, and what the scenes look like. */
async function surroundings(inquiry: Inquiry): Promise<Unnumbered[]> {
  const found: Unnumbered[] = [];
  for (const video of inquiry.videos) {
    const where = inquiry.within(video);
    if (where === 'nowhere') continue;
    const kinds = await kindsIn(inquiry, video, MOST_KINDS);
    for (const { value, citation } of kinds) found.push(thing(inquiry, { value: value.place, citation }));
    const scenes = inquiry.evidence.deps.library.scenes
      .list(video.id)
      .filter((scene) => isLookedAt(scene, where));
    for (const { value, citation } of await scenesTold(inquiry, video, chooseScenes(scenes, MOST_SCENES))) {
      if (value.labels.length === 0) continue;
      const labels = value.labels.map(({ name }) => name);
      const frames = value.labels.map(({ frame }) => frame.frameIndex);
      found.push({
        candidate: { value: null, citation, labels, frames },
        sure: 'low',
        text: harmless(labels.join(', ')),
        title: titleOf(inquiry, video),
      });
    }
  }
  return found;
}

function lineOf(inquiry: Inquiry, { value, citation }: Checked<LineHit>): Unnumbered {
  const video = inquiry.videos.find(({ id }) => id === value.videoId);
  return {
    candidate: { value: null, citation, labels: [], frames: [] },
    sure: surenessOf(value.segment),
    text: harmless(value.segment.text),
    title: video ? titleOf(inquiry, video) : null,
  };
}

/** How sure the reader of writing was; what is said comes without a figure, and is taken for right. */
function surenessOf({ source, confidence = 0 }: Segment): Exclude<Confidence, 'none'> {
  if (source === 'speech') return 'high';
  return confidence >= 0.9 ? 'high' : confidence >= 0.7 ? 'medium' : 'low';
}

function thing(inquiry: Inquiry, { value, citation }: Checked<ThingPlace>): Unnumbered {
  const several = value.most > 1 ? `, up to ${value.most} at once` : '';
  return {
    candidate: { value: null, citation, labels: [], frames: [] },
    sure: value.sure ? 'high' : 'low',
    text: harmless(`${value.label}${several}`),
    title: titleOf(inquiry, value.video),
  };
}

function titleOf({ scope }: Inquiry, video: Video): string | null {
  return scope === 'all' ? harmless(video.title).replaceAll('"', "'").slice(0, 80) : null;
}

/** One of each kind after the other, so that no kind takes all the room. */
function interleaved(passages: readonly Unnumbered[]): Unnumbered[] {
  const kinds = [...Map.groupBy(passages, ({ candidate }) => candidate.citation.kind).values()];
  const longest = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => kinds.flatMap((kind) => kind[n] ?? [])).flat();
}

/** The longest scenes, in order of time. */
function chooseScenes(scenes: readonly Scene[], most: number): Scene[] {
  return [...scenes]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, most)
    .sort((a, b) => a.from - b.from);
}
