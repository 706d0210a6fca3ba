// Multi-object tracking: what a detector found in single frames becomes things with a beginning and an end.

import type { ObjectTrack } from '../../../../src-shared/analysis';
import type { Box } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { Detection } from '../types';
import { overlap } from './boxes';

/** What was found in one frame. */
export interface ObjectFrame {
  readonly time: Micros;
  readonly frameIndex: number;
  readonly objects: readonly Detection[];
}

export interface FollowOptions {
  /** The film's: no track goes beyond it. */
  readonly duration: Micros;
  /** Times at which a new shot begins, ascending. Nothing is followed over a cut. */
  readonly cuts?: readonly Micros[];
}

/** A thing is believed when it was once at least this sure; less sure sightings of it only carry it on. */
const SURE = 0.35;
/** Frames in a row that a thing may be missing from: hidden, or overlooked. */
const MOST_MISSES = 2;
/** How far a thing may come from where it is expected, in diagonals of its box: a second of film lies between two frames. */
const REACH = 1;
/** How much smaller a thing may become from one sighting to the next: shares of the larger box's area. */
const SHRINKS_TO = 0.2;

interface Sighting {
  /** Place of its frame in the list of frames. */
  readonly at: number;
  readonly time: Micros;
  readonly object: Detection;
}
/** Sightings of one thing, in order. */
type Trail = [Sighting, ...Sighting[]];

/**
 * Follows things from frame to frame: of a frame's things, those that lie best where things of their kind were expected carry
 * these on, the others are new. As SORT (arXiv 1602.00763) with constant speed, but greedy, and by distance as well as overlap,
 * since things move far between frames a second apart; a track begins only with a sure sighting and lives on unsure ones, as in
 * ByteTrack (arXiv 2110.06864).
 * @param frames in order of time
 * @returns tracks in order of their begin, numbered from 0
 */
export function trackObjects(frames: readonly ObjectFrame[], options: FollowOptions): ObjectTrack[] {
  const { cuts = [], duration } = options;
  const trails: Trail[] = [];
  let open: Trail[] = [];
  let shot = 0;
  frames.forEach(({ time, objects }, at) => {
    const shotBefore = shot;
    while ((cuts[shot] ?? Number.POSITIVE_INFINITY) <= time) shot++;
    open = shot === shotBefore ? open.filter((trail) => at - lastOf(trail).at <= MOST_MISSES + 1) : [];
    const carried = assign(open, objects, time);
    objects.forEach((object, i) => {
      const sighting = { at, time, object };
      const trail = carried.get(i);
      if (trail) {
        trail.push(sighting);
        return;
      }
      const begun: Trail = [sighting];
      trails.push(begun);
      open.push(begun);
    });
  });
  return trails
    .filter((trail) => trail.some(({ object }) => object.score >= SURE))
    .map((trail, id) => {
      const from = intervalStart(frames, trail[0].at, cuts);
      const to = intervalEnd(frames, lastOf(trail).at, cuts, duration);
      return trackOf(trail, id, { from, to }, frames);
    });
}

/** Which trail each object carries on, by the object's place: the likeliest pairs first. */
function assign(
  trails: readonly Trail[],
  objects: readonly Detection[],
  time: Micros,
): ReadonlyMap<number, Trail> {
  const pairs = trails.flatMap((trail) => {
    const expected = expectedAt(trail, time);
    return objects.flatMap((object, i) => {
      const affinity = object.label === trail[0].object.label ? affinityOf(expected, object.box) : null;
      return affinity === null ? [] : [{ trail, i, affinity }];
    });
  });
  // The sort is stable: of equals the older trail comes first, then the surer object.
  pairs.sort((a, b) => b.affinity - a.affinity);
  const carried = new Map<number, Trail>();
  const taken = new Set<Trail>();
  for (const { trail, i } of pairs) {
    if (taken.has(trail) || carried.has(i)) continue;
    taken.add(trail);
    carried.set(i, trail);
  }
  return carried;
}

/** Where a thing would be now had it gone on as between its last two sightings. */
function expectedAt(trail: Trail, time: Micros): Box {
  const last = lastOf(trail);
  const before = trail.at(-2);
  const { box } = last.object;
  if (!before) return box;
  const share = (time - last.time) / (last.time - before.time);
  const [from, to] = [centre(before.object.box), centre(box)];
  return { ...box, left: box.left + (to.x - from.x) * share, top: box.top + (to.y - from.y) * share };
}

/** 0..2, how well a box lies where one was expected; null where it cannot be the same thing. */
function affinityOf(expected: Box, found: Box): number | null {
  const areas = [expected.width * expected.height, found.width * found.height];
  if (Math.min(...areas) < SHRINKS_TO * Math.max(...areas)) return null;
  const [a, b] = [centre(expected), centre(found)];
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  const diagonal = Math.max(
    Math.hypot(expected.width, expected.height),
    Math.hypot(found.width, found.height),
  );
  const nearness = 1 - distance / (REACH * diagonal);
  return nearness < 0 ? null : overlap(expected, found) + nearness;
}

function centre({ left, top, width, height }: Box): { x: number; y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}

function lastOf(trail: Trail): Sighting {
  return trail.at(-1) ?? trail[0];
}

/** What is in a frame and not in the one before it came with the cut in between, if there was one. */
function intervalStart(frames: readonly ObjectFrame[], at: number, cuts: readonly Micros[]): Micros {
  const time = timeOf(frames, at);
  const before = at > 0 ? timeOf(frames, at - 1) : time;
  return cuts.findLast((cut) => cut > before && cut <= time) ?? time;
}

/** A frame is shown until the next one or a cut, the last for as long as the one before it, and none beyond the film. */
function intervalEnd(
  frames: readonly ObjectFrame[],
  at: number,
  cuts: readonly Micros[],
  duration: Micros,
): Micros {
  const time = timeOf(frames, at);
  const next = frames[at + 1]?.time ?? (at > 0 ? time + (time - timeOf(frames, at - 1)) : duration);
  return Math.min(next, cuts.find((cut) => cut > time) ?? duration, duration);
}

function timeOf(frames: readonly ObjectFrame[], at: number): Micros {
  return (frames[at] as ObjectFrame).time;
}

function trackOf(
  trail: Trail,
  id: number,
  { from, to }: { readonly from: Micros; readonly to: Micros },
  frames: readonly ObjectFrame[],
): ObjectTrack {
  const best = trail.reduce((a, b) => (b.object.score > a.object.score ? b : a));
  return {
    id,
    label: trail[0].object.label,
    from,
    to,
    score: trail.reduce((sum, { object }) => sum + object.score, 0) / trail.length,
    frames: trail.length,
    best: {
      time: best.time,
      frameIndex: (frames[best.at] as ObjectFrame).frameIndex,
      box: best.object.box,
    },
  };
}
