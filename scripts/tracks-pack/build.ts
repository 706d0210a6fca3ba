/** Builds the pack "Tracks" from unpacked npm packages. Arguments: the packages' folder, and where the pack is to lie. */
import type { PackManifest } from '../../src-main/models/manifest';
import { runRecipe } from '../packs/write-pack';
import { licences } from './licences';

const DESCRIPTION = {
  format: 2,
  id: 'tracks',
  name: 'Tracks',
  version: '1.0.0',
  description:
    'Built in. Reads what is written in the picture, in Chinese and English, and finds the cuts between shots.',
  provides: ['writing', 'shots'],
  writing: {
    kind: 'pp-ocr',
    detector: 'writing/detector.onnx',
    recogniser: 'writing/recogniser.onnx',
    characters: 'writing/characters.txt',
  },
  shots: {
    kind: 'transnetv2',
    file: 'shots/transnetv2.onnx',
    input: 'frames_packed',
    output: 'scores',
    window: 100,
  },
} satisfies Omit<PackManifest, 'files' | 'licences'>;

const { writing, shots } = DESCRIPTION;

await runRecipe({
  description: DESCRIPTION,
  copies: {
    [writing.detector]: 'writing/assets/ch_PP-OCRv4_det_infer.onnx',
    [writing.recogniser]: 'writing/assets/ch_PP-OCRv4_rec_infer.onnx',
    [writing.characters]: 'writing/assets/ppocr_keys_v1.txt',
    [shots.file]: 'shots/models/transnetv2-ffmpeg.onnx',
  },
  licences,
  async make() {},
});
