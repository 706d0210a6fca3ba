// Job queue: which film is read next, pause, cancel and retry; a run itself is the runner's.
import { fromUserError, LongtakeError, toUserError } from '../../../src-shared/errors';
import type { Job, WorkHold, WorkStatus } from '../../../src-shared/jobs';
import { isReading } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import { freeBytes } from '../../base/media/disk';
import { Cancelled } from '../../base/media/errors';
import { NotEnoughRoom } from '../../base/rpc/errors';
import { JobBook } from './book';
import { DiskSpaceWaiter } from './disk-space-waiter';
import { isFull, queuedJob, resting } from './job-states';
import { type Chosen, missingReading, missingStage } from './missing';
import type { RunOptions } from './run';
import { JobRunner } from './runner';
import type { JobEvents, JobQueue } from './types';
import { Waiters } from './waiters';
import { type PaceStore, Work } from './work';

export interface IndexQueueOptions extends RunOptions {
  /** What the settings ask for by now; by default nothing that a finished video could miss. */
  readonly chosen?: () => Chosen;
  /** Whether jobs left over from an earlier run go on by themselves. True unless said otherwise. */
  readonly resume?: boolean;
  /** Why films are not to be worked on now; by default they always are. See `reconsider`. */
  readonly hold?: () => WorkHold | null;
  /** Where what was learnt of this machine's pace is kept; left out, nowhere. */
  readonly paces?: PaceStore;
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

/** The library's jobs, run one after another in a worker process. */
export class IndexQueue implements JobQueue {
  readonly #options: IndexQueueOptions &
    Required<Pick<IndexQueueOptions, 'resume' | 'onUnexpected' | 'chosen' | 'hold'>>;
  readonly #work: Work;
  readonly #book: JobBook;
  readonly #runner: JobRunner;
  readonly #waiters = new Waiters();
  readonly #room: DiskSpaceWaiter;
  #run: Run | null = null;
  #closed = false;

  constructor(options: IndexQueueOptions) {
    this.#options = {
      resume: true,
      chosen: () => ({ search: null, answers: null, tracks: [] }),
      hold: () => null,
      onUnexpected: (error) => console.error(error),
      ...options,
    };
    const { library } = options;
    this.#book = new JobBook(library);
    this.#work = new Work(this.#book, this.#options);
    this.#runner = new JobRunner(this.#options, this.#book, this.#work);
    this.#room = new DiskSpaceWaiter({
      free: () => (options.freeBytes ?? freeBytes)(library.dir),
      onRoom: (id) => this.#goOnWithRoom(id),
      every: options.lookForRoomEvery,
    });
    if (!this.#options.resume) return;
    for (const job of library.jobs.list()) {
      if (job.state !== 'done' && job.state !== 'cancelled') this.#book.put(job);
      if (isFull(job)) void this.#room.wait(job.videoId, null);
    }
    // Not at once: whoever made the queue listens first.
    queueMicrotask(() => this.#pump());
  }

  list(): Job[] {
    return this.#book.list();
  }

  start(id: VideoId): Job {
    const video = this.#book.library.videos.get(id);
    const known = this.#book.find(id);
    if (!known) return this.#enqueue(id, null, 'probe');
    if (known.state === 'cancelled' || known.state === 'failed' || known.state === 'done') {
      const stage = missingStage(video, known, this.#options.chosen());
      if (stage === null && known.state === 'done') return known;
      return this.#enqueue(id, known, stage ?? 'tracks');
    }
    // One that this queue did not take up by itself, or that waits for a word.
    this.#book.remember(known);
    if (known.state === 'paused') this.resume(id);
    this.#pump();
    return this.#book.need(id);
  }

  lacksReading(id: VideoId): boolean {
    return missingReading(this.#book.library.videos.get(id), this.#options.chosen()) !== null;
  }

  isInterrupted(id: VideoId): boolean {
    const job = this.#book.find(id);
    return (job?.state === 'queued' || job?.state === 'running') && this.lacksReading(id);
  }

  pause(id: VideoId): void {
    const job = this.#book.need(id);
    if (job.state !== 'running' && job.state !== 'queued') return;
    this.#book.store(resting(job, 'paused'), 'paused');
    this.#abort(id);
  }

  resume(id: VideoId): void {
    const job = this.#book.need(id);
    if (job.state !== 'paused') return;
    this.#book.store(resting(job, 'queued'), 'queued');
    this.#pump();
  }

  cancel(id: VideoId): void {
    const job = this.#book.need(id);
    if (job.state === 'done' || job.state === 'cancelled') return;
    this.#book.store(resting(job, 'cancelled'), 'new');
    this.#abort(id);
    this.#waiters.reject(id, new Cancelled());
  }

  move(id: VideoId, before: VideoId | null): void {
    this.#book.move(id, before);
  }

  work(): WorkStatus {
    return this.#work.status();
  }

  reconsider(): void {
    this.#work.changed();
    if (this.#options.hold() === null) this.#pump();
    else if (this.#run) this.#makeRoom(this.#run);
  }

  retry(id: VideoId): void {
    const job = this.#book.need(id);
    if (job.state === 'queued' || job.state === 'running' || job.state === 'paused') return;
    this.#enqueue(id, job, job.state !== 'done' && isReading(job.stage) ? job.stage : 'probe');
  }

  again(id: VideoId): void {
    this.#abort(id);
    this.#enqueue(id, this.#book.need(id), 'probe');
  }

  async forget(...ids: readonly VideoId[]): Promise<void> {
    const run = this.#run && ids.includes(this.#run.id) ? this.#run : null;
    // All before anything is stopped: what makes room for another must not make it for one that goes, too.
    this.#book.forget(ids);
    for (const id of ids) this.#waiters.reject(id, new Cancelled());
    run?.controller.abort();
    await run?.settled;
  }

  takeBack(jobs: readonly Job[], was: readonly VideoId[]): void {
    this.#book.takeBack(jobs, was);
    this.#pump();
  }

  async finished(id: VideoId): Promise<Job> {
    const job = this.#book.need(id);
    if (job.state === 'done') return job;
    if (job.state === 'cancelled') throw new Cancelled();
    if (job.state === 'failed' && job.error) throw fromUserError(job.error);
    return this.#waiters.wait(id);
  }

  on<E extends keyof JobEvents>(event: E, listener: JobEvents[E]): () => void {
    return this.#book.listeners.on(event, listener);
  }

  /** Stops what runs and leaves it in the queue for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#room.close();
    this.#run?.controller.abort();
    await this.#run?.settled;
    this.#work.close();
    this.#book.close();
    this.#waiters.rejectAll(new Cancelled());
  }

  /** Puts a job at the end of the queue; what it had stored stays, so it goes on from there. */
  #enqueue(id: VideoId, before: Job | null, stage: Job['stage']): Job {
    this.#book.append(queuedJob(id, before, stage), before);
    this.#pump();
    return this.#book.need(id);
  }

  #abort(id: VideoId): void {
    if (this.#run?.id === id) this.#run.controller.abort();
  }

  #pump(): void {
    if (this.#closed || this.#options.hold() !== null) return;
    const waiting = this.list().filter((job) => job.state === 'queued');
    const next = waiting.find((job) => !isReading(job.stage)) ?? waiting[0];
    if (this.#run) {
      if (next && !isReading(next.stage)) this.#stepBack(this.#run);
      return;
    }
    if (!next) return;
    const id = next.videoId;
    const controller = new AbortController();
    this.#book.put({ ...next, state: 'running' });
    // A turn later, so that what listeners do at its first news finds the run in its place.
    const settled = Promise.resolve()
      .then(() => this.#process(id, controller.signal))
      .finally(() => {
        this.#run = null;
        this.#work.rest();
        this.#pump();
      });
    this.#run = { id, controller, settled };
  }

  /** A reading makes room for a video to be indexed. */
  #stepBack(run: Run): void {
    const job = this.#book.get(run.id);
    if (job && isReading(job.stage)) this.#makeRoom(run);
  }

  /** What runs waits again: it goes on from its checkpoint afterwards. */
  #makeRoom({ id, controller }: Run): void {
    const job = this.#book.get(id);
    if (job?.state !== 'running') return;
    this.#book.store(resting(job, 'queued'), isReading(job.stage) ? 'ready' : 'queued');
    controller.abort();
  }

  /** Does one run of one job to its end, whatever that is; never rejects. */
  async #process(id: VideoId, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const done = await this.#runner.run(id, signal);
      if (done) this.#waiters.resolve(id, done);
    } catch (error) {
      try {
        this.#fail(id, error, signal);
      } catch (second) {
        if (!(second instanceof LongtakeError)) this.#options.onUnexpected(second);
        this.#waiters.reject(id, second);
      }
    }
  }

  #fail(id: VideoId, error: unknown, signal: AbortSignal): void {
    const job = this.#book.get(id);
    if (!job) return;
    if (signal.aborted) {
      // Paused and cancelled jobs have their state already; one that the queue's end stopped goes on later.
      if (job.state === 'running') this.#book.store(resting(job, 'queued'), 'queued');
      return;
    }
    if (!(error instanceof LongtakeError)) this.#options.onUnexpected(error);
    const words = toUserError(error);
    const failed = { ...resting(job, 'failed'), error: words };
    const state = words.code === 'FileMissing' ? 'missing' : 'failed';
    try {
      this.#book.store(failed, state, words);
    } catch (second) {
      // The library itself cannot be written. What is shown is true all the same; at the next start the job goes on.
      if (!(second instanceof LongtakeError)) this.#options.onUnexpected(second);
      if (!isReading(job.stage)) this.#book.library.videos.holdState(id, state, words);
      this.#book.remember(failed);
    }
    if (isFull(failed) && this.#options.resume) {
      void this.#room.wait(id, error instanceof NotEnoughRoom ? error.needed : null);
    }
    this.#waiters.reject(id, fromUserError(words));
  }

  /** A full disk ended the job; now there is room. */
  #goOnWithRoom(id: VideoId): void {
    const job = this.#book.get(id);
    if (this.#closed || !job || !isFull(job)) return;
    try {
      this.retry(id);
    } catch {
      // It is full again.
      void this.#room.wait(id, null);
    }
  }
}
