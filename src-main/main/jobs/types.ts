import type { EventPayload } from '../../../src-shared/ipc';
import type { Job, WorkStatus } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';
import type { IndexProgress } from '../../base/film/types';
import type { LotEnd } from './lot';

/** What of a video can be asked for again. */
export type Indexed = EventPayload<'index.changed'>['what'];

/** How far a run has come, and how long the whole job still takes. */
export type JobProgress = IndexProgress & Pick<Job, 'etaSeconds'>;

export interface JobEvents {
  /** The whole queue, at most ten times a second. */
  changed: (jobs: Job[]) => void;
  /** Something new of a video was stored and can be read. */
  indexed: (videoId: VideoId, what: Indexed) => void;
  progress: (videoId: VideoId, progress: JobProgress) => void;
  /** A language model has read more of a video. */
  watched: (videoId: VideoId) => void;
  /** How all work stands, at most twice a second. */
  work: (status: WorkStatus) => void;
  /** Nothing is left to do of what was begun. */
  ended: (end: LotEnd) => void;
}

/**
 * The queue of jobs: one runs at a time; what runs survives its worker's death and the app's. A job indexes a video and then
 * goes on with its readings: `tracks`, where cuts, things or writing are wanted, and `watch`, where a language model was chosen.
 * The video is ready meanwhile, and its state stays so whatever becomes of a reading. Readings take longer than the index, so
 * that they step back for any video to be indexed.
 */
export interface JobQueue {
  list(): Job[];
  /** Adds a job, or returns the one that the video has; of a video that is ready, a job for what the settings miss of it. */
  start(id: VideoId): Job;
  /** Whether a video that is ready lacks what the settings ask for: a reading that was never made, failed, or was stopped. */
  lacksReading(id: VideoId): boolean;
  /** Whether it lacks what a job was at that the end of its process stopped, or that waits for its turn. */
  isInterrupted(id: VideoId): boolean;
  pause(id: VideoId): void;
  resume(id: VideoId): void;
  cancel(id: VideoId): void;
  /** Puts a job before another one's, or at the end: what waits is taken in this order, films to be indexed before readings. */
  move(id: VideoId, before: VideoId | null): void;
  /** How all work stands. */
  work(): WorkStatus;
  /** Looks again whether films may be worked on now: what may not makes room, what may goes on. */
  reconsider(): void;
  /** Starts a job that ended again: from its last checkpoint; from the beginning where it was done. */
  retry(id: VideoId): void;
  /** Begins a job anew, whatever it is at: what was asked of it has changed, and what is there already costs it nothing. */
  again(id: VideoId): void;
  /** Ends the jobs of videos that are to be removed; resolves once no process writes to their indexes any more. */
  forget(...ids: readonly VideoId[]): Promise<void>;
  /** Takes jobs again that were forgotten, each where it stood. @param was the queue as it was then */
  takeBack(jobs: readonly Job[], was: readonly VideoId[]): void;
  /** Resolves with the job once it is done; rejects with its error when it failed or was cancelled. */
  finished(id: VideoId): Promise<Job>;
  on<E extends keyof JobEvents>(event: E, listener: JobEvents[E]): () => void;
  close(): Promise<void>;
}
