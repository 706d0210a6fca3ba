import type { Word } from '../../../src-shared/analysis';
import type { Micros } from '../../../src-shared/time';

interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * Times for the words of a line that a person has corrected, from those of the words that the model heard. A word that was kept
 * keeps its time; as many words as they replace take theirs one by one, more or fewer share that stretch by their length; words
 * where none was heard share the gap, and have no length where there is none.
 * @param line all times lie within it
 * @returns ascending, never overlapping; empty where no words were heard, as of writing
 */
export function correctedWords(line: Span, text: string, heard: readonly Word[]): Word[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (heard.length === 0) return [];
  const timed: Word[] = [];
  let next = { heard: 0, word: 0 };
  // Behind the last word stands a pair of none, so that what follows the last kept word is treated as all else.
  for (const kept of [...keptPairs(words, heard), { word: words.length, heard: heard.length }]) {
    const replaced = heard.slice(next.heard, kept.heard);
    const written = words.slice(next.word, kept.word);
    const gap = { from: timed.at(-1)?.to ?? line.from, to: heard[kept.heard]?.from ?? line.to };
    timed.push(...timesOf(written, replaced, gap));
    const same = heard[kept.heard];
    if (same) timed.push({ text: words[kept.word] as string, from: same.from, to: same.to });
    next = { heard: kept.heard + 1, word: kept.word + 1 };
  }
  return inOrder(timed, line);
}

function timesOf(written: readonly string[], replaced: readonly Word[], gap: Span): Word[] {
  const [first] = replaced;
  const last = replaced.at(-1);
  if (!first || !last) return shared(written, gap);
  if (written.length !== replaced.length) return shared(written, { from: first.from, to: last.to });
  return written.map((text, i) => ({ ...(replaced[i] as Word), text }));
}

/** Words one after another over a stretch, each as long as its letters are many. */
function shared(words: readonly string[], { from, to }: Span): Word[] {
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const length = Math.max(0, to - from);
  let before = 0;
  return words.map((text) => {
    const start = from + Math.round((length * before) / letters);
    before += text.length;
    return { text, from: start, to: from + Math.round((length * before) / letters) };
  });
}

/** The model's own times are not beyond doubt: none may run back, or out of the line. */
function inOrder(words: readonly Word[], line: Span): Word[] {
  let earliest = line.from;
  return words.map(({ text, from, to }) => {
    const start = Math.min(line.to, Math.max(earliest, from));
    earliest = Math.min(line.to, Math.max(start, to));
    return { text, from: start, to: earliest };
  });
}

/** Numbers of the words that stand in both, ascending, by the fewest changes (Levenshtein's distance). */
function keptPairs(words: readonly string[], heard: readonly Word[]): { word: number; heard: number }[] {
  const a = words.map(plain);
  const b = heard.map(({ text }) => plain(text));
  const width = b.length + 1;
  // changes[i * width + j]: fewest to make a's words from i on out of b's from j on.
  const changes = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => changes[i * width + j] as number;
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      if (i === a.length || j === b.length) changes[i * width + j] = a.length - i + b.length - j;
      else {
        const paired = at(i + 1, j + 1) + (a[i] === b[j] ? 0 : 1);
        changes[i * width + j] = Math.min(paired, 1 + at(i + 1, j), 1 + at(i, j + 1));
      }
    }
  }
  const pairs: { word: number; heard: number }[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const same = a[i] === b[j];
    if (at(i, j) === at(i + 1, j + 1) + (same ? 0 : 1)) {
      if (same) pairs.push({ word: i, heard: j });
      i++;
      j++;
    } else if (at(i, j) === 1 + at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** A word without what is not heard of it: capitals and punctuation. A mark alone stays what it is. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || word;
}
