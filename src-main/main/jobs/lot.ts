import { type Job, NO_WORK, type WorkHold, type WorkStatus } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';

/** The end of a lot, to be told of. */
export interface LotEnd {
  readonly films: number;
  readonly failed: number;
  /** How long it took, in milliseconds. */
  readonly took: number;
}

const WAITS: ReadonlySet<Job['state']> = new Set(['queued', 'running']);

/** Counts what belongs together: all that was begun since there was last nothing to do. */
export class Lot {
  readonly #films = new Map<VideoId, { state: Job['state']; left: number }>();
  /** Seconds of work of those that are through, as they were last estimated. */
  #behind = 0;
  #since: number | null = null;
  /** As it was last told. */
  #told = NO_WORK;
  #open = false;

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * The jobs as they are.
   * @param secondsOf how long a job that waits or runs still takes
   * @returns how all stands, and the lot's end where this is it
   */
  take(
    jobs: readonly Job[],
    secondsOf: (job: Job) => number,
    hold: WorkHold | null,
  ): { readonly status: WorkStatus; readonly ended: LotEnd | null } {
    const waiting = jobs.filter(({ state }) => WAITS.has(state));
    if (waiting.length > 0 && !this.#open) this.#begin();
    const left = this.#count(jobs, secondsOf);
    const ended = this.#open && waiting.length === 0 ? this.#end() : null;
    const [films, failed] = [this.#films.size, this.#with('failed')];
    if (films === 0) return { status: { ...NO_WORK, hold }, ended };
    const all = left + this.#behind;
    const status: WorkStatus = {
      ...{ films, failed, hold, done: this.#with('done') + failed },
      busy: waiting.length > 0 && hold === null,
      progress: waiting.length === 0 || all <= 0 ? 1 : Math.min(1, this.#behind / all),
      etaSeconds: waiting.length === 0 ? null : left,
    };
    // What rests comes no further, whatever is learnt of how long it will take.
    const before = this.#told;
    const rests = hold !== null && before.hold !== null;
    if (rests && before.films === films && before.done === status.done) status.progress = before.progress;
    this.#told = status;
    return { status, ended };
  }

  #begin(): void {
    this.#films.clear();
    this.#told = NO_WORK;
    this.#behind = 0;
    this.#open = true;
    this.#since = this.now();
  }

  /** @returns seconds that are left */
  #count(jobs: readonly Job[], secondsOf: (job: Job) => number): number {
    const there = new Set(jobs.map(({ videoId }) => videoId));
    for (const id of this.#films.keys()) if (!there.has(id)) this.#films.delete(id);
    let sum = 0;
    for (const job of jobs) {
      const { videoId, state } = job;
      const known = this.#films.get(videoId);
      if (!WAITS.has(state) && known === undefined) continue;
      if (state === 'cancelled') {
        this.#films.delete(videoId);
        continue;
      }
      const left = WAITS.has(state) ? secondsOf(job) : 0;
      // Of one that waits as before no work was done: it is only thought to take less than it was.
      const untouched = known?.state === 'queued' && state === 'queued';
      if (!untouched) this.#behind += Math.max(0, (known?.left ?? left) - left);
      this.#films.set(videoId, { state, left });
      sum += left;
    }
    return sum;
  }

  #end(): LotEnd | null {
    this.#open = false;
    const failed = this.#with('failed');
    const films = this.#with('done') + failed;
    return films === 0 ? null : { films, failed, took: this.now() - (this.#since ?? this.now()) };
  }

  #with(state: Job['state']): number {
    return [...this.#films.values()].filter((film) => film.state === state).length;
  }
}
