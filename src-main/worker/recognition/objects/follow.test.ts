import { describe, expect, it } from 'vitest';
import { objectTrack } from '../../../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../../../src-shared/time';
import type { Detection } from '../types';
import { type FollowOptions, type ObjectFrame, trackObjects } from './follow';
import { mostAtOnce } from './most-at-once';

const S = MICROS_PER_SECOND;

/** A thing whose box has its middle at x. */
function thing(label: string, x: number, score = 0.7, width = 0.1): Detection {
  return { label, score, box: { left: x - width / 2, top: 0.3, width, height: 0.4 } };
}

/** A frame a second, from 0 on. */
function film(...frames: Detection[][]): ObjectFrame[] {
  return frames.map((objects, i) => ({ time: i * S, frameIndex: i, objects }));
}

function follow(frames: ObjectFrame[], options: Partial<FollowOptions> = {}) {
  const tracks = trackObjects(frames, { duration: frames.length * S, ...options });
  for (const track of tracks) objectTrack.parse(track);
  return tracks;
}

const spans = (tracks: ReturnType<typeof follow>) =>
  tracks.map(({ label, from, to, frames }) => [label, from / S, to / S, frames]);

describe('trackObjects', () => {
  it('follows each thing from its first frame to the end of its last, and keeps where it was seen best', () => {
    const tracks = follow(
      film(
        [],
        [thing('dog', 0.2, 0.5), thing('cat', 0.2, 0.6)],
        [thing('cat', 0.25, 0.6), thing('dog', 0.3, 0.9)],
        [thing('dog', 0.4, 0.7)],
        [],
      ),
    );
    expect(spans(tracks)).toEqual([
      ['dog', 1, 4, 3],
      ['cat', 1, 3, 2],
    ]);
    expect(tracks.map(({ id }) => id)).toEqual([0, 1]);
    expect(tracks[0]?.score).toBeCloseTo(0.7, 9);
    expect(tracks[0]?.best).toEqual({ time: 2 * S, frameIndex: 2, box: thing('dog', 0.3).box });
  });

  it('keeps two people apart who cross', () => {
    const frames = film(
      [thing('person', 0.1, 0.9), thing('person', 0.85, 0.6)],
      [thing('person', 0.3, 0.9), thing('person', 0.65, 0.6)],
      [thing('person', 0.45, 0.6), thing('person', 0.5, 0.9)],
      [thing('person', 0.25, 0.6), thing('person', 0.7, 0.9)],
      [thing('person', 0.9, 0.9), thing('person', 0.05, 0.6)],
    );
    const tracks = follow(frames);
    expect(tracks.map(({ frames: count, score }) => [count, Number(score.toFixed(3))])).toEqual([
      [5, 0.9],
      [5, 0.6],
    ]);
  });

  it('bridges two frames in which a thing is hidden, and no more', () => {
    const there = [thing('person', 0.5)];
    expect(spans(follow(film(there, there, [], [], there)))).toEqual([['person', 0, 5, 3]]);
    expect(spans(follow(film(there, there, [], [], [], there)))).toEqual([
      ['person', 0, 2, 2],
      ['person', 5, 6, 1],
    ]);
  });

  it('follows nothing over a cut, and begins and ends a thing there', () => {
    const there = [thing('person', 0.5)];
    const cuts = [1.4 * S, 2.5 * S];
    expect(spans(follow(film(there, there, there, there), { cuts }))).toEqual([
      ['person', 0, 1.4, 2],
      ['person', 1.4, 2.5, 1],
      ['person', 2.5, 4, 1],
    ]);
    expect(spans(follow(film(there, there, there), { cuts: [S] }))).toEqual([
      ['person', 0, 1, 1],
      ['person', 1, 3, 2],
    ]);
  });

  it('does not go beyond the film, nor long past its last frame', () => {
    const there = [thing('person', 0.5)];
    expect(spans(follow(film(there, there), { duration: 1.2 * S }))).toEqual([['person', 0, 1.2, 2]]);
    expect(spans(follow(film(there, there), { duration: 9 * S }))).toEqual([['person', 0, 2, 2]]);
    expect(spans(follow(film(there), { duration: 0.4 * S }))).toEqual([['person', 0, 0.4, 1]]);
  });

  it('takes neither a far thing nor one of another size for the same', () => {
    const tracks = follow(film([thing('car', 0.1)], [thing('car', 0.9)], [thing('car', 0.9, 0.7, 0.01)]));
    expect(tracks.map(({ frames }) => frames)).toEqual([1, 1, 1]);
  });

  it('begins with a sure sighting only, and lives on unsure ones', () => {
    const frames = film(
      [thing('kite', 0.5, 0.34), thing('dog', 0.2, 0.3)],
      [thing('dog', 0.2, 0.5)],
      [thing('dog', 0.2, 0.3)],
    );
    expect(spans(follow(frames))).toEqual([['dog', 0, 3, 3]]);
  });

  it('finds nothing in nothing', () => {
    expect(follow([])).toEqual([]);
    expect(follow(film([], []))).toEqual([]);
  });
});

describe('mostAtOnce', () => {
  const track = (from: number, to: number) => ({ from: from * S, to: to * S });

  it('counts those that are there together, not those that follow each other', () => {
    expect(mostAtOnce([])).toBe(0);
    expect(mostAtOnce([track(0, 5), track(5, 9)])).toBe(1);
    expect(mostAtOnce([track(0, 5), track(4, 9), track(4.5, 6), track(6, 8)])).toBe(3);
  });

  it('counts within a range only', () => {
    const tracks = [track(0, 5), track(1, 3), track(4, 9)];
    const range = (from: number, to: number) => ({ from: from * S, to: to * S });
    expect(mostAtOnce([track(0, 2), track(0, 2), track(1, 4)], range(2, 9))).toBe(1);
    expect(mostAtOnce(tracks, range(3, 4))).toBe(1);
    expect(mostAtOnce(tracks, range(6, 7))).toBe(1);
    expect(mostAtOnce(tracks, range(9, 12))).toBe(0);
    expect(mostAtOnce(tracks, range(4.5, 12))).toBe(2);
  });
});
