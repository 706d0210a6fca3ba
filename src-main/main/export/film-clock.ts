import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { StreamClock } from '../../base/media/stream-clock';
import type { Rational } from '../../base/media/types';
import {
  canDrop,
  convertFrames,
  frameAt,
  fromTimecode,
  rateName,
  STANDARD_RATES,
  sameRate,
  type Timebase,
  timeOfFrame,
} from './timecode';

/** How the times of one film become frames of editing programs. */
export interface FilmClock {
  readonly timebase: Timebase;
  /** Presentation time of the first frame: later than 0 where the sound begins first. */
  readonly firstFrame: Micros;
  /**
   * How long before the file's own zero the film's times begin: a Matroska's sound begins earlier by what a decoder throws away (some
   * 20 ms of AAC, 7 ms of Opus). Editing programs count frames from the file's zero.
   */
  readonly lead: Micros;
  /** Number of the film's frame 0 in its own timecode. */
  readonly startFrame: number;
  /** Whether every frame that is known lies on the timebase. Else a place's time is rounded to it. */
  readonly steady: boolean;
}

export interface ClockSource {
  /** Null where the file cannot be read now, or has no picture. */
  readonly stream: StreamClock | null;
  /** Average rate as the library has it; null without a picture. */
  readonly averageRate: number | null;
  /** Times of the frames that are stored, over the whole film, ascending; none before it is indexed. */
  readonly frameTimes: readonly Micros[];
  /** The timebase that somebody asks for; null takes the film's own. */
  readonly wanted: Timebase | null;
}

/** Sound alone has no frames; 25 divides a second evenly. */
const OF_SOUND: Rational = { num: 25, den: 1 };
/** Fewer frames than this may lie on a rate's by chance. */
const ENOUGH_FRAMES = 8;
/** How far two rates may lie apart and still be the same one, written differently: 29.97 and 30000/1001. */
const SAME = 1e-4;

/**
 * The timebase of a film is, in this order: the one asked for; the standard rate that the file gives, where all frames that
 * are known lie on it; the slowest standard rate on which they all lie (a film of 15 frames a second lies on 30); else, for a rate that
 * varies, the standard rate nearest to the average.
 */
export function filmClock(source: ClockSource): FilmClock {
  const { stream, averageRate, frameTimes, wanted } = source;
  const firstFrame = frameTimes[0] ?? stream?.firstFrame ?? 0;
  const known = [...frameTimes, ...(stream?.nextFrames ?? [])];
  const grid = { known, firstFrame, timeBase: stream?.timeBase ?? MILLISECOND };
  const found = wanted
    ? { rate: wanted.rate, steady: averageRate === null || liesOn(grid, wanted.rate) }
    : ownRate(grid, stream?.frameRate ?? null, averageRate);
  const named = stream?.timecode ? fromTimecode(stream.timecode, found.rate) : null;
  const timebase = wanted ?? {
    rate: found.rate,
    // Where the film has a timecode of its own, it says which kind; else drop-frame is what keeps to the clock.
    dropFrame: canDrop(found.rate) && (named ? named.dropFrame : true),
  };
  const lead = Math.max(0, -(stream?.start ?? 0));
  return { timebase, firstFrame, lead, startFrame: named?.frame ?? 0, steady: found.steady };
}

/** Most containers that are not read just now count no finer than this. */
const MILLISECOND: Rational = { num: 1, den: 1000 };

interface Grid {
  /** Times of frames: some of all of the film, and all of its beginning. */
  readonly known: readonly Micros[];
  readonly firstFrame: Micros;
  readonly timeBase: Rational;
}

function ownRate(
  grid: Grid,
  stated: Rational | null,
  averageRate: number | null,
): { rate: Rational; steady: boolean } {
  const said = stated ? stated.num / stated.den : averageRate;
  if (said === null) return { rate: OF_SOUND, steady: true };
  const standard = STANDARD_RATES.find((rate) => isAbout(rate, said));
  if (standard && liesOn(grid, standard)) {
    // Where there are no frames to look at, the average has to agree.
    return { rate: standard, steady: grid.known.length > 0 || isAbout(standard, averageRate ?? said) };
  }
  const slowest = STANDARD_RATES.find((rate) => liesOn(grid, rate));
  if (slowest && grid.known.length >= ENOUGH_FRAMES) return { rate: slowest, steady: true };
  return { rate: nearest(averageRate ?? said), steady: false };
}

function isAbout(rate: Rational, framesPerSecond: number): boolean {
  return Math.abs(rate.num / rate.den / framesPerSecond - 1) < SAME;
}

function nearest(framesPerSecond: number): Rational {
  const distance = ({ num, den }: Rational): number => Math.abs(num / den - framesPerSecond);
  return STANDARD_RATES.reduce((best, rate) => (distance(rate) < distance(best) ? rate : best));
}

/** Whether every frame is as near to one of the rate as the container's unit of time lets it be. */
function liesOn({ known, firstFrame, timeBase }: Grid, { num, den }: Rational): boolean {
  const period = (MICROS_PER_SECOND * den) / num;
  // The frame's time and the first one's are each rounded to the unit, and to a microsecond.
  const unit = (MICROS_PER_SECOND * timeBase.num) / timeBase.den;
  const tolerance = unit + 2 <= period / 4 ? unit + 2 : period / 8;
  return known.every((time) => {
    const frames = (time - firstFrame) / period;
    return Math.abs(frames - Math.round(frames)) * period <= tolerance;
  });
}

/**
 * Number of the frame nearest to a time, in frames of `rate` from the film's beginning (not from its timecode). It is counted
 * from the first frame, so that a picture that begins between two frames of the rate is still told apart frame by frame.
 */
export function filmFrame(
  { firstFrame, lead }: Pick<FilmClock, 'firstFrame' | 'lead'>,
  time: Micros,
  rate: Rational,
): number {
  const before = Math.max(0, firstFrame - lead);
  // Less than a frame of sound alone is no frame: in editing programs the picture begins with frame 0.
  const first = before < timeOfFrame(1, rate) ? 0 : frameAt(before, rate);
  return Math.max(0, first + frameAt(time - firstFrame, rate));
}

/** The film's frame 0 in frames of any rate, by the film's own timecode. */
export function startFrameAt({ startFrame, timebase }: FilmClock, rate: Rational): number {
  return sameRate(timebase.rate, rate) ? startFrame : convertFrames(startFrame, timebase.rate, rate);
}

/** How a timebase is called: `29.97 drop-frame`. */
export function timebaseName({ rate, dropFrame }: Timebase): string {
  return `${rateName(rate)}${canDrop(rate) ? (dropFrame ? ' drop-frame' : ' non-drop') : ''}`;
}
