/** Builds the pack "Voices" from an unpacked PyPI package. Arguments: the packages' folder, and where the pack is to lie. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { runRecipe } from '../write-pack';
import { DIM, voiceEncoder, WINDOW } from './encoder';
import { licences } from './licences';
import { readTorchTensors } from './torch-file';

const DESCRIPTION = {
  format: 2,
  id: 'voices',
  name: 'Voices',
  version: '1.0.0',
  description: 'Built in. Tells the voices of a film apart, so that its transcript says who speaks.',
  provides: ['voices'],
  voices: {
    kind: 'd-vector',
    file: 'voices/encoder.onnx',
    input: 'samples',
    output: 'voices',
    window: WINDOW,
    dim: DIM,
  },
} satisfies Omit<PackManifest, 'files' | 'licences'>;

await runRecipe({
  description: DESCRIPTION,
  copies: {},
  licences,
  async make(packages, work) {
    const { voices } = DESCRIPTION;
    const checkpoint = await readFile(join(packages, 'resemblyzer/resemblyzer/pretrained.pt'));
    const file = join(work, voices.file);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, voiceEncoder(readTorchTensors(checkpoint, 'model_state'), voices));
  },
});
