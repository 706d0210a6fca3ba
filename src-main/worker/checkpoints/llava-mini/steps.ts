import type { StepOptions, StepProgress } from '../../../base/packs/install-types';

/** Milliseconds between two reports. */
const INTERVAL = 100;

/** Counts bytes, and tells of them ten times a second at most and at both ends of each step. */
export class Steps {
  #step: StepProgress['step'] = 'convert';
  #done = 0;
  #total = 0;
  #told = 0;

  constructor(private readonly options: Pick<StepOptions, 'onProgress'>) {}

  begin(step: StepProgress['step'], bytesTotal: number): void {
    this.#step = step;
    this.#done = 0;
    this.#total = bytesTotal;
    this.#tell();
  }

  add(bytes: number): void {
    this.#done += bytes;
    if (performance.now() - this.#told >= INTERVAL) this.#tell();
  }

  /** The total may have been an estimate: all of it is done. */
  end(): void {
    this.#done = this.#total;
    this.#tell();
  }

  #tell(): void {
    this.#told = performance.now();
    this.options.onProgress({
      step: this.#step,
      bytesDone: Math.min(this.#done, this.#total),
      bytesTotal: this.#total,
    });
  }
}
