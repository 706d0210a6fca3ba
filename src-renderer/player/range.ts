import type { Micros } from '../../src-shared/time';
import type { Range } from '../stores/selection-store';

/** What moving a range's ends needs to know of the film. */
export interface FilmLength {
  readonly duration: Micros;
  /** Null for sound only, and where the file does not say. */
  readonly frameRate: number | null;
}

/** A frame's length where there are no frames: as the player steps through sound. */
const USUAL_FRAME: Micros = 40_000;

export function frameLength({ frameRate }: Pick<FilmLength, 'frameRate'>): Micros {
  return frameRate ? Math.round(1_000_000 / frameRate) : USUAL_FRAME;
}

/** The range that begins at this frame. Where it would be empty, it goes to the film's end. */
export function withIn(range: Range | null, time: Micros, { duration }: FilmLength): Range {
  return { from: time, to: range && range.to > time ? range.to : duration };
}

/** The range whose last frame is this one. Where it would be empty, it goes from the film's start. */
export function withOut(range: Range | null, time: Micros, film: FilmLength): Range {
  const to = Math.min(film.duration, time + frameLength(film));
  return { from: range && range.from < to ? range.from : 0, to };
}

/** The range with one of its ends moved, at least a frame long and within the film. */
export function moveEnd(range: Range, end: 'from' | 'to', by: Micros, film: FilmLength): Range {
  const frame = frameLength(film);
  return end === 'from'
    ? { from: Math.min(Math.max(0, range.from + by), range.to - frame), to: range.to }
    : { from: range.from, to: Math.max(Math.min(film.duration, range.to + by), range.from + frame) };
}

/** The last frame of a range: where playing it ends. */
export function lastFrame(range: Range, film: Pick<FilmLength, 'frameRate'>): Micros {
  return Math.max(range.from, range.to - frameLength(film));
}
