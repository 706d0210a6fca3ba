// Language models in fewer bits a weight, for devices that have no room for them as their packs hold them: made of the pack's own
// graph at first use, in minutes and gigabytes, and kept beside what is known of the devices.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MadeForm } from '../../base/devices/check';
import { freeBytes } from '../../base/media/disk';
import { saysDiskFull } from '../../base/media/errors';
import { VerifiedFiles } from '../../base/packs/verified-files';
import { replaceFile } from '../../base/replace-file';
import { formsOf } from '../checkpoints/llava-mini/graphs/precision';
import { type BitsOf, bytesInBlocks, inBlocks } from '../formats/onnx/forms/blocks';
import { type OnnxModel, readModel, writeModel } from '../formats/onnx/model';
import { TensorFile } from '../formats/onnx/tensor-file';

/** To be changed with what such a form is made like: those of before are then made anew. */
const METHOD = 1;
/** Left free on the disk. */
const RESERVE = 100_000_000;
/** Milliseconds: nobody makes one for so long. */
const LONGEST_WRITE = 6 * 3_600_000;
const VERIFIED = 'verified.json';

export type BlockForm = 'int8' | 'int4';

/** Whoever waits while a form is made. */
export interface Making {
  readonly signal: AbortSignal;
  /** @param fraction 0..1 */
  readonly onProgress: (fraction: number) => void;
}

/** The disk has no room for a form: the next smaller one, or the CPU, is taken this time, and it is said with the answer. */
export class NoRoomForForm extends Error {
  /** In bytes. */
  constructor(
    readonly needed: number,
    readonly free: number,
    options?: { cause?: unknown },
  ) {
    super('the disk has no room for a form', options);
    this.name = 'NoRoomForForm';
  }
}

export function isBlockForm(form: string): form is BlockForm {
  return form === 'int8' || form === 'int4';
}

/**
 * The file of a language model's graph in fewer bits: the one that is there if it is as it was written, else made now. Other such
 * forms of the same graph go: each takes gigabytes.
 * @param source the pack's own file
 * @throws ModelNotChangeable where the graph has no such form; NoRoomForForm; the signal's reason; what the disk throws
 */
export async function blockFormFile(source: string, made: MadeForm, making: Making): Promise<string> {
  const form = made.form as BlockForm;
  await mkdir(made.folder, { recursive: true });
  const verified = await VerifiedFiles.open(join(made.folder, VERIFIED));
  const known = await find(made, verified);
  if (known !== null) return known;
  const model = readModel(await readFile(source), true);
  const bitsOf = bitsIn(form);
  const needed = bytesInBlocks(model, bitsOf);
  const free = await freeBytes(made.folder);
  if (free < needed + RESERVE) throw new NoRoomForForm(needed + RESERVE, free);
  const data = await makeData(source, model, made, { bitsOf, needed }, making);
  const path = await describe(model, made, data, verified);
  await removeOthers(made, [path, data.path]);
  return path;
}

/** As the builders of packs hold a language model in this many bits. */
function bitsIn(form: BlockForm): BitsOf {
  const { llm, head } = formsOf(form);
  return (name) => ((name === 'lm_head' ? head : llm) === 'blocks4' ? 4 : 8);
}

/** Begins the names of all such forms of a graph, and of this one as it is made now. */
function family({ name }: MadeForm): RegExp {
  const escaped = name.replace(/[.@-]/g, '\\$&');
  return new RegExp(`^${escaped}-int[48]-`);
}

function kin({ name, form, sha256 }: MadeForm): string {
  return `${name}-${form}-${METHOD}-${sha256.slice(0, 16)}-`;
}

/** Null where there is none that is whole. */
async function find(made: MadeForm, verified: VerifiedFiles): Promise<string | null> {
  const { folder } = made;
  for (const file of await readdir(folder)) {
    if (!file.startsWith(kin(made)) || !file.endsWith('.onnx')) continue;
    const bytes = await readFile(join(folder, file));
    if (file !== `${kin(made)}${short(createHash('sha256').update(bytes).digest('hex'))}.onnx`) continue;
    const [data] = dataOf(readModel(bytes, true));
    if (data && (await isWhole(join(folder, data), verified))) {
      await verified.save();
      return join(folder, file);
    }
  }
  return null;
}

function dataOf({ stored }: OnnxModel): Set<string> {
  return new Set([...stored.values()].map(({ file }) => file));
}

/** Whether a file of weights has the content that its name says; read only where it was not before. */
async function isWhole(path: string, verified: VerifiedFiles): Promise<boolean> {
  const stamp = await stat(path).catch(() => null);
  const named = /-([0-9a-f]{16})\.data$/.exec(path)?.[1] ?? '';
  if (stamp === null) return false;
  if (verified.has(path, stamp, named)) return true;
  if (short(await hashOf(path)) !== named) return false;
  verified.add(path, stamp, named);
  return true;
}

interface Data {
  readonly path: string;
  readonly hash: string;
}

async function makeData(
  source: string,
  model: OnnxModel,
  made: MadeForm,
  { bitsOf, needed }: { readonly bitsOf: BitsOf; readonly needed: number },
  { signal, onProgress }: Making,
): Promise<Data> {
  const path = join(made.folder, `${kin(made)}${process.pid}.data`);
  let written = 0;
  const file = await TensorFile.open(path, null, (bytes) => {
    written += bytes;
    onProgress(Math.min(1, written / needed));
  });
  try {
    await inBlocks(model, dirname(source), file, bitsOf, signal);
    await file.finish();
  } catch (cause) {
    await file.abandon().catch(() => undefined);
    await rm(`${path}.part`, { force: true });
    if (saysDiskFull(cause))
      throw new NoRoomForForm(needed + RESERVE, await freeBytes(made.folder), { cause });
    throw cause;
  }
  const hash = short(await hashOf(path));
  const named = join(made.folder, `${kin(made)}${hash}.data`);
  await rename(path, named);
  return { path: named, hash };
}

/** Writes the graph: from then on the form is there. */
async function describe(
  model: OnnxModel,
  made: MadeForm,
  { path, hash }: Data,
  verified: VerifiedFiles,
): Promise<string> {
  const data = `${kin(made)}${hash}.data`;
  for (const [name, tensor] of model.stored) model.stored.set(name, { ...tensor, file: data });
  const bytes = Buffer.concat(writeModel(model));
  const name = `${kin(made)}${short(createHash('sha256').update(bytes).digest('hex'))}.onnx`;
  await replaceFile(join(made.folder, name), bytes, { shared: true });
  verified.add(path, await stat(path), hash);
  await verified.save();
  return join(made.folder, name);
}

/** Also what a process that ended was writing. What a running one writes stays. */
async function removeOthers(made: MadeForm, stay: readonly string[]): Promise<void> {
  const all = family(made);
  for (const file of (await readdir(made.folder)).filter((name) => all.test(name))) {
    const path = join(made.folder, file);
    if (stay.includes(path)) continue;
    const found = await stat(path).catch(() => null);
    const isWritten =
      /(\.part|\.new|-\d+\.data)$/.test(file) && found && Date.now() - found.mtimeMs < LONGEST_WRITE;
    if (!isWritten) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
}

function short(hash: string): string {
  return hash.slice(0, 16);
}
