import { isTold, type Scene } from '../../../src-shared/analysis';
import type { Scope, SearchGroup } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import type { SearchService } from '../../base/answer/types';
import type { FrameHit, FrameSearchResult } from '../../base/film/types';
import type { SearchResult } from '../../base/rpc/protocol';
import { CALIBRATION } from './calibration';
import { Evidence } from './evidence';
import type { EvidenceDeps } from './evidence-deps';
import { fuseRanks } from './fusion';
import { type LineHit, lineStrength } from './line-hit';
import { isBeingRead } from './remarks';
import { type Looked, meantInEnglish, together } from './search/german-words';
import { toHit } from './search/hits';
import { damagedNotes, notesFor, waitingNotes } from './search/notes';
import { type Finds, sceneAt, type Unit, unitsOf } from './search/units';
import { type NamedThing, thingsIn } from './things/names';

/** Frames that only resemble the words are many and weak: so many of them are shown. */
const MOST_RESEMBLING = 12;

/**
 * Free text to ranked places, grouped by scene; everything it says of a place is stored evidence. Frames, things that were
 * followed, what is said and what is written each rank what they found; the ranks are fused (see fusion.ts).
 */
export class EvidenceSearch implements SearchService {
  constructor(private readonly deps: EvidenceDeps) {}

  async searchText(
    scope: Scope,
    text: string,
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult> {
    const evidence = new Evidence({ ...this.deps, patience }, signal);
    const videos = evidence.videos(scope);
    const look = async (words: string): Promise<Looked> => {
      const [frames, said, written] = await Promise.all([
        evidence.searchFrames(videos, words, limit * 3),
        evidence.lines('speech', scope, words, { quote: null, limit }),
        evidence.lines('text', scope, words, { quote: null, limit }),
      ]);
      return { frames, said, written };
    };
    const own = await look(text);
    const meant = await meantInEnglish(evidence, text, own);
    const { frames, said, written } = meant === null ? own : together(own, await look(meant));
    const words = meant ?? text;
    const { things: named, others } = thingsIn(words);
    const things = thingsOf(evidence, videos, named);
    const known = things.length > 0 && others.length === 0;
    const shown = worthShowing(frames, known);
    // A name that no frame comes near is searched as words without a name are.
    const nameless = shown.length === 0 && things.length === 0 && frames.named.length > 0;
    const finds: Finds = {
      frames: nameless ? await resembling(evidence, videos, words) : shown,
      things,
      said: said.filter(isNear),
      written: written.filter(isNear),
    };
    const units = await unitsOf(evidence, videos, finds);
    const groups = this.group(units, finds, words, limit);
    const { waiting } = evidence;
    const looked = {
      things: named.length > 0 ? lookedForThings(evidence, videos) : null,
      writing: videos.some((video) => evidence.looked(video, 'text')),
    };
    const notes = [
      ...waitingNotes(evidence, videos.length),
      ...(meant === null ? [] : [evidence.words.search.meant(text, meant)]),
      ...notesFor(text, frames, finds, { ...looked, words: evidence.words.search }),
    ];
    const { length: left } = evidence.leftOut(videos);
    if (left > 0) notes.push(evidence.words.search.leftOut(left));
    notes.push(...damagedNotes(evidence));
    if (videos.some(isBeingRead)) notes.push(evidence.words.search.unfinished);
    return { groups, notes, ...(waiting > 0 ? { waiting } : {}) };
  }

  async searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
    signal?: AbortSignal,
    patience?: number,
  ): Promise<SearchResult> {
    const evidence = new Evidence({ ...this.deps, patience }, signal);
    const videos = evidence.videos(scope);
    const { hits } = await evidence.similarFrames(videos, like, limit * 3);
    // What "like" found is resemblance by its nature, whatever the labels say.
    const frames = hits.map((hit) => ({ ...hit, probability: null }));
    const finds: Finds = { frames, things: [], said: [], written: [] };
    const groups = this.group(await unitsOf(evidence, videos, finds), finds, null, limit);
    const none = groups.length === 0 ? [evidence.words.search.noneLikeIt] : [];
    const notes = [...waitingNotes(evidence, videos.length), ...none, ...damagedNotes(evidence)];
    return { groups, notes, ...(evidence.waiting > 0 ? { waiting: evidence.waiting } : {}) };
  }

  private group(units: readonly Unit[], finds: Finds, query: string | null, limit: number): SearchGroup[] {
    const scores = fuseRanks(rankings(units, finds));
    const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0].from - b[0].from).slice(0, limit);
    const groups = new Map<string, SearchGroup>();
    const scenes = new Map<VideoId, Scene[]>();
    for (const [unit, score] of ranked) {
      const known = scenes.get(unit.videoId) ?? this.deps.library.scenes.list(unit.videoId);
      scenes.set(unit.videoId, known);
      const scene = sceneAt(known, unit.frame?.time ?? unit.from);
      const key = `${unit.videoId}/${scene?.index ?? ''}`;
      const group = groups.get(key) ?? { videoId: unit.videoId, scene, hits: [] };
      group.hits.push(toHit(unit, score, query));
      groups.set(key, group);
    }
    return [...groups.values()];
  }
}

async function resembling(
  evidence: Evidence,
  videos: readonly Video[],
  text: string,
): Promise<readonly FrameHit[]> {
  return (await evidence.searchFrames(videos, text, MOST_RESEMBLING, 'look')).hits;
}

/** Things of the named kinds, surest first. */
function thingsOf(
  evidence: Evidence,
  videos: readonly Video[],
  named: readonly NamedThing[],
): Finds['things'] {
  const labels = [...new Set(named.flatMap((thing) => thing.labels))];
  const found = evidence.objectsIn(videos, labels);
  return videos
    .flatMap((video) => (found.get(video.id) ?? []).map((track) => ({ videoId: video.id, track })))
    .filter(({ track }) => isTold(track))
    .sort((a, b) => b.track.score - a.track.score);
}

/**
 * Frames that hold the thing; where none surely does, the ones that come closest, fewer of them.
 * @param known whether all that is asked for was found by kind: then frames that only resemble the words add nothing
 */
function worthShowing(result: FrameSearchResult, known: boolean): FrameHit[] {
  const { single, nearest } = CALIBRATION.seen;
  const clear = result.hits.filter((h) => (h.probability ?? 0) >= single);
  if (known || clear.length > 0) return clear;
  if (result.named.length === 0) return result.hits.slice(0, MOST_RESEMBLING);
  return result.hits.filter((h) => (h.probability ?? 0) >= nearest).slice(0, MOST_RESEMBLING);
}

/** The stretches as each kind of evidence ranks them. */
function rankings(units: readonly Unit[], finds: Finds): Unit[][] {
  const of = <T>(key: (item: T) => string, held: (unit: Unit) => readonly T[]) => {
    const unit = new Map(units.flatMap((each) => held(each).map((item) => [key(item), each] as const)));
    return (items: readonly T[]) => items.flatMap((item) => unit.get(key(item)) ?? []);
  };
  const frames = of<FrameHit>(frameKey, (u) => (u.frame ? [u.frame] : []))(finds.frames);
  const lines = of<Finds['said'][number]>(
    ({ videoId, segment }) => `${videoId}/${segment.source}/${segment.id}`,
    (u) => u.lines,
  );
  const things = of<Finds['things'][number]>(
    ({ videoId, track }) => `${videoId}/${track.id}`,
    ({ videoId, things: own }) => own.map((track) => ({ videoId, track })),
  )(finds.things);
  const [said, written] = [lines(finds.said), lines(finds.written)];
  // Frames that only resemble the words are weaker than anything that was found: they rank after it, not beside it.
  const resembling = finds.frames.every((frame) => frame.probability === null);
  const seen = resembling ? [...things, ...written, ...said, ...frames] : frames;
  return [seen, things, said, written];
}

function frameKey({ videoId, frameIndex }: FrameHit): string {
  return `${videoId}/${frameIndex}`;
}

/** In a ranked list one that is near in meaning may stand, where an answer would claim too much with it. */
function isNear(hit: LineHit): boolean {
  return lineStrength({ ...hit, oneWord: false }) !== null;
}

/** In how many of the videos with pictures things were looked for, to the end; null where they were in none. */
function lookedForThings(
  evidence: Evidence,
  videos: readonly Video[],
): { readonly in: number; readonly of: number } | null {
  if (!videos.some((video) => evidence.looked(video, 'objects'))) return null;
  const seen = videos.filter(({ frameCount }) => frameCount > 0);
  return { in: seen.filter(({ tracks }) => tracks.includes('objects')).length, of: seen.length };
}
