import { formatClock, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { t, type Words } from '../../../src-shared/words/words';
import { PlaceOutside } from './errors';

/** As the end of a stretch: wherever the film ends. */
export const TO_THE_END: Micros = Number.MAX_SAFE_INTEGER;

type Stretch = { readonly from: Micros; readonly to: Micros };

/**
 * A stretch of a film as far as the film goes. While a film is not indexed its length is a guess: then the stretch stays as it is.
 * @throws PlaceOutside where it begins before the film or behind its end, ends before it begins, or would be left without a length
 */
export function withinFilm<S extends Stretch>(stretch: S, film: Pick<Video, 'state' | 'duration'>): S {
  const { from, to } = stretch;
  if (from < 0 || to < from) throw new PlaceOutside();
  if (film.state !== 'ready' || film.duration <= 0) return stretch;
  if (from > film.duration || (from === film.duration && to > from)) throw new PlaceOutside();
  return cutAtEnd(stretch, film.duration);
}

/** A stretch that was stored before its film's length was known, or looked at, without what lies behind the end. */
export function cutAtEnd<S extends Stretch>(stretch: S, duration: Micros): S {
  if (duration <= 0 || stretch.to <= duration) return stretch;
  return { ...stretch, to: Math.max(stretch.from, duration) };
}

/** That a stretch was asked for that goes beyond the film's end; null where it does not, or no end was named. */
export function cutNote(
  asked: Pick<Stretch, 'to'>,
  { duration }: Pick<Video, 'duration'>,
  say: Words = t,
): string | null {
  if (asked.to === TO_THE_END || duration <= 0 || asked.to <= duration) return null;
  return say('film.cut', { end: formatClock(duration), to: formatClock(asked.to) });
}
