import type { StepProgress } from '../../../base/packs/install-types';
import type { ResolvedFile } from './client';

/** Counts bytes for the progress: fetched, and then checked. */
export class Tally {
  readonly #total: number;
  #fetched = 0;
  #checked = 0;
  #step: StepProgress['step'] = 'download';

  constructor(
    files: readonly ResolvedFile[],
    private readonly onProgress: (progress: StepProgress) => void,
  ) {
    this.#total = files.reduce((sum, file) => sum + file.bytes, 0);
    this.#report();
  }

  whole(file: ResolvedFile): void {
    this.#fetched += file.bytes;
    this.#checked += file.bytes;
    this.#report();
  }

  fetched(bytes: number): void {
    this.#fetched += bytes;
    this.#report();
  }

  checked(bytes: number): void {
    this.#checked += bytes;
    this.#report();
  }

  /** From now on only checks are left. */
  downloaded(): void {
    this.#step = 'check';
    this.#report();
  }

  #report(): void {
    const bytesDone = this.#step === 'check' ? this.#checked : this.#fetched;
    this.onProgress({ step: this.#step, bytesDone, bytesTotal: this.#total });
  }
}
