import type { ObjectTrack, Scene } from '../../../../src-shared/analysis';
import type { VideoId } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { frameOfPlace } from '../../../base/film/frame-at';
import type { FrameHit } from '../../../base/film/types';
import { CALIBRATION } from '../calibration';
import type { Evidence } from '../evidence';
import type { LineHit } from '../line-hit';
import { meets, sampleStep } from '../stretches';

/** A stretch of one video with all that speaks for it: what becomes a hit. */
export interface Unit {
  readonly videoId: VideoId;
  from: Micros;
  to: Micros;
  frame: FrameHit | null;
  readonly things: ObjectTrack[];
  readonly lines: LineHit[];
  /** The picture at its beginning, for words without a matching frame; null in a video without frames. */
  readonly still: { index: number; time: Micros } | null;
}

/** What a search found, by kind of evidence; each best first. */
export interface Finds {
  readonly frames: readonly FrameHit[];
  readonly things: readonly { readonly videoId: VideoId; readonly track: ObjectTrack }[];
  readonly said: readonly LineHit[];
  readonly written: readonly LineHit[];
}

/**
 * Puts together what lies at the same time: a thing gives a stretch its beginning and end, neighbouring frames of one scene are
 * one stretch, and words during either join it.
 */
export async function unitsOf(evidence: Evidence, videos: readonly Video[], finds: Finds): Promise<Unit[]> {
  const units: Unit[] = [];
  const framesOf = byVideo(finds.frames);
  const thingsOf = byVideo(finds.things);
  const linesOf = byVideo([...finds.said, ...finds.written]);
  for (const video of videos) {
    const frames = framesOf.get(video.id) ?? [];
    const things = (thingsOf.get(video.id) ?? []).map(({ track }) => track);
    const lines = linesOf.get(video.id) ?? [];
    if (frames.length + things.length + lines.length === 0) continue;
    await evidence.turn();
    const times = await evidence.frameTimes(video);
    const step = sampleStep(times);
    const scenes = evidence.deps.library.scenes.list(video.id);
    const stretches = joinThings(video.id, things, step);
    const [alike, held] = apart(mergeFrames(frames, scenes, step, video.duration));
    for (const unit of held) joinFrames(stretches, unit);
    for (const line of lines) joinLine(stretches, line, times);
    // Where something was found, a frame that only resembles the words has nothing to add, least of all where it begins.
    units.push(...stretches, ...alike.filter((unit) => !stretches.some((other) => meets(other, unit))));
  }
  return units;
}

function byVideo<T extends { readonly videoId: VideoId }>(items: readonly T[]): Map<VideoId, T[]> {
  return Map.groupBy(items, (item) => item.videoId);
}

/** Stretches whose frames only resemble the words, and the others. */
function apart(units: readonly Unit[]): [alike: Unit[], held: Unit[]] {
  const alike = units.filter(({ frame }) => frame?.probability === null);
  return [alike, units.filter((unit) => !alike.includes(unit))];
}

function joinThings(videoId: VideoId, things: readonly ObjectTrack[], step: Micros): Unit[] {
  const units: Unit[] = [];
  for (const track of [...things].sort((a, b) => a.from - b.from)) {
    const open = units.at(-1);
    if (open && track.from - open.to < step * (CALIBRATION.bridgedSamples + 0.5)) {
      open.things.push(track);
      open.to = Math.max(open.to, track.to);
    } else {
      const { from, to } = track;
      units.push({ videoId, from, to, frame: null, things: [track], lines: [], still: null });
    }
  }
  return units;
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
    } else
      units.push({
        videoId: frame.videoId,
        from: frame.time,
        to: end,
        frame,
        things: [],
        lines: [],
        still: null,
      });
    last = frame;
  }
  return units;
}

/** Frames of a thing that was followed bear it out; others are a place of their own. */
function joinFrames(units: Unit[], stretch: Unit): void {
  const thing = units.find((u) => u.things.length > 0 && meets(u, stretch));
  if (!thing) units.push(stretch);
  else thing.frame ??= stretch.frame;
}

function joinLine(units: Unit[], hit: LineHit, times: ArrayLike<Micros>): void {
  const { from, to } = hit.segment;
  const pictured = (u: Unit) => u.frame !== null || u.things.length > 0;
  const during = units.find((u) => pictured(u) && meets(u, hit.segment));
  if (during) {
    during.lines.push(hit);
    return;
  }
  const index = frameOfPlace(times, { from, to });
  const still = index === null ? null : { index, time: times[index] ?? 0 };
  units.push({ videoId: hit.videoId, from, to, frame: null, things: [], lines: [hit], still });
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
