import type { SegmentSource, VideoId } from '../../../src-shared/domain';
import type { TextSpace } from '../../inference/types';
import { isFilmsOwn } from '../errors';
import {
  ensureSegmentEmbeddings,
  readSegmentEmbeddings,
  type SegmentEmbeddings,
  segmentVersion,
} from '../segment-store';
import type { IndexedVideo, SpeechSearchResult } from '../types';
import { rowBytes, spaceHash } from '../view-format';
import { DotKernel } from './dot-kernel';
import { Recent } from './recent';
import { Top } from './top';

/** Memory for what is said and written: about 160,000 lines of Core. */
const CACHE_BYTES = 64 << 20;
const ROWS_AT_ONCE = 256;

interface Candidate {
  readonly video: number;
  readonly segmentId: number;
  readonly similarity: number;
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.similarity !== b.similarity) return a.similarity > b.similarity;
  return a.video !== b.video ? a.video < b.video : a.segmentId < b.segmentId;
}

/** Finds what is said, or written in the picture, by its meaning. A video without such lines has nothing to find. */
export class SegmentSearcher {
  private readonly recent = new Recent<SegmentEmbeddings>(CACHE_BYTES);
  private readonly kernel: DotKernel;
  private readonly similarities = new Float32Array(ROWS_AT_ONCE);

  constructor(private readonly space: TextSpace) {
    this.kernel = new DotKernel(rowBytes(space.dim), ROWS_AT_ONCE);
  }

  /** Whoever has the lines of a video that could not be searched can have its file made anew, and ask again. */
  async search(
    videos: readonly IndexedVideo[],
    source: SegmentSource,
    query: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<SpeechSearchResult> {
    const vector = await this.space.embedTexts([query]);
    const top = new Top<Candidate>(limit, better);
    const unreadable: VideoId[] = [];
    for (const [video, { dir, videoId }] of videos.entries()) {
      signal.throwIfAborted();
      const lines = await this.load(dir, source, signal).catch((error: unknown) => {
        if (isFilmsOwn(error)) return null;
        throw error;
      });
      if (lines) this.offer(top, lines, video, vector);
      else unreadable.push(videoId);
    }
    const hits = top.sorted().map(({ video, segmentId, similarity }) => ({
      videoId: (videos[video] as IndexedVideo).videoId,
      source,
      segmentId,
      similarity,
    }));
    return { hits, unreadable };
  }

  private offer(top: Top<Candidate>, found: SegmentEmbeddings, video: number, vector: Float32Array): void {
    const width = rowBytes(found.dim);
    this.kernel.setQuery(vector);
    for (let row = 0; row < found.lines.length; row += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, found.lines.length - row);
      const rows = found.embeddings.subarray(row * width, (row + count) * width);
      this.kernel.multiply(rows, found.scales.subarray(row, row + count), count, this.similarities);
      for (let r = 0; r < count; r++) {
        const line = found.lines[row + r];
        if (line) top.offer({ video, segmentId: line.id, similarity: this.similarities[r] as number });
      }
    }
  }

  private async load(
    dir: string,
    source: SegmentSource,
    signal: AbortSignal,
  ): Promise<SegmentEmbeddings | null> {
    // Taken before the file is read: what changes in between is read anew the next time.
    let version = await segmentVersion(dir, source);
    if (version === null) return null;
    const key = `${source} ${dir}`;
    const kept = this.recent.take(key, version);
    if (kept) return kept;
    let stored = await readSegmentEmbeddings(dir, source);
    if (stored && (stored.space !== spaceHash(this.space.id) || stored.dim !== this.space.dim)) {
      await ensureSegmentEmbeddings(dir, source, stored.lines, this.space, signal);
      version = (await segmentVersion(dir, source)) ?? version;
      stored = await readSegmentEmbeddings(dir, source);
    }
    if (stored) this.recent.keep(key, version, stored, stored.embeddings.byteLength);
    return stored;
  }
}
