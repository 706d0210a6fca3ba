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
