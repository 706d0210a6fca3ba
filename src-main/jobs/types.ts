import type { Job, VideoId } from '../../src-shared/domain';
import type { IndexCheckpoint, IndexProgress } from '../index/types';

export interface JobEvents {
  /** The whole queue, at most ten times a second. */
  changed: (jobs: Job[]) => void;
  /** Something new of a video was stored and can be read. */
  indexed: (videoId: VideoId, what: IndexCheckpoint['what']) => void;
  progress: (videoId: VideoId, progress: IndexProgress) => void;
}

/** The queue of indexing jobs: one runs at a time; what runs survives its worker's death and the app's. */
export interface JobQueue {
  list(): Job[];
  /** Adds a job, or returns the one that the video has. */
  start(id: VideoId): Job;
  pause(id: VideoId): void;
  resume(id: VideoId): void;
  cancel(id: VideoId): void;
  /** Starts a failed or cancelled job again from its last checkpoint. */
  retry(id: VideoId): void;
  /** Ends the job of a video that is to be removed; resolves once no process writes to its index any more. */
  forget(id: VideoId): Promise<void>;
  /** Resolves with the job once it is done; rejects with its error when it failed or was cancelled. */
  finished(id: VideoId): Promise<Job>;
  on<E extends keyof JobEvents>(event: E, listener: JobEvents[E]): () => void;
  close(): Promise<void>;
}
