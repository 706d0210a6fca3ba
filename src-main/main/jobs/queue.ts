import type { Job, VideoAnswers, VideoId, VideoState } from '../../../src-shared/domain';
import { fromUserError, LongtakeError, toUserError, type UserError } from '../../../src-shared/errors';
import type { IndexCheckpoint, IndexProgress, TracksResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import { freeBytes } from '../../base/media/disk';
import { Cancelled } from '../../base/media/errors';
import { NoSuchJob, NotEnoughRoom } from '../../base/rpc/errors';
import { isFull, queuedJob, resting } from './job-states';
import { JobListeners } from './listeners';
import { type Chosen, isReading, missingReading, missingStage, readingAfter } from './missing';
import { RoomWatch } from './room-watch';
import { type IndexRunOptions, runIndex, storeCheckpoint, storeResult } from './run-index';
import { runTracks, storeFound, storeTracks } from './run-tracks';
import { runWatch } from './run-watch';
import { Throttle } from './throttle';
import { TranscriptIntake } from './transcript';
import type { Indexed, JobEvents, JobQueue } from './types';
import { Waiters } from './waiters';

export interface IndexQueueOptions extends IndexRunOptions {
  /** What the settings ask for by now; by default nothing that a finished video could miss. */
  readonly chosen?: () => Chosen;
  /** Whether jobs left over from an earlier run go on by themselves. True unless said otherwise. */
  readonly resume?: boolean;
  /** Milliseconds between two looks whether there is room again for jobs that a full disk ended. */
  readonly lookForRoomEvery?: number;
  /** Told of failures that nobody foresaw; the user only reads a general sentence. */
  readonly onUnexpected?: (error: unknown) => void;
}

interface Run {
  readonly id: VideoId;
  readonly controller: AbortController;
  readonly settled: Promise<void>;
}

/** The library's indexing jobs, run one after another in a worker process. */
export class IndexQueue implements JobQueue {
  readonly #options: IndexQueueOptions &
    Required<Pick<IndexQueueOptions, 'resume' | 'onUnexpected' | 'chosen'>>;
  readonly #library: Library;
  readonly #transcripts: TranscriptIntake;
  /** Every job that is not done, and those done since this queue was made; in queue order. */
  readonly #jobs = new Map<VideoId, Job>();
  readonly #waiters = new Waiters();
  readonly #listeners = new JobListeners();
  readonly #changed = new Throttle(100, () => this.#listeners.tell('changed', this.list()));
  readonly #room: RoomWatch;
  #run: Run | null = null;
  #closed = false;
  #readingTranscript = false;

  constructor(options: IndexQueueOptions) {
    this.#options = {
      resume: true,
      chosen: () => ({ search: null, answers: null, tracks: [] }),
      onUnexpected: (error) => console.error(error),
      ...options,
    };
    this.#library = options.library;
    this.#transcripts = new TranscriptIntake(options.library);
    this.#room = new RoomWatch({
      free: () => (options.freeBytes ?? freeBytes)(options.library.dir),
      onRoom: (id) => this.#goOnWithRoom(id),
      every: options.lookForRoomEvery,
    });
    if (!this.#options.resume) return;
    for (const job of this.#library.jobs.list()) {
      if (job.state !== 'done' && job.state !== 'cancelled') this.#jobs.set(job.videoId, job);
      if (isFull(job)) void this.#room.wait(job.videoId, null);
    }
    // Not at once: whoever made the queue listens first.
    queueMicrotask(() => this.#pump());
  }

  list(): Job[] {
    return [...this.#jobs.values()];
  }

  start(id: VideoId): Job {
    const video = this.#library.videos.get(id);
    const known = this.#jobs.get(id) ?? this.#library.jobs.find(id);
    if (!known) return this.#enqueue(id, null, 'probe');
    if (known.state === 'cancelled' || known.state === 'failed' || known.state === 'done') {
      const stage = missingStage(video, known, this.#options.chosen());
      if (stage === null && known.state === 'done') return known;
      return this.#enqueue(id, known, stage ?? 'tracks');
    }
    // One that this queue did not take up by itself, or that waits for a word.
    this.#jobs.set(id, known);
    if (known.state === 'paused') this.resume(id);
    this.#pump();
    return this.#need(id);
  }

  lacksReading(id: VideoId): boolean {
    return missingReading(this.#library.videos.get(id), this.#options.chosen()) !== null;
  }

  isInterrupted(id: VideoId): boolean {
    const job = this.#jobs.get(id) ?? this.#library.jobs.find(id);
    return (job?.state === 'queued' || job?.state === 'running') && this.lacksReading(id);
  }

  pause(id: VideoId): void {
    const job = this.#need(id);
    if (job.state !== 'running' && job.state !== 'queued') return;
    this.#store(resting(job, 'paused'), 'paused');
    this.#abort(id);
  }

  resume(id: VideoId): void {
    const job = this.#need(id);
    if (job.state !== 'paused') return;
    this.#store(resting(job, 'queued'), 'queued');
    this.#pump();
  }

  cancel(id: VideoId): void {
    const job = this.#need(id);
    if (job.state === 'done' || job.state === 'cancelled') return;
    this.#store(resting(job, 'cancelled'), 'new');
    this.#abort(id);
    this.#waiters.reject(id, new Cancelled());
  }

  retry(id: VideoId): void {
    const job = this.#need(id);
    if (job.state === 'queued' || job.state === 'running' || job.state === 'paused') return;
    this.#enqueue(id, job, job.state !== 'done' && isReading(job.stage) ? job.stage : 'probe');
  }

  again(id: VideoId): void {
    this.#abort(id);
    this.#enqueue(id, this.#need(id), 'probe');
  }

  async forget(id: VideoId): Promise<void> {
    const run = this.#run?.id === id ? this.#run : null;
    this.#jobs.delete(id);
    this.#library.jobs.remove(id);
    this.#changed.request();
    this.#waiters.reject(id, new Cancelled());
    run?.controller.abort();
    await run?.settled;
  }

  async finished(id: VideoId): Promise<Job> {
    const job = this.#need(id);
    if (job.state === 'done') return job;
    if (job.state === 'cancelled') throw new Cancelled();
    if (job.state === 'failed' && job.error) throw fromUserError(job.error);
    return this.#waiters.wait(id);
  }

  on<E extends keyof JobEvents>(event: E, listener: JobEvents[E]): () => void {
    return this.#listeners.on(event, listener);
  }

  /** Stops what runs and leaves it in the queue for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#room.close();
    this.#run?.controller.abort();
    await this.#run?.settled;
    this.#changed.flush();
    this.#waiters.rejectAll(new Cancelled());
  }

  #need(id: VideoId): Job {
    const job = this.#jobs.get(id) ?? this.#library.jobs.find(id);
    if (!job) throw new NoSuchJob();
    return job;
  }

  /** Puts a job at the end of the queue; what it had stored stays, so it goes on from there. */
  #enqueue(id: VideoId, before: Job | null, stage: Job['stage']): Job {
    const job = queuedJob(id, before, stage);
    this.#jobs.delete(id);
    try {
      this.#library.transaction(() => {
        this.#library.jobs.remove(id);
        this.#store(job, 'queued');
      });
    } catch (error) {
      if (before) this.#remember(before);
      throw error;
    }
    this.#pump();
    return this.#need(id);
  }

  #abort(id: VideoId): void {
    if (this.#run?.id === id) this.#run.controller.abort();
  }

  /** Keeps a job and the state of its video, which go together until the video is ready. */
  #store(job: Job, state: VideoState, error: UserError | null = null): void {
    this.#library.transaction(() => {
      if (!isReading(job.stage) || state === 'missing') {
        this.#library.videos.setState(job.videoId, state, error);
      }
      this.#library.jobs.save(job);
    });
    this.#remember(job);
  }

  #remember(job: Job): void {
    this.#jobs.set(job.videoId, job);
    this.#changed.request();
  }

  #pump(): void {
    if (this.#closed) return;
    const waiting = this.list().filter((job) => job.state === 'queued');
    const next = waiting.find((job) => !isReading(job.stage)) ?? waiting[0];
    if (this.#run) {
      if (next && !isReading(next.stage)) this.#stepBack(this.#run);
      return;
    }
    if (!next) return;
    const id = next.videoId;
    const controller = new AbortController();
    this.#jobs.set(id, { ...next, state: 'running' });
    // A turn later, so that what listeners do at its first news finds the run in its place.
    const settled = Promise.resolve()
      .then(() => this.#process(id, controller.signal))
      .finally(() => {
        this.#run = null;
        this.#pump();
      });
    this.#run = { id, controller, settled };
  }

  /** A reading makes room for a video to be indexed: it goes on from its checkpoint afterwards. */
  #stepBack({ id, controller }: Run): void {
    const job = this.#jobs.get(id);
    if (job?.state !== 'running' || !isReading(job.stage)) return;
    this.#store(resting(job, 'queued'), 'ready');
    controller.abort();
  }

  /** Runs one job, or its first half, to its end, whatever that is; never rejects. */
  async #process(id: VideoId, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const { stage } = this.#need(id);
      if (stage === 'tracks') await this.#readTracks(id, signal);
      else if (stage === 'watch') await this.#watch(id, signal);
      else await this.#index(id, signal);
    } catch (error) {
      try {
        this.#fail(id, error, signal);
      } catch (second) {
        if (!(second instanceof LongtakeError)) this.#options.onUnexpected(second);
        this.#waiters.reject(id, second);
      }
    }
  }

  async #index(id: VideoId, signal: AbortSignal): Promise<void> {
    this.#store(this.#need(id), 'indexing');
    const result = await runIndex(this.#options, id, signal, {
      onProgress: (progress) => this.#onProgress(id, progress),
      onCheckpoint: (checkpoint) => this.#onCheckpoint(id, checkpoint),
    });
    await this.#transcripts.takeHeard(id, result, () => this.#isRunning(id));
    if (!this.#isWanted(id)) return;
    await storeResult(this.#library, id, result);
    for (const what of ['frames', 'scenes', 'transcript'] as const) this.#emitIndexed(id, what);
    this.#goOn(id, 'finish', result.frameCount);
  }

  async #readTracks(id: VideoId, signal: AbortSignal): Promise<void> {
    const { tracks } = await this.#options.tools();
    if (tracks === null) return this.#goOn(id, 'tracks');
    this.#store(this.#need(id), 'ready');
    const result = await runTracks(this.#options, id, tracks, signal, {
      onProgress: (progress) => this.#onProgress(id, progress),
      onFound: (found) => this.#onFound(id, found),
    });
    // In pieces first, between which main sees to everything else: what is left to store is then little.
    if (!(await this.#transcripts.take(id, result.text ?? [], () => this.#isWanted(id)))) return;
    await storeTracks(this.#library, id, result);
    for (const what of ['shots', 'scenes', 'objects', 'transcript'] as const) this.#emitIndexed(id, what);
    this.#goOn(id, 'tracks');
  }

  #onFound(id: VideoId, found: TracksResult): void {
    const job = this.#jobs.get(id);
    if (job?.state !== 'running') return;
    this.#library.transaction(() => {
      storeFound(this.#library, id, found);
      this.#library.jobs.save(job);
    });
    for (const what of ['shots', 'objects', 'transcript'] as const) this.#emitIndexed(id, what);
  }

  async #watch(id: VideoId, signal: AbortSignal): Promise<void> {
    const { answers } = await this.#options.tools();
    // The model is chosen no more: there is nothing left to do.
    if (answers === null) return this.#goOn(id, 'watch');
    this.#store(this.#need(id), 'ready');
    const result = await runWatch(this.#options, id, answers, signal, {
      onProgress: (progress) => this.#onProgress(id, progress),
      onCheckpoint: ({ frameCount }) =>
        this.#onWatched(id, { model: answers.model, frameCount, complete: false }),
    });
    if (!this.#isWanted(id)) return;
    this.#library.videos.setAnswers(id, { ...result, complete: true });
    this.#listeners.tell('watched', id);
    this.#goOn(id, 'watch');
  }

  #onWatched(id: VideoId, answers: VideoAnswers): void {
    const job = this.#jobs.get(id);
    if (job?.state !== 'running') return;
    this.#library.transaction(() => {
      this.#library.videos.setAnswers(id, answers);
      this.#library.jobs.save(job);
    });
    this.#listeners.tell('watched', id);
  }

  /** Whether a job was neither forgotten nor cancelled in its very last moment. */
  #isWanted(id: VideoId): boolean {
    const job = this.#jobs.get(id);
    return job !== undefined && job.state !== 'cancelled';
  }

  #isRunning(id: VideoId): boolean {
    return this.#jobs.get(id)?.state === 'running';
  }

  #onProgress(id: VideoId, progress: IndexProgress): void {
    const job = this.#jobs.get(id);
    if (job?.state !== 'running') return;
    this.#remember({
      ...job,
      stage: progress.stage,
      progress: progress.fraction,
      etaSeconds: progress.etaSeconds,
      framesDone: progress.framesDone,
      framesPerSecond: progress.framesPerSecond,
      device: progress.device,
    });
    this.#listeners.tell('progress', id, progress);
  }

  #onCheckpoint(id: VideoId, checkpoint: IndexCheckpoint): void {
    const job = this.#jobs.get(id);
    if (job?.state !== 'running') return;
    this.#library.transaction(() => {
      storeCheckpoint(this.#library, id, checkpoint);
      this.#library.jobs.save(job);
    });
    if (checkpoint.what === 'transcript') void this.#takeTranscript(id);
    else if (checkpoint.what === 'subtitles') this.#emitIndexed(id, 'transcript');
    else this.#emitIndexed(id, checkpoint.what);
  }

  async #takeTranscript(id: VideoId): Promise<void> {
    // The next checkpoint, or the result, brings what is passed over here.
    if (this.#readingTranscript) return;
    this.#readingTranscript = true;
    try {
      await this.#transcripts.takeNew(id, () => this.#isRunning(id));
      if (this.#isRunning(id)) this.#emitIndexed(id, 'transcript');
    } catch (error) {
      // The result brings it all once more: only then is it a failure of the job.
      if (!(error instanceof LongtakeError)) this.#options.onUnexpected(error);
    } finally {
      this.#readingTranscript = false;
    }
  }

  /** What follows a stage of a job whose video is ready: a reading, after whatever else is to be indexed, or the end. */
  #goOn(id: VideoId, after: 'finish' | 'tracks' | 'watch', framesDone?: number): void {
    const job = this.#jobs.get(id);
    const video = this.#library.videos.find(id);
    if (!job || !video || job.state === 'cancelled') return;
    const stage = readingAfter(after, video, this.#options.chosen());
    const state = stage === null ? 'done' : job.state === 'paused' ? 'paused' : 'queued';
    const next: Job = {
      ...resting(job, state),
      stage: stage ?? 'finish',
      progress: stage === null ? 1 : 0,
      framesDone: framesDone ?? job.framesDone,
      error: null,
    };
    this.#library.jobs.save(next);
    this.#remember(next);
    if (stage === null) this.#waiters.resolve(id, next);
  }

  #fail(id: VideoId, error: unknown, signal: AbortSignal): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    if (signal.aborted) {
      // Paused and cancelled jobs have their state already; one that the queue's end stopped goes on later.
      if (job.state === 'running') this.#store(resting(job, 'queued'), 'queued');
      return;
    }
    if (!(error instanceof LongtakeError)) this.#options.onUnexpected(error);
    const words = toUserError(error);
    const failed = { ...resting(job, 'failed'), error: words };
    const state = words.code === 'FileMissing' ? 'missing' : 'failed';
    try {
      this.#store(failed, state, words);
    } catch (second) {
      // The library itself cannot be written. What is shown is true all the same; at the next start the job goes on.
      if (!(second instanceof LongtakeError)) this.#options.onUnexpected(second);
      if (!isReading(job.stage)) this.#library.videos.holdState(id, state, words);
      this.#remember(failed);
    }
    if (isFull(failed) && this.#options.resume) {
      void this.#room.wait(id, error instanceof NotEnoughRoom ? error.needed : null);
    }
    this.#waiters.reject(id, fromUserError(words));
  }

  /** A full disk ended the job; now there is room. */
  #goOnWithRoom(id: VideoId): void {
    const job = this.#jobs.get(id);
    if (this.#closed || !job || !isFull(job)) return;
    try {
      this.retry(id);
    } catch {
      // It is full again.
      void this.#room.wait(id, null);
    }
  }

  #emitIndexed(id: VideoId, what: Indexed): void {
    this.#listeners.tell('indexed', id, what);
  }
}
