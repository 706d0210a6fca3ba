import type { UserError } from '../../../../src-shared/errors';
import type { VideoId } from '../../../../src-shared/primitives';
import { openTokenReader } from '../../../base/film/token-store';
import type {
  BearingWords,
  FrameDescription,
  FrameHit,
  FrameSearchResult,
  IndexedVideo,
  LabelPresence,
  Likeness,
  Unreadable,
} from '../../../base/film/types';
import type { QueryConcepts, TextSpace } from '../../inference/types';
import { BLOCK_ROWS, blockBytes, rowBytes } from '../frame-embedding-format';
import { BlockDamaged, ensureViews, remakeViews } from '../frame-embedding-store';
import { together } from '../turns';
import { DotKernel } from './dot-kernel';
import { FrameMissing } from './errors';
import { FrameArchive, type FrameWanted } from './frame-archive';
import { FrameEmbeddingCache, type ViewRows } from './frame-embedding-cache';
import { mass, shownLabels } from './frame-labels';
import { neighbours, similarity } from './likeness';
import { type Best, better, type Candidate, passOver, type Ranking } from './ranking';
import type { ArchiveOptions } from './sketches';
import { Top } from './top';

/** Memory for views: about 1,000,000 frames of Core. A library beyond that is searched in two passes: see `FrameArchive`. */
const CACHE_BYTES = 512 << 20;
/** Frames whose tokens are compared exactly when looking for similar ones. */
const CANDIDATES = 400;

/** Finds frames by what they show. Views that are missing or stale are made on the way. */
export class FrameSearcher {
  private readonly cache: FrameEmbeddingCache;
  private readonly archive: FrameArchive;
  private readonly kernel: DotKernel;
  /** For views of earlier versions, which are narrower; by their width. */
  private readonly earlier = new Map<number, DotKernel>();
  private readonly resemblances = new Float32Array(BLOCK_ROWS);

  /**
   * @param cacheBytes memory for views that were read; more frames than fit are searched as an archive
   * @param archive how an archive is searched
   */
  constructor(
    private readonly space: TextSpace,
    private readonly cacheBytes = CACHE_BYTES,
    archive: ArchiveOptions = {},
  ) {
    this.cache = new FrameEmbeddingCache(cacheBytes);
    this.archive = new FrameArchive(space, (...film) => this.rankOne(...film), archive);
    this.kernel = new DotKernel(rowBytes(space.views.dim), BLOCK_ROWS);
  }

  /**
   * Ranks frames: by the probability of what the query names, where it names something, then by resemblance.
   * @param limit most hits
   * @param by `look` ranks by resemblance alone, whatever the query names
   * @param patience see `Patient`
   */
  async search(
    videos: readonly IndexedVideo[],
    query: string,
    limit: number,
    signal: AbortSignal,
    by: 'labels' | 'look' = 'labels',
    patience?: number,
  ): Promise<FrameSearchResult> {
    const concepts = this.space.readQuery(query);
    const named = by === 'look' ? null : this.namedLabels(concepts);
    const vector = await this.space.frameQuery(query, named ? 'labels' : 'look');
    const { best, unreadable, waiting } = await this.rank(videos, { vector, named, limit, signal, patience });
    return {
      hits: best.map((candidate) => this.hit(videos, candidate, named !== null)),
      ...namesOf(concepts),
      unreadable: listed(unreadable),
      ...(waiting > 0 ? { waiting } : {}),
    };
  }

  /** Makes a large library ready for searches; of one that fits into the memory, the first search reads what it needs. */
  async prepare(videos: readonly IndexedVideo[], signal: AbortSignal): Promise<void> {
    if (!this.fits(videos)) await this.archive.prepare(videos, signal);
  }

  /**
   * Ranks frames by likeness to one frame: the most promising by their views, those compared token by token.
   * The frame itself and the stretch around it that looks the same are left out.
   * @throws FrameMissing when that frame is not stored
   */
  async similar(
    videos: readonly IndexedVideo[],
    like: IndexedVideo,
    frameIndex: number,
    limit: number,
    signal: AbortSignal,
    patience?: number,
  ): Promise<FrameSearchResult> {
    const source = await openTokenReader(like.dir);
    try {
      if (frameIndex >= source.count) throw new FrameMissing(frameIndex);
      const token = await source.readTokens(frameIndex, 1);
      const same = await neighbours(source, frameIndex, token);
      const { embeddings } = await this.space.viewFrames(token, 1);
      const count = Math.max(CANDIDATES, 4 * limit) + (same.to - same.from);
      const wanted = { vector: embeddings, named: null, limit: count, signal, patience };
      const { best, unreadable, waiting } = await this.rank(videos, wanted);
      const others = best.filter((candidate) => {
        const sameVideo = (videos[candidate.video] as IndexedVideo).videoId === like.videoId;
        return !(sameVideo && candidate.frame >= same.from && candidate.frame < same.to);
      });
      const exact = await this.compareTokens(videos, others, token, unreadable, signal);
      const hits = exact.sort((a, b) => (better(a, b) ? -1 : 1)).slice(0, limit);
      return {
        hits: hits.map((candidate) => this.hit(videos, candidate, false)),
        named: [],
        unnamed: [],
        unreadable: listed(unreadable),
        ...(waiting > 0 ? { waiting } : {}),
      };
    } finally {
      await source.close();
    }
  }

  /** How likely each frame of a video shows what the query names. */
  async presence(video: IndexedVideo, query: string, signal: AbortSignal): Promise<LabelPresence> {
    const concepts = this.space.readQuery(query);
    const named = this.namedLabels(concepts);
    const times: number[] = [];
    const probability: number[] = [];
    await this.scan(video, signal, (rows) => {
      for (let r = 0; r < rows.count; r++) {
        times.push(rows.times[r] as number);
        if (named) probability.push(mass(rows, r, named, this.space.labelsPerFrame));
      }
    });
    return {
      times: Float64Array.from(times),
      probability: named ? Float32Array.from(probability) : null,
      ...namesOf(concepts),
    };
  }

  /** How alike some words each frame of a video is, whatever labels name: see `Likeness`. */
  async likeness(
    video: IndexedVideo,
    query: string,
    bearing: BearingWords,
    signal: AbortSignal,
  ): Promise<Likeness> {
    const vector = await this.space.frameQuery(query, 'look');
    const pictures = this.space.likenessOfPictures(query, vector, bearing);
    const times: number[] = [];
    const alike: number[] = [];
    const borneOut: number[] = [];
    let comparable = pictures !== null;
    await this.scan(video, signal, (rows) => {
      const width = rows.embeddings.length / BLOCK_ROWS;
      const kernel = this.kernelOf(width);
      comparable &&= kernel === this.kernel;
      kernel.setQuery(vector.subarray(0, width));
      kernel.multiply(rows.embeddings, rows.scales, rows.count, this.resemblances);
      for (let r = 0; r < rows.count; r++) {
        times.push(rows.times[r] as number);
        if (!pictures) continue;
        const like = ((this.resemblances[r] as number) - pictures.best) / pictures.deviation;
        alike.push(like);
        const row = () => rows.embeddings.subarray(r * width, (r + 1) * width);
        borneOut.push(comparable && like >= 0 ? pictures.shownNear(row()) : 0);
      }
    });
    return {
      times: Float64Array.from(times),
      alike: comparable ? Float32Array.from(alike) : null,
      borneOut: Float32Array.from(borneOut),
    };
  }

  /** What given frames show, in the order asked; a frame that is not stored is left out. */
  async describe(
    video: IndexedVideo,
    frameIndexes: readonly number[],
    signal: AbortSignal,
  ): Promise<FrameDescription[]> {
    const wanted = new Set(frameIndexes);
    const found = new Map<number, FrameDescription>();
    await this.scan(video, signal, (rows) => {
      for (const frameIndex of wanted) {
        const r = frameIndex - rows.first;
        if (r < 0 || r >= rows.count) continue;
        found.set(frameIndex, {
          frameIndex,
          time: rows.times[r] as number,
          labels: shownLabels(rows, r, this.space),
        });
      }
    });
    return frameIndexes.flatMap((frameIndex) => found.get(frameIndex) ?? []);
  }

  private async rank(videos: readonly IndexedVideo[], wanted: FrameWanted): Promise<Ranking> {
    if (!this.fits(videos)) return this.archive.rank(videos, wanted);
    const top = new Top<Candidate>(wanted.limit, better);
    const unreadable = new Map<VideoId, UserError>();
    await together(videos, wanted.signal, (indexed, video) =>
      passOver(videos, indexed, unreadable, () => this.rankOne(wanted, indexed, video, top)),
    );
    return { best: top.sorted(), unreadable, waiting: 0 };
  }

  /** Whether all views lie in memory after the first search. Where nobody says how many frames there are, they are taken to. */
  private fits(videos: readonly IndexedVideo[]): boolean {
    const { views, labelsPerFrame } = this.space;
    const block = blockBytes({ dim: views.dim, labels: labelsPerFrame, checked: true });
    const blocks = videos.reduce((sum, { frames = 0 }) => sum + Math.ceil(frames / BLOCK_ROWS), 0);
    return blocks * block <= this.cacheBytes;
  }

  /** Offers all frames of one video. */
  private async rankOne(
    { vector, named, signal }: FrameWanted,
    indexed: IndexedVideo,
    video: number,
    top: Best,
  ): Promise<void> {
    await this.scan(indexed, signal, (rows) => {
      const width = rows.embeddings.length / BLOCK_ROWS;
      const kernel = this.kernelOf(width);
      // Set for each piece: while this search waits for a file, another one may run.
      kernel.setQuery(vector.subarray(0, width));
      kernel.multiply(rows.embeddings, rows.scales, rows.count, this.resemblances);
      this.offerRows(top, rows, video, named);
    });
  }

  private kernelOf(width: number): DotKernel {
    if (width === rowBytes(this.space.views.dim)) return this.kernel;
    const known = this.earlier.get(width) ?? new DotKernel(width, BLOCK_ROWS);
    this.earlier.set(width, known);
    return known;
  }

  private offerRows(top: Best, rows: ViewRows, video: number, named: Uint8Array | null): void {
    let { floor } = top;
    for (let r = 0; r < rows.count; r++) {
      const resemblance = this.resemblances[r] as number;
      const probability = named ? mass(rows, r, named, this.space.labelsPerFrame) : 0;
      // The full comparison only for those that may win: a million rows go through here.
      if (
        floor &&
        (probability < floor.probability ||
          (probability === floor.probability && resemblance < floor.resemblance))
      ) {
        continue;
      }
      const frame = rows.first + r;
      const time = rows.times[r] as number;
      top.offer({ video, frame, time, probability, resemblance, labels: shownLabels(rows, r, this.space) });
      floor = top.floor;
    }
  }

  private async scan(
    video: IndexedVideo,
    signal: AbortSignal,
    visit: (rows: ViewRows) => void,
  ): Promise<void> {
    const ensure = () => ensureViews(video.dir, this.space, () => undefined, signal);
    try {
      await this.cache.scan(video.dir, this.space, ensure, visit);
    } catch (error) {
      if (!(error instanceof BlockDamaged)) throw error;
      // What came before it was whole: it goes on from there, with views made anew from the tokens.
      await remakeViews(video.dir, this.space, signal);
      await this.cache.scan(video.dir, this.space, ensure, visit, error.block);
    }
  }

  private async compareTokens(
    videos: readonly IndexedVideo[],
    candidates: readonly Candidate[],
    token: Float32Array,
    unreadable: Map<VideoId, UserError>,
    signal: AbortSignal,
  ): Promise<Candidate[]> {
    const exact: Candidate[] = [];
    for (const [video, group] of Map.groupBy(candidates, (c) => c.video)) {
      signal.throwIfAborted();
      const indexed = videos[video] as IndexedVideo;
      await passOver(videos, indexed, unreadable, async () => {
        const source = await openTokenReader(indexed.dir);
        try {
          for (const candidate of group) {
            const other = await source.readTokens(candidate.frame, 1);
            exact.push({ ...candidate, resemblance: similarity(token, other) });
          }
        } finally {
          await source.close();
        }
      });
    }
    return exact;
  }

  /** 1 for each label that the query names; null when it names none. */
  private namedLabels({ concepts }: QueryConcepts): Uint8Array | null {
    if (concepts.length === 0) return null;
    const named = new Uint8Array(this.space.labels.length);
    for (const { labelIds } of concepts) for (const id of labelIds) named[id] = 1;
    return named;
  }

  private hit(videos: readonly IndexedVideo[], found: Candidate, hasNames: boolean): FrameHit {
    return {
      videoId: (videos[found.video] as IndexedVideo).videoId,
      frameIndex: found.frame,
      time: found.time,
      resemblance: found.resemblance,
      probability: hasNames ? found.probability : null,
      labels: found.labels,
    };
  }
}

function listed(unreadable: ReadonlyMap<VideoId, UserError>): Unreadable[] {
  return Array.from(unreadable, ([videoId, error]) => ({ videoId, error }));
}

function namesOf({ concepts, unnamed }: QueryConcepts): { named: string[]; unnamed: readonly string[] } {
  return { named: concepts.map((c) => c.term), unnamed };
}
