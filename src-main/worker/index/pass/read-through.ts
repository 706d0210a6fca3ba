import type { Micros } from '../../../../src-shared/time';
import { IndexBroken } from '../../../base/film/errors';
import { StoppedEarly } from '../../../base/media/errors';
import { checkSameFile } from '../same-file';
import { CheckpointClock, checkCancelled } from './clock';
import { DecodedDifferently } from './cursor';

/** What one decoding gives: of one kind or several. */
interface Item {
  readonly kind: string;
}
/** One ffmpeg process over one film. */
interface Decoding<I extends Item> extends AsyncIterable<I> {
  /** Whether ffmpeg has complained about the film so far. */
  readonly damaged: boolean;
}

/**
 * Takes what a pass reads and stores what it makes of it, going on where an earlier run stopped. What was stored counts once
 * what `commit` returned lies in the pass's state.
 */
export interface Sink<State, I extends Item = Item> {
  /** The kind of items that it takes. */
  readonly takes: I['kind'];
  /** Frames that are stored; 0 of what stores none. */
  readonly count: number;
  /**
   * Prepares for a pass that gives some of the stored frames again.
   * @param afterSeek whether the pass seeks, and so may come out elsewhere
   * @returns where it must begin, at the latest; null of what takes all from the film's start however the pass begins
   */
  rewind(afterSeek: boolean): Promise<Micros | null>;
  /** Takes the next item of the pass. A frame that is stored is compared. @throws DecodedDifferently, DiskFull */
  add(item: I): Promise<void>;
  /** The film has ended. @throws DecodedDifferently where it ended before all stored frames came again */
  finish(): Promise<void>;
  /** Puts everything on the disk. @returns the state that says so; of a pass that only repeats so far, none */
  commit(damaged: boolean, done: boolean): Promise<Partial<State>>;
  /** The state says so by now: what counts no more may go. */
  committed?(): Promise<void>;
  close(): Promise<void>;
}

/** How a pass begins. */
export interface PassStart {
  /** Whether it seeks to what is missing, or decodes from the start. */
  readonly seek: boolean;
  /** How far the one before it came, which ffmpeg gave up: see DecodeOptions. */
  readonly stoppedAt?: Micros | undefined;
}

/** How far earlier runs came. */
export interface StoredSoFar {
  /** Frames that are stored. */
  readonly count: number;
  /** Whether ffmpeg had complained about the film by then. */
  readonly damaged: boolean;
}

/**
 * Goes on with frames that were stored in part: seeks where it can, and decodes from the start where seeking leads elsewhere, or
 * where ffmpeg gave up. Where it then gives up at the same place, the film is read as far as that.
 * @param pass throws DecodedDifferently where stored frames do not come again
 * @throws IndexBroken where they do not come again from the start either; StoppedEarly where ffmpeg gave up at two places
 */
export async function seekOrStart(
  { count, damaged }: StoredSoFar,
  pass: (start: PassStart) => Promise<void>,
): Promise<void> {
  // Where the file is damaged, what a decoder makes of it depends on where it began.
  const starts: PassStart[] = count > 0 && !damaged ? [{ seek: true }, { seek: false }] : [{ seek: false }];
  for (let n = 0; ; n++) {
    const start = starts[n] ?? { seek: false };
    try {
      await pass(start);
      return;
    } catch (error) {
      if (error instanceof StoppedEarly && start.stoppedAt === undefined) {
        starts[n + 1] = { seek: false, stoppedAt: error.at };
      } else if (!(error instanceof DecodedDifferently)) {
        throw error;
      } else if (!start.seek) {
        throw new IndexBroken('the video gives other frames than before', { cause: error });
      }
    }
  }
}

/** One reading of a film: one decoding whose items go to sinks, with checkpoints on the way. */
export interface FilmReading<State, I extends Item, D extends Decoding<I>> {
  readonly film: { readonly path: string; readonly videoId: string };
  readonly journal: { commit(change: Partial<State>): Promise<void> };
  readonly sinks: readonly Sink<State, I>[];
  /** Milliseconds of work that a crash may cost: the time between two checkpoints. 5000 unless said otherwise. */
  readonly checkpointEvery?: number | undefined;
  readonly signal: AbortSignal;
  /** @param from where the sinks need the frames from */
  decode(start: PassStart, from: Micros): D | Promise<D>;
  /** An item was taken. */
  onItem(item: I): void;
  /** More lies on the disk than before. @param done the film was read to its end */
  onCheckpoint(done: boolean): Promise<void> | void;
  /** What the state has at the end beside what the sinks say. By then all that they stored counts. */
  conclude?(decoding: D): Promise<Partial<State>>;
}

/** Reads a film through once, from where the sinks need it. @throws DecodedDifferently, StoppedEarly, Cancelled, DiskFull, and what `decode` throws */
export async function readThrough<State, I extends Item, D extends Decoding<I>>(
  reading: FilmReading<State, I, D>,
  start: PassStart,
): Promise<void> {
  const { film, sinks, signal } = reading;
  const starts: Micros[] = [];
  for (const sink of sinks) {
    const from = await sink.rewind(start.seek);
    if (from !== null) starts.push(from);
  }
  const decoding = await reading.decode(start, starts.length > 0 ? Math.min(...starts) : 0);
  const clock = new CheckpointClock(reading.checkpointEvery);
  const stored = (): number => sinks.reduce((sum, sink) => sum + sink.count, 0);
  let committed = stored();
  for await (const item of decoding) {
    checkCancelled(signal);
    for (const sink of sinks) if (sink.takes === item.kind) await sink.add(item);
    reading.onItem(item);
    // A pass that has not got beyond what was stored has nothing to tell: a worker that dies there is not to be tried forever.
    if (!clock.due || stored() === committed) continue;
    await checkpoint(reading, { damaged: decoding.damaged, done: false });
    committed = stored();
    clock.reset();
  }
  // The file is looked at again: one that was replaced while it was being read would leave a mixture.
  await checkSameFile(film.path, film.videoId);
  for (const sink of sinks) await sink.finish();
  const { damaged } = decoding;
  if (!reading.conclude) return checkpoint(reading, { damaged, done: true });
  await checkpoint(reading, { damaged, done: false });
  await checkpoint(reading, { damaged, done: true }, await reading.conclude(decoding));
}

async function checkpoint<State, I extends Item, D extends Decoding<I>>(
  { journal, sinks, onCheckpoint }: FilmReading<State, I, D>,
  { damaged, done }: { readonly damaged: boolean; readonly done: boolean },
  beside: Partial<State> = {},
): Promise<void> {
  let change = beside;
  for (const sink of sinks) change = { ...change, ...(await sink.commit(damaged, done)) };
  await journal.commit(change);
  for (const sink of sinks) await sink.committed?.();
  await onCheckpoint(done);
}
