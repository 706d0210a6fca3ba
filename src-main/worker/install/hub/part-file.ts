import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolders } from '../../../base/make-folder';
import { asDiskError } from '../../../base/packs/hub-errors';
import { replaceFile } from '../../../base/replace-file';

/** First line of a journal: what it is about. A journal about anything else counts for nothing. */
const headLine = z.object({ size: z.number(), pieceBytes: z.number(), source: z.string() });
const pieceLine = z.object({ piece: z.number().int().nonnegative(), sha256: z.string() });

export interface PartOptions {
  readonly size: number;
  readonly pieceBytes: number;
  /** Names what is fetched: what another source left behind is not continued. */
  readonly source: string;
}

/**
 * A file on its way: `NAME.part` at its full length with holes, and beside it `NAME.part.journal` with a line for every piece that
 * is there. A piece is synced before its line is written, so that whatever ends the process, a line tells the truth.
 */
export class PartFile {
  readonly pieces: number;
  readonly #done = new Map<number, string>();

  private constructor(
    readonly path: string,
    readonly options: PartOptions,
    private readonly file: FileHandle,
    private journal: FileHandle,
  ) {
    this.pieces = Math.ceil(options.size / options.pieceBytes);
  }

  /** Goes on with what is there for the same source, or begins anew. @param path the finished file's */
  static async open(path: string, options: PartOptions): Promise<PartFile> {
    await makeFolders(dirname(path));
    const lines = await readJournal(`${path}.part.journal`, options);
    const opened: FileHandle[] = [];
    const take = async (name: string, flags: string) => {
      const handle = await open(name, flags);
      opened.push(handle);
      return handle;
    };
    try {
      // 'r+' where a journal tells what is in it, else an empty file.
      const kept = lines && (await take(`${path}.part`, 'r+').catch(() => null));
      const data = kept ?? (await take(`${path}.part`, 'w+'));
      await data.truncate(options.size);
      const part = new PartFile(path, options, data, await take(`${path}.part.journal`, 'a'));
      await part.#rewrite(kept && lines ? lines : new Map());
      return part;
    } catch (error) {
      for (const handle of opened) await handle.close().catch(() => undefined);
      throw asDiskError(error);
    }
  }

  /** Bytes of a piece, `to` exclusive. */
  range(piece: number): { from: number; to: number } {
    const from = piece * this.options.pieceBytes;
    return { from, to: Math.min(from + this.options.pieceBytes, this.options.size) };
  }

  missing(): number[] {
    return Array.from({ length: this.pieces }, (_, piece) => piece).filter((piece) => !this.#done.has(piece));
  }

  doneBytes(): number {
    return [...this.#done.keys()].reduce(
      (sum, piece) => sum + this.range(piece).to - this.range(piece).from,
      0,
    );
  }

  /** @throws DiskFull */
  async write(at: number, bytes: Uint8Array): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.length) {
        written += (await this.file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
      }
    } catch (error) {
      throw asDiskError(error);
    }
  }

  /** A piece is there. @param sha256 of what was written @throws DiskFull */
  async finishPiece(piece: number, sha256: string): Promise<void> {
    try {
      await this.file.datasync();
      await this.journal.write(`${JSON.stringify({ piece, sha256 })}\n`);
      await this.journal.datasync();
    } catch (error) {
      throw asDiskError(error);
    }
    this.#done.set(piece, sha256);
  }

  /** Pieces whose bytes on the disk are no longer those that were written. */
  async damaged(): Promise<number[]> {
    const found: number[] = [];
    for (const [piece, sha256] of this.#done) {
      const { from, to } = this.range(piece);
      const hash = createHash('sha256');
      for await (const bytes of this.read(from, to)) hash.update(bytes);
      if (hash.digest('hex') !== sha256) found.push(piece);
    }
    return found;
  }

  async forget(pieces: readonly number[]): Promise<void> {
    const kept = new Map([...this.#done].filter(([piece]) => !pieces.includes(piece)));
    await this.#rewrite(kept);
  }

  /** Bytes of the file in order, a megabyte at a time; a piece given out is overwritten by the next. */
  async *read(from = 0, to = this.options.size): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let at = from; at < to; ) {
      const { bytesRead } = await this.file.read(buffer, 0, Math.min(buffer.length, to - at), at);
      if (bytesRead === 0) throw new Error(`${this.path}.part is shorter than it was made`);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  /** The whole file under its own name. */
  async finish(): Promise<void> {
    try {
      await this.file.sync();
    } catch (error) {
      throw asDiskError(error);
    }
    await this.close();
    await rename(`${this.path}.part`, this.path);
    await rm(`${this.path}.part.journal`, { force: true });
  }

  async discard(): Promise<void> {
    await this.close();
    await rm(`${this.path}.part.journal`, { force: true });
    await rm(`${this.path}.part`, { force: true });
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.file.close(), this.journal.close()]);
  }

  /** The journal anew, in one step: killed in between, the old one holds. */
  async #rewrite(done: ReadonlyMap<number, string>): Promise<void> {
    const { size, pieceBytes, source } = this.options;
    const lines = [{ size, pieceBytes, source }, ...[...done].map(([piece, sha256]) => ({ piece, sha256 }))];
    const path = `${this.path}.part.journal`;
    await this.journal.close();
    await replaceFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    this.journal = await open(path, 'a');
    this.#done.clear();
    for (const [piece, sha256] of done) this.#done.set(piece, sha256);
  }
}

/** Null where there is no journal about this very download. A last line cut off by a crash counts for nothing. */
async function readJournal(path: string, wanted: PartOptions): Promise<Map<number, string> | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [first, ...rest] = text.split('\n').map(parseLine);
  const head = headLine.safeParse(first);
  const { size, pieceBytes, source } = wanted;
  if (
    !head.success ||
    head.data.size !== size ||
    head.data.pieceBytes !== pieceBytes ||
    head.data.source !== source
  ) {
    return null;
  }
  const pieces = new Map<number, string>();
  for (const line of rest) {
    const parsed = pieceLine.safeParse(line);
    if (parsed.success && parsed.data.piece * pieceBytes < size)
      pieces.set(parsed.data.piece, parsed.data.sha256);
  }
  return pieces;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
