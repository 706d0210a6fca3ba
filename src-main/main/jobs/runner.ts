import { LongtakeError } from '../../../src-shared/errors';
import type { Job } from '../../../src-shared/jobs';
import { RUNS, type RunName, runOf } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { IndexProgress, RunCalls } from '../../base/film/types';
import type { JobBook } from './book';
import { resting } from './job-states';
import { type Chosen, readingAfter } from './missing';
import { type JobRun, type News, type RunOptions, runPrepared } from './run';
import { JOB_RUNS } from './runs';
import { TranscriptIntake } from './transcript';
import type { Work } from './work';

export interface RunnerOptions extends RunOptions {
  readonly chosen: () => Chosen;
  readonly onUnexpected: (error: unknown) => void;
}

/** Does the run that a job is at, and takes what comes of it into the library. */
export class JobRunner {
  readonly #transcripts: TranscriptIntake;
  #readingTranscript = false;

  constructor(
    private readonly options: RunnerOptions,
    private readonly book: JobBook,
    private readonly work: Work,
  ) {
    this.#transcripts = new TranscriptIntake(book.library);
  }

  /** @returns the job, once nothing is left to do @throws what the run ended with */
  async run(id: VideoId, signal: AbortSignal): Promise<Job | null> {
    return this.#run(runOf(this.book.need(id).stage), id, signal);
  }

  async #run<R extends RunName>(run: R, id: VideoId, signal: AbortSignal): Promise<Job | null> {
    const { book } = this;
    const { library } = book;
    book.store(book.need(id), RUNS[run].stepsBack ? 'ready' : 'indexing');
    const row: JobRun<R> = JOB_RUNS[run];
    const prepared = await row.prepare(this.options, id, signal);
    if (prepared === null) return this.#goOn(run, id);
    const result = await runPrepared(this.options, run, { prepared, row }, signal, {
      onProgress: (progress) => this.#onProgress(id, progress),
      onCheckpoint: (checkpoint) => this.#onCheckpoint(row, id, checkpoint),
    });
    const [wanted, running] = [() => book.isWanted(id), () => book.isRunning(id)];
    const news = await row.finish({ library, transcripts: this.#transcripts, wanted, running }, id, result);
    if (news === null) return null;
    this.#tell(id, news);
    return this.#goOn(run, id, 'frameCount' in result ? result.frameCount : undefined);
  }

  #onProgress(id: VideoId, progress: IndexProgress): void {
    const job = this.book.get(id);
    if (job?.state !== 'running') return;
    const { stage, fraction, framesDone, framesPerSecond, device } = progress;
    const etaSeconds = this.work.progress(id, progress);
    this.book.remember({
      ...job,
      ...{ stage, progress: fraction, etaSeconds, framesDone, framesPerSecond, device },
    });
    this.book.listeners.tell('progress', id, { ...progress, etaSeconds });
  }

  #onCheckpoint<R extends RunName>(row: JobRun<R>, id: VideoId, checkpoint: RunCalls[R]['checkpoint']): void {
    const { book } = this;
    const job = book.get(id);
    if (job?.state !== 'running') return;
    const news = book.library.transaction(() => {
      book.library.jobs.save(job);
      return row.checkpoint(book.library, id, checkpoint);
    });
    this.#tell(id, news);
  }

  /** Lines of speech that are new on the disk come in pieces, between which main sees to everything else. */
  async #takeTranscript(id: VideoId): Promise<void> {
    // The next checkpoint, or the result, brings what is passed over here.
    if (this.#readingTranscript) return;
    this.#readingTranscript = true;
    const running = () => this.book.isRunning(id);
    try {
      await this.#transcripts.takeNew(id, running);
      if (running()) this.#tell(id, ['transcript']);
    } catch (error) {
      // The result brings it all once more: only then is it a failure of the job.
      if (!(error instanceof LongtakeError)) this.options.onUnexpected(error);
    } finally {
      this.#readingTranscript = false;
    }
  }

  #tell(id: VideoId, news: readonly News[]): void {
    const { listeners } = this.book;
    for (const what of news) {
      if (what === 'heard') void this.#takeTranscript(id);
      else if (what === 'watched') listeners.tell('watched', id);
      else listeners.tell('indexed', id, what);
    }
  }

  /** What follows a run: a reading, after whatever else is to be indexed, or the end. @returns the job, where it is done */
  #goOn(run: RunName, id: VideoId, framesDone?: number): Job | null {
    const { book } = this;
    const job = book.get(id);
    const video = book.library.videos.find(id);
    if (!job || !video || job.state === 'cancelled') return null;
    const stage = readingAfter(run, video, this.options.chosen());
    const state = stage === null ? 'done' : job.state === 'paused' ? 'paused' : 'queued';
    const next: Job = {
      ...resting(job, state),
      stage: stage ?? 'finish',
      progress: stage === null ? 1 : 0,
      framesDone: framesDone ?? job.framesDone,
      error: null,
    };
    book.library.jobs.save(next);
    book.remember(next);
    return stage === null ? next : null;
  }
}
