// A run of a job as main sees it: what it needs, how a worker is asked for it, and how its results come into the library.
import type { RunName, TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { MediaInfo } from '../../../src-shared/video';
import { NotIndexed } from '../../base/film/errors';
import { type IndexState, readState } from '../../base/film/state';
import type { IndexProgress, RunCalls } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import { callAgain } from './call-again';
import { checkRoom, type Work } from './room';
import type { TranscriptIntake } from './transcript';
import type { Indexed } from './types';

export interface IndexTools {
  readonly ffmpegPath: string;
  /** Looks at a file anew that an earlier version of Longtake has looked at. Left out: what was found then counts. */
  readonly probe?: (path: string, signal: AbortSignal) => Promise<MediaInfo>;
  /** The pack that makes the frame tokens. */
  readonly packDir: string;
  /** The built-in pack: meaning of what is said, and where somebody speaks. */
  readonly corePackDir: string;
  readonly speechPackDir: string;
  /** What reads tracks, and which of them are wanted; null where none is. */
  readonly tracks: TrackTools | null;
  /** The pack whose language model is to read videos too; null where none was chosen. */
  readonly answers: AnswerTools | null;
}

export interface TrackTools {
  readonly packDir: string;
  readonly names: readonly TrackName[];
}

export interface AnswerTools {
  readonly packDir: string;
  /** See `tokenModel` in models/pack. */
  readonly model: string;
  /** Where to remember which files of packs were found good: hashing gigabytes takes its time. */
  readonly verifiedFile: string | null;
}

export interface RunOptions {
  readonly library: Library;
  /** A worker for indexing alone: a long job must not keep questions waiting. */
  readonly worker: WorkerClient;
  /** Where the tools are, asked anew for each job; what it throws is the job's failure. */
  readonly tools: () => IndexTools | Promise<IndexTools>;
  /** Times that a job is tried when its worker dies without having stored anything new. 3 unless said otherwise. */
  readonly tries?: number;
  /** Bytes left on the disk that holds a folder. */
  readonly freeBytes?: (dir: string) => Promise<number>;
  /** Milliseconds of silence after which the worker counts as hung. That of the run unless said otherwise. */
  readonly deadline?: number;
}

/** What there is to do of a run: a request and how much it will write, or the result where all is there. */
export type Prepared<R extends RunName> =
  | { readonly request: RunCalls[R]['request']; readonly work: Work }
  | { readonly result: RunCalls[R]['result'] };

/** Where a run's results go. */
export interface RunTarget {
  readonly library: Library;
  readonly transcripts: TranscriptIntake;
  /** Whether the job was neither forgotten nor cancelled in the meantime. */
  readonly wanted: () => boolean;
  /** Whether it runs still. */
  readonly running: () => boolean;
}
/** What of a video can be asked for anew; that more was heard, and lies on the disk; that a language model has read more of it. */
export type News = Indexed | 'heard' | 'watched';

/** One run of a job, as main sees it: how a worker is asked for it, and how its results come into the library. */
export interface JobRun<R extends RunName> {
  /** Milliseconds of silence after which the worker counts as hung. */
  readonly deadline: number;
  /** Null where the settings want the run no more. @throws NotIndexed where it needs an index and there is none */
  prepare(options: RunOptions, id: VideoId, signal: AbortSignal): Promise<Prepared<R> | null>;
  /** Takes what lies on the disk so far, in the transaction that keeps the job. */
  checkpoint(library: Library, id: VideoId, checkpoint: RunCalls[R]['checkpoint']): readonly News[];
  /** Takes a result. @returns null where it was wanted no more */
  finish(target: RunTarget, id: VideoId, result: RunCalls[R]['result']): Promise<readonly News[] | null>;
}

/** What is told while a run goes on. */
export interface RunEvents<R extends RunName> {
  onProgress(progress: IndexProgress): void;
  onCheckpoint(checkpoint: RunCalls[R]['checkpoint']): void;
}

/**
 * Has a worker do what is prepared; see `callAgain` for what happens when the worker dies. Where all is there no process is
 * started for it. @throws NotEnoughRoom, KeepsDying, and what the worker does
 */
export async function runPrepared<R extends RunName>(
  { worker, tries = 3, deadline, freeBytes }: RunOptions,
  run: R,
  { prepared, row }: { readonly prepared: Prepared<R>; readonly row: JobRun<R> },
  signal: AbortSignal,
  events: RunEvents<R>,
): Promise<RunCalls[R]['result']> {
  if ('result' in prepared) return prepared.result;
  await checkRoom(prepared.work, freeBytes);
  const method: `${R}.run` = `${run}.run`;
  return callAgain(worker, method, prepared.request, {
    ...{ signal, tries, deadline: deadline ?? row.deadline },
    // One table types a run's events and what is told of them.
    onEvent: ({ event, payload }) => {
      if (event === 'checkpoint') events.onCheckpoint(payload as RunCalls[R]['checkpoint']);
      else events.onProgress(payload as IndexProgress);
    },
  });
}

/** The index that a reading stands on. @throws NotIndexed, IndexBroken */
export async function indexOf(library: Library, id: VideoId): Promise<IndexState> {
  const index = await readState(library.indexDir(id));
  if (index === null) throw new NotIndexed();
  return index;
}
