import type { Segment, SegmentSource } from '../../../src-shared/analysis';
import type { Citation } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { frameOfPlace } from '../../base/film/frame-at';
import { CALIBRATION } from './calibration';
import { checkPlaces, type Inquiry } from './findings';
import { type LineHit, lineStrength } from './line-hit';
import { isLookedAt } from './stretches';
import type { Checked } from './verify';
import { wordsOf } from './words';

/** Lines of speech or of writing that bear on a topic. */
export interface Lines {
  readonly source: SegmentSource;
  readonly places: readonly Checked<LineHit>[];
  readonly nearest: readonly Checked<LineHit>[];
  /** The words that were looked for, where they are not all of the topic. */
  readonly words?: string;
}

const LIMIT = 60;

/** Where the topic is spoken or written of: lines above the floor in order of rank, else the nearest ones. */
export async function findLines(
  inquiry: Inquiry,
  source: SegmentSource,
  topic: string,
  quote: string | null,
): Promise<Lines> {
  const { evidence, details } = inquiry;
  const own = quote === null && inquiry.own !== null && inquiry.own !== topic ? inquiry.own : null;
  if (own !== null) {
    // Of a film in the language of the question only the very words count: meaning is compared in English.
    const told = await findLines({ ...inquiry, own: null, details: [] }, source, own, null);
    const places = told.places.filter(({ value }) => value.words === 'phrase' || value.words === 'all');
    if (places.length > 0) {
      details.push(evidence.words.linesLooked(source, own, false, places.length));
      return { source, places, nearest: [] };
    }
  }
  const byId = new Map(inquiry.videos.map((v) => [v.id, v]));
  const hits = (await evidence.lines(source, inquiry.scope, topic, { quote, limit: LIMIT })).filter((hit) => {
    const video = byId.get(hit.videoId);
    const within = video ? inquiry.within(video) : 'nowhere';
    return isLookedAt(hit.segment, within);
  });
  const good = hits
    .filter((hit) => lineStrength(hit) !== null)
    .map((hit) => (quote === null ? hit : spokenAt(hit, quote)));
  details.push(evidence.words.linesLooked(source, quote || topic, Boolean(quote), good.length));
  const places = await checkLines(inquiry, good);
  const nearest =
    places.length > 0 || quote ? [] : await checkLines(inquiry, hits.filter(isNear).slice(0, 1));
  return { source, places, nearest };
}

/** A quotation is cited where its own words are, which may be seconds into their line; as the line where its words have no times. */
function spokenAt(hit: LineHit, quote: string): LineHit {
  const { segment } = hit;
  const plain = (text: string) => wordsOf(text).map(({ lower }) => lower);
  const wanted = plain(quote);
  // One stored word may be two: "well-known".
  const all = segment.words.flatMap((word) => plain(word.text).map((lower) => ({ lower, word })));
  const at = all.findIndex((_, n) => wanted.every((lower, i) => all[n + i]?.lower === lower));
  const [first, last] = [all[at], all[at + wanted.length - 1]];
  if (wanted.length === 0 || !first || !last) return hit;
  const from = Math.max(segment.from, first.word.from);
  const to = Math.min(segment.to, last.word.to);
  return from < to ? { ...hit, segment: { ...segment, from, to } } : hit;
}

function isNear(hit: LineHit): boolean {
  return (hit.similarity ?? 0) >= CALIBRATION.said.nearest;
}

export async function checkLines(inquiry: Inquiry, hits: readonly LineHit[]): Promise<Checked<LineHit>[]> {
  const times = new Map<VideoId, ArrayLike<Micros>>();
  const held = new Set(hits.map((hit) => hit.videoId));
  for (const video of inquiry.videos) {
    if (held.has(video.id)) times.set(video.id, await inquiry.evidence.frameTimes(video));
  }
  const candidates = hits.map((hit) => ({
    value: hit,
    citation: lineCitation(hit, times.get(hit.videoId) ?? []),
    labels: [],
    frames: [],
  }));
  const kept = await checkPlaces(inquiry, candidates);
  return kept;
}

/** Writing that outlasts the stretch asked about is cited in it, so that a click leads there. */
export function shownIn(inquiry: Inquiry, hit: LineHit): LineHit {
  const video = inquiry.videos.find(({ id }) => id === hit.videoId);
  const within = video ? inquiry.within(video) : null;
  const { segment } = hit;
  if (segment.source === 'speech' || within === null || within === 'nowhere') return hit;
  const [from, to] = [Math.max(segment.from, within.from), Math.min(segment.to, within.to)];
  return from < to ? { ...hit, segment: { ...segment, from, to } } : hit;
}

function lineCitation({ videoId, segment }: LineHit, times: ArrayLike<Micros>): Citation {
  return {
    videoId,
    kind: segment.source === 'speech' ? 'said' : 'written',
    from: segment.from,
    to: segment.to,
    frameIndex: frameOfPlace(times, segment),
    quote: segment.text,
    ...(segment.fromFile ? { fromFile: true } : {}),
  };
}

/** Lines as hits that nobody searched for: all there are in the stretch asked about. */
export function linesAsHits(inquiry: Inquiry, source: SegmentSource, video: Video): LineHit[] {
  const within = inquiry.within(video);
  if (within === 'nowhere') return [];
  return inquiry.evidence.linesIn(video, source, within).map((segment) => asHit(video, segment));
}

/** Those of them whose text passes a test. */
export function linesPassing(
  inquiry: Inquiry,
  source: SegmentSource,
  video: Video,
  test: (text: string) => boolean,
): LineHit[] {
  const within = inquiry.within(video);
  if (within === 'nowhere') return [];
  return inquiry.evidence.linesWith(video, source, within, test).map((segment) => asHit(video, segment));
}

function asHit(video: Video, segment: Segment): LineHit {
  const nothing = { marks: [], words: 'none', share: 0, similarity: null, oneWord: false, score: 0 } as const;
  return { videoId: video.id, segment, ...nothing };
}

/** Lines that only come near, none as an answer: the first of them is shown as the nearest. */
export function onlyNear(lines: Lines): Lines {
  const { places, nearest } = lines;
  return { ...lines, places: [], nearest: places.length > 0 ? places.slice(0, 1) : nearest };
}
