// node scripts/run.mjs scripts/question-reader/train.ts [--check]
// Trains the classifiers that read questions (src-main/answer/reader) from examples.tsv and writes their weights. With --check
// it writes nothing and prints how well it reads examples that it was not trained on (five-fold cross-validation).
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { wordingFeatures } from '../../src-main/answer/reader/features';
import { INTENTS, intent, MODALITIES, modality } from '../../src-main/answer/reader/intents';
import {
  type ClassifierFile,
  type Features,
  LinearClassifier,
} from '../../src-main/answer/reader/linear-classifier';
import { openTextSpace } from '../../src-main/inference/text-space';
import { loadPack } from '../../src-main/models/pack';
import { writeWhole } from '../../src-main/models/whole-file';
import { type Labelled, seeded, trainClassifier } from './logistic-regression';

const ROOT = resolve(import.meta.dirname, '..', '..');
const CORE = join(ROOT, 'resources', 'packs', 'core');
const FOLDS = 5;
const FLOORS = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8];

const example = z.tuple([intent, modality, z.string().min(1)]);
interface Example extends Features {
  readonly intent: z.infer<typeof intent>;
  readonly modality: z.infer<typeof modality>;
  readonly text: string;
}

/** One line each: intent, modality, the question with what it is about in brackets. */
async function readExamples(): Promise<Example[]> {
  const lines = readFileSync(join(ROOT, 'scripts', 'question-reader', 'examples.tsv'), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => example.parse(line.split('\t')));
  const texts = rows.map(([, , text]) => text.replace(/[[\]]/g, ''));
  const space = await openTextSpace(await loadPack(CORE));
  if (!space) throw new Error('The built-in pack holds no sentence encoder.');
  const vectors = await space.embedTexts(texts);
  return rows.map(([intent, modality], i) => {
    const text = texts[i] ?? '';
    const embedding = vectors.subarray(i * space.dim, (i + 1) * space.dim);
    return { intent, modality, text, embedding, wording: wordingFeatures(text) };
  });
}

function labelled(examples: readonly Example[], kind: 'intent' | 'modality'): Labelled[] {
  const classes: readonly string[] = kind === 'intent' ? INTENTS : MODALITIES;
  return examples.map((example) => ({ ...example, label: classes.indexOf(example[kind]) }));
}

interface Read {
  readonly right: boolean;
  readonly probability: number;
}

/** How examples are read by a classifier that was trained without them. */
function crossValidated<Class extends string>(
  examples: readonly Example[],
  kind: 'intent' | 'modality',
  classes: readonly Class[],
): Read[] {
  const random = seeded(3);
  const folds = examples.map(() => Math.floor(random() * FOLDS));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = examples.filter((_, i) => folds[i] !== fold);
    const classifier = new LinearClassifier(trainClassifier(labelled(others, kind), classes), classes);
    return examples
      .filter((_, i) => folds[i] === fold)
      .flatMap((example) => {
        const [best] = classifier.classify(example);
        return best ? [{ right: best.is === example[kind], probability: best.probability }] : [];
      });
  }).flat();
}

function print(kind: string, read: readonly Read[]): void {
  const share = (part: readonly unknown[], whole: readonly unknown[]) =>
    `${((100 * part.length) / Math.max(1, whole.length)).toFixed(1)} %`;
  console.log(
    `${kind}: ${share(
      read.filter((r) => r.right),
      read,
    )} of ${read.length} examples`,
  );
  for (const floor of FLOORS) {
    const above = read.filter((r) => r.probability >= floor);
    console.log(
      `  from ${floor} on: ${share(above, read)} read, ${share(
        above.filter((r) => r.right),
        above,
      )} of them rightly`,
    );
  }
}

const examples = await readExamples();
if (process.argv.includes('--check')) {
  print('intent', crossValidated(examples, 'intent', INTENTS));
  print('modality', crossValidated(examples, 'modality', MODALITIES));
} else {
  const intents: ClassifierFile = trainClassifier(labelled(examples, 'intent'), INTENTS);
  const modalities: ClassifierFile = trainClassifier(labelled(examples, 'modality'), MODALITIES);
  const weights = { intents, modalities };
  await writeWhole(
    join(ROOT, 'src-main', 'answer', 'reader', 'weights.json'),
    `${JSON.stringify(weights)}\n`,
  );
  console.log(`Trained on ${examples.length} examples.`);
}
