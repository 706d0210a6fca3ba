/**
 * Search over more frames than fit into the memory: a first pass over what is kept of each in a few bytes, a second one over the
 * views of those that may be among the best.
 *
 * By what labels name, the result is exact: of every block of 256 frames is known how likely each label is at most, and blocks are
 * read from the likeliest on until no other can hold a better frame. By resemblance the first pass compares signs, and a frame that
 * it ranks far too low is missed: how seldom that is stands in docs/lab/archive-search.md. What is told of a frame is always computed
 * from its view, whose checksum was looked at.
 */
import { join } from 'node:path';
import type { UserError } from '../../../../src-shared/errors';
import type { VideoId } from '../../../../src-shared/primitives';
import type { IndexedVideo } from '../../../base/film/types';
import type { TextSpace } from '../../inference/types';
import { fileStamp } from '../file-stamp';
import { BLOCK_ROWS, rowBytes, spaceHash } from '../frame-embedding-format';
import { BlockDamaged, ensureViews, remakeViews, VIEW_FILE } from '../frame-embedding-store';
import { Turns } from '../turns';
import { DotKernel } from './dot-kernel';
import { mass, shownLabels } from './frame-labels';
import { frameSigns, openViews } from './frame-signs';
import { likelyFrames } from './likely-frames';
import { type Best, better, type Candidate, passOver, type Ranking, type Spot } from './ranking';
import { type ArchiveOptions, type Sketch, Sketches } from './sketches';
import { Top } from './top';
import type { ViewReader } from './view-reader';

/** Lives of a damaged view file in one search. */
const MOST_MENDED = 2;
/** Frames whose labels are read at most: where more than these may be among the best, those that most probably are. */
const MOST_READ = 4_096;
/** After so many, those that the best leave behind are passed over. */
const READ_AT_ONCE = 1_024;

/** What is asked for, the same for all films. */
export interface FrameWanted {
  readonly vector: Float32Array;
  /** 1 for each label that is named; null where none is. */
  readonly named: Uint8Array | null;
  readonly limit: number;
  readonly signal: AbortSignal;
  /** See `Patient`. */
  readonly patience?: number | undefined;
}

/** A search that is under way. */
interface Run extends FrameWanted {
  readonly videos: readonly IndexedVideo[];
  readonly top: Top<Spot>;
  readonly unreadable: Map<VideoId, UserError>;
  readonly turns: Turns;
  /** Of each video; null where it has none, undefined where there was no time to read it. */
  readonly sketches: readonly (Sketch | null | undefined)[];
}

export class FrameArchive {
  readonly #sketches: Sketches;
  readonly #kernel: DotKernel;
  readonly #one = new Float32Array(1);
  readonly #space: string;
  /** How many frames the library gave a film whose views were brought up to date, and have another number. */
  readonly #ensured = new Map<string, number>();

  /**
   * @param exactly offers all frames of one video; for those of which no signs are in memory
   */
  constructor(
    private readonly space: TextSpace,
    private readonly exactly: (
      wanted: FrameWanted,
      indexed: IndexedVideo,
      video: number,
      top: Best,
    ) => Promise<void>,
    options: ArchiveOptions = {},
  ) {
    this.#sketches = new Sketches(space.views.dim, options);
    this.#kernel = new DotKernel(rowBytes(space.views.dim), 1);
    this.#space = spaceHash(space.views.id);
  }

  async rank(videos: readonly IndexedVideo[], wanted: FrameWanted): Promise<Ranking> {
    const unreadable = new Map<VideoId, UserError>();
    for (let mended = 0; ; mended++) {
      const run: Run = {
        ...wanted,
        ...{ videos, unreadable },
        top: new Top<Spot>(wanted.limit, better),
        turns: new Turns(wanted.signal),
        sketches: await this.#load(videos, unreadable, wanted),
      };
      const whole = wanted.named === null ? false : await this.#byLabels(run, wanted.named);
      if (!whole) await this.#byResemblance(run);
      await this.#rest(run);
      const damaged = new Set<number>();
      const best = await this.#settle(run, damaged);
      if (damaged.size === 0 || mended === MOST_MENDED) {
        return { best, unreadable, waiting: run.sketches.filter((sketch) => sketch === undefined).length };
      }
      for (const video of damaged) await this.#mend(run, video);
    }
  }

  /** Reads of all videos what a search goes over first. One that cannot be read is passed over: a search tells of it. */
  async prepare(videos: readonly IndexedVideo[], signal: AbortSignal): Promise<void> {
    await this.#load(videos, new Map(), { signal });
  }

  async #load(
    videos: readonly IndexedVideo[],
    unreadable: Map<VideoId, UserError>,
    { signal, patience = Number.POSITIVE_INFINITY }: Pick<FrameWanted, 'signal' | 'patience'>,
  ): Promise<(Sketch | null | undefined)[]> {
    this.#sketches.tidy();
    const turns = new Turns(signal);
    const sketches = videos.map((video) => this.#known(video) ?? (this.#hasNoRoom(video) ? null : undefined));
    const until = performance.now() + patience;
    for (const [n, video] of videos.entries()) {
      if (sketches[n] !== undefined) continue;
      if (performance.now() > until) break;
      await turns.next();
      sketches[n] = null;
      if (unreadable.has(video.videoId)) continue;
      await passOver(videos, video, unreadable, async () => {
        // Another search, or what goes before them all, may have come by it meanwhile.
        sketches[n] = this.#known(video) ?? (await this.#read(video, signal));
      });
    }
    return sketches;
  }

  #known({ dir, frames }: IndexedVideo): Sketch | null {
    const known = this.#sketches.get(dir, fileStamp(join(dir, VIEW_FILE)));
    const stale = known && frames !== undefined && frames !== known.rows && this.#ensured.get(dir) !== frames;
    return stale ? null : known;
  }

  #hasNoRoom({ dir }: IndexedVideo): boolean {
    return this.#sketches.hasNoRoom(dir, fileStamp(join(dir, VIEW_FILE)));
  }

  /** @returns null where the video is to be searched without */
  async #read(video: IndexedVideo, signal: AbortSignal): Promise<Sketch | null> {
    const { dir, frames } = video;
    const there = this.#open(dir);
    const isWhole = there !== null && there.header.rows === frames;
    there?.close();
    if (!isWhole) {
      await ensureViews(dir, this.space, () => undefined, signal);
      if (frames !== undefined) this.#ensured.set(dir, frames);
    }
    try {
      return this.#sketch(dir);
    } catch (error) {
      if (!(error instanceof BlockDamaged)) throw error;
      await remakeViews(dir, this.space, signal);
      return this.#sketch(dir);
    }
  }

  #sketch(dir: string): Sketch | null {
    // Before the views are read: what changes in between is read anew the next time.
    const stamp = fileStamp(join(dir, VIEW_FILE));
    const view = this.#open(dir);
    if (!view) return null;
    try {
      return this.#sketches.put(dir, stamp, frameSigns(dir, view, this.space.labels.length));
    } finally {
      view.close();
    }
  }

  #open(dir: string): ViewReader | null {
    return openViews(dir, this.space, this.#space);
  }

  /** Offers the frames that most likely show what is named. @returns whether there are as many as are wanted */
  async #byLabels(run: Run, named: Uint8Array): Promise<boolean> {
    const { labelsPerFrame } = this.space;
    const { top } = run;
    const likely = await likelyFrames(run.sketches, named, run.limit, MOST_READ, run.turns);
    for (let from = 0; from < likely.length; from += READ_AT_ONCE) {
      const may = likely
        .slice(from, from + READ_AT_ONCE)
        .filter(({ bound }) => bound >= (top.floor?.probability ?? 0));
      for (const [video, own] of Map.groupBy(may, (each) => each.video)) {
        await this.#with(run, video, (view) => {
          for (const { frame } of own) {
            const probability = mass(view.labelsOf(frame), 0, named, labelsPerFrame);
            if (probability === 0 || probability < (top.floor?.probability ?? 0)) continue;
            top.offer({ video, frame, probability, resemblance: this.#resemblance(view, frame) });
          }
        });
      }
    }
    return top.floor !== null;
  }

  /** Offers the frames that most resemble the vector; where labels are named, those that do not show them. */
  async #byResemblance(run: Run): Promise<void> {
    const { sketches, named, vector, limit, top } = run;
    const videoOf = new Map(sketches.flatMap((sketch, n) => (sketch ? [[sketch, n] as const] : [])));
    const near = await this.#sketches.nearest([...videoOf.keys()], vector, limit);
    for (const [sketch, runs] of near) {
      const video = videoOf.get(sketch) as number;
      await this.#with(run, video, (view) => {
        for (const { first, count } of runs) {
          for (let frame = first; frame < first + count; frame++) {
            if (named && this.#shows(view, frame, named)) continue;
            top.offer({ video, frame, probability: 0, resemblance: this.#resemblance(view, frame) });
          }
        }
      });
    }
  }

  #shows(view: ViewReader, row: number, named: Uint8Array): boolean {
    return mass(view.labelsOf(row), 0, named, this.space.labelsPerFrame) > 0;
  }

  #resemblance(view: ViewReader, row: number): number {
    this.#kernel.multiply(view.embedding(row), Float32Array.of(view.scale(row)), 1, this.#one);
    return this.#one[0] as number;
  }

  /** Does something with a video's views, in one turn. */
  async #with(run: Run, video: number, work: (view: ViewReader) => void): Promise<void> {
    const indexed = run.videos[video] as IndexedVideo;
    await run.turns.next();
    await passOver(run.videos, indexed, run.unreadable, async () => {
      const view = this.#open(indexed.dir);
      if (!view) return;
      try {
        // Set for each film: while this search gives others a turn, another one may run.
        this.#kernel.setQuery(run.vector);
        work(view);
      } finally {
        view.close();
      }
    });
  }

  async #rest(run: Run): Promise<void> {
    for (const [n, sketch] of run.sketches.entries()) {
      const video = run.videos[n] as IndexedVideo;
      if (sketch !== null || run.unreadable.has(video.videoId)) continue;
      await run.turns.next();
      await passOver(run.videos, video, run.unreadable, () => this.exactly(run, video, n, run.top));
    }
  }

  /**
   * What is told of the best, from blocks that are what was written.
   * @param damaged receives the videos of which one is not
   */
  async #settle(run: Run, damaged: Set<number>): Promise<Candidate[]> {
    const best = run.top.sorted();
    const whole = new Map<Spot, Candidate>();
    for (const [video, spots] of Map.groupBy(best, (spot) => spot.video)) {
      await this.#with(run, video, (view) => {
        for (const [block, own] of Map.groupBy(spots, ({ frame }) => Math.floor(frame / BLOCK_ROWS))) {
          const columns = view.block(block);
          if (!columns) damaged.add(video);
          else
            for (const spot of own) {
              const row = spot.frame % BLOCK_ROWS;
              const labels = shownLabels(columns, row, this.space);
              whole.set(spot, { ...spot, time: columns.times[row] as number, labels });
            }
        }
      });
    }
    return best.flatMap((spot) => ('labels' in spot ? (spot as Candidate) : (whole.get(spot) ?? [])));
  }

  async #mend(run: Run, video: number): Promise<void> {
    const indexed = run.videos[video] as IndexedVideo;
    this.#sketches.drop(indexed.dir);
    await passOver(run.videos, indexed, run.unreadable, () =>
      remakeViews(indexed.dir, this.space, run.signal),
    );
  }
}
