import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { LongtakeError } from '../../../src-shared/errors';
import { Cancelled, FileMissing, systemCode } from '../../base/media/errors';
import { unusable } from '../../base/packs/errors';
import { makeFolderFor } from '../../base/packs/folders';
import { asDiskError } from '../../base/packs/hub-errors';
import type { StepOptions } from '../../base/packs/install-types';
import { isSafePath } from './hub/names';

export interface UnpackOptions extends StepOptions {
  /** Bytes that may be written: what an archive holds beyond that is a bomb, or will not fit anyway. */
  readonly mostBytes: number;
  /** Of a zip only these come out, under the names that they are given here; all where it is left out. */
  readonly only?: ReadonlyMap<string, string>;
}

/** A published model has some dozen files. */
const MOST_FILES = 10_000;

/**
 * Unpacks a zip, tar or tar.gz into a folder. Only ordinary files and folders come out: a link, a device, or a name that would
 * leave the folder refuses the whole archive. A file has its name only when it is whole.
 * @throws CheckpointUnusable for an archive that is damaged or not to be trusted; FileMissing; DiskFull; Cancelled
 */
export async function unpack(path: string, dir: string, options: UnpackOptions): Promise<void> {
  const writer = new Writer(dir, options);
  try {
    if (/\.zip$/i.test(path)) await unpackZip(path, writer, options);
    else await unpackTar(path, writer, options);
  } catch (error) {
    if (options.signal.aborted) throw new Cancelled({ cause: error });
    if (systemCode(error) === 'ENOENT')
      throw new FileMissing(path.split(/[\\/]/).at(-1) ?? path, { cause: error });
    throw asArchiveError(error);
  }
}

/** What the libraries complain of is the archive; their own words are for developers. */
function asArchiveError(error: unknown): unknown {
  const known = asDiskError(error);
  const ofSystem = /^E[A-Z0-9]+$/.test(systemCode(error) ?? '');
  if (known !== error || error instanceof LongtakeError || ofSystem) return known;
  return unusable('the archive is damaged', 'Download or copy the archive again.', { cause: error });
}

async function unpackZip(path: string, writer: Writer, { onProgress, only }: UnpackOptions): Promise<void> {
  const zip: ZipFile = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true });
  try {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= MOST_FILES) throw tooMany();
      entries.push(entry);
    }
    const wanted = (name: string) => only?.has(name) ?? !name.endsWith('/');
    const files = entries.filter((entry) => wanted(entry.fileName));
    if (only && files.length !== only.size) throw unusable('the archive lacks a file that should be in it');
    const bytesTotal = files.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    writer.expect(bytesTotal);
    let before = 0;
    for (const entry of files) {
      // Made on a Unix system the upper half is the file's mode: 0o12 in front is a link.
      const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (mode !== 0 && mode !== 0o100000) throw noOrdinaryFile(entry.fileName);
      const begun = before;
      await writer.file(
        only?.get(entry.fileName) ?? entry.fileName,
        entry.uncompressedSize,
        async () => zip.openReadStreamPromise(entry),
        (bytes) => onProgress({ step: 'download', bytesDone: begun + bytes, bytesTotal }),
        entry.crc32,
      );
      before += entry.uncompressedSize;
    }
  } finally {
    zip.close();
  }
}

/** One pass: what a tar holds is only known when it has been read. Progress is that of reading. */
async function unpackTar(path: string, writer: Writer, { signal, onProgress }: UnpackOptions): Promise<void> {
  const source = await open(path, 'r');
  try {
    const { size } = await source.stat();
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => undefined);
    let work: Promise<void> = Promise.resolve();
    let count = 0;
    const parser = new Parser({ strict: true });
    parser.on('entry', (entry: ReadEntry) => {
      const take = async () => {
        if (++count > MOST_FILES) throw tooMany();
        await takeEntry(entry, writer);
      };
      work = work.then(take);
      work.catch(failed.reject);
    });
    parser.on('error', failed.reject);
    const ended = Promise.withResolvers<void>();
    parser.on('end', ended.resolve);
    let bytesDone = 0;
    for await (const piece of source.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
      if (signal.aborted) throw new Cancelled();
      if (!parser.write(piece as Buffer)) {
        const drained = Promise.withResolvers<void>();
        parser.once('drain', drained.resolve);
        await Promise.race([drained.promise, failed.promise]);
      }
      bytesDone += (piece as Buffer).length;
      onProgress({ step: 'download', bytesDone, bytesTotal: size });
    }
    parser.end();
    await Promise.race([ended.promise.then(() => work), failed.promise]);
  } finally {
    await source.close();
  }
}

async function takeEntry(entry: ReadEntry, writer: Writer): Promise<void> {
  const name = entry.path.replace(/^(\.\/)+/, '');
  if (entry.type === 'Directory' || (entry as { ignore?: boolean }).ignore) {
    entry.resume();
    return;
  }
  if (entry.type !== 'File' && entry.type !== 'OldFile') throw noOrdinaryFile(name);
  writer.expect(entry.size);
  await writer.file(
    name,
    entry.size,
    async () => entry,
    () => undefined,
    null,
  );
}

/** Writes an archive's files, and refuses what must not be written. */
class Writer {
  /** Names so far, as a system that ignores case sees them. */
  readonly #names = new Set<string>();
  #expected = 0;

  constructor(
    private readonly dir: string,
    private readonly options: UnpackOptions,
  ) {}

  /** @throws CheckpointUnusable where so many more bytes are too many */
  expect(bytes: number): void {
    this.#expected += bytes;
    if (this.#expected > this.options.mostBytes) {
      throw unusable(
        `the archive holds more than fits on the disk (${Math.ceil(this.#expected / 1e6)} MB)`,
        'Free some space, or unpack it elsewhere and import the folder.',
      );
    }
  }

  async file(
    name: string,
    size: number,
    content: () => Promise<AsyncIterable<Uint8Array>>,
    onBytes: (bytes: number) => void,
    crc: number | null,
  ): Promise<void> {
    if (!isSafePath(name))
      throw unusable(`the archive has a file with a name that may not be used (${printed(name)})`);
    const plain = name.toLowerCase();
    if (this.#names.has(plain)) throw unusable(`the archive has two files named ${printed(name)}`);
    this.#names.add(plain);
    const target = join(this.dir, name);
    await makeFolderFor(target);
    const stream = await content();
    const file = await open(`${target}.part`, 'w');
    let written = 0;
    let sum = 0;
    try {
      for await (const bytes of stream) {
        if (this.options.signal.aborted) throw new Cancelled();
        written += bytes.length;
        if (written > size) break;
        await file.appendFile(bytes);
        if (crc !== null) sum = crc32(bytes, sum);
        onBytes(written);
      }
      await file.sync();
    } finally {
      await file.close();
      if (written !== size) await rm(`${target}.part`, { force: true });
      // A stream that nobody reads to its end would hold the archive open.
      (stream as Readable).destroy?.();
    }
    if (written !== size || (crc !== null && sum !== crc)) {
      throw unusable(`the archive is damaged at ${printed(name)}`, 'Download or copy the archive again.');
    }
    await rename(`${target}.part`, target);
  }
}

function tooMany() {
  return unusable(`the archive holds more than ${MOST_FILES} files`);
}

function noOrdinaryFile(name: string) {
  return unusable(
    `the archive holds something that is no ordinary file (${printed(name)})`,
    'Unpack it yourself and import the folder.',
  );
}

function printed(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
