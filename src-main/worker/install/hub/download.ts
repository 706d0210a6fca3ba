import { createHash, type Hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Cancelled } from '../../../base/media/errors';
import { DownloadFailed } from '../../../base/packs/hub-errors';
import type { StepOptions } from '../../../base/packs/install-types';
import { type ResolvedFile, refuse } from './client';
import { checkRemotePath } from './names';
import { PartFile } from './part-file';
import { pool } from './pool';
import { Patience } from './retry';
import { Tally } from './tally';
import { Passing, type Response, type Transport } from './transport';

export interface DownloadOptions extends StepOptions {
  readonly transport: Transport;
  /** Connections at once. */
  readonly connections?: number;
  /** Of a range that is asked for at once, and kept across a stop. */
  readonly pieceBytes?: number;
}

const CONNECTIONS = 4;
const PIECE = 32 * 1024 * 1024;

/** The server sends whole files only. */
class NoRanges extends Error {}

/**
 * Fetches files into a folder, several ranges at a time, and goes on from what an earlier run left there. Each file has its
 * own name only when its size, and its hash where one is known, are right. Wrong content is fetched once more.
 * @throws DownloadFailed naming the file; DiskFull; Cancelled
 */
export async function downloadAll(
  files: readonly ResolvedFile[],
  dir: string,
  options: DownloadOptions,
): Promise<void> {
  await new Download(files, dir, options).run();
}

class Download {
  readonly #tally: Tally;
  /** Where a redirection led for each file: asked again only when that address fails. */
  readonly #direct = new Map<string, string>();
  /** One file is hashed while the next is fetched. */
  #checks: Promise<void> = Promise.resolve();
  /** Stops everything when one thing fails. */
  readonly #stop = new AbortController();
  #failure: { readonly error: unknown } | null = null;
  readonly #signal: AbortSignal;

  constructor(
    private readonly files: readonly ResolvedFile[],
    private readonly dir: string,
    private readonly options: DownloadOptions,
  ) {
    for (const file of files) checkRemotePath(file.path);
    this.#tally = new Tally(files, options.onProgress);
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  async run(): Promise<void> {
    const { connections = CONNECTIONS, pieceBytes = PIECE } = this.options;
    const waiting: ResolvedFile[] = [];
    for (const file of this.files) {
      if (await isThere(join(this.dir, file.path), file.bytes)) this.#tally.whole(file);
      else waiting.push(file);
    }
    try {
      // Small files go side by side, large ones after each other with their pieces side by side.
      const small = waiting.filter((file) => file.bytes <= pieceBytes);
      await pool(small, connections, (file) => this.#file(file));
      for (const file of waiting) if (file.bytes > pieceBytes) await this.#file(file);
      this.#tally.downloaded();
      await this.#checks;
    } catch (error) {
      this.#fail(error);
      await this.#checks.catch(() => undefined);
      throw this.options.signal.aborted ? new Cancelled({ cause: error }) : this.#failure?.error;
    }
  }

  async #file(file: ResolvedFile): Promise<void> {
    const part = await this.#open(file);
    try {
      this.#tally.fetched(part.doneBytes());
      await this.#pieces(file, part);
    } catch (error) {
      // The other connections need not run on.
      this.#fail(error);
      await part.close();
      throw error;
    }
    this.#checks = this.#checks.then(
      () => this.#finish(file, part),
      async (error) => {
        await part.close();
        throw error;
      },
    );
    this.#checks.catch((error) => this.#fail(error));
  }

  /** What comes after the first failure is only its echo. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }

  #open(file: ResolvedFile): Promise<PartFile> {
    const { pieceBytes = PIECE } = this.options;
    const source = expectedHash(file)?.value ?? file.url;
    return PartFile.open(join(this.dir, file.path), { size: file.bytes, pieceBytes, source });
  }

  async #pieces(file: ResolvedFile, part: PartFile): Promise<void> {
    const [first, ...rest] = part.missing();
    if (first === undefined) return;
    try {
      await this.#piece(file, part, first);
      await pool(rest, this.options.connections ?? CONNECTIONS, (piece) => this.#piece(file, part, piece));
    } catch (error) {
      if (!(error instanceof NoRanges)) throw error;
      await this.#whole(file, part);
    }
  }

  async #piece(file: ResolvedFile, part: PartFile, piece: number): Promise<void> {
    const { from, to } = part.range(piece);
    const patience = new Patience(file.name, this.options.transport.timing, this.#signal);
    const hash = createHash('sha256');
    let at = from;
    while (at < to) {
      try {
        const response = await this.#ask(file, { range: `bytes=${at}-${to - 1}` });
        checkRange(response, at, to, file);
        for await (const bytes of this.#bytes(response)) {
          if (at + bytes.length > to) throw new Passing('more came than was asked for');
          await part.write(at, bytes);
          hash.update(bytes);
          at += bytes.length;
          this.#tally.fetched(bytes.length);
          patience.progress();
        }
        if (at < to) throw new Passing('the connection ended early');
      } catch (error) {
        this.#direct.delete(file.name);
        if (error instanceof NoRanges) this.#tally.fetched(from - at);
        await patience.after(error);
      }
    }
    await part.finishPiece(piece, hash.digest('hex'));
  }

  /** From a server that knows no ranges: from the start, each time. */
  async #whole(file: ResolvedFile, part: PartFile): Promise<void> {
    const patience = new Patience(file.name, this.options.transport.timing, this.#signal);
    let furthest = 0;
    for (;;) {
      this.#tally.fetched(-part.doneBytes());
      await part.forget(Array.from({ length: part.pieces }, (_, piece) => piece));
      let at = 0;
      try {
        const response = await this.#ask(file, {});
        checkLength(response, file);
        let hash = createHash('sha256');
        for await (const bytes of this.#bytes(response)) {
          if (at + bytes.length > file.bytes) throw new Passing('more came than there should be');
          at = await this.#cut(
            part,
            at,
            bytes,
            () => hash,
            (next) => {
              hash = next;
            },
          );
          // Only what never came before is progress: it begins anew each time.
          if (at > furthest) patience.progress();
          furthest = Math.max(furthest, at);
        }
        if (at < file.bytes) throw new Passing('the connection ended early');
        return;
      } catch (error) {
        this.#tally.fetched(part.doneBytes() - at);
        this.#direct.delete(file.name);
        await patience.after(error);
      }
    }
  }

  /** Writes bytes that may reach over the end of a piece; each piece has its own hash. */
  async #cut(
    part: PartFile,
    from: number,
    bytes: Uint8Array,
    hash: () => Hash,
    renew: (hash: Hash) => void,
  ): Promise<number> {
    let at = from;
    let rest = bytes;
    while (rest.length > 0) {
      const piece = Math.floor(at / part.options.pieceBytes);
      const { to } = part.range(piece);
      const now = rest.subarray(0, to - at);
      await part.write(at, now);
      hash().update(now);
      at += now.length;
      rest = rest.subarray(now.length);
      this.#tally.fetched(now.length);
      if (at === to) {
        await part.finishPiece(piece, hash().digest('hex'));
        renew(createHash('sha256'));
      }
    }
    return at;
  }

  async #ask(file: ResolvedFile, headers: Readonly<Record<string, string>>): Promise<Response> {
    const direct = this.#direct.get(file.name);
    const response = await this.options.transport.send('GET', direct ?? file.url, headers, this.#signal);
    // An address with a signature lasts for some time only: the hub is asked for another.
    if (direct !== undefined && [401, 403, 404, 410].includes(response.status)) {
      response.body.on('error', () => undefined).destroy();
      throw new Passing('the address is no longer valid', 0);
    }
    if (response.status !== 416) await refuse(response, file.name);
    this.#direct.set(file.name, response.url);
    return response;
  }

  async *#bytes(response: Response): AsyncGenerator<Uint8Array> {
    const { body } = response;
    const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    try {
      for (;;) {
        let next: IteratorResult<Buffer>;
        try {
          next = await pieces.next();
        } catch (cause) {
          throw new Passing('the connection broke off', null, { cause });
        }
        if (next.done) return;
        yield next.value;
      }
    } finally {
      // Whoever stops reading early leaves nothing open behind.
      body.on('error', () => undefined).destroy();
    }
  }

  /** Checks a file that is all there, and gives it its name. */
  async #finish(file: ResolvedFile, part: PartFile): Promise<void> {
    try {
      if (!(await this.#isRight(file, part))) {
        await this.#again(file, part);
        if (!(await this.#isRight(file, part))) {
          await part.discard();
          throw new DownloadFailed(
            file.name,
            'what the server sends, twice now, is not what was published',
            'Try again later, without the mirror if one is set.',
          );
        }
      }
      await part.finish();
    } catch (error) {
      await part.close().catch(() => undefined);
      throw error;
    }
  }

  /** Fetches once more what is wrong: pieces that the disk did not keep, else all of them. */
  async #again(file: ResolvedFile, part: PartFile): Promise<void> {
    const damaged = await part.damaged();
    const before = part.doneBytes();
    const all = Array.from({ length: part.pieces }, (_, piece) => piece);
    await part.forget(damaged.length > 0 ? damaged : all);
    this.#tally.fetched(part.doneBytes() - before);
    await this.#pieces(file, part);
  }

  async #isRight(file: ResolvedFile, part: PartFile): Promise<boolean> {
    const expected = expectedHash(file);
    if (expected === null) {
      this.#tally.checked(file.bytes);
      return true;
    }
    const hash = createHash(expected.algorithm);
    if (expected.value === file.gitSha1) hash.update(`blob ${file.bytes}\0`);
    let read = 0;
    for await (const bytes of part.read()) {
      this.#signal.throwIfAborted();
      hash.update(bytes);
      read += bytes.length;
      this.#tally.checked(bytes.length);
    }
    if (hash.digest(expected.written) === expected.value) return true;
    this.#tally.checked(-read);
    return false;
  }
}

/** The best hash that is known of a file, and how it is written; null where none is. */
function expectedHash({ sha256, gitSha1, sha512 }: ResolvedFile) {
  if (sha512 !== undefined) return { algorithm: 'sha512', written: 'base64', value: sha512 } as const;
  if (sha256 !== null) return { algorithm: 'sha256', written: 'hex', value: sha256 } as const;
  return gitSha1 === null ? null : ({ algorithm: 'sha1', written: 'hex', value: gitSha1 } as const);
}

/** @throws NoRanges; Passing where the answer is not the range that was asked for, of a file of the right size */
function checkRange(response: Response, from: number, to: number, file: ResolvedFile): void {
  if (response.status === 200) {
    const isAll = from === 0 && to === file.bytes;
    if (!isAll) throw new NoRanges();
    checkLength(response, file);
    return;
  }
  const said = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.header('content-range') ?? '');
  const total = said?.[3] === '*' ? file.bytes : Number(said?.[3]);
  if (
    response.status !== 206 ||
    Number(said?.[1]) !== from ||
    Number(said?.[2]) >= to ||
    total !== file.bytes
  ) {
    throw new Passing('the server has a file of another size there');
  }
}

function checkLength(response: Response, file: ResolvedFile): void {
  const length = response.header('content-length');
  if (length !== null && Number(length) !== file.bytes) {
    throw new Passing('the server has a file of another size there');
  }
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile() && found.size === bytes,
    () => false,
  );
}
