import type { SegmentSource } from '../../../../src-shared/analysis';
import type { IndexedVideo } from '../../../base/film/types';
import type { TextSpace } from '../../inference/types';
import { rowBytes } from '../frame-embedding-format';
import { areSegmentsWhole, SegmentRows, segmentVersion } from '../segment-store';
import { Turns } from '../turns';
import { DotKernel } from './dot-kernel';
import { lineSigns, readable } from './line-signs';
import { Recent } from './recent';
import { type ArchiveOptions, type Sketch, Sketches } from './sketches';

/** Files that were found whole are known again for so many films. */
const MOST_CHECKED = 100_000;

/** A line that may be among the best. */
export interface Candidate {
  /** Which of the videos that are searched. */
  readonly video: number;
  readonly segmentId: number;
  readonly similarity: number;
}

/** A search that is under way. */
export interface LineRun {
  readonly videos: readonly IndexedVideo[];
  readonly source: SegmentSource;
  /** Of each video's file, as `segmentVersion` gives it. */
  readonly versions: readonly (string | null)[];
  readonly vector: Float32Array;
  readonly signal: AbortSignal;
  readonly top: { offer(line: Candidate): void };
  /** Receives the videos that have no such lines, or whose file is damaged. */
  readonly unreadable: Set<number>;
  /** See `Patient`. */
  readonly patience?: number | undefined;
}

/**
 * Search by meaning over more lines than fit into the memory: a first pass over the signs of each, a second one over the
 * embeddings of those that may be among the best. See `FrameArchive`.
 */
export class LineArchive {
  readonly #sketches: Sketches;
  readonly #kernel: DotKernel;
  readonly #checked = new Recent<true>(MOST_CHECKED);

  constructor(
    private readonly space: TextSpace,
    options: ArchiveOptions = {},
  ) {
    this.#sketches = new Sketches(space.dim, options);
    this.#kernel = new DotKernel(rowBytes(space.dim), 1);
  }

  /** Reads of all videos what a search goes over first. */
  async prepare(run: Omit<LineRun, 'vector' | 'top'>): Promise<void> {
    await this.#load(run);
  }

  /** Offers lines that may be among the best. @returns the videos for which there was no room: they are to be searched otherwise */
  async search(run: LineRun, limit: number): Promise<{ rest: readonly number[]; waiting: number }> {
    const { videos, source, vector, signal, top, unreadable } = run;
    const { sketches, rest, waiting } = await this.#load(run);
    const videoOf = new Map(sketches.map(({ sketch, video }) => [sketch, video]));
    const near = await this.#sketches.nearest([...videoOf.keys()], vector, limit);
    const turns = new Turns(signal);
    for (const [sketch, rows] of near) {
      const video = videoOf.get(sketch) as number;
      await turns.next();
      const file = readable(() => SegmentRows.open((videos[video] as IndexedVideo).dir, source));
      if (!file) {
        unreadable.add(video);
        continue;
      }
      try {
        // Set for each film: while this search gives others a turn, another one may run.
        this.#kernel.setQuery(vector);
        for (const { first: row } of rows) {
          const similarity = this.#similarity(file, row);
          top.offer({ video, segmentId: sketch.ids[row] as number, similarity });
        }
      } finally {
        file.close();
      }
    }
    return { rest, waiting };
  }

  /** Without the lines of films whose files are not what was written: their rows may be anything. */
  async whole({ videos, source, unreadable }: LineRun, best: readonly Candidate[]): Promise<Candidate[]> {
    for (const video of new Set(best.map((line) => line.video))) {
      if (!(await this.#isWhole((videos[video] as IndexedVideo).dir, source))) unreadable.add(video);
    }
    return best.filter(({ video }) => !unreadable.has(video));
  }

  #similarity(file: SegmentRows, row: number): number {
    const out = new Float32Array(1);
    this.#kernel.multiply(file.embedding(row), Float32Array.of(file.scale(row)), 1, out);
    return out[0] as number;
  }

  /** Whether a film's file is what was written. Looked at once, as long as it stays the same. */
  async #isWhole(dir: string, source: SegmentSource): Promise<boolean> {
    const version = segmentVersion(dir, source);
    const key = `${source} ${dir}`;
    if (version !== null && this.#checked.take(key, version)) return true;
    if (!(await areSegmentsWhole(dir, source))) {
      this.#sketches.drop(key);
      return false;
    }
    if (version !== null) this.#checked.keep(key, version, true, 1);
    return true;
  }

  async #load(run: Omit<LineRun, 'vector' | 'top'>) {
    const { videos, source, versions, signal, unreadable, patience = Number.POSITIVE_INFINITY } = run;
    this.#sketches.tidy();
    const turns = new Turns(signal);
    const until = performance.now() + patience;
    const sketches: { sketch: Sketch; video: number }[] = [];
    const rest: number[] = [];
    let waiting = 0;
    for (const [video, { dir }] of videos.entries()) {
      const version = versions[video] ?? null;
      let sketch = this.#sketches.get(`${source} ${dir}`, version);
      if (version === null) {
        unreadable.add(video);
        continue;
      }
      if (!sketch && this.#sketches.hasNoRoom(`${source} ${dir}`, version)) {
        rest.push(video);
        continue;
      }
      if (!sketch && performance.now() > until) {
        waiting++;
        continue;
      }
      if (!sketch) {
        await turns.next();
        const signs = await lineSigns(dir, source, this.space, signal);
        if (!signs) {
          unreadable.add(video);
          continue;
        }
        // Its version is asked for anew, as the file may just have been made.
        sketch = this.#sketches.put(`${source} ${dir}`, segmentVersion(dir, source), signs);
      }
      if (sketch) sketches.push({ sketch, video });
      else rest.push(video);
    }
    return { sketches, rest, waiting };
  }
}
