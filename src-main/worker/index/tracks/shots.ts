// The row of shot boundary detection in the table of tracks: its state, sink and result, shots.bin and shots.
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Shot } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import { CheckedLog, readCommitted } from '../../../base/film/checked-log';
import { IndexBroken } from '../../../base/film/errors';
import type { PictureItem } from '../../../base/media/pictures';
import type { ShotDetector } from '../../recognition/types';
import { Cursor, OVERLAP } from '../pass/cursor';
import type { Sink } from '../pass/read-through';
import { common, type TrackDeps, type TrackPass } from './row';
import { decodeMeasures, decodeRecords, encodeRecord, recordBytes } from './shot-format';

const count = z.number().int().nonnegative();
const form = z.object({ ...common, context: count, width: count });
type ShotsState = z.infer<typeof form>;

export type ShotsDeps = TrackDeps<ShotDetector>;
export interface ShotsKind {
  readonly state: ShotsState;
  readonly model: ShotDetector;
  readonly deps: ShotsDeps;
  readonly item: Shot;
}

/** Shot boundary detection: every frame is measured, and all measures together say where shots begin. */
export const shotsRow: TrackPass<ShotsKind> = {
  file: 'shots.bin',
  form,
  begin: (begun) => ({ ...begun, context: 0, width: 0 }),
  async open({ path, state, model }) {
    const { context, width } = model;
    if (state.frames > 0 && (state.context !== context || state.width !== width)) {
      throw new IndexBroken('its shots were looked for in another way');
    }
    return new ShotSink({ ...state, context, width }, model, await CheckedLog.open(path, state.file));
  },
  async found({ path, state: { frames, width, file }, model, film }) {
    if (frames === 0) return [];
    const { times, values } = decodeMeasures(await readCommitted(path, file), width);
    return (await model()).shots(times, values, film.duration);
  },
};

/** Frames that are measured at once, at least. */
const BATCH = 50;

/**
 * Measures every frame, and stores the values with the frame's time. Frames are measured in batches that always begin at a
 * multiple of their length, so that a run which goes on cuts the film into the same ones; each is held back until the frames
 * behind it that its values depend on are there.
 */
class ShotSink implements Sink<{ shots: ShotsState }, PictureItem> {
  readonly takes = 'every';
  readonly #state: ShotsState;
  readonly #detector: ShotDetector;
  readonly #log: CheckedLog;
  readonly #cursor: Cursor;
  readonly #batch: number;
  /** From `context` frames before the batch that comes next. */
  readonly #pending: PictureItem[] = [];

  constructor(state: ShotsState, detector: ShotDetector, log: CheckedLog) {
    this.#state = state;
    this.#detector = detector;
    this.#log = log;
    this.#cursor = new Cursor(state.frames);
    // At most half of what is looked at only lends its surroundings.
    this.#batch = Math.max(BATCH, 2 * detector.context);
  }

  get count(): number {
    return this.#cursor.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    this.#pending.length = 0;
    const { context, width } = this.#detector;
    const first = Math.max(0, this.count - Math.max(context, OVERLAP));
    const size = recordBytes(width);
    const bytes = await this.#log.read(first * size, (this.count - first) * size);
    return this.#cursor.rewind(afterSeek, { known: decodeRecords(bytes, width) });
  }

  async add(frame: PictureItem): Promise<void> {
    const number = this.#cursor.take(frame.time, frame.pixels);
    if (number === null) return;
    const { context } = this.#detector;
    if (number >= this.count - context) this.#pending.push(frame);
    if (this.#cursor.next >= this.count + this.#batch + context) await this.#measure(this.#batch, false);
  }

  async finish(): Promise<void> {
    this.#cursor.end();
    const left = this.#cursor.next - this.count;
    if (left > 0) await this.#measure(left, true);
  }

  async #measure(count: number, last: boolean): Promise<void> {
    const frames = this.#pending;
    const { width, context } = this.#detector;
    const before = frames.length - (this.#cursor.next - this.count);
    const pixels = Buffer.concat(frames.map((frame) => frame.pixels));
    const values = await this.#detector.measure(pixels, frames.length, {
      first: this.count === before,
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
    this.#cursor.stored(count);
    frames.splice(0, Math.max(0, before + count - context));
  }

  async commit(damaged: boolean, done: boolean) {
    if (!this.#cursor.caughtUp) return {};
    const file = await this.#log.commit();
    return { shots: { ...this.#state, frames: this.count, file, damaged, done } };
  }

  async close(): Promise<void> {
    await this.#log.close();
  }
}
