import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabelFile } from '../../../src-main/worker/formats/label-file';
import type { SentenceEncoder } from '../../../src-main/worker/inference/sentence-encoder';
import { addScaled, normalise } from '../../../src-main/worker/inference/vectors';
import type { Synset } from './wordnet';

/**
 * Each label's synonyms, in label order: from the class list of one package, and the other package's name for it, which
 * is spelt as in WordNet where the list is not ("jelly fish").
 */
export async function readSynonyms(packages: string): Promise<string[][]> {
  const source = await readFile(join(packages, 'classes/dist/imagenet_classes.js'), 'utf8');
  const names = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(packages, 'resnet/assets/labels.json'), 'utf8')));
  return parseClasses(source).map((synonyms, label) => {
    const name = (names[label] ?? '').replaceAll('_', ' ');
    const known = synonyms.some((synonym) => synonym.toLowerCase() === name.toLowerCase());
    return known ? synonyms : [...synonyms, name];
  });
}

/** Reads entries like `2: 'great white shark, ' + 'white shark',` out of a JavaScript object. */
export function parseClasses(source: string): string[][] {
  const text = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;
  const entry = /(\d+):((?:\s*\+?\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))+)/g;
  const classes: string[][] = [];
  for (const [, label, parts = ''] of source.matchAll(entry)) {
    const whole = [...parts.matchAll(text)].map(([, single, double]) => single ?? double ?? '').join('');
    classes[Number(label)] = whole.replace(/\\(.)/g, '$1').split(', ');
  }
  return classes;
}

/**
 * A vector for each label: the mean of several ways to put it. One alone (a name) is worse at finding photos.
 * @returns unit vectors, float32 [labels, dim]
 */
export async function embedLabels(
  labels: LabelFile['labels'],
  parents: readonly (Synset | undefined)[],
  encoder: SentenceEncoder,
  dim: number,
): Promise<Float32Array> {
  const vectors = new Float32Array(labels.length * dim);
  for (const [number, label] of labels.entries()) {
    const texts = labelTexts(label, parents[number]?.lemmas[0]);
    const embedded = await encoder.embed(texts);
    const mean = new Float32Array(dim);
    texts.forEach((_, i) => {
      addScaled(mean, embedded.subarray(i * dim, (i + 1) * dim), 1);
    });
    vectors.set(normalise(mean), number * dim);
  }
  return vectors;
}

function labelTexts(label: LabelFile['labels'][number], kind: string | undefined): string[] {
  const name = label.synonyms[0] ?? label.name;
  const definition = label.gloss.split('; "')[0] ?? label.gloss;
  const article = /^[aeiou]/i.test(name) ? 'an' : 'a';
  return [
    definition,
    `a photo of ${article} ${label.synonyms.slice(0, 2).join(', ')}`,
    kind ? `${article} ${name}, a kind of ${kind}` : `${article} ${name}`,
  ];
}
