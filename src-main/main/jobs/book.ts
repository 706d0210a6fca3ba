import type { UserError } from '../../../src-shared/errors';
import type { Job } from '../../../src-shared/jobs';
import { isReading } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { VideoState } from '../../../src-shared/video';
import type { Library } from '../../base/library/types';
import { NoSuchJob } from '../../base/rpc/errors';
import { resting } from './job-states';
import { JobListeners } from './listeners';
import { Throttle } from './throttle';

/** The jobs with others among them, each before the first that stood behind it; what was not there then comes last. */
function inOrderOf(was: readonly VideoId[], jobs: readonly Job[], back: readonly Job[]): Job[] {
  const places = new Map(was.map((id, at) => [id, at]));
  const placeOf = ({ videoId }: Job) => places.get(videoId) ?? was.length;
  const left = back.toSorted((a, b) => placeOf(a) - placeOf(b));
  const ordered: Job[] = [];
  for (const job of jobs) {
    const before = left.findIndex((one) => placeOf(one) >= placeOf(job));
    ordered.push(...left.splice(0, before < 0 ? left.length : before), job);
  }
  return [...ordered, ...left];
}

/** The jobs of a library as they are known now, in queue order, and those who are told of them. */
export class JobBook {
  readonly listeners = new JobListeners();
  /** Every job that is not done, and those done since this book was made. */
  readonly #jobs = new Map<VideoId, Job>();
  readonly #changed = new Throttle(100, () => this.listeners.tell('changed', this.list()));

  constructor(readonly library: Library) {}

  list(): Job[] {
    return [...this.#jobs.values()];
  }

  /** A job that is at hand. */
  get(id: VideoId): Job | undefined {
    return this.#jobs.get(id);
  }

  /** A job at hand, or else one that is only stored. */
  find(id: VideoId): Job | null {
    return this.#jobs.get(id) ?? this.library.jobs.find(id);
  }

  /** @throws NoSuchJob */
  need(id: VideoId): Job {
    const job = this.find(id);
    if (!job) throw new NoSuchJob();
    return job;
  }

  isRunning(id: VideoId): boolean {
    return this.#jobs.get(id)?.state === 'running';
  }

  /** Whether a job was neither forgotten nor cancelled in its very last moment. */
  isWanted(id: VideoId): boolean {
    const job = this.#jobs.get(id);
    return job !== undefined && job.state !== 'cancelled';
  }

  /** Takes a job as it is, without telling anybody. */
  put(job: Job): void {
    this.#jobs.set(job.videoId, job);
  }

  /** Takes a job as it is now; it is stored with the next that is. */
  remember(job: Job): void {
    this.put(job);
    this.#changed.request();
  }

  /** Keeps a job and the state of its video, which go together until the video is ready. */
  store(job: Job, state: VideoState, error: UserError | null = null): void {
    this.library.transaction(() => {
      if (!isReading(job.stage) || state === 'missing') {
        this.library.videos.setState(job.videoId, state, error);
      }
      this.library.jobs.save(job);
    });
    this.remember(job);
  }

  /** Puts a job at the end of the queue. @param before what it was, and stays where this cannot be stored */
  append(job: Job, before: Job | null): void {
    this.#jobs.delete(job.videoId);
    try {
      this.library.transaction(() => {
        this.library.jobs.remove(job.videoId);
        this.store(job, 'queued');
      });
    } catch (error) {
      if (before) this.remember(before);
      throw error;
    }
  }

  /** Puts a job that is at hand before another one's, or at the end. @throws NoSuchJob */
  move(id: VideoId, before: VideoId | null): void {
    const moved = this.#jobs.get(id);
    if (!moved) throw new NoSuchJob();
    const others = this.list().filter(({ videoId }) => videoId !== id);
    const at = before === null ? -1 : others.findIndex(({ videoId }) => videoId === before);
    const ordered = others.toSpliced(at < 0 ? others.length : at, 0, moved);
    this.library.jobs.order(ordered.map(({ videoId }) => videoId));
    this.#jobs.clear();
    for (const job of ordered) this.put(job);
    this.#changed.request();
  }

  forget(ids: readonly VideoId[]): void {
    this.library.transaction(() => {
      for (const id of ids) this.library.jobs.remove(id);
    });
    for (const id of ids) this.#jobs.delete(id);
    this.#changed.request();
  }

  /** Takes jobs again that were forgotten, each before what stood behind it in `was`. What ran then waits. */
  takeBack(jobs: readonly Job[], was: readonly VideoId[]): void {
    const back = new Map(jobs.map((job) => [job.videoId, job]));
    const others = this.list().filter(({ videoId }) => !back.has(videoId));
    this.library.transaction(() => {
      for (const job of jobs) {
        const { videoId, state, stage } = job;
        if (state === 'running') {
          back.set(videoId, resting(job, 'queued'));
          if (!isReading(stage)) this.library.videos.setState(videoId, 'queued');
        }
        this.library.jobs.save(back.get(videoId) ?? job);
      }
    });
    // What is over is only stored.
    const open = [...back.values()].filter(({ state }) => state !== 'done' && state !== 'cancelled');
    const ordered = inOrderOf(was, others, open);
    this.library.jobs.order(ordered.map(({ videoId }) => videoId));
    this.#jobs.clear();
    for (const job of ordered) this.put(job);
    this.#changed.request();
  }

  /** Tells what was not told yet; nothing is told of changes afterwards. */
  close(): void {
    this.#changed.flush();
  }
}
