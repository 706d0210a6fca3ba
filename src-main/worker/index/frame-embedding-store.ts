// view.bin, the embedding index of a film's frames: made from the tokens by a text space, made anew where damaged, read by
// searches.
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readFully, writeFully } from '../../base/film/append-file';
import { asReadError, IndexBroken, IndexUnreadable, isBroken, OtherModel } from '../../base/film/errors';
import { openTokenReader, type TokenReader } from '../../base/film/token-store';
import { asWriteError, DiskFull, systemCode } from '../../base/media/errors';
import { makeWay } from '../../base/replace-file';
import type { TextSpace, ViewKind } from '../inference/types';
import {
  BLOCK_ROWS,
  blockAt,
  blockBytes,
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  isBlockWhole,
  quantise,
  rowBytes,
  sealBlock,
  spaceHash,
  type ViewBlock,
  type ViewHeader,
  type ViewShape,
} from './frame-embedding-format';

export const VIEW_FILE = 'view.bin';

/** What views are made from: a video's stored tokens. */
export type FrameSource = Pick<TokenReader, 'count' | 'readRows' | 'readTokens'>;

/** Only as much of a text space as its files depend on. */
export type ViewSpace = Pick<TextSpace, 'views' | 'tokenModel' | 'labelsPerFrame' | 'viewFrames'>;

/** A block of a view file is not what was written. */
export class BlockDamaged extends IndexBroken {
  constructor(readonly block: number) {
    super(`what ${SEARCH_FILE} holds has changed`);
  }
}

const SEARCH_FILE = 'the file that its pictures are searched by';

function shapeOf(space: ViewSpace): ViewShape {
  return { dim: space.views.dim, labels: space.labelsPerFrame };
}

/** An open view file of the wanted text space, or of one that earlier versions made. */
export class FrameEmbeddingFile {
  private constructor(
    private readonly file: FileHandle,
    readonly header: ViewHeader,
  ) {}

  /**
   * @param kinds which are wanted; without them an earlier one will do
   * @returns null when there is none, or one that must be made anew
   * @throws IndexUnreadable
   */
  static async open(
    dir: string,
    space: ViewSpace,
    kinds: readonly ViewKind[] = [space.views, ...space.views.earlier],
  ): Promise<FrameEmbeddingFile | null> {
    const view = await FrameEmbeddingFile.#openAny(dir);
    if (!view || kinds.some((kind) => fits(view.header, kind, space))) return view;
    await view.close();
    return null;
  }

  static async #openAny(dir: string): Promise<FrameEmbeddingFile | null> {
    let file: FileHandle | null = null;
    try {
      file = await open(join(dir, VIEW_FILE), 'r');
      const header = decodeHeader(await readFully(file, 0, HEADER_BYTES));
      const { size } = await file.stat();
      if (header && size >= bytesFor(header)) return new FrameEmbeddingFile(file, header);
      await file.close();
      return null;
    } catch (error) {
      await file?.close();
      const failure = asReadError(error, SEARCH_FILE);
      if (isBroken(failure)) return null;
      throw failure;
    }
  }

  /**
   * Whether there is a file that does not hold so many rows, all as they were written, whatever text space made them. Where there
   * is none, nothing is wrong: the first search makes it.
   */
  static async isDamaged(dir: string, rows: number): Promise<boolean> {
    const view = await FrameEmbeddingFile.#openAny(dir);
    if (!view) return (await lstat(join(dir, VIEW_FILE)).catch(() => null)) !== null;
    try {
      if (view.header.rows !== rows || !view.header.checked) return true;
      for (let block = 0; block < view.blocks; block++) await view.read(block, 1);
      return false;
    } catch (error) {
      if (error instanceof BlockDamaged) return true;
      throw error;
    } finally {
      await view.close();
    }
  }

  get blocks(): number {
    return Math.ceil(this.header.rows / BLOCK_ROWS);
  }

  /** @returns the blocks [from, from + count) as one buffer for `blockAt` @throws BlockDamaged */
  async read(from: number, count: number): Promise<ArrayBufferLike> {
    const bytes = blockBytes(this.header);
    const blocks = await readFully(this.file, HEADER_BYTES + from * bytes, count * bytes);
    for (let i = 0; i < count; i++) {
      const block = blocks.subarray(i * bytes, (i + 1) * bytes);
      if (block.length < bytes || !isBlockWhole(block, this.header)) throw new BlockDamaged(from + i);
    }
    return blocks.buffer;
  }

  /** Presentation time of a row. */
  async time(row: number): Promise<number> {
    const block = Math.floor(row / BLOCK_ROWS);
    const at = HEADER_BYTES + block * blockBytes(this.header) + (row % BLOCK_ROWS) * 8;
    return (await readFully(this.file, at, 8)).readDoubleLE(0);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

function fits(header: ViewHeader, kind: ViewKind, { labelsPerFrame }: ViewSpace): boolean {
  return header.space === spaceHash(kind.id) && header.dim === kind.dim && header.labels === labelsPerFrame;
}

function bytesFor(header: ViewHeader): number {
  return HEADER_BYTES + Math.ceil(header.rows / BLOCK_ROWS) * blockBytes(header);
}

/**
 * Brings a video's views up to its tokens: adds what is missing, or makes all anew where the file is of another text
 * space, of other frames, or damaged. Two processes may do so at once: both write the same bytes to the same places.
 * @param onProgress frames viewed and frames stored
 * @returns the number of frames with a view
 * @throws IndexBroken when the tokens are damaged, DiskFull
 */
export async function updateViews(
  dir: string,
  source: FrameSource,
  space: ViewSpace,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const current = await usableRows(dir, source, space, [space.views]);
  if (current === source.count) return current;
  const path = join(dir, VIEW_FILE);
  try {
    await makeWay(path);
    const grown = current !== null && (await grow(path, current, source, space, onProgress, signal));
    if (!grown) await makeAnew(path, source, space, onProgress, signal);
    return source.count;
  } catch (error) {
    const failure = asWriteError(error, path);
    const mayNot = MAY_NOT.includes(systemCode(failure) ?? '');
    if (!mayNot && !(failure instanceof DiskFull)) throw failure;
    // What an earlier version made still finds by labels.
    if ((await usableRows(dir, source, space, space.views.earlier)) === source.count) return source.count;
    if (!mayNot) throw failure;
    throw new IndexUnreadable(`${SEARCH_FILE} is missing or damaged, and may not be written anew`, {
      cause: failure,
    });
  }
}

/** What the system says of a library that is only to be read. */
const MAY_NOT = ['EROFS', 'EACCES', 'EPERM'];

type Making = [
  source: FrameSource,
  space: ViewSpace,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
];

/** @returns false where the file is damaged at the place where it goes on */
async function grow(path: string, rows: number, ...making: Making): Promise<boolean> {
  try {
    await using file = await open(path, 'r+');
    await append(file, rows, ...making);
    return true;
  } catch (error) {
    if (error instanceof BlockDamaged) return false;
    throw error;
  }
}

async function makeAnew(path: string, ...making: Making): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  try {
    {
      await using file = await open(temporary, 'w+');
      await append(file, 0, ...making);
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * The same for a video's folder.
 * @throws NotIndexed where there are no frames, OtherModel where another pack made them, IndexBroken, DiskFull
 */
export async function ensureViews(
  dir: string,
  space: ViewSpace,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const source = await openTokenReader(dir);
  try {
    if (source.packId !== space.tokenModel) throw new OtherModel();
    return await updateViews(dir, source, space, onProgress, signal);
  } finally {
    await source.close();
  }
}

/** Makes a video's views anew from its tokens, whatever lies there. @throws as `ensureViews` */
export async function remakeViews(dir: string, space: ViewSpace, signal: AbortSignal): Promise<void> {
  await rm(join(dir, VIEW_FILE), { force: true, recursive: true });
  await ensureViews(dir, space, () => undefined, signal);
}

/** How many rows of the file there is, where it is of these kinds, belong to these frames; null when it must be made anew. */
async function usableRows(
  dir: string,
  source: FrameSource,
  space: ViewSpace,
  kinds: readonly ViewKind[],
): Promise<number | null> {
  const view = await FrameEmbeddingFile.open(dir, space, kinds);
  if (!view) return null;
  try {
    const { rows } = view.header;
    if (rows > source.count) return null;
    // To one of the first version nothing is added: all of it is written anew, with checksums.
    if (rows < source.count && !view.header.checked) return null;
    // Frames are only ever added, so those of another indexing show at the first or the last.
    for (const row of rows > 0 ? [0, rows - 1] : []) {
      const { times } = await source.readRows(row, 1);
      if (times[0] !== (await view.time(row))) return null;
    }
    return rows;
  } finally {
    await view.close();
  }
}

async function append(
  file: FileHandle,
  from: number,
  source: FrameSource,
  space: ViewSpace,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const shape = shapeOf(space);
  const bytes = blockBytes(headerOf(space, 0));
  const total = source.count;
  for (let row = from; row < total; ) {
    signal.throwIfAborted();
    const block = Math.floor(row / BLOCK_ROWS);
    const until = Math.min(total, (block + 1) * BLOCK_ROWS);
    const at = HEADER_BYTES + block * bytes;
    const kept = row - block * BLOCK_ROWS;
    const buffer = kept > 0 ? await keptBlock(file, at, headerOf(space, total)) : new ArrayBuffer(bytes);
    const sealed = new Uint8Array(buffer);
    await fillRows(blockAt(buffer, 0, shape), kept, row, until - row, source, space);
    sealBlock(sealed, shape);
    await writeFully(file, sealed, at);
    row = until;
    onProgress(row, total);
  }
  // The rows lie on disk before the header counts them.
  await file.sync();
  await writeFully(file, encodeHeader(headerOf(space, total)), 0);
  await file.sync();
}

/** The block that rows are added to: what is damaged in it must not be given a new checksum. @throws BlockDamaged */
async function keptBlock(file: FileHandle, at: number, header: ViewHeader): Promise<ArrayBufferLike> {
  const bytes = blockBytes(header);
  const block = await readFully(file, at, bytes);
  if (block.length < bytes || !isBlockWhole(block, header)) {
    throw new BlockDamaged(Math.floor((at - HEADER_BYTES) / bytes));
  }
  return block.buffer;
}

async function fillRows(
  block: ViewBlock,
  slot: number,
  frame: number,
  count: number,
  source: FrameSource,
  space: ViewSpace,
): Promise<void> {
  const { labelsPerFrame } = space;
  const { dim } = space.views;
  const { times, tokens } = await source.readRows(frame, count);
  const views = await space.viewFrames(tokens, count);
  for (let i = 0; i < count; i++) {
    const row = slot + i;
    const vector = views.embeddings.subarray(i * dim, (i + 1) * dim);
    block.times[row] = times[i] as number;
    block.scales[row] = quantise(vector, block.embeddings, row * rowBytes(dim));
    for (let k = 0; k < labelsPerFrame; k++) {
      const from = i * labelsPerFrame + k;
      const to = row * labelsPerFrame + k;
      block.labelIds[to] = views.labelIds[from] as number;
      block.probabilities[to] = Math.round(Math.min(1, views.probabilities[from] as number) * 65_535);
    }
  }
}

function headerOf(space: ViewSpace, rows: number): ViewHeader {
  return { ...shapeOf(space), rows, space: spaceHash(space.views.id), checked: true };
}
