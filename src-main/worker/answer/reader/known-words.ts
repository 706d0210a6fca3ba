import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { labelFile } from '../../formats/label-file';
import { wordsOf } from '../words';

/** Words that a pack knows. */
export interface KnownWords {
  /** Whole words of its sentence encoder's vocabulary: thirty thousand, so that a word that is not there is rare or mistyped. */
  readonly language: ReadonlySet<string>;
  /** Those of the names of its labels. */
  readonly labels: ReadonlySet<string>;
}

// Thirty thousand entries: that each is a number is of no interest here.
const vocabulary = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null);
const tokenizerFile = z.object({ model: z.object({ vocab: vocabulary }) });
const none: KnownWords = { language: new Set(), labels: new Set() };
const read = new Map<string, Promise<KnownWords>>();

/** The words of a pack, read once; none where the pack has no such files, so that nothing is taken for mistyped. */
export function knownWords(packDir: string): Promise<KnownWords> {
  const known = read.get(packDir) ?? readWords(packDir).catch(() => none);
  read.set(packDir, known);
  return known;
}

async function readWords(packDir: string): Promise<KnownWords> {
  const json = async (...path: string[]): Promise<unknown> =>
    JSON.parse(await readFile(join(packDir, ...path), 'utf8'));
  const { vocab } = tokenizerFile.parse(await json('text', 'tokenizer.json')).model;
  const { concepts } = labelFile.parse(await json('labels.json'));
  return {
    language: new Set(Object.keys(vocab)),
    labels: new Set(
      concepts.flatMap(({ words }) => words.flatMap((name) => wordsOf(name).map((w) => w.lower))),
    ),
  };
}
