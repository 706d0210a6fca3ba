import { formatClock, type Micros } from '../../src-shared/time';

/** `h:mm:ss` whatever the length, so that the numbers do not change places at the first hour. */
export function formatLong(time: Micros): string {
  const clock = formatClock(time);
  const parts = clock.split(':');
  return parts.length === 3 ? clock : `0:${clock.padStart(5, '0')}`;
}

/** The clock with milliseconds, enough to tell any two frames apart. */
export function formatPrecise(time: Micros): string {
  const milliseconds = Math.floor((Math.max(0, time) % 1_000_000) / 1000);
  return `${formatClock(time)}.${String(milliseconds).padStart(3, '0')}`;
}
