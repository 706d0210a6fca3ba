import { toUserError, type UserError } from '../../../../src-shared/errors';
import type { VideoId } from '../../../../src-shared/primitives';
import { isFilmsOwn } from '../../../base/film/errors';
import { openTokenReader } from '../../../base/film/token-store';
import type {
  FrameDescription,
  FrameHit,
  FrameSearchResult,
  IndexedVideo,
  LabelPresence,
  Likeness,
  Unreadable,
} from '../../../base/film/types';
import type { QueryConcepts, TextSpace } from '../../inference/types';
import { BLOCK_ROWS, rowBytes } from '../frame-embedding-format';
import { BlockDamaged, ensureViews, remakeViews } from '../frame-embedding-store';
import { together } from '../turns';
import { DotKernel } from './dot-kernel';
import { FrameMissing } from './errors';
import { FrameEmbeddingCache, type ViewRows } from './frame-embedding-cache';
import { neighbours, similarity } from './likeness';
import { Top } from './top';

/** Memory for views: about 1,000,000 frames of Core. A library beyond that is read from disk at each search. */
const CACHE_BYTES = 512 << 20;
/** Probabilities below this are noise of the classifier: frames are then ordered by resemblance alone. */
const MEANINGFUL = 0.02;
/** Labels shown with a frame, and the least likely one worth showing. */
const SHOWN_LABELS = 5;
const SHOWN_FROM = 0.01;
/** Frames whose tokens are compared exactly when looking for similar ones. */
const CANDIDATES = 400;

interface Ranking {
  readonly best: readonly Candidate[];
  readonly unreadable: Map<VideoId, UserError>;
}

interface Candidate {
  readonly video: number;
  readonly frame: number;
  readonly time: number;
  readonly probability: number;
  readonly resemblance: number;
  readonly labels: FrameHit['labels'];
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.probability !== b.probability) return a.probability > b.probability;
  if (a.resemblance !== b.resemblance) return a.resemblance > b.resemblance;
  return a.video !== b.video ? a.video < b.video : a.frame < b.frame;
}

/** Finds frames by what they show. Views that are missing or stale are made on the way. */
export class FrameSearcher {
  private readonly cache: FrameEmbeddingCache;
  private readonly kernel: DotKernel;
  /** For views of earlier versions, which are narrower; by their width. */
  private readonly earlier = new Map<number, DotKernel>();
  private readonly resemblances = new Float32Array(BLOCK_ROWS);

  /** @param cacheBytes memory for views that were read */
  constructor(
    private readonly space: TextSpace,
    cacheBytes = CACHE_BYTES,
  ) {
    this.cache = new FrameEmbeddingCache(cacheBytes);
    this.kernel = new DotKernel(rowBytes(space.views.dim), BLOCK_ROWS);
  }

  /**
   * Ranks frames: by the probability of what the query names, where it names something, then by resemblance.
   * @param limit most hits
   * @param by `look` ranks by resemblance alone, whatever the query names
   */
  async search(
    videos: readonly IndexedVideo[],
    query: string,
    limit: number,
    signal: AbortSignal,
    by: 'labels' | 'look' = 'labels',
  ): Promise<FrameSearchResult> {
    const concepts = this.space.readQuery(query);
    const named = by === 'look' ? null : this.namedLabels(concepts);
    const vector = await this.space.frameQuery(query, named ? 'labels' : 'look');
    const { best, unreadable } = await this.rank(videos, vector, named, limit, signal);
    return {
      hits: best.map((candidate) => this.hit(videos, candidate, named !== null)),
      ...namesOf(concepts),
      unreadable: listed(unreadable),
    };
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
  ): Promise<FrameSearchResult> {
    const source = await openTokenReader(like.dir);
    try {
      if (frameIndex >= source.count) throw new FrameMissing(frameIndex);
      const token = await source.readTokens(frameIndex, 1);
      const same = await neighbours(source, frameIndex, token);
      const { embeddings } = await this.space.viewFrames(token, 1);
      const count = Math.max(CANDIDATES, 4 * limit) + (same.to - same.from);
      const { best, unreadable } = await this.rank(videos, embeddings, null, count, signal);
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
        if (named) probability.push(this.mass(rows, r, named));
      }
    });
    return {
      times: Float64Array.from(times),
      probability: named ? Float32Array.from(probability) : null,
      ...namesOf(concepts),
    };
  }

  /** How alike some words each frame of a video is, whatever labels name: see `Likeness`. */
  async likeness(video: IndexedVideo, query: string, signal: AbortSignal): Promise<Likeness> {
    const vector = await this.space.frameQuery(query, 'look');
    const pictures = this.space.likenessOfPictures(query, vector);
    const times: number[] = [];
    const alike: number[] = [];
    let comparable = pictures !== null;
    await this.scan(video, signal, (rows) => {
      const width = rows.embeddings.length / BLOCK_ROWS;
      const kernel = this.kernelOf(width);
      comparable &&= kernel === this.kernel;
      kernel.setQuery(vector.subarray(0, width));
      kernel.multiply(rows.embeddings, rows.scales, rows.count, this.resemblances);
      for (let r = 0; r < rows.count; r++) {
        times.push(rows.times[r] as number);
        if (pictures) alike.push(((this.resemblances[r] as number) - pictures.best) / pictures.deviation);
      }
    });
    return { times: Float64Array.from(times), alike: comparable ? Float32Array.from(alike) : null };
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
        found.set(frameIndex, { frameIndex, time: rows.times[r] as number, labels: this.labels(rows, r) });
      }
    });
    return frameIndexes.flatMap((frameIndex) => found.get(frameIndex) ?? []);
  }

  private async rank(
    videos: readonly IndexedVideo[],
    vector: Float32Array,
    named: Uint8Array | null,
    limit: number,
    signal: AbortSignal,
  ): Promise<Ranking> {
    const top = new Top<Candidate>(limit, better);
    const unreadable = new Map<VideoId, UserError>();
    await together(videos, signal, (indexed, video) =>
      passOver(videos, indexed, unreadable, () =>
        this.scan(indexed, signal, (rows) => {
          const width = rows.embeddings.length / BLOCK_ROWS;
          const kernel = this.kernelOf(width);
          // Set for each piece: while this search waits for a file, another one may run.
          kernel.setQuery(vector.subarray(0, width));
          kernel.multiply(rows.embeddings, rows.scales, rows.count, this.resemblances);
          this.offerRows(top, rows, video, named);
        }),
      ),
    );
    return { best: top.sorted(), unreadable };
  }

  private kernelOf(width: number): DotKernel {
    if (width === rowBytes(this.space.views.dim)) return this.kernel;
    const known = this.earlier.get(width) ?? new DotKernel(width, BLOCK_ROWS);
    this.earlier.set(width, known);
    return known;
  }

  private offerRows(top: Top<Candidate>, rows: ViewRows, video: number, named: Uint8Array | null): void {
    let { floor } = top;
    for (let r = 0; r < rows.count; r++) {
      const resemblance = this.resemblances[r] as number;
      const probability = named ? this.mass(rows, r, named) : 0;
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
      top.offer({ video, frame, time, probability, resemblance, labels: this.labels(rows, r) });
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

  private mass(rows: ViewRows, row: number, named: Uint8Array): number {
    const { labelsPerFrame } = this.space;
    let sum = 0;
    for (let k = row * labelsPerFrame; k < (row + 1) * labelsPerFrame; k++) {
      if (named[rows.labelIds[k] as number] === 1) sum += rows.probabilities[k] as number;
    }
    const mass = Math.min(1, sum / 65_535);
    return mass < MEANINGFUL ? 0 : mass;
  }

  private labels(rows: ViewRows, row: number): FrameHit['labels'] {
    const { labelsPerFrame, labels } = this.space;
    const shown: { name: string; probability: number }[] = [];
    for (let k = 0; k < Math.min(SHOWN_LABELS, labelsPerFrame); k++) {
      const at = row * labelsPerFrame + k;
      const probability = (rows.probabilities[at] as number) / 65_535;
      if (probability < SHOWN_FROM) break;
      shown.push({ name: labels[rows.labelIds[at] as number] ?? '', probability });
    }
    return shown;
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

/** Asked about one video, says what is wrong with it; asked about many, passes over those that cannot be searched. */
async function passOver(
  videos: readonly IndexedVideo[],
  video: IndexedVideo,
  unreadable: Map<VideoId, UserError>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (videos.length === 1 || !isFilmsOwn(error)) throw error;
    unreadable.set(video.videoId, toUserError(error));
  }
}

function listed(unreadable: ReadonlyMap<VideoId, UserError>): Unreadable[] {
  return Array.from(unreadable, ([videoId, error]) => ({ videoId, error }));
}

function namesOf({ concepts, unnamed }: QueryConcepts): { named: string[]; unnamed: readonly string[] } {
  return { named: concepts.map((c) => c.term), unnamed };
}
