import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import { CheckedLog } from '../../../base/film/checked-log';
import { type TextState, type TracksState, trackPath } from '../../../base/film/tracks/tracks-state';
import type { PictureItem } from '../../../base/media/pictures';
import type { TextReader } from '../../tracks/types';
import { DecodedDifferently } from '../frame-sink';
import { FrameCursor, type TrackSink } from './sink';
import type { WritingWatch } from './types';

export interface TextSinkOptions {
  readonly reader: TextReader;
  readonly watch: WritingWatch;
  /** Times of frames whose writing is read whatever the watch says. */
  readonly keyFrames: readonly Micros[];
}

/**
 * Reads the writing in the first frame, in key frames, and wherever it may have changed; one JSON line a reading. What the watch
 * says depends on the picture that was read last: a run that goes on begins with that one.
 */
export class TextSink implements TrackSink {
  readonly takes = 'sampled';
  readonly #state: TextState;
  readonly #options: TextSinkOptions;
  readonly #keyFrames: ReadonlySet<Micros>;
  readonly #log: CheckedLog;
  readonly #cursor: FrameCursor;
  #reading: TextState['reading'];

  private constructor(state: TextState, options: TextSinkOptions, log: CheckedLog) {
    this.#state = state;
    this.#options = options;
    this.#keyFrames = new Set(options.keyFrames);
    this.#log = log;
    this.#cursor = new FrameCursor(state);
    this.#reading = state.reading;
  }

  /** @throws IndexBroken, DiskFull */
  static async open(dir: string, state: TextState, options: TextSinkOptions): Promise<TextSink> {
    return new TextSink(state, options, await CheckedLog.open(trackPath(dir, 'text'), state.file));
  }

  get count(): number {
    return this.#cursor.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    return this.#cursor.rewind(afterSeek, this.#reading);
  }

  async add(frame: PictureItem): Promise<void> {
    const number = this.#cursor.take(frame);
    if (number === null) return;
    if (number < this.#cursor.count) this.#again(number, frame);
    else await this.#next(number, frame);
  }

  #again(number: number, frame: PictureItem): void {
    if (number !== this.#reading?.frame) return;
    this.#cursor.compare(this.#reading, frame);
    this.#options.watch.remember(frame);
  }

  async #next(number: number, frame: PictureItem): Promise<void> {
    const { time } = frame;
    const { reader, watch } = this.#options;
    const seen = { time, checksum: crc32(frame.pixels) };
    if (number === 0 || this.#keyFrames.has(time) || watch.changed(frame)) {
      const lines = await reader.read(frame);
      await this.#log.append(Buffer.from(`${JSON.stringify({ time, lines })}\n`));
      watch.remember(frame);
      this.#reading = { ...seen, frame: number };
    }
    this.#cursor.stored(seen);
  }

  async finish(): Promise<void> {
    if (!this.#cursor.caughtUp) throw new DecodedDifferently();
  }

  async commit(damaged: boolean, done: boolean): Promise<Partial<TracksState>> {
    if (!this.#cursor.caughtUp) return {};
    const { count: frames, recent } = this.#cursor;
    const file = await this.#log.commit();
    return { text: { ...this.#state, frames, recent, reading: this.#reading, file, damaged, done } };
  }

  async close(): Promise<void> {
    await this.#log.close();
  }
}
