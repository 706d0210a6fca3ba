import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import { CheckedLog } from '../../../base/film/checked-log';
import { type ObjectsState, type TracksState, trackPath } from '../../../base/film/tracks/tracks-state';
import type { PictureItem } from '../../../base/media/pictures';
import type { ObjectFinder } from '../../tracks/types';
import { DecodedDifferently } from '../frame-sink';
import { FrameCursor, type TrackSink } from './sink';

/** Looks for things in every sampled frame; one JSON line a frame. */
export class ObjectSink implements TrackSink {
  readonly takes = 'sampled';
  readonly #state: ObjectsState;
  readonly #finder: ObjectFinder;
  readonly #log: CheckedLog;
  readonly #cursor: FrameCursor;

  private constructor(state: ObjectsState, finder: ObjectFinder, log: CheckedLog) {
    this.#state = state;
    this.#finder = finder;
    this.#log = log;
    this.#cursor = new FrameCursor(state);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(dir: string, state: ObjectsState, finder: ObjectFinder): Promise<ObjectSink> {
    return new ObjectSink(state, finder, await CheckedLog.open(trackPath(dir, 'objects'), state.file));
  }

  get count(): number {
    return this.#cursor.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    return this.#cursor.rewind(afterSeek, null);
  }

  async add(frame: PictureItem): Promise<void> {
    const number = this.#cursor.take(frame);
    if (number === null || number < this.#cursor.count) return;
    const objects = await this.#finder.find(frame);
    await this.#log.append(Buffer.from(`${JSON.stringify({ time: frame.time, objects })}\n`));
    this.#cursor.stored({ time: frame.time, checksum: crc32(frame.pixels) });
  }

  async finish(): Promise<void> {
    if (!this.#cursor.caughtUp) throw new DecodedDifferently();
  }

  async commit(damaged: boolean, done: boolean): Promise<Partial<TracksState>> {
    if (!this.#cursor.caughtUp) return {};
    const { count: frames, recent } = this.#cursor;
    return { objects: { ...this.#state, frames, recent, file: await this.#log.commit(), damaged, done } };
  }

  async close(): Promise<void> {
    await this.#log.close();
  }
}
