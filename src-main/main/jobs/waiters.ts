import type { Job } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';

type Waiter = PromiseWithResolvers<Job>;

/** Those who wait for the ends of jobs. */
export class Waiters {
  readonly #waiting = new Map<VideoId, Waiter[]>();

  wait(id: VideoId): Promise<Job> {
    const waiter = Promise.withResolvers<Job>();
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), waiter]);
    return waiter.promise;
  }

  resolve(id: VideoId, job: Job): void {
    for (const waiter of this.#take(id)) waiter.resolve(job);
  }

  reject(id: VideoId, error: unknown): void {
    for (const waiter of this.#take(id)) waiter.reject(error);
  }

  rejectAll(error: unknown): void {
    for (const id of [...this.#waiting.keys()]) this.reject(id, error);
  }

  #take(id: VideoId): Waiter[] {
    const waiters = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    return waiters;
  }
}
