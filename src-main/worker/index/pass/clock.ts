import { Cancelled } from '../../../base/media/errors';

/** @throws Cancelled */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled();
}

/** Milliseconds of work that a crash may cost, unless said otherwise. */
const EVERY = 5000;

/** Says when the next checkpoint is due. The first one is due at once, so that there is soon something to see. */
export class CheckpointClock {
  #last = Number.NEGATIVE_INFINITY;

  /** @param every milliseconds between two checkpoints */
  constructor(private readonly every: number = EVERY) {}

  get due(): boolean {
    return performance.now() - this.#last >= this.every;
  }

  reset(): void {
    this.#last = performance.now();
  }
}
