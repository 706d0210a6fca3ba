/**
 * Time in Longtake is always an integer number of microseconds of presentation time, taken from a
 * frame's own timestamp and counted from the start of the file. Never a frame number over a rate.
 */
export type Micros = number;

export const MICROS_PER_SECOND = 1_000_000;

/** Seconds (any finite number) to the nearest microsecond. */
export function secondsToMicros(seconds: number): Micros {
  return Math.round(seconds * MICROS_PER_SECOND);
}

/** Microseconds to seconds, for a media element or for display. */
export function microsToSeconds(micros: Micros): number {
  return micros / MICROS_PER_SECOND;
}

/**
 * Converts a timestamp in a stream's time base to microseconds, rounding to nearest.
 * Uses integers wide enough that no timestamp of a real file overflows.
 */
export function ptsToMicros(pts: bigint, timeBase: { num: number; den: number }): Micros {
  const scaled = pts * BigInt(timeBase.num) * BigInt(MICROS_PER_SECOND);
  const den = BigInt(timeBase.den);
  const half = den / 2n;
  return Number(scaled >= 0n ? (scaled + half) / den : (scaled - half) / den);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `m:ss`, or `h:mm:ss` from one hour on: the form used in citations. Floors to the second. */
export function formatClock(micros: Micros): string {
  const total = Math.max(0, Math.floor(micros / MICROS_PER_SECOND));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = pad(total % 60, 2);
  return hours > 0 ? `${hours}:${pad(minutes, 2)}:${seconds}` : `${minutes}:${seconds}`;
}

/** `hh:mm:ss.mmm` with the given decimal mark (`,` for SRT, `.` for WebVTT). Rounds to the millisecond. */
export function formatTimestamp(micros: Micros, mark: ',' | '.' = '.'): string {
  const ms = Math.max(0, Math.round(micros / 1000));
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1000);
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}${mark}${pad(ms % 1000, 3)}`;
}

/**
 * Reads `12`, `1:02`, `1:02:03` and fractions of the last part as a time; null when the text is none of these.
 */
export function parseClock(text: string): Micros | null {
  const match = /^(?:(\d+):)?(?:(\d{1,2}):)?(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!match) return null;
  const [, first, second, last] = match;
  const parts = [first, second].filter((p): p is string => p !== undefined).map(Number);
  const seconds = Number(last);
  if (parts.length > 0 && seconds >= 60) return null;
  const [a = 0, b] = parts;
  const minutes = b === undefined ? a : a * 60 + b;
  if (b !== undefined && b >= 60) return null;
  return secondsToMicros(minutes * 60 + seconds);
}
