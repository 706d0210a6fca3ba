import { editDistance } from '../../src-main/worker/recognition/writing/distance';

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

/** Characters are code points: a Chinese one is one. */
export function characterErrors(written: string, read: string): CharacterErrors {
  const expected = [...written];
  return { characters: expected.length, errors: editDistance(expected, [...read]) };
}
