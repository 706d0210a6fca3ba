import { MICROS_PER_SECOND } from '../../../../src-shared/time';
import type { Followed } from './followed';
import { comparable, isSamePlace } from './likeness';

/** A number that is another each time for so many readings is a clock or a counter. */
const LEAST_READINGS = 4;
/** Each of its readings holds for no longer than this. */
const LONGEST_READING = 2 * MICROS_PER_SECOND;

/**
 * Burnt-in clocks and counters would be a line a second. A run of lines that follow one another at the same place and differ
 * in their digits alone becomes one, whose text is the first and the last with dots between.
 * @param lines in order of their beginning
 */
export function mergeCounters(lines: readonly Followed[]): Followed[] {
  const runs: Followed[][] = [];
  let running: Followed[][] = [];
  for (const line of lines) {
    running = running.filter((run) => (run.at(-1) as Followed).to >= line.from);
    const run = running.find((candidate) => countsOn(candidate.at(-1) as Followed, line));
    if (run) run.push(line);
    else {
      const begun = [line];
      runs.push(begun);
      running.push(begun);
    }
  }
  return runs
    .flatMap((run) => (run.length < LEAST_READINGS ? run : [joined(run)]))
    .sort((a, b) => a.from - b.from || a.box.top - b.box.top || a.box.left - b.box.left);
}

function countsOn(before: Followed, after: Followed): boolean {
  const brief = [before, after].every(({ from, to }) => to - from <= LONGEST_READING);
  return (
    brief &&
    before.to === after.from &&
    before.text !== after.text &&
    shape(before.text) === shape(after.text) &&
    isSamePlace(before.box, after.box)
  );
}

/** A text with all its digits alike, and a number as long as may be. */
function shape(text: string): string {
  return comparable(text)
    .join('')
    .replace(/\p{Nd}+/gu, '0');
}

function joined(run: readonly Followed[]): Followed {
  const [first, last] = [run[0] as Followed, run.at(-1) as Followed];
  const surest = run.reduce((best, line) => (line.confidence > best.confidence ? line : best));
  return {
    ...first,
    text: `${first.text} … ${last.text}`,
    box: surest.box,
    confidence: run.reduce((total, line) => total + line.confidence, 0) / run.length,
    to: last.to,
    readings: run.length,
  };
}
