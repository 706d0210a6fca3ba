import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Micros } from '../../../../src-shared/time';
import { CheckedLog, type Committed, readCommitted } from '../../../base/film/checked-log';
import { IndexBroken } from '../../../base/film/errors';
import type { TracksFound, TracksResult } from '../../../base/film/types';
import type { PictureItem } from '../../../base/media/pictures';
import type { StageOptions } from '../job';
import { Cursor, type KnownFrame } from '../pass/cursor';
import type { Sink } from '../pass/read-through';

const count = z.number().int().nonnegative();

/** What the state of every track has. */
export const common = {
  /** What read it, with its version: what another one read is begun anew. */
  model: z.string(),
  /** Frames whose reading counts. */
  frames: count,
  file: z.object({ bytes: count, checksum: count }),
  /** Whether ffmpeg had complained about the film by then: if so, going on means decoding from the start. */
  damaged: z.boolean(),
  done: z.boolean(),
};
const commonForm = z.object(common);
export type Begun = z.infer<typeof commonForm>;

export const seen = z.object({ time: count, checksum: count });
/** What the state of tracks of sampled frames has besides. */
export const sampled = {
  framesPerSecond: z.number().positive(),
  /** Of the pictures, see `pictureSize`. */
  longSide: z.number().int().positive(),
  /** The last frames: by them it is seen that a decoder which goes on is where it should be. CRC-32 of their pixels. */
  recent: z.array(seen),
};
const sampledForm = z.object(sampled);
export type SampledPictures = z.infer<typeof sampledForm>;
type SampledState = Begun & SampledPictures;

/** What reads a track. */
export interface Model {
  dispose(): Promise<void>;
}
/** What a track needs from other rooms. */
export interface TrackDeps<M extends Model> {
  /** What reads it, with its version. */
  readonly model: string;
  /** Opens it: only where there is work for it. */
  open(): Promise<M>;
}
/** The types of one track. */
export interface TrackKind {
  readonly state: Begun;
  readonly model: Model;
  readonly deps: TrackDeps<Model>;
  /** What is found. */
  readonly item: unknown;
}

/** The film, as far as what is found depends on it. */
export interface TracksFilm {
  readonly duration: Micros;
  readonly framesPerSecond: number;
  /** Where shots begin by a cut; none where they were not looked for. */
  readonly cuts: readonly Micros[];
}
/** What a track's sink is opened with. */
export interface SinkSources<K extends TrackKind> {
  readonly path: string;
  readonly state: K['state'];
  readonly model: K['model'];
  readonly deps: K['deps'];
  /** Presentation times of the scenes' key frames. */
  readonly keyFrames: readonly Micros[];
}
/** What is told of a film's tracks beside what they found. */
export type TracksRemarks = Omit<TracksResult, keyof TracksFound>;
/** What a track's result is made of. */
export interface ResultSources<K extends TrackKind> {
  readonly path: string;
  readonly state: K['state'];
  readonly model: () => Promise<K['model']>;
  readonly deps: K['deps'];
  readonly film: TracksFilm;
}

/** A track: what is read of every film in this room, said once. */
export interface TrackPass<K extends TrackKind> {
  /** Name of the file of its readings. */
  readonly file: string;
  /** What stands of it in the state of the tracks. */
  readonly form: z.ZodType<K['state']>;
  /** Its state before the first frame. */
  begin(begun: Begun, pictures: SampledPictures): K['state'];
  /** @throws IndexBroken, DiskFull */
  open(sources: SinkSources<K>): Promise<Sink<object, PictureItem>>;
  /** What its file comes to so far: the same whenever it is asked, also while the pass runs. @throws IndexBroken */
  found(sources: ResultSources<K>): Promise<readonly K['item'][]>;
  /** What is made of it at the end of the pass. @param dir the film's folder */
  conclude?(dir: string, items: readonly K['item'][], deps: K['deps'], options: StageOptions): Promise<void>;
  /** What else its file tells at the end. @throws IndexBroken */
  remarks?(sources: Pick<ResultSources<K>, 'path' | 'state'>): Promise<TracksRemarks>;
}

/** A file of readings of sampled frames, a JSON line each, that goes on where an earlier run stopped. */
export class SampledLog<S extends SampledState> {
  readonly #state: S;
  readonly #log: CheckedLog;
  readonly #cursor: Cursor;

  private constructor(state: S, log: CheckedLog) {
    this.#state = state;
    this.#log = log;
    this.#cursor = new Cursor(state.frames, state.recent);
  }

  /** @throws IndexBroken, DiskFull */
  static async open<S extends SampledState>(path: string, state: S): Promise<SampledLog<S>> {
    return new SampledLog(state, await CheckedLog.open(path, state.file));
  }

  get count(): number {
    return this.#cursor.count;
  }

  /** @param earlier a stored frame that the pass must not begin after */
  rewind(afterSeek: boolean, earlier: (KnownFrame & { readonly frame: number }) | null = null): Micros {
    return this.#cursor.rewind(afterSeek, { earlier });
  }

  /** @returns the frame's number; null where it lies before those that were asked for @throws DecodedDifferently */
  take({ time, pixels }: PictureItem): number | null {
    return this.#cursor.take(time, pixels);
  }

  /** @throws DecodedDifferently where a frame is not the one that was stored */
  compare(known: KnownFrame, { time, pixels }: PictureItem): void {
    this.#cursor.compare(known, time, pixels);
  }

  /** @throws DiskFull */
  async append(reading: object): Promise<void> {
    await this.#log.append(Buffer.from(`${JSON.stringify(reading)}\n`));
  }

  /** The frame that was taken last is read now. */
  stored({ time, pixels }: PictureItem): KnownFrame {
    const frame = { time, checksum: crc32(pixels) };
    this.#cursor.stored(1, [frame]);
    return frame;
  }

  end(): void {
    this.#cursor.end();
  }

  /** @returns the track's state; null of a pass that only repeats so far */
  async commit(damaged: boolean, done: boolean): Promise<S | null> {
    if (!this.#cursor.caughtUp) return null;
    const { count: frames, recent } = this.#cursor;
    return { ...this.#state, frames, recent, file: await this.#log.commit(), damaged, done };
  }

  async close(): Promise<void> {
    await this.#log.close();
  }
}

/** The JSON lines of a file that count. @throws IndexBroken */
export async function readLines<T>(path: string, file: Committed, form: z.ZodType<T>): Promise<T[]> {
  const text = (await readCommitted(path, file)).toString('utf8').trimEnd();
  if (text === '') return [];
  try {
    return text.split('\n').map((line) => form.parse(JSON.parse(line)));
  } catch (cause) {
    throw new IndexBroken('what was read of its tracks cannot be read back', { cause });
  }
}
