// Which recogniser's reading of a line counts, and whether any does: a recogniser that does not know a script makes up letters that it does.
import { isOfScript } from '../../formats/characters';
import type { Recognised } from './recogniser';

/** Lines that a recogniser is less sure of are left out. Measured: docs/lab/tracks.md. */
const CONFIDENCE_FLOOR = 0.75;
/** From here on the built-in recogniser is not doubted, as long as its letters are none that other scripts have as well. */
const SURE = 0.95;
/** A character that takes more than this many heights of its line is one of several that were not read. */
const WIDEST = 3;

/** Letters of Latin, Cyrillic and Greek that look alike, in print. */
const LOOK_ALIKE = /^[ABCEHIKMNOPTXYZaceiopsuxyv\d\s\p{P}\p{S}]*$/u;
/** Scripts of which the built-in recogniser knows letters for formulae alone. */
const IN_PART = /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}]{2}/u;

/** A line as one recogniser reads it. */
export interface ScriptReading extends Recognised {
  /** Scripts that the recogniser was made for, by Unicode's names; null for the built-in one. */
  readonly scripts: readonly string[] | null;
}

/**
 * The reading of a line that counts; null where none does: better nothing than letters that nobody wrote.
 * @param own the built-in recogniser's
 * @param others those of recognisers for single scripts
 * @param shape the line's width over its height
 * @param around what the other lines of the picture are written in: decides where letters look alike; null where that is not known
 */
export function chooseReading(
  own: ScriptReading,
  others: readonly ScriptReading[],
  shape: number,
  around: string | null = null,
): ScriptReading | null {
  const known = isRead(own, shape) && !IN_PART.test(own.text) ? own : null;
  if (known && isBeyondDoubt(known)) return known;
  const [best] = others
    .filter((reading) => isRead(reading, shape) && isInOwnScript(reading))
    .sort((a, b) => b.confidence - a.confidence);
  if (!best) return known;
  if (!known) return best;
  if (LOOK_ALIKE.test(known.text)) return around !== null && best.scripts?.includes(around) ? best : known;
  return best.confidence > known.confidence ? best : known;
}

/** Whether recognisers for other scripts need not be asked. */
export function isBeyondDoubt({ text, confidence }: Recognised): boolean {
  return confidence >= SURE && !LOOK_ALIKE.test(text) && !IN_PART.test(text);
}

/** Whether a recogniser is sure enough, and gives enough characters for so long a line. */
function isRead({ text, confidence }: Recognised, shape: number): boolean {
  const { length } = [...text.replace(/\s/g, '')];
  return confidence >= CONFIDENCE_FLOOR && length > 0 && shape <= WIDEST * length;
}

/** Whether most letters are of a script that the recogniser was made for: each of them knows Latin as well, the built-in one better. */
function isInOwnScript({ text, scripts }: ScriptReading): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const own = letters.filter((letter) => scripts?.some((script) => isOfScript(letter, script)));
  return own.length * 2 > letters.length;
}

/** The script that most letters of some texts are of, beside Latin; null where there are none. */
export function scriptOf(texts: readonly string[], scripts: readonly string[]): string | null {
  const letters = texts.join('').match(/\p{L}/gu) ?? [];
  const counts = scripts.map((script) => letters.filter((letter) => isOfScript(letter, script)).length);
  const most = Math.max(0, ...counts);
  return most * 2 > letters.length ? (scripts[counts.indexOf(most)] ?? null) : null;
}

/** Scripts that are written from right to left: their recognisers give the characters as they stand, from the left. */
const RIGHT_TO_LEFT = ['Arabic', 'Hebrew'];

export function isRightToLeft(scripts: readonly string[]): boolean {
  return scripts.some((script) => RIGHT_TO_LEFT.includes(script));
}

/**
 * What stands from left to right in the order in which it is read: as PaddleOCR turns it round, runs of Latin letters, digits and
 * what joins them stay as they are.
 */
export function inReadingDirection(text: string): string {
  const runs = text.match(/[A-Za-z0-9 :*./%+-]+|[^A-Za-z0-9 :*./%+-]/gu) ?? [];
  return runs.reverse().join('');
}
