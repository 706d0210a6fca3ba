import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled } from '../../../base/media/errors';
import { DownloadFailed } from '../../../base/packs/hub-errors';
import { Passing, type Timing } from './transport';

/** Failures in a row, none of which brought anything, after which there is no point in going on. */
const MOST_FAILURES = 6;

/** Counts one thing's failures, and waits between its tries. */
export class Patience {
  #failures = 0;

  constructor(
    private readonly name: string,
    private readonly timing: Timing,
    private readonly signal: AbortSignal,
  ) {}

  /** Something arrived: the next failure is the first again. */
  progress(): void {
    this.#failures = 0;
  }

  /**
   * Waits before the next try.
   * @throws what is no passing failure, unchanged; DownloadFailed after too many in a row; Cancelled
   */
  async after(error: unknown): Promise<void> {
    if (this.signal.aborted) throw new Cancelled({ cause: error });
    if (!(error instanceof Passing)) throw error;
    this.#failures += 1;
    if (this.#failures >= MOST_FAILURES) {
      throw new DownloadFailed(
        this.name,
        `${error.message}, ${MOST_FAILURES} times in a row`,
        'Check the connection, and the mirror and proxy in Settings, then resume: what has arrived is kept.',
        { cause: error },
      );
    }
    const asked = Math.min(error.wait ?? 0, this.timing.longestWait);
    const wait = Math.max(asked, this.timing.backOff(this.#failures));
    await sleep(wait, undefined, { signal: this.signal }).catch((cause) => {
      throw new Cancelled({ cause });
    });
  }
}
