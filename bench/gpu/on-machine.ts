// What a bundle runs on a machine with a card: the rows of `npm run bench -- gpu`, printed as they come.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FramesPart } from '../../src-main/base/packs/manifest';
import { table } from '../report';
import { type Hollowed, refill } from './hollow';
import { answerFigures } from './on-device';
import { gpuRows, gpuWanted } from './section';

/** core.json of a bundle. */
export interface BundledCore {
  readonly frames: FramesPart;
  readonly model: string;
  readonly taken: readonly Hollowed[];
}

const args = process.argv.slice(2);
if (!(await answerFigures(args))) {
  const here = import.meta.dirname;
  const { frames, model, taken } = JSON.parse(readFileSync(join(here, 'core.json'), 'utf8')) as BundledCore;
  const path = join(here, 'core.onnx');
  const bytes = new Uint8Array(readFileSync(join(here, 'core-hollow.onnx')));
  refill(bytes, taken);
  writeFileSync(path, bytes);
  const rows = await gpuRows(gpuWanted(args), { path, frames, model }, join(here, 'worker.mjs'));
  console.log(table(rows));
}
