/** Builds the pack "Core" from unpacked npm packages. Arguments: the packages' folder, and where the pack is to lie. */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { openSentenceEncoder } from '../../../src-main/worker/inference/sentence-encoder';
import { runRecipe } from '../write-pack';
import { ByteArithmetic, type Ranges } from './arithmetic';
import calibration from './calibration.json';
import { readKerasWeights } from './keras-weights';
import { embedLabels, readSynonyms } from './label-texts';
import { describeLabels } from './labels';
import { licences } from './licences';
import map from './picture-map.json';
import { FEATURES, IMAGE_SIZE, writeClassifier, writeResnet50 } from './resnet50';
import { readNouns } from './wordnet';

const RECIPE = resolve('scripts', 'packs', 'core');
const MINILM_DIM = 384;
const MINILM_TOKENS = 256;

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
    pictures: {
      file: 'picture-map.f16',
      rank: map.rank,
      places: { file: 'picture-places.f16', words: 'picture-words.json' },
    },
  },
  speech: {
    kind: 'moonshine',
    encoder: 'speech/encoder.onnx',
    decoder: 'speech/decoder.onnx',
    vad: 'speech/vad.onnx',
    sampleRate: 16_000,
  },
} satisfies Omit<PackManifest, 'files' | 'licences'>;

const COPIES: Record<string, string> = {
  'text/model.onnx': 'minilm/models/Xenova/all-MiniLM-L6-v2/onnx/model_quantized.onnx',
  'text/tokenizer.json': 'minilm/models/Xenova/all-MiniLM-L6-v2/tokenizer.json',
  'text/tokenizer_config.json': 'minilm/models/Xenova/all-MiniLM-L6-v2/tokenizer_config.json',
  'speech/encoder.onnx': 'moonshine/dist/model/tiny/quantized/encoder_model.onnx',
  'speech/decoder.onnx': 'moonshine/dist/model/tiny/quantized/decoder_model_merged.onnx',
  'speech/vad.onnx': 'silero/dist/silero_vad_v5.onnx',
};

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

/** What scripts/picture-map/train.ts has learnt from captioned pictures, each file pinned by its content. */
async function copyLearnt(work: string): Promise<void> {
  const { file, places } = DESCRIPTION.text.pictures;
  for (const [name, sha256] of [
    [file, map.sha256],
    [places.file, map.places],
    [places.words, map.words],
  ] as const) {
    const path = join(RECIPE, name);
    const found = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    if (found !== sha256)
      throw new Error(`${path} is not what picture-map.json says: run scripts/picture-map/train.ts.`);
    await copyFile(path, join(work, name));
  }
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

await runRecipe({
  description: DESCRIPTION,
  copies: COPIES,
  licences,
  async make(packages, work) {
    await copyLearnt(work);
    await buildGraphs(packages, work);
    await buildLabels(packages, work);
  },
});
