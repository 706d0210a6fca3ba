import { isStopWord, stem, wordsOf } from '../words';

/** Shorter words have too many neighbours to be mended. */
const LEAST_LETTERS = 5;
/** From so many letters on, two slips are one word. */
const TWO_SLIPS = 7;

/** Slips between two words: letters added, left out, changed, or two swapped (optimal string alignment, Damerau 1964). */
export function slipsBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) (rows[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = least;
    }
  }
  return at(a.length, b.length);
}

/**
 * A text with words that are none put right, towards words that could be found: names of things and what is said and written.
 * @param isWord whether it is a word of the language: those stay, however near another is
 * @param there words that could be found, in lower case
 * @returns null where nothing is to be mended
 */
export function mendTypos(
  text: string,
  isWord: (word: string) => boolean,
  there: ReadonlySet<string>,
): { text: string; mended: [string, string][] } | null {
  const stems = new Set([...there].map(stem));
  const mended: [string, string][] = [];
  let rest = text;
  for (const { text: written, lower } of wordsOf(text)) {
    if (lower.length < LEAST_LETTERS || /\d/.test(lower) || isStopWord(lower)) continue;
    if (there.has(lower) || stems.has(stem(lower)) || isWord(lower) || isWord(stem(lower))) continue;
    const near = nearest(lower, there);
    if (near === null) continue;
    mended.push([written, near]);
    rest = rest.replace(written, near);
  }
  return mended.length === 0 ? null : { text: rest, mended };
}

function nearest(word: string, there: ReadonlySet<string>): string | null {
  const most = word.length >= TWO_SLIPS ? 2 : 1;
  let best: string | null = null;
  let least = most + 1;
  for (const other of there) {
    if (
      other[0] !== word[0] ||
      other.length < LEAST_LETTERS - 1 ||
      Math.abs(other.length - word.length) > most
    )
      continue;
    const slips = slipsBetween(word, other);
    // "Recursion" is no slip of "recursive": two slips at the end are another form of the word.
    if (slips > 1 && word.slice(-2) !== other.slice(-2)) continue;
    if (slips < least) {
      least = slips;
      best = other;
    }
  }
  return best;
}
