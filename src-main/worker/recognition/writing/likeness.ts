import type { Box } from '../../../../src-shared/primitives';
import { commonLength, editDistance } from './distance';

/** Errors over the longer text's characters up to which two readings are taken to be of the same line. */
const SAME_TEXT = 0.25;
/** The same for their letters alone, where the reader is sure of both: it errs in signs and spaces then, hardly in letters. */
const SAME_LETTERS = 0.1;
const SURE = 0.9;
/** The same where the number of their digits differs: a digit was taken for a letter, or the text is another. */
const SAME_TEXT_OTHER_DIGITS = 0.15;
/** The same for a line that has moved. */
const SAME_TEXT_MOVED = 0.1;
/** Shorter lines are not followed when they move: too many are alike. */
const LEAST_MOVED = 4;
/** How far a line may have moved between two readings, in widths or heights of the picture. */
const FARTHEST = 0.25;
/** Part of the shorter text that the longer one has to have in it, in order, when a line was written on. */
const KEPT = 0.85;
/** Fewer characters than these are found within too many texts. */
const LEAST_WITHIN = 4;
/** How far off the left edge of a line may be found again, in widths of the picture: text grows to the right. */
const SAME_EDGE = 0.02;

/** A text as texts are compared: spaces and case are what readings differ in most. */
export function comparable(text: string): string[] {
  return [...text.replace(/\s/g, '').toLowerCase()];
}

/**
 * Whether two texts are readings of one line. Where digits differ they are not: "Page 3" is not "Page 4", however much alike.
 */
export function isSameText(a: readonly string[], b: readonly string[], most = SAME_TEXT): boolean {
  const longer = Math.max(a.length, b.length);
  const digits = digitsOf(a);
  const others = digitsOf(b);
  let allowed = most * longer;
  if (digits !== others) {
    if (digits.length === others.length) return false;
    allowed = Math.min(most, SAME_TEXT_OTHER_DIGITS) * longer;
  }
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed;
}

/** Whether the letters of two texts that the reader is sure of are those of two lines. */
export function areOtherWords(
  a: { readonly text: string; readonly confidence: number },
  b: { readonly text: string; readonly confidence: number },
): boolean {
  if (Math.min(a.confidence, b.confidence) < SURE) return false;
  const [before, after] = [lettersOf(a.text), lettersOf(b.text)];
  return editDistance(before, after) > SAME_LETTERS * Math.max(before.length, after.length);
}

function lettersOf(text: string): string[] {
  return comparable(text).filter((character) => /\p{L}/u.test(character));
}

/**
 * Whether more was written into a text: at its end, or within it. Two or three characters are in many texts, in order: of so few the other
 * must begin with them.
 */
export function isWrittenOn(before: readonly string[], after: readonly string[]): boolean {
  if (before.length < 1 || after.length <= before.length) return false;
  const begins = before.every((character, i) => character === after[i]);
  if (before.length < LEAST_WITHIN && !begins) return false;
  if (commonLength(before, after) < Math.ceil(KEPT * before.length)) return false;
  const digits = [...digitsOf(before)];
  return commonLength(digits, [...digitsOf(after)]) === digits.length;
}

/** Whether two lines begin at the same place, as a line does that is written on. */
export function isSameEdge(a: Box, b: Box): boolean {
  return Math.abs(a.left - b.left) <= SAME_EDGE;
}

function digitsOf(characters: readonly string[]): string {
  return characters.filter((character) => /\p{Nd}/u.test(character)).join('');
}

/** Whether a box stands where the other stood: on the same level, over at least half of the narrower one. */
export function isSamePlace(a: Box, b: Box): boolean {
  const level = Math.abs(a.top + a.height / 2 - b.top - b.height / 2);
  const overlap = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  return level <= Math.max(a.height, b.height) / 2 && overlap >= Math.min(a.width, b.width) / 2;
}

/** Whether a line may have moved from one box to another, as credits roll and pages scroll. */
export function hasMoved(from: Box, to: Box, before: readonly string[], after: readonly string[]): boolean {
  if (Math.min(before.length, after.length) < LEAST_MOVED) return false;
  if (Math.max(...distances(from, to)) > FARTHEST) return false;
  return isSameText(before, after, SAME_TEXT_MOVED);
}

export function distanceBetween(a: Box, b: Box): number {
  return Math.hypot(...distances(a, b));
}

function distances(a: Box, b: Box): [number, number] {
  return [
    Math.abs(a.left + a.width / 2 - b.left - b.width / 2),
    Math.abs(a.top + a.height / 2 - b.top - b.height / 2),
  ];
}
