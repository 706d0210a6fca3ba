import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextSpace } from '../inference/types';
import { asWriteError, systemCode } from '../media/errors';
import { readFully } from './append-file';
import { OtherModel } from './errors';
import { openTokenReader, type TokenReader } from './token-store';
import {
  BLOCK_ROWS,
  blockAt,
  blockBytes,
  decodeHeader,
  encodeHeader,
  HEADER_BYTES,
  quantise,
  rowBytes,
  spaceHash,
  type ViewBlock,
  type ViewHeader,
  type ViewShape,
} from './view-format';

export const VIEW_FILE = 'view.bin';

/** What views are made from: a video's stored tokens. */
export type FrameSource = Pick<TokenReader, 'count' | 'readRows' | 'readTokens'>;

/** Only as much of a text space as its files depend on. */
export type ViewSpace = Pick<TextSpace, 'id' | 'tokenModel' | 'dim' | 'labelsPerFrame' | 'viewFrames'>;

function shapeOf(space: ViewSpace): ViewShape {
  return { dim: space.dim, labels: space.labelsPerFrame };
}

/** An open view file of the wanted text space. */
export class ViewFile {
  private constructor(
    private readonly file: FileHandle,
    readonly header: ViewHeader,
  ) {}

  /** @returns null when there is none, or one that must be made anew */
  static async open(dir: string, space: ViewSpace): Promise<ViewFile | null> {
    const file = await open(join(dir, VIEW_FILE), 'r').catch(missingIsNull);
    if (!file) return null;
    const header = decodeHeader(await readFully(file, 0, HEADER_BYTES));
    const { size } = await file.stat();
    if (!header || !fits(header, space) || size < bytesFor(header)) {
      await file.close();
      return null;
    }
    return new ViewFile(file, header);
  }

  get blocks(): number {
    return Math.ceil(this.header.rows / BLOCK_ROWS);
  }

  /** @returns the blocks [from, from + count) as one buffer for `blockAt` */
  async read(from: number, count: number): Promise<ArrayBufferLike> {
    const bytes = blockBytes(this.header);
    return (await readFully(this.file, HEADER_BYTES + from * bytes, count * bytes)).buffer;
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

function fits(header: ViewHeader, space: ViewSpace): boolean {
  return (
    header.space === spaceHash(space.id) && header.dim === space.dim && header.labels === space.labelsPerFrame
  );
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
  const current = await usableRows(dir, source, space);
  if (current === source.count) return current;
  const path = join(dir, VIEW_FILE);
  try {
    if (current !== null) {
      const file = await open(path, 'r+');
      await withFile(file, () => append(file, current, source, space, onProgress, signal));
      return source.count;
    }
    const temporary = `${path}.${process.pid}.new`;
    try {
      const file = await open(temporary, 'w+');
      await withFile(file, () => append(file, 0, source, space, onProgress, signal));
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
    return source.count;
  } catch (error) {
    throw asWriteError(error);
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

/** How many rows of the file there is belong to these frames; null when it must be made anew. */
async function usableRows(dir: string, source: FrameSource, space: ViewSpace): Promise<number | null> {
  const view = await ViewFile.open(dir, space);
  if (!view) return null;
  try {
    const { rows } = view.header;
    if (rows > source.count) return null;
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
  const bytes = blockBytes(shape);
  const total = source.count;
  for (let row = from; row < total; ) {
    signal.throwIfAborted();
    const block = Math.floor(row / BLOCK_ROWS);
    const until = Math.min(total, (block + 1) * BLOCK_ROWS);
    const at = HEADER_BYTES + block * bytes;
    const kept = row - block * BLOCK_ROWS;
    const buffer = kept > 0 ? (await readFully(file, at, bytes)).buffer : new ArrayBuffer(bytes);
    await fillRows(blockAt(buffer, 0, shape), kept, row, until - row, source, space);
    await file.write(new Uint8Array(buffer), 0, bytes, at);
    row = until;
    onProgress(row, total);
  }
  // The rows lie on disk before the header counts them.
  await file.sync();
  await file.write(encodeHeader(headerOf(space, total)), 0, HEADER_BYTES, 0);
  await file.sync();
}

async function fillRows(
  block: ViewBlock,
  slot: number,
  frame: number,
  count: number,
  source: FrameSource,
  space: ViewSpace,
): Promise<void> {
  const { dim, labelsPerFrame } = space;
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
  return { ...shapeOf(space), rows, space: spaceHash(space.id) };
}

async function withFile(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}

function missingIsNull(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null;
  throw error;
}
