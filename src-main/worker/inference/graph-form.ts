// Forms of a pack's graphs for devices, made of the pack's own file at first use and kept beside what is known of the devices:
// nothing more has to be fetched, and what is lost is made again.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeForm } from '../../base/devices/check';
import type { Pack } from '../../base/packs/pack';
import { tokenModel } from '../../base/packs/pack';
import { replaceFile } from '../../base/replace-file';
import { dequantise, isQuantised } from '../formats/onnx/forms/dequantise';
import { halve } from '../formats/onnx/forms/halve';
import { ModelNotChangeable, readModel, writeModel } from '../formats/onnx/model';

/** To be changed with what a form is made like: those of before are then made anew. */
const METHOD = 1;
/** Larger ones are not taken apart: their weights lie in memory meanwhile, twice. */
const LARGEST = 2 ** 30;
/** Milliseconds. */
const LONGEST_WRITE = 3_600_000;

/** A form of one of a pack's graphs. @param folder where forms are kept */
export function formOf(pack: Pack, file: string, form: MadeForm['form'], folder: string): MadeForm {
  const sha256 = pack.manifest.files.find(({ path }) => path === file)?.sha256 ?? '';
  const name = `${tokenModel(pack.manifest)}-${file}`.replace(/[^\w@.-]/g, '_').replace(/\.onnx$/, '');
  return { form, folder, name, sha256 };
}

/**
 * The file of a form: the one that is there, if it is as it was written, else made now. Several processes may make it at once.
 * @param source the pack's own file
 * @throws ModelNotChangeable where the graph has no such form: it computes in it already, or is not understood; what the disk throws
 */
export async function formFile(source: string, made: MadeForm): Promise<string> {
  const { folder, form, name, sha256 } = made;
  const family = `${name}-${form}-`;
  const kin = `${family}${METHOD}-${sha256.slice(0, 16)}-`;
  const all = await readdir(folder).catch(() => []);
  const there = all.filter((file) => file.startsWith(family) && file.endsWith('.onnx'));
  for (const file of there) {
    const path = join(folder, file);
    if (file.startsWith(kin) && file === `${kin}${await hashOf(path)}.onnx`) return path;
  }
  const bytes = await makeForm(source, form);
  await mkdir(folder, { recursive: true });
  const file = `${kin}${shortHash(bytes)}.onnx`;
  await replaceFile(join(folder, file), bytes, { shared: true });
  const left = await leftBehind(
    folder,
    all.filter((name) => name.startsWith(family)),
  );
  for (const old of [...there.filter((name) => name !== file), ...left])
    await rm(join(folder, old), { force: true }).catch(() => undefined);
  return join(folder, file);
}

/** What a process that ended was writing: nobody writes for so long. */
async function leftBehind(folder: string, files: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.new'))) {
    const found = await stat(join(folder, file)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > LONGEST_WRITE) left.push(file);
  }
  return left;
}

async function makeForm(source: string, form: MadeForm['form']): Promise<Uint8Array> {
  if ((await stat(source)).size > LARGEST) throw new ModelNotChangeable('it is too large');
  const model = readModel(await readFile(source));
  if (isQuantised(model)) dequantise(model);
  else if (form === 'fp32') throw new ModelNotChangeable('it computes in float32 as it is');
  if (form === 'fp16') halve(model);
  return Buffer.concat(writeModel(model));
}

async function hashOf(path: string): Promise<string> {
  return shortHash(await readFile(path));
}

function shortHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
