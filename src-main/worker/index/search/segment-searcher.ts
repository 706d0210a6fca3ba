import type { SegmentSource } from '../../../../src-shared/analysis';
import { isFilmsOwn } from '../../../base/film/errors';
import type { IndexedVideo, SpeechSearchResult } from '../../../base/film/types';
import type { TextSpace } from '../../inference/types';
import { rowBytes, spaceHash } from '../frame-embedding-format';
import {
  ensureSegmentEmbeddings,
  readSegmentEmbeddings,
  segmentBytes,
  segmentVersion,
} from '../segment-store';
import { together } from '../turns';
import { DotKernel } from './dot-kernel';
import { type Candidate, LineArchive, type LineRun } from './line-archive';
import { Recent } from './recent';
import type { ArchiveOptions } from './sketches';
import { Top } from './top';

/** Memory for what is said and written: about 600,000 lines of Core. More are searched in two passes: see `LineArchive`. */
const CACHE_BYTES = 256 << 20;
const ROWS_AT_ONCE = 256;

/** What a search needs of a video's lines: not their words. */
interface Meanings {
  readonly dim: number;
  readonly ids: Float64Array;
  readonly scales: Float32Array;
  /** [lines, rowBytes(dim)] */
  readonly embeddings: Int8Array;
}

/** A search that is under way. */
interface Run extends LineRun {
  readonly top: Top<Candidate>;
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.similarity !== b.similarity) return a.similarity > b.similarity;
  return a.video !== b.video ? a.video < b.video : a.segmentId < b.segmentId;
}

/** Finds what is said, or written in the picture, by its meaning. A video without such lines has nothing to find. */
export class SegmentSearcher {
  private readonly recent = new Recent<Meanings>(CACHE_BYTES);
  private readonly archive: LineArchive;
  private readonly kernel: DotKernel;
  private readonly similarities = new Float32Array(ROWS_AT_ONCE);

  /**
   * @param cacheBytes files of more are searched as an archive
   * @param archive how that is searched
   */
  constructor(
    private readonly space: TextSpace,
    private readonly cacheBytes = CACHE_BYTES,
    archive: ArchiveOptions = {},
  ) {
    this.archive = new LineArchive(space, archive);
    this.kernel = new DotKernel(rowBytes(space.dim), ROWS_AT_ONCE);
  }

  /** Makes the lines of a large library ready for searches. */
  async prepare(videos: readonly IndexedVideo[], source: SegmentSource, signal: AbortSignal): Promise<void> {
    const versions = videos.map(({ dir }) => segmentVersion(dir, source));
    if (this.fits(versions)) return;
    await this.archive.prepare({ videos, source, versions, signal, unreadable: new Set() });
  }

  private fits(versions: readonly (string | null)[]): boolean {
    return versions.reduce((sum, version) => sum + segmentBytes(version), 0) <= this.cacheBytes;
  }

  /**
   * Whoever has the lines of a video that could not be searched can have its file made anew, and ask again.
   * @param patience see `Patient`
   */
  async search(
    videos: readonly IndexedVideo[],
    source: SegmentSource,
    query: string,
    limit: number,
    signal: AbortSignal,
    patience?: number,
  ): Promise<SpeechSearchResult> {
    const vector = await this.space.embedTexts([query]);
    const run: Run = {
      ...{ videos, source, vector, signal, patience },
      versions: videos.map(({ dir }) => segmentVersion(dir, source)),
      top: new Top<Candidate>(limit, better),
      unreadable: new Set<number>(),
    };
    let best: readonly Candidate[];
    let waiting = 0;
    if (this.fits(run.versions)) {
      await this.exactly(run, videos.keys());
      best = run.top.sorted();
    } else {
      const first = await this.archive.search(run, limit);
      waiting = first.waiting;
      await this.exactly(run, first.rest);
      best = await this.archive.whole(run, run.top.sorted());
    }
    const hits = best.map(({ video, segmentId, similarity }) => ({
      videoId: (videos[video] as IndexedVideo).videoId,
      source,
      segmentId,
      similarity,
    }));
    const isUnreadable = (_: unknown, video: number) => run.unreadable.has(video);
    return {
      hits,
      unreadable: videos.filter(isUnreadable).map(({ videoId }) => videoId),
      ...(waiting > 0 ? { waiting } : {}),
    };
  }

  /** Offers all lines of some of the videos. */
  private async exactly(run: Run, wanted: Iterable<number>): Promise<void> {
    const { videos, source, versions, signal } = run;
    await together([...wanted], signal, async (video) => {
      const { dir } = videos[video] as IndexedVideo;
      const meanings = await this.meanings(dir, source, versions[video] ?? null, signal).catch(
        (error: unknown) => {
          if (isFilmsOwn(error)) return null;
          throw error;
        },
      );
      if (meanings) this.offer(run.top, meanings, video, run.vector);
      else run.unreadable.add(video);
    });
  }

  private offer(top: Top<Candidate>, found: Meanings, video: number, vector: Float32Array): void {
    const width = rowBytes(found.dim);
    this.kernel.setQuery(vector);
    const total = found.ids.length;
    for (let row = 0; row < total; row += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, total - row);
      const rows = found.embeddings.subarray(row * width, (row + count) * width);
      this.kernel.multiply(rows, found.scales.subarray(row, row + count), count, this.similarities);
      for (let r = 0; r < count; r++) {
        const similarity = this.similarities[r] as number;
        // The full comparison only for those that may win: half a million lines go through here.
        if (top.floor && similarity < top.floor.similarity) continue;
        top.offer({ video, segmentId: found.ids[row + r] as number, similarity });
      }
    }
  }

  /** From memory, as long as the file is the one that it was read from. */
  private async meanings(
    dir: string,
    source: SegmentSource,
    version: string | null,
    signal: AbortSignal,
  ): Promise<Meanings | null> {
    const known = version === null ? null : this.recent.take(keyOf(dir, source), version);
    return known ?? this.load(dir, source, signal);
  }

  private async load(dir: string, source: SegmentSource, signal: AbortSignal): Promise<Meanings | null> {
    // Taken before the file is read: what changes in between is read anew the next time.
    let version = segmentVersion(dir, source);
    let stored = version === null ? null : await readSegmentEmbeddings(dir, source);
    if (version === null || stored === null) return null;
    if (stored.space !== spaceHash(this.space.id) || stored.dim !== this.space.dim) {
      await ensureSegmentEmbeddings(dir, source, stored.lines, this.space, signal);
      version = segmentVersion(dir, source) ?? version;
      stored = (await readSegmentEmbeddings(dir, source)) ?? stored;
    }
    const { dim, lines, scales, embeddings } = stored;
    const meanings = { dim, scales, embeddings, ids: Float64Array.from(lines, ({ id }) => id) };
    const bytes = embeddings.byteLength + scales.byteLength + meanings.ids.byteLength;
    this.recent.keep(keyOf(dir, source), version, meanings, bytes);
    return meanings;
  }
}

function keyOf(dir: string, source: SegmentSource): string {
  return `${source} ${dir}`;
}
