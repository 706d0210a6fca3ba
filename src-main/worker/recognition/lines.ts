import type { Segment, Word } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../../src-shared/time';

/** A subtitle that can be read: two lines of 42 characters, and not longer on screen than this. */
const LONGEST = 8 * MICROS_PER_SECOND;
const MOST_CHARACTERS = 84;

/** Cuts words into lines: at the ends of sentences, and long sentences at commas and pauses. */
export function linesOf(words: readonly Word[]): Word[][] {
  const sentences: Word[][] = [];
  let sentence: Word[] = [];
  words.forEach((word, i) => {
    sentence.push(word);
    if (endsSentence(word.text, words[i + 1]?.text)) {
      sentences.push(sentence);
      sentence = [];
    }
  });
  if (sentence.length > 0) sentences.push(sentence);
  return sentences.flatMap(splitLong);
}

/** @param firstId number of the first segment */
export function segmentsOf(words: readonly Word[], firstId: number): Segment[] {
  return linesOf(words).map((line, i) => ({
    id: firstId + i,
    source: 'speech',
    from: (line[0] as Word).from,
    to: (line.at(-1) as Word).to,
    text: textOf(line),
    words: line,
  }));
}

/** A stop ends a sentence unless it ends a short title ("Mr.") or the next word goes on in lower case. */
function endsSentence(word: string, next: string | undefined): boolean {
  if (!/[.?!…]["')\]]*$/.test(word)) return false;
  if (/^(mr|mrs|ms|dr|st|vs|etc|e\.g|i\.e)\.$/i.test(word)) return false;
  return next === undefined || !/^\p{Ll}/u.test(next);
}

function textOf(words: readonly Word[]): string {
  return words.map((w) => w.text).join(' ');
}

function splitLong(line: Word[]): Word[][] {
  const length = (line.at(-1) as Word).to - (line[0] as Word).from;
  if (line.length < 2 || (length <= LONGEST && textOf(line).length <= MOST_CHARACTERS)) return [line];
  const at = bestSplit(line);
  return [...splitLong(line.slice(0, at)), ...splitLong(line.slice(at))];
}

/** Number of the word that begins the second part: behind a comma or a pause, and not far from the middle. */
function bestSplit(line: readonly Word[]): number {
  const total = textOf(line).length;
  let best = 1;
  let bestScore = Number.NEGATIVE_INFINITY;
  let characters = 0;
  for (let i = 1; i < line.length; i++) {
    const before = line[i - 1] as Word;
    characters += before.text.length + 1;
    const pause = Math.min(1, ((line[i] as Word).from - before.to) / MICROS_PER_SECOND);
    const comma = /[,;:–—]["')\]]*$/.test(before.text) ? 0.5 : 0;
    const score = comma + pause - 2 * Math.abs(characters / total - 0.5);
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}
