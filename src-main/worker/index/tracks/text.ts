import { z } from 'zod';
import type { Segment } from '../../../../src-shared/analysis';
import { box } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { PictureItem } from '../../../base/media/pictures';
import type { Picture, TextReader } from '../../recognition/types';
import type { CutOptions } from '../../recognition/writing/at-cuts';
import type { OcrResult } from '../../recognition/writing/merge';
import type { StageOptions } from '../job';
import type { Sink } from '../pass/read-through';
import {
  common,
  readLines,
  SampledLog,
  type SinkSources,
  sampled,
  seen,
  type TrackDeps,
  type TrackPass,
} from './row';

const count = z.number().int().nonnegative();
/** `reading` is the frame whose writing was read last. */
const form = z.object({ ...common, ...sampled, reading: seen.extend({ frame: count }).nullable() });
type TextState = z.infer<typeof form>;

/** Says when a picture's writing should be read again. What it knows is the remembered picture alone. */
export interface TextChangeDetector {
  /** This picture's writing was just read. */
  remember(picture: Picture): void;
  /** Whether its writing may be another than that of the picture remembered. */
  changed(picture: Picture): boolean;
}
export interface TextDeps extends TrackDeps<TextReader> {
  watch(): TextChangeDetector;
  /** Lines that stay are one segment, from cut to cut where they come and go with one. Segments are numbered from 0. */
  merge(readings: readonly OcrResult[], film: CutOptions): Segment[];
  /** Makes what searches by meaning need from the writing; what it writes, it writes into `dir`. */
  embed(dir: string, segments: readonly Segment[], options: StageOptions): Promise<void>;
}
export interface TextKind {
  readonly state: TextState;
  readonly model: TextReader;
  readonly deps: TextDeps;
  readonly item: Segment;
}

const line = z.object({
  time: count,
  lines: z.array(z.object({ text: z.string(), box, confidence: z.number() })),
  /** Lines that could not be read; missing where there are none. */
  unread: count.optional(),
});

/** Pictures with a line that could not be read, as a share of those with writing, from which that is told: a film has a blurred one now and then. */
const WORTH_TELLING = 0.2;

/** OCR in the first frame, in key frames, and wherever the writing may have changed; a JSON line a reading. */
export const textRow: TrackPass<TextKind> = {
  file: 'text.jsonl',
  form,
  begin: (begun, pictures) => ({ ...begun, ...pictures, reading: null }),
  open: async (sources) => new TextSink(sources, await SampledLog.open(sources.path, sources.state)),
  /** A reading holds until the next one: in between, the watch saw no change. */
  async found({ path, state, deps, film }) {
    const lines = await readLines(path, state.file, line);
    const readings = lines.map((reading, i) => ({
      ...reading,
      until: lines[i + 1]?.time ?? Math.max(film.duration, reading.time),
    }));
    return deps.merge(readings, film);
  },
  conclude: (dir, segments, deps, options) => deps.embed(dir, segments, options),
  /** Where the film first shows writing that could not be read; nothing where it hardly does. */
  async remarks({ path, state }) {
    const readings = await readLines(path, state.file, line);
    const written = readings.filter(({ lines, unread = 0 }) => lines.length + unread > 0);
    const unread = readings.filter((reading) => (reading.unread ?? 0) > 0);
    const [first] = unread;
    if (first === undefined || unread.length < WORTH_TELLING * written.length) return {};
    return { unreadWriting: first.time };
  },
};

/** What the watch says depends on the picture that was read last: a run that goes on begins with that one. */
class TextSink implements Sink<{ text: TextState }, PictureItem> {
  readonly takes = 'sampled';
  readonly #reader: TextReader;
  readonly #watch: TextChangeDetector;
  readonly #keyFrames: ReadonlySet<Micros>;
  readonly #log: SampledLog<TextState>;
  #reading: TextState['reading'];

  constructor({ state, model, deps, keyFrames }: SinkSources<TextKind>, log: SampledLog<TextState>) {
    this.#reader = model;
    this.#watch = deps.watch();
    this.#keyFrames = new Set(keyFrames);
    this.#log = log;
    this.#reading = state.reading;
  }

  get count(): number {
    return this.#log.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    return this.#log.rewind(afterSeek, this.#reading);
  }

  async add(frame: PictureItem): Promise<void> {
    const number = this.#log.take(frame);
    if (number === null) return;
    if (number < this.count) this.#again(number, frame);
    else await this.#next(number, frame);
  }

  #again(number: number, frame: PictureItem): void {
    if (number !== this.#reading?.frame) return;
    this.#log.compare(this.#reading, frame);
    this.#watch.remember(frame);
  }

  async #next(number: number, frame: PictureItem): Promise<void> {
    const { time } = frame;
    const reads = number === 0 || this.#keyFrames.has(time) || this.#watch.changed(frame);
    if (reads) {
      let unread = 0;
      const lines = await this.#reader.read(frame, (count) => {
        unread = count;
      });
      await this.#log.append(unread > 0 ? { time, lines, unread } : { time, lines });
    }
    const stored = this.#log.stored(frame);
    if (!reads) return;
    this.#watch.remember(frame);
    this.#reading = { ...stored, frame: number };
  }

  async finish(): Promise<void> {
    this.#log.end();
  }

  async commit(damaged: boolean, done: boolean) {
    const state = await this.#log.commit(damaged, done);
    return state ? { text: { ...state, reading: this.#reading } } : {};
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
