import type { Micros } from '../../src-shared/time';

/** What typed times are read against. */
export interface At {
  /** Where `+5` and `-5` count from. */
  readonly now: Micros;
  /** Frames a second, for the last part of `1:02:03:12`; null where there are none. */
  readonly frameRate: number | null;
}

const SECOND = 1_000_000;

/** `130` is 1:30, `10203` is 1:02:03: digits fill up from the right, as clocks are typed. */
function fromDigits(digits: string): number {
  const [seconds, minutes, hours] = [digits.slice(-2), digits.slice(-4, -2), digits.slice(0, -4)].map(Number);
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

function fromClock(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Seconds of a text without a sign; null where it is no time. */
function seconds(text: string, frameRate: number | null): number | null {
  if (/^\d+$/.test(text)) return fromDigits(text);
  const [whole, ...rest] = [text.replace(',', '.')];
  if (rest.length > 0 || whole === undefined || !/^(\d+:){0,3}\d+(\.\d*)?$/.test(whole)) return null;
  const parts = whole.split(':');
  if (parts.length < 4) return fromClock(parts);
  const frames = Number(parts.pop());
  return frameRate === null ? null : fromClock(parts) + frames / frameRate;
}

/**
 * The time that somebody typed: `90.5`, `1:30`, `1:02:03.5`, digits alone (`130`), a timecode with frames (`0:01:30:12`), or from
 * here (`+5`, `-1:00`). Null where it is none.
 */
export function readTypedTime(typed: string, { now, frameRate }: At): Micros | null {
  const text = typed.trim();
  const sign = /^[+\-−]/.exec(text)?.[0];
  const found = seconds(sign ? text.slice(1).trim() : text, frameRate);
  if (found === null) return null;
  const micros = Math.round(found * SECOND);
  return sign === undefined ? micros : now + (sign === '+' ? micros : -micros);
}
