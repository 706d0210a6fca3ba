import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import { CheckedLog } from '../../../base/film/checked-log';
import { IndexBroken } from '../../../base/film/errors';
import { type ShotsState, type TracksState, trackPath } from '../../../base/film/tracks/tracks-state';
import type { PictureItem } from '../../../base/media/pictures';
import type { ShotDetector } from '../../tracks/types';
import { DecodedDifferently } from '../frame-sink';
import { decodeRecords, encodeRecord, recordBytes, type ShotRecord } from './shot-format';
import { OVERLAP, type TrackSink } from './sink';

/** Frames that are measured at once, at least. */
const BATCH = 50;

/**
 * Measures every frame, and stores the values with the frame's time. Frames are measured in batches that always begin at a
 * multiple of their length, so that a run which goes on cuts the film into the same ones; each is held back until the frames
 * behind it that its values depend on are there.
 */
export class ShotSink implements TrackSink {
  readonly takes = 'every';
  readonly #state: ShotsState;
  readonly #detector: ShotDetector;
  readonly #log: CheckedLog;
  readonly #batch: number;
  /** From `context` frames before the batch that comes next. */
  readonly #pending: PictureItem[] = [];
  #count: number;
  /** Number of the next frame to come. */
  #next = 0;
  #from: Micros = 0;
  #afterSeek = false;
  /** Of the stored frames that are to come again. */
  #known: readonly ShotRecord[] = [];

  private constructor(state: ShotsState, detector: ShotDetector, log: CheckedLog) {
    this.#state = state;
    this.#detector = detector;
    this.#log = log;
    this.#count = state.frames;
    // At most half of what is looked at only lends its surroundings.
    this.#batch = Math.max(BATCH, 2 * detector.context);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(dir: string, state: ShotsState, detector: ShotDetector): Promise<ShotSink> {
    const { context, width } = detector;
    if (state.frames > 0 && (state.context !== context || state.width !== width)) {
      throw new IndexBroken('its shots were looked for in another way');
    }
    const log = await CheckedLog.open(trackPath(dir, 'shots'), state.file);
    return new ShotSink({ ...state, context, width }, detector, log);
  }

  get count(): number {
    return this.#count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    this.#afterSeek = afterSeek;
    this.#pending.length = 0;
    this.#next = Math.max(0, this.#count - Math.max(this.#detector.context, OVERLAP));
    const size = recordBytes(this.#detector.width);
    const bytes = await this.#log.read(this.#next * size, (this.#count - this.#next) * size);
    this.#known = decodeRecords(bytes, this.#detector.width);
    this.#from = this.#known[0]?.time ?? 0;
    return this.#from;
  }

  async add(frame: PictureItem): Promise<void> {
    if (frame.time < this.#from) return;
    const { context } = this.#detector;
    const number = this.#next++;
    if (number < this.#count) this.#compare(number, frame);
    if (number >= this.#count - context) this.#pending.push(frame);
    if (this.#next >= this.#count + this.#batch + context) await this.#measure(this.#batch, false);
  }

  #compare(number: number, { time, pixels }: PictureItem): void {
    const known = this.#known[number - (this.#count - this.#known.length)];
    // Decoded from the start, the same time is the same frame, even where a damaged one is patched up differently.
    const samePicture = !this.#afterSeek || known?.checksum === crc32(pixels);
    if (known?.time !== time || !samePicture) throw new DecodedDifferently();
  }

  async finish(): Promise<void> {
    if (this.#next < this.#count) throw new DecodedDifferently();
    if (this.#next > this.#count) await this.#measure(this.#next - this.#count, true);
  }

  async #measure(count: number, last: boolean): Promise<void> {
    const frames = this.#pending;
    const { width, context } = this.#detector;
    const before = frames.length - (this.#next - this.#count);
    const pixels = Buffer.concat(frames.map((frame) => frame.pixels));
    const values = await this.#detector.measure(pixels, frames.length, {
      first: this.#count === before,
      last,
    });
    const records = frames
      .slice(before, before + count)
      .map((frame, i) =>
        encodeRecord(
          { time: frame.time, checksum: crc32(frame.pixels) },
          values.subarray((before + i) * width, (before + i + 1) * width),
        ),
      );
    await this.#log.append(Buffer.concat(records));
    this.#count += count;
    frames.splice(0, Math.max(0, before + count - context));
  }

  async commit(damaged: boolean, done: boolean): Promise<Partial<TracksState>> {
    if (this.#next < this.#count) return {};
    const file = await this.#log.commit();
    return { shots: { ...this.#state, frames: this.#count, file, damaged, done } };
  }

  async close(): Promise<void> {
    await this.#log.close();
  }
}
