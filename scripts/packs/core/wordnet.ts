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
 * Finds the meaning of each ImageNet label. Its synonyms come from WordNet, so the meaning with the same words is right;
 * where several are alike, ImageNet's order decides: it numbers labels in the order of their meanings in WordNet, so of
 * all ways to choose, the one that rises longest is right ("crane": first the bird, later the machine).
 * @param labels each label's synonyms
 */
export function alignLabels(labels: readonly (readonly string[])[], nouns: Nouns): Synset[] {
  const candidates = labels.map((synonyms) => likest(synonyms, nouns));
  const chain = longestRise(candidates.map((senses) => senses.map((sense) => sense.id)));
  return candidates.map((senses, row) => {
    const chosen = senses.find((sense) => sense.id === chain[row]) ?? senses[0];
    if (!chosen) throw new Error(`WordNet has no meaning for the label ${labels[row]?.join(', ')}`);
    return chosen;
  });
}

/** Of the meanings of any of the words, those that share most words with the list and have fewest others. */
function likest(synonyms: readonly string[], nouns: Nouns): Synset[] {
  const wanted = new Set(synonyms.map((word) => word.toLowerCase()));
  const senses = new Set([...wanted].flatMap((word) => nouns.senses(word)));
  const scored = [...senses].map((sense) => {
    const shared = sense.lemmas.filter((lemma) => wanted.has(lemma.toLowerCase())).length;
    return { sense, score: shared / (wanted.size + sense.lemmas.length - shared) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === best).map(({ sense }) => sense);
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
