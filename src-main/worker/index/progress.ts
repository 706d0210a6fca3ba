// Progress of a run of a job. How long the rest takes is told in main, which knows what follows.
import type { JobStage } from '../../../src-shared/jobs';
import { STAGE_NAMES, stageRow } from '../../../src-shared/passes';
import type { IndexProgress } from '../../base/film/types';

/** At most ten reports a second. */
const INTERVAL_MS = 100;

/** Turns what the stages tell into one fraction of the whole run. */
export class ProgressReporter {
  readonly #emit: (progress: IndexProgress) => void;
  readonly #stages: ReadonlySet<JobStage>;
  readonly #now: () => number;
  #stage: JobStage = 'probe';
  #stageFraction = 0;
  #framesDone = 0;
  #device: string | null = null;
  #lastReport = Number.NEGATIVE_INFINITY;
  #stageStart: { readonly time: number; readonly frames: number } | null = null;

  /** @param stages those that this job will go through */
  constructor(
    stages: readonly JobStage[],
    emit: (progress: IndexProgress) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#stages = new Set(stages);
    this.#emit = emit;
    this.#now = now;
  }

  device(name: string): void {
    this.#device = name;
    this.#report(true);
  }

  /**
   * @param framesDone frames that earlier runs have stored
   * @param fraction 0..1 of the stage that they make up
   */
  stage(stage: JobStage, framesDone = this.#framesDone, fraction = 0): void {
    this.#stage = stage;
    this.#stageFraction = Math.min(1, Math.max(0, fraction));
    this.#framesDone = framesDone;
    this.#stageStart = null;
    this.#report(true);
  }

  /** Nothing new to tell, but the work goes on: who waits for a report is not to think that it hangs. */
  alive(): void {
    this.#report(false);
  }

  /** @param fraction 0..1 of the stage */
  update(fraction: number, framesDone = this.#framesDone): void {
    this.#stageFraction = Math.min(1, Math.max(0, fraction));
    this.#framesDone = framesDone;
    // What a resumed job spends on finding its place says nothing of the speed that follows.
    this.#stageStart ??= { time: this.#now(), frames: framesDone };
    this.#report(false);
  }

  #fraction(): number {
    const cost = (stage: JobStage): number => (this.#stages.has(stage) ? stageRow(stage).cost : 0);
    const whole = STAGE_NAMES.reduce((sum, stage) => sum + cost(stage), 0);
    const before = STAGE_NAMES.slice(0, STAGE_NAMES.indexOf(this.#stage)).reduce(
      (sum, stage) => sum + cost(stage),
      0,
    );
    return whole === 0 ? 0 : Math.min(1, (before + cost(this.#stage) * this.#stageFraction) / whole);
  }

  #framesPerSecond(now: number): number | null {
    if (!this.#stageStart) return null;
    const seconds = (now - this.#stageStart.time) / 1000;
    const frames = this.#framesDone - this.#stageStart.frames;
    return stageRow(this.#stage).counts && frames > 0 && seconds > 0 ? frames / seconds : null;
  }

  #report(always: boolean): void {
    const now = this.#now();
    if (!always && now - this.#lastReport < INTERVAL_MS) return;
    this.#lastReport = now;
    const fraction = this.#fraction();
    this.#emit({
      stage: this.#stage,
      stageFraction: this.#stageFraction,
      fraction,
      framesDone: this.#framesDone,
      framesPerSecond: this.#framesPerSecond(now),
      device: this.#device,
    });
  }
}

/** Milliseconds between two signs of life of work that tells nothing on its way: silence would count as a hang. */
const ALIVE_EVERY = 10_000;

/** Does what takes minutes without a word, such as loading gigabytes, and calls `tell` now and then meanwhile. */
export async function withSignsOfLife<T>(tell: () => void, work: () => Promise<T>): Promise<T> {
  const alive = setInterval(tell, ALIVE_EVERY);
  try {
    return await work();
  } finally {
    clearInterval(alive);
  }
}
