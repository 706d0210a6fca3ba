import { formatClock, MICROS_PER_SECOND, type Micros } from './time';
import type { MediaInfo } from './video';
import { formatList, formatNumber } from './words/numbers';
import { t } from './words/words';

/** Places that are named; of more than these it is said how many they are. */
const NAMED = 4;

/** What people are told of how a film was recorded, a sentence each: what is odd about it, and what was done. */
export function filmNotes(media: MediaInfo): string[] {
  return [...madeOfNotes(media), ...jumpNotes(media)];
}

function madeOfNotes({ madeOf }: MediaInfo): string[] {
  if (!madeOf) return [];
  const { kind, count: n, first, last, rate } = madeOf;
  if (kind === 'animation') return [t('film.madeOfAnimation', { n })];
  return [
    t('film.madeOfPictures', {
      n,
      first,
      last,
      rate: formatNumber(rate ?? 0, Number.isInteger(rate) ? 0 : 3),
    }),
  ];
}

function jumpNotes(media: MediaInfo): string[] {
  const jumps = media.clock?.jumps ?? [];
  if (jumps.length === 0) return [];
  const places = jumps.slice(0, NAMED).map(clockOf);
  const more = jumps.length - places.length;
  if (more > 0) places.push(t('film.jumpsMore', { n: more }));
  return [t('film.jumps', { places: formatList(places) })];
}

/** To the nearest second: a jump lies between two frames. */
function clockOf(time: Micros): string {
  return formatClock(Math.round(time / MICROS_PER_SECOND) * MICROS_PER_SECOND);
}
