import type { Scene, Scope, SearchGroup, SearchHit, Video, VideoId } from '../../src-shared/domain';
import type { Micros } from '../../src-shared/time';
import type { FrameHit, FrameSearchResult } from '../index/types';
import { CALIBRATION } from './calibration';
import { Evidence, type EvidenceDeps, type LineHit, lineStrength } from './evidence';
import { frameAt, telling } from './findings';
import { fuseRanks } from './fusion';
import { sampleStep } from './stretches';
import type { SearchService } from './types';
import { listOf } from './wording';
import { stem, wordsOf } from './words';

interface Found {
  groups: SearchGroup[];
  notes: string[];
}
/** A hit with the ranks that it has in each kind of evidence. */
interface Unit {
  readonly videoId: VideoId;
  from: Micros;
  to: Micros;
  frame: FrameHit | null;
  said: LineHit[];
  /** The picture at its beginning, for words without a matching frame; null in a video without frames. */
  readonly still: { index: number; time: Micros } | null;
}

/** Frames that only resemble the words are many and weak: so many of them are shown. */
const MOST_RESEMBLING = 12;

/** Free text to ranked places, grouped by scene; everything it says of a place is stored evidence. */
export class EvidenceSearch implements SearchService {
  constructor(private readonly deps: EvidenceDeps) {}

  async searchText(scope: Scope, text: string, limit: number): Promise<Found> {
    const evidence = new Evidence(this.deps);
    const videos = evidence.videos(scope);
    const [frames, spoken] = await Promise.all([
      evidence.searchFrames(videos, text, limit * 3),
      evidence.lines('speech', scope, text, { quote: null, limit }),
    ]);
    const shown = worthShowing(frames);
    const said = spoken.filter((hit) => lineStrength(hit) !== null);
    const units = await this.units(evidence, videos, shown, said);
    const groups = this.group(units, { frames: shown, said, query: text, limit });
    const notes = notesFor(text, frames, shown, said);
    const { length: others } = evidence.leftOut(videos);
    if (others > 0) notes.push(leftOutNote(others));
    if (this.growing(scope)) notes.push('Indexing is not finished: there may be more to find later.');
    return { groups, notes };
  }

  private growing(scope: Scope): boolean {
    const { videos } = this.deps.library;
    const searched = scope === 'all' ? videos.list() : [videos.get(scope.videoId)];
    return searched.some(({ state }) => state === 'queued' || state === 'indexing' || state === 'paused');
  }

  async searchSimilar(
    scope: Scope,
    like: { videoId: VideoId; frameIndex: number },
    limit: number,
  ): Promise<Found> {
    const evidence = new Evidence(this.deps);
    const videos = evidence.videos(scope);
    const { hits } = await evidence.similarFrames(videos, like, limit * 3);
    // What "like" found is resemblance by its nature, whatever the labels say.
    const frames = hits.map((hit) => ({ ...hit, probability: null }));
    const units = await this.units(evidence, videos, frames, []);
    const groups = this.group(units, { frames, said: [], query: '', limit });
    return { groups, notes: groups.length === 0 ? ['No other place looks like this frame.'] : [] };
  }

  /** Neighbouring frames of one stretch become one unit; words spoken during it join it. */
  private async units(
    evidence: Evidence,
    videos: readonly Video[],
    frames: readonly FrameHit[],
    said: readonly LineHit[],
  ): Promise<Unit[]> {
    const units: Unit[] = [];
    for (const video of videos) {
      const own = frames.filter((f) => f.videoId === video.id);
      const spoken = said.filter((s) => s.videoId === video.id);
      if (own.length === 0 && spoken.length === 0) continue;
      const times = await evidence.frameTimes(video);
      const scenes = this.deps.library.scenes.list(video.id);
      const stretches = mergeFrames(own, scenes, sampleStep(times), video.duration);
      for (const hit of spoken) joinSpoken(stretches, hit, times);
      units.push(...stretches);
    }
    return units;
  }

  private group(
    units: readonly Unit[],
    found: { frames: readonly FrameHit[]; said: readonly LineHit[]; query: string; limit: number },
  ): SearchGroup[] {
    const unitOfFrame = new Map(units.flatMap((u) => (u.frame ? [[frameKey(u.frame), u] as const] : [])));
    const unitOfSaid = new Map(units.flatMap((u) => u.said.map((s) => [saidKey(s), u] as const)));
    const seen = found.frames.flatMap((f) => unitOfFrame.get(frameKey(f)) ?? []);
    const said = found.said.flatMap((s) => unitOfSaid.get(saidKey(s)) ?? []);
    // Frames that only resemble the words are weaker than any words: they rank after them, not beside them.
    const resembling = found.frames.every((f) => f.probability === null);
    const scores = fuseRanks<Unit>([resembling ? [...said, ...seen] : seen, said]);
    const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0].from - b[0].from).slice(0, found.limit);
    const groups = new Map<string, SearchGroup>();
    const scenes = new Map<VideoId, Scene[]>();
    for (const [unit, score] of ranked) {
      const known = scenes.get(unit.videoId) ?? this.deps.library.scenes.list(unit.videoId);
      scenes.set(unit.videoId, known);
      const scene = sceneAt(known, unit.frame?.time ?? unit.from);
      const key = `${unit.videoId}/${scene?.index ?? ''}`;
      const group = groups.get(key) ?? { videoId: unit.videoId, scene, hits: [] };
      group.hits.push(toHit(unit, score, found.query));
      groups.set(key, group);
    }
    return [...groups.values()];
  }
}

function leftOutNote(videos: number): string {
  const which = videos === 1 ? 'One video was' : `${videos} videos were`;
  return `${which} indexed with another model pack, and only searched by what is said: index again to search the pictures.`;
}

/** Frames that hold the thing; where none surely does, the ones that come closest, fewer of them. */
function worthShowing(result: FrameSearchResult): FrameHit[] {
  if (result.named.length === 0) return result.hits.slice(0, MOST_RESEMBLING);
  const { single, nearest } = CALIBRATION.seen;
  const clear = result.hits.filter((h) => (h.probability ?? 0) >= single);
  if (clear.length > 0) return clear;
  return result.hits.filter((h) => (h.probability ?? 0) >= nearest).slice(0, MOST_RESEMBLING);
}

function mergeFrames(
  frames: readonly FrameHit[],
  scenes: readonly Scene[],
  step: Micros,
  duration: Micros,
): Unit[] {
  const rank = new Map(frames.map((f, i) => [f, i]));
  const units: Unit[] = [];
  let last: FrameHit | null = null;
  for (const frame of [...frames].sort((a, b) => a.time - b.time)) {
    const open = units.at(-1);
    const near = last !== null && frame.time - last.time <= step * (CALIBRATION.bridgedSamples + 0.5);
    const sameScene = last !== null && sceneAt(scenes, last.time) === sceneAt(scenes, frame.time);
    const end = Math.max(frame.time, Math.min(frame.time + step, duration));
    if (open?.frame && near && sameScene) {
      open.to = end;
      if ((rank.get(frame) ?? 0) < (rank.get(open.frame) ?? 0)) open.frame = frame;
    } else units.push({ videoId: frame.videoId, from: frame.time, to: end, frame, said: [], still: null });
    last = frame;
  }
  return units;
}

function joinSpoken(units: Unit[], hit: LineHit, times: ArrayLike<Micros>): void {
  const { from, to } = hit.segment;
  const during = units.find((u) => u.frame !== null && u.from < to && u.to > from);
  if (during) {
    during.said.push(hit);
    return;
  }
  const index = frameAt(times, from);
  const still = index === null ? null : { index, time: times[index] ?? 0 };
  units.push({ videoId: hit.videoId, from, to, frame: null, said: [hit], still });
}

function toHit(unit: Unit, score: number, query: string): SearchHit {
  const { frame } = unit;
  const matches: SearchHit['matches'] = unit.said.map((s) => ({
    kind: 'said',
    text: s.segment.text,
    probability: null,
    marks: s.marks.map(([from, to]) => [from, to]),
  }));
  if (frame) {
    const text = telling(frame.labels).join(', ');
    matches.unshift({ kind: 'seen', text, probability: frame.probability, marks: marksIn(text, query) });
  }
  return {
    videoId: unit.videoId,
    from: unit.from,
    to: unit.to,
    frameIndex: frame?.frameIndex ?? unit.still?.index ?? null,
    frameTime: frame?.time ?? unit.still?.time ?? null,
    score,
    matches,
  };
}

/** Ranges of the words of a text that the query holds too. */
function marksIn(text: string, query: string): [number, number][] {
  const wanted = new Set(wordsOf(query).map((w) => stem(w.lower)));
  return wordsOf(text)
    .filter((w) => wanted.has(stem(w.lower)))
    .map((w) => [w.start, w.end]);
}

function notesFor(
  query: string,
  all: FrameSearchResult,
  shown: readonly FrameHit[],
  said: readonly LineHit[],
): string[] {
  const notes: string[] = [];
  const names = listOf(
    all.unnamed.map((u) => `“${u}”`),
    'or',
  );
  if (all.named.length === 0 && all.hits.length > 0) {
    notes.push(
      `The model has no name for ${names || `“${query}”`}: the frames shown only resemble the words.`,
    );
  } else if (all.unnamed.length > 0 && all.named.length > 0) {
    notes.push(`The model has no name for ${names}: frames were found by “${all.named.join('”, “')}” alone.`);
  }
  const named = listOf(all.named.map((n) => `“${n}”`));
  const clear = shown.some((h) => (h.probability ?? 0) >= CALIBRATION.seen.single);
  if (all.named.length > 0 && !clear) {
    notes.push(
      shown.length > 0
        ? `No frame clearly shows ${named}: the ones shown come closest.`
        : `No frame comes near ${named}.`,
    );
  }
  if (said.length === 0) notes.push(`Nothing said matches “${query}”.`);
  else if (said.every((s) => s.words !== 'all' && s.words !== 'phrase')) {
    notes.push('The words themselves are not in the transcript: the passages shown are near in meaning.');
  }
  return notes;
}

export function sceneAt(scenes: readonly Scene[], time: Micros): Scene | null {
  // The last one that begins at or before the time, by halving: this is asked for every hit of a search.
  let [low, high] = [0, scenes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scenes[middle] as Scene).from <= time) low = middle + 1;
    else high = middle;
  }
  const scene = scenes[low - 1];
  return scene && time < scene.to ? scene : null;
}

function frameKey(frame: FrameHit): string {
  return `${frame.videoId}/${frame.frameIndex}`;
}
function saidKey(hit: LineHit): string {
  return `${hit.videoId}/${hit.segment.id}`;
}
