import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One meaning: a set of words for the same thing. */
export interface Synset {
  /** Its place in data.noun, which is its name. */
  readonly id: number;
  /** Words with spaces, as written; the first is the usual one. */
  readonly lemmas: readonly string[];
  /** What it is a kind of, or an instance of. */
  readonly parents: readonly number[];
  readonly children: number[];
  /** Definition, and after it examples in quotation marks. */
  readonly gloss: string;
}

export interface Nouns {
  readonly synsets: ReadonlyMap<number, Synset>;
  /** Meanings of a word in lower case, with spaces, the usual one first. */
  senses(word: string): readonly Synset[];
  /** Every word in lower case. */
  words(): Iterable<string>;
}

/** Reads WordNet's nouns: https://wordnet.princeton.edu/documentation/wndb5wn */
export async function readNouns(dictFolder: string): Promise<Nouns> {
  const [data, index] = await Promise.all(
    ['data.noun', 'index.noun'].map((name) => readFile(join(dictFolder, name), 'latin1')),
  );
  const synsets = parseSynsets(data ?? '');
  const senses = parseIndex(index ?? '');
  return {
    synsets,
    senses: (word) => (senses.get(word) ?? []).flatMap((id) => synsets.get(id) ?? []),
    words: () => senses.keys(),
  };
}

export function parseSynsets(text: string): Map<number, Synset> {
  const synsets = new Map<number, Synset>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('  ')) continue;
    const [facts = '', gloss = ''] = line.split(' | ');
    const fields = facts.split(' ');
    const id = Number(fields[0]);
    const words = Number.parseInt(fields[3] ?? '', 16);
    const lemmas = Array.from({ length: words }, (_, i) => (fields[4 + 2 * i] ?? '').replaceAll('_', ' '));
    const pointersAt = 4 + 2 * words;
    const pointers = Number(fields[pointersAt]);
    const parents: number[] = [];
    for (let i = 0; i < pointers; i++) {
      const at = pointersAt + 1 + 4 * i;
      if (fields[at] === '@' || fields[at] === '@i') parents.push(Number(fields[at + 1]));
    }
    synsets.set(id, { id, lemmas, parents, children: [], gloss: gloss.trim() });
  }
  for (const synset of synsets.values()) {
    for (const parent of synset.parents) synsets.get(parent)?.children.push(synset.id);
  }
  return synsets;
}

function parseIndex(text: string): Map<string, number[]> {
  const senses = new Map<string, number[]>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('  ')) continue;
    const fields = line.trim().split(' ');
    const count = Number(fields[2]);
    senses.set((fields[0] ?? '').replaceAll('_', ' '), fields.slice(-count).map(Number));
  }
  return senses;
}

/**
 * Finds the meaning of each ImageNet label. ImageNet numbers its labels in the order of their meanings in WordNet, so
 * of all ways to choose one meaning for each name, the one that rises most often is right ("crane": first the bird,
 * later the machine). Names outside the rising chain take the meaning nearest to their neighbours'.
 * @returns for each name a meaning, or null where WordNet lacks the word
 */
export function alignLabels(names: readonly string[], nouns: Nouns): (Synset | null)[] {
  const candidates = names.map((name) => nouns.senses(name.toLowerCase()));
  const chain = longestRise(candidates.map((senses) => senses.map((sense) => sense.id)));
  return candidates.map((senses, row) => {
    const expected = chain[row] ?? neighbour(chain, row);
    const nearest = [...senses].sort((a, b) => Math.abs(a.id - expected) - Math.abs(b.id - expected));
    return nearest[0] ?? null;
  });
}

interface Step {
  readonly row: number;
  readonly id: number;
  readonly length: number;
  readonly before: Step | null;
}

/** The longest rising sequence that takes at most one number of each row; null for rows left out. */
export function longestRise(rows: readonly (readonly number[])[]): (number | null)[] {
  /** For each length, the step that ends a rise of that length lowest. */
  const best: Step[] = [];
  rows.forEach((ids, row) => {
    const steps = ids.map((id) => {
      let length = 0;
      while (length < best.length && (best[length] as Step).id < id) length++;
      return { row, id, length, before: best[length - 1] ?? null };
    });
    for (const step of steps) {
      const standing = best[step.length];
      if (!standing || step.id < standing.id) best[step.length] = step;
    }
  });
  const chosen: (number | null)[] = rows.map(() => null);
  for (let step = best.at(-1) ?? null; step; step = step.before) chosen[step.row] = step.id;
  return chosen;
}

function neighbour(chain: readonly (number | null)[], row: number): number {
  for (let distance = 1; distance < chain.length; distance++) {
    const found = chain[row - distance] ?? chain[row + distance];
    if (found !== null && found !== undefined) return found;
  }
  return 0;
}
