/** What stands between what was said and what was written down. */
export interface WordErrors {
  readonly words: number;
  readonly substituted: number;
  readonly left: number;
  readonly added: number;
}

/** Word error rate: errors over words said. 0 when nothing was said and nothing written. */
export function rate({ words, substituted, left, added }: WordErrors): number {
  const errors = substituted + left + added;
  return words === 0 ? errors : errors / words;
}

export function sum(all: readonly WordErrors[]): WordErrors {
  return all.reduce(
    (a, b) => ({
      words: a.words + b.words,
      substituted: a.substituted + b.substituted,
      left: a.left + b.left,
      added: a.added + b.added,
    }),
    { words: 0, substituted: 0, left: 0, added: 0 },
  );
}

/** Which of the written words were said, by the longest sequence that both have in common. */
export function rightWords(said: readonly string[], written: readonly string[]): boolean[] {
  const width = written.length + 1;
  const most = new Uint16Array((said.length + 1) * width);
  const at = (i: number, j: number) => most[i * width + j] as number;
  for (let i = said.length - 1; i >= 0; i--) {
    for (let j = written.length - 1; j >= 0; j--) {
      most[i * width + j] =
        said[i] === written[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const right = written.map(() => false);
  for (let [i, j] = [0, 0]; i < said.length && j < written.length; ) {
    if (said[i] === written[j]) {
      right[j] = true;
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return right;
}

interface Cost extends WordErrors {
  readonly total: number;
}

/**
 * The fewest words to change, leave out and add that turn one text into the other (Levenshtein distance over words).
 * @param said words of the reference
 * @param written words of the transcript
 */
export function wordErrors(said: readonly string[], written: readonly string[]): WordErrors {
  const words = said.length;
  let row: Cost[] = Array.from({ length: written.length + 1 }, (_, added) => ({
    words,
    substituted: 0,
    left: 0,
    added,
    total: added,
  }));
  for (const word of said) {
    const first = row[0] as Cost;
    const next: Cost[] = [{ ...first, left: first.left + 1, total: first.total + 1 }];
    for (const [i, heard] of written.entries()) {
      const diagonal = row[i] as Cost;
      const above = row[i + 1] as Cost;
      const before = next[i] as Cost;
      const same = word === heard ? 0 : 1;
      const choices: Cost[] = [
        { ...diagonal, substituted: diagonal.substituted + same, total: diagonal.total + same },
        { ...above, left: above.left + 1, total: above.total + 1 },
        { ...before, added: before.added + 1, total: before.total + 1 },
      ];
      next.push(choices.reduce((best, choice) => (choice.total < best.total ? choice : best)));
    }
    row = next;
  }
  const { substituted, left, added } = row.at(-1) as Cost;
  return { words, substituted, left, added };
}
