import { formatClock, MICROS_PER_SECOND, type Micros } from '../../src-shared/time';

/** A remaining time, rounded as far as an estimate deserves: `a few seconds left`, `about 3 min left`. */
export function formatEta(seconds: number): string {
  if (seconds < 8) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 5) * 5;
  if (rest === 60) return `about ${hours + 1} h left`;
  return rest === 0 ? `about ${hours} h left` : `about ${hours} h ${rest} min left`;
}

export function formatRate(framesPerSecond: number): string {
  return `${framesPerSecond < 10 ? framesPerSecond.toFixed(1) : Math.round(framesPerSecond)} frames/s`;
}

/** `1 frame`, `2 frames`, `12,345 frames`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** A stretch of film: `0:12–0:31`. */
export function clocks({ from, to }: { readonly from: Micros; readonly to: Micros }): string {
  return `${formatClock(from)}–${formatClock(to)}`;
}

/** A length as people say it: `4.2 s` under a minute, else `1:05`. */
export function formatLength(length: Micros): string {
  return length < 60 * MICROS_PER_SECOND
    ? `${(length / MICROS_PER_SECOND).toFixed(1)} s`
    : formatClock(length);
}
