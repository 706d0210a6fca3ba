import { join } from 'node:path';
import { STATE_FILE } from '../../../base/film/state';
import { TOKEN_FILE } from '../../../base/film/token-format';
import { fileStamp } from '../file-stamp';
import { BLOCK_ROWS, blockAt, blockBytes, type ViewBlock } from '../frame-embedding-format';
import { BlockDamaged, FrameEmbeddingFile, VIEW_FILE, type ViewSpace } from '../frame-embedding-store';
import { Recent } from './recent';

/** Read at once from a file: about 4 MB, so that a library of any size needs little memory. */
const PIECE_BYTES = 4 << 20;

/** Some rows of one video. */
export interface ViewRows extends ViewBlock {
  /** Frame number of the first row. */
  readonly first: number;
  readonly count: number;
}

/** Reads views block by block and keeps those used last in memory, up to a number of bytes. */
export class FrameEmbeddingCache {
  private readonly recent: Recent<readonly ViewRows[]>;

  constructor(budget: number) {
    this.recent = new Recent(budget);
  }

  /**
   * Goes over all rows of a video, in order. As long as none of its files changed, what is in memory is taken without a look
   * into them: a library of thousands would open each at every search.
   * @param ensure brings the views up to the video's frames
   * @param from block to begin with
   * @returns false when the video has no views of this text space
   * @throws BlockDamaged with the first block that was not visited
   */
  async scan(
    dir: string,
    space: ViewSpace,
    ensure: () => Promise<unknown>,
    visit: (rows: ViewRows) => void,
    from = 0,
  ): Promise<boolean> {
    const kept = this.recent.take(dir, stampOf(dir));
    if (kept) {
      for (const rows of kept.slice(from)) visit(rows);
      return true;
    }
    await ensure();
    // Before the views are read: what changes in between is read anew the next time.
    const stamp = stampOf(dir);
    const view = await FrameEmbeddingFile.open(dir, space);
    if (!view) return false;
    try {
      await this.readAndKeep(dir, stamp, view, visit, from);
      return true;
    } finally {
      await view.close();
    }
  }

  private async readAndKeep(
    dir: string,
    stamp: string,
    view: FrameEmbeddingFile,
    visit: (rows: ViewRows) => void,
    from: number,
  ): Promise<void> {
    const { header } = view;
    const size = blockBytes(header);
    const bytes = view.blocks * size;
    const keep: ViewRows[] = [];
    const step = Math.max(1, Math.floor(PIECE_BYTES / size));
    for (let block = from; block < view.blocks; block += step) {
      const count = Math.min(step, view.blocks - block);
      const buffer = await view.read(block, count).catch((error: unknown) => {
        throw error instanceof BlockDamaged ? new BlockDamaged(block) : error;
      });
      for (let i = 0; i < count; i++) {
        const first = (block + i) * BLOCK_ROWS;
        const rows: ViewRows = {
          ...blockAt(buffer, i * size, header),
          first,
          count: Math.min(BLOCK_ROWS, header.rows - first),
        };
        visit(rows);
        if (bytes <= this.recent.budget && from === 0) keep.push(rows);
      }
    }
    if (from === 0) this.recent.keep(dir, stamp, keep, bytes);
  }
}

/** Changes with what says which frames count, with the frames, and with their views. */
function stampOf(dir: string): string {
  return [STATE_FILE, TOKEN_FILE, VIEW_FILE].map((name) => fileStamp(join(dir, name))).join();
}
