import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { editDistance } from './distance';
import type { Followed } from './followed';
import { comparable, isSamePlace } from './likeness';

/** A text that is another each time for so many readings is a clock, a counter, or something that flickers. */
const LEAST_READINGS = 4;
/** Each of its readings holds for no longer than this; now and then two are alike enough to be one. */
const LONGEST_READING = 4 * MICROS_PER_SECOND;
/** It may be missed for as long as this. */
const LONGEST_GAP = 2 * MICROS_PER_SECOND;
/** Share of the longer text in which two of them may differ, digits aside: readers err, and more so of what moves. */
const SAME_SHAPE = 0.35;
/** Texts without digits that are read as surely as this are other texts, such as subtitles. */
const SURE = 0.9;

/**
 * Burnt-in clocks, counters and tables of figures would be a line a second each, and so would what is read a little otherwise each time. A
 * run of brief lines that follow one another at the same place, and are alike but for their digits and some errors, becomes one: of those
 * that differ in digits its text is the first and the last with dots between, of others the surest.
 * @param lines in order of their beginning
 */
export function mergeCounters(lines: readonly Followed[]): Followed[] {
  const runs: Followed[][] = [];
  let running: Followed[][] = [];
  for (const line of lines) {
    running = running.filter((run) => line.from - endOf(run) <= LONGEST_GAP);
    const double = running.find((candidate) => isDouble(candidate.at(-1) as Followed, line));
    if (double) {
      double.push(together(double.pop() as Followed, line));
      continue;
    }
    const run = running.find((candidate) => goesOn(candidate.at(-1) as Followed, line));
    if (run) run.push(line);
    else {
      const begun = [line];
      runs.push(begun);
      running.push(begun);
    }
  }
  return runs
    .flatMap((run) => (run.length >= LEAST_READINGS && flickers(run) ? [joined(run)] : run))
    .sort((a, b) => a.from - b.from || a.box.top - b.box.top || a.box.left - b.box.left);
}

function endOf(run: readonly Followed[]): Micros {
  return (run.at(-1) as Followed).to;
}

function goesOn(before: Followed, after: Followed): boolean {
  const brief = [before, after].every(({ from, to }) => to - from <= LONGEST_READING);
  return brief && before.to <= after.from && isAlike(before, after);
}

/** Two lines cannot stand in one place at one time: the later is another reading of the one that lasts. */
function isDouble(lasting: Followed, line: Followed): boolean {
  return lasting.to > line.from && lasting.from < line.from && isAlike(lasting, line);
}

function together(lasting: Followed, line: Followed): Followed {
  const { text, box, confidence } = line.confidence > lasting.confidence ? line : lasting;
  const readings = lasting.readings + line.readings;
  return { ...lasting, text, box, confidence, readings, to: Math.max(lasting.to, line.to) };
}

function isAlike(before: Followed, after: Followed): boolean {
  if (!isSamePlace(before.box, after.box)) return false;
  const [a, b] = [shape(before.text), shape(after.text)];
  return editDistance(a, b) <= SAME_SHAPE * Math.max(a.length, b.length);
}

/** A text with every number alike, however long. */
function shape(text: string): string[] {
  return [
    ...comparable(text)
      .join('')
      .replace(/\p{Nd}+/gu, '0'),
  ];
}

function flickers(run: readonly Followed[]): boolean {
  const counting = run.filter(({ text }) => /\p{Nd}/u.test(text)).length;
  return 2 * counting >= run.length || meanConfidence(run) < SURE;
}

function meanConfidence(run: readonly Followed[]): number {
  return run.reduce((total, line) => total + line.confidence, 0) / run.length;
}

function joined(run: readonly Followed[]): Followed {
  const [first, last] = [run[0] as Followed, run.at(-1) as Followed];
  const surest = run.reduce((best, line) => (line.confidence > best.confidence ? line : best));
  const counts = run.some(({ text }) => /\p{Nd}/u.test(text)) && first.text !== last.text;
  return {
    ...first,
    text: counts ? `${first.text} … ${last.text}` : surest.text,
    box: surest.box,
    confidence: meanConfidence(run),
    to: last.to,
    readings: run.reduce((total, line) => total + line.readings, 0),
  };
}
