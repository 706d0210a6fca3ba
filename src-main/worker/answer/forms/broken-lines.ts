import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import type { LineHit } from '../line-hit';
import { isStopWord, wordsOf } from '../words';

/** Lines of one text come and go within this time. */
const TOGETHER: Micros = MICROS_PER_SECOND / 2;
/** A text of more lines, or of longer ones, is a page and told line by line. */
const MOST_LINES = 4;
const MOST_WORDS = 4;
/** How much taller one of two lines in the same size may be: one has letters that go below the line. */
const SAME_SIZE = 1.5;
/** In heights of a line: how far below it the next one begins at most, and how far the boxes of two may reach into each other. */
const LEADING = 0.8;
const OVERLAP = 0.5;

/**
 * Writing that is broken over lines as one: set in one size, one line below another, there at the same time, and going on from one line to
 * the next. A list of names is none: each of its lines stands by itself.
 */
export function asTexts(lines: readonly LineHit[]): LineHit[] {
  const blocks: LineHit[][] = [];
  const ordered = [...lines].sort(
    (a, b) => a.videoId.localeCompare(b.videoId) || a.segment.id - b.segment.id,
  );
  for (const line of ordered) {
    const block = blocks.at(-1);
    const above = block?.at(-1);
    if (block && above && isBelow(above, line)) block.push(line);
    else blocks.push([line]);
  }
  return blocks.flatMap((block) => (isOneText(block) ? [joined(block)] : block));
}

function isBelow({ segment: a, videoId }: LineHit, { segment: b, videoId: other }: LineHit): boolean {
  if (videoId !== other || b.id !== a.id + 1 || !a.box || !b.box) return false;
  if (Math.abs(a.from - b.from) > TOGETHER || Math.abs(a.to - b.to) > TOGETHER) return false;
  const [small, tall] = [Math.min(a.box.height, b.box.height), Math.max(a.box.height, b.box.height)];
  const gap = b.box.top - (a.box.top + a.box.height);
  const shared =
    Math.min(a.box.left + a.box.width, b.box.left + b.box.width) - Math.max(a.box.left, b.box.left);
  return (
    tall <= SAME_SIZE * small &&
    gap <= LEADING * small &&
    gap >= -OVERLAP * small &&
    2 * shared >= Math.min(a.box.width, b.box.width)
  );
}

function isOneText(block: readonly LineHit[]): boolean {
  if (block.length < 2 || block.length > MOST_LINES) return false;
  if (block.some(({ segment }) => wordsOf(segment.text).length > MOST_WORDS)) return false;
  return block.some((line, n) => n > 0 && goesOn(block[n - 1], line));
}

/** Whether a line ends in a word that wants another, or the next begins as no sentence does. */
function goesOn(above: LineHit | undefined, { segment }: LineHit): boolean {
  const last = wordsOf(above?.segment.text ?? '').at(-1);
  return (last !== undefined && isStopWord(last.lower)) || /^\p{Ll}/u.test(segment.text);
}

function joined(block: readonly LineHit[]): LineHit {
  const [first] = block as readonly [LineHit, ...LineHit[]];
  const segments = block.map(({ segment }) => segment);
  return {
    ...first,
    segment: {
      ...first.segment,
      from: Math.max(...segments.map(({ from }) => from)),
      to: Math.min(...segments.map(({ to }) => to)),
      text: segments.map(({ text }) => text.trim()).join(' '),
    },
  };
}
