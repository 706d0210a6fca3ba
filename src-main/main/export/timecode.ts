import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Rational } from '../../base/media/types';

/*
 * The one rule by which a time becomes a frame: the frame of the film's timebase that lies nearest to it (a tie goes to
 * the later one). A time that is a frame's own comes out as that frame, however coarse the container's clock is, as long
 * as its error stays below half a frame. docs/exports.md says the same for users.
 */

/** What times are counted in: an exact rate, and how its frames are named. */
export interface Timebase {
  /** Frames a second: 30000/1001 for what is called 29.97. */
  readonly rate: Rational;
  /** Whether two (of 60: four) frame names are left out each minute but the tenth, so that names keep to the clock. */
  readonly dropFrame: boolean;
}

/** The rates that editing programs know, slowest first. */
export const STANDARD_RATES: readonly Rational[] = [
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48_000, den: 1001 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
  { num: 100, den: 1 },
  { num: 120_000, den: 1001 },
  { num: 120, den: 1 },
  { num: 240_000, den: 1001 },
  { num: 240, den: 1 },
];

/** Rates that have no timecode of their own, each with how many of its frames are one of the rate that they are named in. */
const NAMED_IN_GROUPS: ReadonlyMap<number, number> = new Map([
  [48, 2],
  [100, 2],
  [120, 2],
  [240, 4],
]);

/** The timebase for lists that know timecode alone: the same, or for a rate that has none, one that divides it. */
export function timecodeBase(timebase: Timebase): Timebase {
  const { num, den } = timebase.rate;
  const group = NAMED_IN_GROUPS.get(Math.round(num / den));
  if (group === undefined) return timebase;
  const rate = { num: num / group, den };
  return { rate, dropFrame: canDrop(rate) };
}

/** As they are said in a command, each with what it means. Drop-frame is what 29.97 and 59.94 mean where nothing is said. */
export const TIMEBASES: Readonly<Record<string, Timebase>> = {
  '23.976': { rate: { num: 24_000, den: 1001 }, dropFrame: false },
  '24': { rate: { num: 24, den: 1 }, dropFrame: false },
  '25': { rate: { num: 25, den: 1 }, dropFrame: false },
  '29.97': { rate: { num: 30_000, den: 1001 }, dropFrame: true },
  '29.97ndf': { rate: { num: 30_000, den: 1001 }, dropFrame: false },
  '30': { rate: { num: 30, den: 1 }, dropFrame: false },
  '47.952': { rate: { num: 48_000, den: 1001 }, dropFrame: false },
  '48': { rate: { num: 48, den: 1 }, dropFrame: false },
  '50': { rate: { num: 50, den: 1 }, dropFrame: false },
  '59.94': { rate: { num: 60_000, den: 1001 }, dropFrame: true },
  '59.94ndf': { rate: { num: 60_000, den: 1001 }, dropFrame: false },
  '60': { rate: { num: 60, den: 1 }, dropFrame: false },
  '100': { rate: { num: 100, den: 1 }, dropFrame: false },
  '119.88': { rate: { num: 120_000, den: 1001 }, dropFrame: false },
  '120': { rate: { num: 120, den: 1 }, dropFrame: false },
  '239.76': { rate: { num: 240_000, den: 1001 }, dropFrame: false },
  '240': { rate: { num: 240, den: 1 }, dropFrame: false },
};

export function sameRate(a: Rational, b: Rational): boolean {
  return a.num * b.den === b.num * a.den;
}

/** Whether timecode of this rate can leave names out: SMPTE ST 12-1 has it for 29.97, and 59.94 follows it. */
export function canDrop(rate: Rational): boolean {
  return rate.den === 1001 && (rate.num === 30_000 || rate.num === 60_000);
}

/** `25`, `29.97`, `23.976`. */
export function rateName(rate: Rational): string {
  return String(Number((rate.num / rate.den).toFixed(3)));
}

/** Number of the frame nearest to a time, counted from time 0; a tie goes to the later frame. */
export function frameAt(time: Micros, rate: Rational): number {
  const num = BigInt(time) * BigInt(rate.num);
  const den = BigInt(MICROS_PER_SECOND) * BigInt(rate.den);
  return Number(floorDiv(2n * num + den, 2n * den));
}

/** When a frame begins, to the nearest microsecond. */
export function timeOfFrame(frame: number, rate: Rational): Micros {
  const num = BigInt(frame) * BigInt(rate.den) * BigInt(MICROS_PER_SECOND);
  const den = BigInt(rate.num);
  return Number(floorDiv(2n * num + den, 2n * den));
}

/** A number of frames of one rate in frames of another, to the nearest. */
export function convertFrames(frames: number, from: Rational, to: Rational): number {
  const num = BigInt(frames) * BigInt(from.den) * BigInt(to.num);
  const den = BigInt(from.num) * BigInt(to.den);
  return Number(floorDiv(2n * num + den, 2n * den));
}

function floorDiv(num: bigint, den: bigint): bigint {
  const quotient = num / den;
  return num % den < 0n ? quotient - 1n : quotient;
}

/** Names a second, and how many of them a minute leaves out. */
function naming({ rate, dropFrame }: Timebase): { perSecond: number; dropped: number } {
  const perSecond = Math.round(rate.num / rate.den);
  return { perSecond, dropped: dropFrame ? perSecond / 15 : 0 };
}

/**
 * A frame's name `hh:mm:ss:ff`; with drop-frame `hh:mm:ss;ff`, which leaves out the first two (of 60: four) names of each
 * minute but every tenth (SMPTE ST 12-1). Names begin again after 24 hours.
 */
export function toTimecode(frame: number, timebase: Timebase): string {
  const { perSecond, dropped } = naming(timebase);
  const minute = 60 * perSecond - dropped;
  const tenMinutes = 10 * minute + dropped;
  const day = 144 * tenMinutes;
  const inDay = ((frame % day) + day) % day;
  const tens = Math.floor(inDay / tenMinutes);
  // The first minute of ten is longer by the names that the others leave out.
  const minutesInTen = Math.max(0, Math.floor(((inDay % tenMinutes) - dropped) / minute));
  const name = inDay + dropped * (9 * tens + minutesInTen);
  const seconds = Math.floor(name / perSecond);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}${timebase.dropFrame ? ';' : ':'}${two(name % perSecond)}`;
}

/**
 * Reads a timecode as a number of frames; a `;` or `.` before the frames says drop-frame, where the rate has it.
 * @returns null where it is no name of any frame
 */
export function fromTimecode(text: string, rate: Rational): { frame: number; dropFrame: boolean } | null {
  const match = /^(\d\d):(\d\d):(\d\d)([:;.])(\d\d)$/.exec(text.trim());
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = [1, 2, 3, 5].map((n) => Number(match[n]));
  const dropFrame = match[4] !== ':' && canDrop(rate);
  const { perSecond, dropped } = naming({ rate, dropFrame });
  if (hours > 23 || minutes > 59 || seconds > 59 || frames >= perSecond) return null;
  const allMinutes = 60 * hours + minutes;
  if (seconds === 0 && frames < dropped && minutes % 10 !== 0) return null;
  const left = dropped * (allMinutes - Math.floor(allMinutes / 10));
  return { frame: (60 * allMinutes + seconds) * perSecond + frames - left, dropFrame };
}
