/** Characters of a text that was to be read, and the fewest to change, leave out and add to make of it what was read. */
export interface CharacterErrors {
  readonly characters: number;
  readonly errors: number;
}

/** Character error rate. 0 when nothing was to be read and nothing was. */
export function rate({ characters, errors }: CharacterErrors): number {
  return characters === 0 ? errors : errors / characters;
}

export function sum(all: readonly CharacterErrors[]): CharacterErrors {
  return all.reduce((a, b) => ({ characters: a.characters + b.characters, errors: a.errors + b.errors }), {
    characters: 0,
    errors: 0,
  });
}

/** Levenshtein distance over characters as people count them (code points): a Chinese character is one. */
export function characterErrors(written: string, read: string): CharacterErrors {
  const [expected, found] = [[...written], [...read]];
  let row = Array.from({ length: found.length + 1 }, (_, i) => i);
  for (const character of expected) {
    const next = [(row[0] as number) + 1];
    for (const [i, other] of found.entries()) {
      const changed = (row[i] as number) + (character === other ? 0 : 1);
      next.push(Math.min(changed, (row[i + 1] as number) + 1, (next[i] as number) + 1));
    }
    row = next;
  }
  return { characters: expected.length, errors: row.at(-1) as number };
}
