// What every form of answer starts from: the question's surroundings, and places of frames that labels find, grouped and checked.
import type { Citation, Scope } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import type { Question } from '../../base/answer/types';
import { frameAt } from '../../base/film/frame-at';
import type { FrameHit } from '../../base/film/types';
import { CALIBRATION } from './calibration';
import type { Interval } from './claims/claims';
import { filmOf } from './collection/stretch-id';
import type { Evidence } from './evidence';
import { placesByLook } from './looks';
import type { ParsedQuery } from './question';
import { findSightings, type Sighting } from './sightings';
import { bestFrame, isWithin, meets } from './stretches';
import { resolveTime, type TimeReference } from './time-words';
import { type Candidate, type Checked, Verifier } from './verify';

/** A question's surroundings, as every part of the answerer gets them. */
export interface Inquiry {
  readonly scope: Scope;
  /** As it was asked. */
  readonly question: string;
  readonly videos: readonly Video[];
  readonly evidence: Evidence;
  readonly verifier: Verifier;
  /** Where in a video to look: null for all of it, `nowhere` where the time asked for lies outside it. */
  readonly within: (video: Video) => { from: Micros; to: Micros } | null | 'nowhere';
  /** What the question is about in its own words, where these are not English: lines may hold them. */
  readonly own: string | null;
  /** Lines on how the answer came about; parts add to them. */
  readonly details: string[];
}

export interface SeenPlace {
  readonly video: Video;
  readonly stretch: Sighting;
  readonly labels: readonly string[];
  /** The words that its frames look like, where no label says so. */
  readonly look?: string;
}
export interface SeenFindings {
  /** By video, then time. */
  readonly places: readonly Checked<SeenPlace>[];
  /** Where nothing is claimed: the frames that came closest, best first, if any came near. */
  readonly nearest: readonly Checked<FrameHit>[];
  readonly named: readonly string[];
  readonly unnamed: readonly string[];
  /** Things that have a name and were not found, where others of the same question were. */
  readonly missed: readonly string[];
}

const MOST_VIDEOS = 8;
const MOST_NEAREST = 3;
const LABELS_IN_QUOTE = 3;

/** A question's surroundings, before anything is looked for. @param videos those that it is asked of */
export function inquiryOf(
  { scope, range, text }: Pick<Question<Scope>, 'scope' | 'range' | 'text'>,
  { time, own }: Pick<ParsedQuery, 'time' | 'own'>,
  { evidence, videos }: Pick<Inquiry, 'evidence' | 'videos'>,
): Inquiry {
  const within = timeFilter(time, range, evidence.deps);
  return {
    scope,
    question: text,
    videos,
    evidence,
    verifier: new Verifier(evidence),
    within,
    own: own || null,
    details: [],
  };
}

function timeFilter(
  time: TimeReference | null,
  range: { from: Micros; to: Micros } | null,
  { library, stretches }: Pick<Evidence['deps'], 'library' | 'stretches'>,
): Inquiry['within'] {
  return (video) => {
    const all = stretches?.of(video.id) ?? null;
    if (range !== null || time === null) return range ?? all;
    const partsOf = (unit: 'scene' | 'shot') =>
      unit === 'shot' && video.tracks.includes('shots')
        ? library.shots.list(video.id)
        : library.scenes.list(video.id);
    const asked = resolveTime(time, video.duration, partsOf);
    if (asked === null || (all !== null && !meets(asked, all))) return 'nowhere';
    return all === null ? asked : { from: Math.max(asked.from, all.from), to: Math.min(asked.to, all.to) };
  };
}

/** The places that hold, in their order; what does not is told of in the details. */
export async function checkPlaces<T>(
  { verifier, details }: Pick<Inquiry, 'verifier' | 'details'>,
  candidates: readonly Candidate<T>[],
): Promise<Checked<T>[]> {
  const { kept, dropped } = await verifier.check(candidates);
  details.push(...dropped);
  return kept;
}

/**
 * Where the topic is seen: stretches above the floor, else the nearest frames.
 * @param looks whether what looks like the words as a whole counts, where no label has them
 */
export async function findSeen(inquiry: Inquiry, topic: string, looks = false): Promise<SeenFindings> {
  const { evidence, details } = inquiry;
  const looked = inquiry.videos.filter((v) => v.frameCount > 0 && inquiry.within(v) !== 'nowhere');
  const search = await evidence.searchFrames(looked, topic, 200);
  const { named, unnamed } = search;
  details.push(named.length > 0 ? evidence.words.labelsLooked(named) : evidence.words.noLabel(topic));
  // Each thing on its own: a television alone is no "penguin on television".
  const kept: Checked<SeenPlace>[] = [];
  const missed: string[] = [];
  for (const name of named) {
    const candidates: Candidate<SeenPlace>[] = [];
    for (const video of likelyVideos(inquiry, looked, search.hits)) {
      candidates.push(...(await seenIn(inquiry, video, name)));
    }
    const places = await checkPlaces(inquiry, candidates);
    kept.push(...places);
    if (places.length === 0) missed.push(name);
  }
  if (kept.length > 0) return { places: inOrder(kept), nearest: [], named, unnamed, missed };
  const alike = looks ? await findAlike(inquiry, looked, topic) : [];
  if (alike.length > 0)
    return { places: inOrder(alike), nearest: [], named: [topic], unnamed: [], missed: [] };
  const nearest = await nearestFrames(inquiry, looked, topic, search.hits);
  return { places: [], nearest, named, unnamed, missed: [] };
}

/** Scenes that look like the words, in the videos that come nearest to them. */
async function findAlike(
  inquiry: Inquiry,
  videos: readonly Video[],
  topic: string,
): Promise<Checked<SeenPlace>[]> {
  let near = videos;
  if (videos.length > MOST_VIDEOS && !inquiry.evidence.deps.stretches) {
    const { hits } = await inquiry.evidence.searchFrames(videos, topic, 200, 'look');
    const order = [...new Set(hits.map(({ videoId }) => videoId))];
    near = order.slice(0, MOST_VIDEOS).flatMap((id) => videos.filter((v) => v.id === id));
  }
  const candidates: Candidate<SeenPlace>[] = [];
  for (const video of near) candidates.push(...(await placesByLook(inquiry, video, topic)));
  return checkPlaces(inquiry, candidates);
}

/** In a library only the videos that the search brought up are looked through frame by frame; of stretches, which are few, all. */
function likelyVideos({ evidence }: Inquiry, videos: readonly Video[], hits: readonly FrameHit[]): Video[] {
  if (videos.length <= 1 || evidence.deps.stretches) return [...videos];
  const order = [...new Set(hits.filter((h) => (h.probability ?? 0) > 0).map((h) => h.videoId))];
  return order.slice(0, MOST_VIDEOS).flatMap((id) => videos.filter((v) => v.id === id));
}

async function seenIn(inquiry: Inquiry, video: Video, topic: string): Promise<Candidate<SeenPlace>[]> {
  const within = inquiry.within(video);
  const presence = await inquiry.evidence.presence(video, topic);
  if (presence.probability === null || within === 'nowhere') return [];
  const stretches = findSightings(presence.times, presence.probability, {
    scenes: inquiry.evidence.deps.library.scenes.list(video.id),
    duration: video.duration,
    within,
  });
  const described = await inquiry.evidence.describe(
    video,
    stretches.map((s) => s.peakIndex),
  );
  const labels = new Map(described.map((d) => [d.frameIndex, telling(d.labels)]));
  return stretches.map((stretch) => {
    const shown = labels.get(stretch.peakIndex) ?? [];
    return {
      value: { video, stretch, labels: shown },
      citation: seenCitation(video.id, stretch, stretch.peakIndex, shown),
      labels: shown,
      frames: [stretch.peakIndex],
    };
  });
}

async function nearestFrames(
  inquiry: Inquiry,
  videos: readonly Video[],
  topic: string,
  hits: readonly FrameHit[],
): Promise<Checked<FrameHit>[]> {
  const byId = new Map(videos.map((v) => [v.id, v]));
  let inside = hits.filter((hit) => {
    const video = byId.get(hit.videoId);
    const within = video ? inquiry.within(video) : 'nowhere';
    return within !== 'nowhere' && isWithin(hit.time, within);
  });
  if (inside.length === 0) inside = await bestInRange(inquiry, videos, topic);
  const near = inside.filter((hit) => (hit.probability ?? 1) >= CALIBRATION.seen.nearest);
  const apart: FrameHit[] = [];
  for (const hit of near) {
    if (apart.length === MOST_NEAREST) break;
    const close = apart.some((a) => a.videoId === hit.videoId && Math.abs(a.time - hit.time) < 5_000_000);
    if (!close) apart.push(hit);
  }
  const kept = await checkPlaces(
    inquiry,
    apart.map((hit) => frameCandidate(hit)),
  );
  return kept;
}

/** A short stretch may hold none of the best hits: then its own best frame, where the topic has a label. */
async function bestInRange(inquiry: Inquiry, videos: readonly Video[], topic: string): Promise<FrameHit[]> {
  const [video] = videos;
  if (videos.length !== 1 || !video) return [];
  const within = inquiry.within(video);
  const presence = await inquiry.evidence.presence(video, topic);
  if (presence.probability === null || within === 'nowhere') return [];
  const best = bestFrame(presence.times, presence.probability, within);
  const [described] = best ? await inquiry.evidence.describe(video, [best.index]) : [];
  if (!best || !described) return [];
  return [
    {
      videoId: video.id,
      frameIndex: best.index,
      time: best.time,
      resemblance: 0,
      probability: best.probability,
      labels: described.labels,
    },
  ];
}

/** The few labels that tell what a frame looks like: the likeliest, and those not far behind it. */
export function telling(labels: FrameHit['labels']): string[] {
  const least = (labels[0]?.probability ?? 0) * CALIBRATION.seen.shownShare;
  return labels
    .filter((l) => l.probability >= least)
    .slice(0, LABELS_IN_QUOTE)
    .map((l) => l.name);
}

function frameCandidate(hit: FrameHit): Candidate<FrameHit> {
  const labels = telling(hit.labels);
  const at = { from: hit.time, to: hit.time };
  return {
    value: hit,
    citation: seenCitation(hit.videoId, at, hit.frameIndex, labels),
    labels,
    frames: [hit.frameIndex],
  };
}

export function seenCitation(
  videoId: VideoId,
  at: { from: Micros; to: Micros },
  frameIndex: number,
  labels: readonly string[],
): Citation {
  return { videoId, kind: 'seen', from: at.from, to: at.to, frameIndex, quote: labels.join(', ') };
}

/** The last frame of [from, to); null where none of the stored frames lies in it, as in a short shot. */
export function lastFrameIn(
  times: ArrayLike<Micros>,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): number | null {
  const frame = frameAt(times, to - 1);
  return frame !== null && (times[frame] ?? -1) >= from ? frame : null;
}

/** The title of a film, where an answer covers several and has to name it. */
export function filmNamed(inquiry: Inquiry, videoId: VideoId): string | null {
  if (inquiry.scope !== 'all') return null;
  return inquiry.videos.find((v) => v.id === videoId)?.title ?? '';
}

/** What a film, or the stretch of one that stands for it, is called where something is said of all of it. */
export function titleOf({ evidence }: Inquiry, { id, title }: Video): string {
  const stretch = evidence.deps.stretches?.of(id);
  return stretch ? `${title} (${formatClock(stretch.from)}–${formatClock(stretch.to)})` : title;
}

/** Each film once, also where several stretches of it stand for it. */
export function filmsOf(videos: readonly Video[]): Video[] {
  return [...new Map(videos.map((video) => [filmOf(video.id), video])).values()];
}

/** The stretch of a film that was asked about; none where all of it was. */
export function intervalAsked(inquiry: Inquiry, video: Video): Interval[] {
  const within = inquiry.within(video);
  return within === null || within === 'nowhere' ? [] : [{ videoId: video.id, ...within }];
}

/** By video, then time. */
export function inOrder<T>(places: readonly Checked<T>[]): Checked<T>[] {
  return [...places].sort(
    (a, b) => a.citation.videoId.localeCompare(b.citation.videoId) || a.citation.from - b.citation.from,
  );
}
