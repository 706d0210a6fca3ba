import { formatClock, MICROS_PER_SECOND, type Micros } from './time';
import type { MediaInfo } from './video';

/** Places that are named; of more than these it is said how many they are. */
const NAMED = 4;

/** What people are told of how a film was recorded, a sentence each: what is odd about it, and what was done. */
export function filmNotes(media: MediaInfo): string[] {
  const jumps = media.clock?.jumps ?? [];
  if (jumps.length === 0) return [];
  const places = jumps.slice(0, NAMED).map(clockOf);
  const more = jumps.length - places.length;
  const last = more > 0 ? `${more} more ${more === 1 ? 'place' : 'places'}` : places.pop();
  const all = places.length > 0 ? `${places.join(', ')} and ${last}` : last;
  return [`The recording’s clock jumps at ${all}. Times here are those of the film as it is played.`];
}

/** To the nearest second: a jump lies between two frames. */
function clockOf(time: Micros): string {
  return formatClock(Math.round(time / MICROS_PER_SECOND) * MICROS_PER_SECOND);
}
