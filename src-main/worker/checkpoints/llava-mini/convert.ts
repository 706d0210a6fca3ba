import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { floatsToHalves } from '../../../base/float16';
import { makeFolders } from '../../../base/make-folder';
import { Cancelled, saysDiskFull } from '../../../base/media/errors';
import { PackDiskFull } from '../../../base/packs/errors';
import type { MakePack, SourceFolder, StepOptions } from '../../../base/packs/install-types';
import { type PackManifest, packManifest } from '../../../base/packs/manifest';
import { replaceFile } from '../../../base/replace-file';
import { type WrittenGraphs, writeGraphs } from './graphs';
import { type FinishedFile, Journal, sizeOf } from './journal';
import { folderLicences } from './licences';
import { manifestOf } from './pack-manifest';
import { packSizes } from './sizes';
import { type LlavaMiniSource, openSource } from './source';
import { Steps } from './steps';
import { readTextFiles, type TextFiles } from './text-files';

/** Changes whenever the files come out otherwise for the same checkpoint. */
const FORM = 2;
const EMBEDDINGS = 'embeddings.bin';
const TOKENIZER = 'tokenizer.json';
const TOKENIZER_CONFIG = 'tokenizer_config.json';
const MANIFEST = 'manifest.json';
/** Values of the embedding table that are converted at once. */
const PIECE = 1 << 22;
/** Left free on the disk. */
const RESERVE = 100_000_000;

/**
 * Makes a pack of a published LLaVA-Mini: config.json, safetensors, tokenizer, and CLIP's weights in `vision/` where the
 * checkpoint has no vision tower. Weights pass through in pieces. A run that was stopped, even killed, goes on where it was
 * when the same folder is made of the same checkpoint again, and ends with the same bytes.
 * @throws CheckpointUnusable, DiskFull, Cancelled
 */
export const makeLlavaMini: MakePack = async (source, target, options) => {
  let opened: LlavaMiniSource | null = null;
  let diskBytes: number | null = null;
  try {
    options.signal.throwIfAborted();
    if (await isDone(target, options)) return;
    opened = await openSource(source.dir);
    diskBytes = packSizes(opened.config, target.precision).diskBytes;
    await convert(opened, source, target, diskBytes, options);
  } catch (error) {
    throw await asPackError(error, target.dir, diskBytes, options.signal);
  } finally {
    await opened?.close();
  }
};

type Target = Parameters<MakePack>[1];

/** A pack of this name and precision, each of its files whole: an earlier run came to its end. */
async function isDone({ dir, id, precision }: Target, options: StepOptions): Promise<boolean> {
  const path = join(dir, MANIFEST);
  if ((await sizeOf(path)) === null) return false;
  const read = packManifest.safeParse(JSON.parse(await readFile(path, 'utf8').catch(() => 'null')));
  const made = read.success && read.data.id === id && read.data.answers?.precision === precision;
  if (made && (await isWhole(dir, read.data, options))) {
    await Journal.forget(dir);
    return true;
  }
  // Without it the folder is no pack while its files are made anew.
  await rm(path);
  return false;
}

async function isWhole(dir: string, { files }: PackManifest, options: StepOptions): Promise<boolean> {
  const steps = new Steps(options);
  steps.begin(
    'check',
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  for (const { path, bytes, sha256 } of files) {
    if ((await sizeOf(join(dir, path))) !== bytes) return false;
    if ((await hashOf(join(dir, path), steps, options.signal)).sha256 !== sha256) return false;
  }
  steps.end();
  return true;
}

async function convert(
  opened: LlavaMiniSource,
  source: SourceFolder,
  target: Target,
  diskBytes: number,
  options: StepOptions,
): Promise<void> {
  const { dir, precision } = target;
  const { config } = opened;
  const text = await readTextFiles(source.dir, config.llama.vocab);
  const key = createHash('sha256')
    .update(JSON.stringify([FORM, precision, opened.stamp]))
    .digest('hex');
  await makeFolders(dir);
  const journal = await Journal.open(dir, key);
  const room = await roomFor(dir, diskBytes);
  if (room.free < room.needed) throw new PackDiskFull(room);

  const steps = new Steps(options);
  steps.begin('convert', diskBytes);
  const written = await graphs(opened, target, journal, key, steps, options.signal);
  await embeddings(opened, target, journal, steps, options.signal);
  await replaceFile(join(dir, TOKENIZER), text.tokenizer);
  await replaceFile(join(dir, TOKENIZER_CONFIG), text.tokenizerConfig);
  steps.end();

  const paths = [...Object.values(written.graphs), ...written.data, EMBEDDINGS, TOKENIZER, TOKENIZER_CONFIG];
  const files = await hashes(dir, paths.sort(), journal, steps, options.signal);
  const manifest = await describe(opened, source, target, text, written, files);
  await replaceFile(join(dir, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  await Journal.forget(dir);
}

/** What is still to be written, what an earlier run left here being done; and what is free. In bytes. */
async function roomFor(dir: string, diskBytes: number): Promise<{ needed: number; free: number }> {
  let there = 0;
  for (const name of await readdir(dir)) there += (await sizeOf(join(dir, name))) ?? 0;
  const { bavail, bsize } = await statfs(dir);
  return { needed: Math.max(0, diskBytes - there) + RESERVE, free: bavail * bsize };
}

async function graphs(
  { config, weights }: LlavaMiniSource,
  { dir, precision }: Target,
  journal: Journal,
  key: string,
  steps: Steps,
  signal: AbortSignal,
): Promise<WrittenGraphs> {
  const known = await journal.findGraphs();
  if (known) {
    steps.add(known.bytes);
    return known.written;
  }
  const written = await writeGraphs(dir, config, weights, {
    precision,
    resumeKey: key,
    signal,
    onBytes: (bytes) => steps.add(bytes),
  });
  await journal.noteGraphs(written);
  return written;
}

/** Rows of the embedding table, in half precision unless the whole pack is in full. */
async function embeddings(
  { config, weights }: LlavaMiniSource,
  { dir, precision }: Target,
  journal: Journal,
  steps: Steps,
  signal: AbortSignal,
): Promise<void> {
  const known = await journal.find(EMBEDDINGS);
  if (known) return steps.add(known.bytes);
  const { vocab, hidden } = config.llama;
  const step = Math.max(1, Math.floor(PIECE / hidden));
  const path = join(dir, EMBEDDINGS);
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(`${path}.part`, 'w');
  try {
    for (let row = 0; row < vocab; row += step) {
      signal.throwIfAborted();
      const values = await weights.read('model.embed_tokens.weight', row, Math.min(vocab, row + step));
      const stored = precision === 'fp32' ? values : floatsToHalves(values);
      const piece = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
      await file.writeFile(piece);
      hash.update(piece);
      bytes += piece.length;
      steps.add(piece.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
  await journal.note(EMBEDDINGS, { bytes, sha256: hash.digest('hex') });
}

async function hashes(
  dir: string,
  paths: readonly string[],
  journal: Journal,
  steps: Steps,
  signal: AbortSignal,
): Promise<PackManifest['files']> {
  const files: PackManifest['files'] = [];
  let total = 0;
  for (const path of paths) total += (await sizeOf(join(dir, path))) ?? 0;
  steps.begin('finish', total);
  for (const path of paths) {
    const known = await journal.find(path);
    if (known) steps.add(known.bytes);
    const file = known ?? (await hashOf(join(dir, path), steps, signal));
    if (!known) await journal.note(path, file);
    files.push({ path, ...file });
  }
  steps.end();
  return files;
}

async function hashOf(path: string, steps: Steps, signal: AbortSignal): Promise<FinishedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
    steps.add((piece as Buffer).length);
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function describe(
  opened: LlavaMiniSource,
  source: SourceFolder,
  { id, name, precision }: Target,
  text: TextFiles,
  written: WrittenGraphs,
  files: PackManifest['files'],
): Promise<PackManifest> {
  const licences = source.licences.length > 0 ? source.licences : await folderLicences(source);
  const manifest = manifestOf({
    id,
    name,
    precision,
    config: opened.config,
    notes: opened.notes,
    licences,
    origin: source.repository === null ? null : { repository: source.repository, revision: source.revision },
    files,
    written,
    text,
    paths: { embeddings: EMBEDDINGS, tokenizer: TOKENIZER, tokenizerConfig: TOKENIZER_CONFIG },
  });
  return packManifest.parse(manifest);
}

/** What stopped the work, as one of the failures that the user can do something about. */
async function asPackError(
  error: unknown,
  dir: string,
  diskBytes: number | null,
  signal: AbortSignal,
): Promise<unknown> {
  if (saysDiskFull(error)) {
    await removeHalfMade(dir);
    const room = diskBytes === null ? null : await roomFor(dir, diskBytes).catch(() => null);
    // A quota may end what the disk has room for: then there is no telling how much to free.
    return new PackDiskFull(room && room.free < room.needed ? room : null, { cause: error });
  }
  return signal.aborted ? new Cancelled({ cause: error }) : error;
}

/** Files that were being written, so that a full disk has room again; those that were finished stay. */
async function removeHalfMade(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  const half = names.filter((name) => name.endsWith('.part') || name.endsWith('.new'));
  for (const name of half) {
    // The note of how far a file of weights was goes with it.
    for (const path of [name, `${name}.json`]) await rm(join(dir, path), { force: true });
  }
}
