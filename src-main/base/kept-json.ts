import { readFileSync } from 'node:fs';
import { replaceFile } from './replace-file';

/** A small file of the program's own that it could do without: read at the start, written whenever what is in it changes. */
export class KeptJson {
  /** What is being written; one after the other. */
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param onFailed told where it could not be written: the program goes on without
   * @param how `shared` where several programs may write it at once: see `replaceFile`
   */
  constructor(
    private readonly file: string,
    private readonly onFailed: (error: unknown) => void,
    private readonly how: { readonly shared?: boolean } = {},
  ) {}

  /** Null where it is not there, or is no JSON. */
  read(): unknown {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch {
      return null;
    }
  }

  write(value: unknown): void {
    this.#writing = this.#writing
      .then(() => replaceFile(this.file, JSON.stringify(value), this.how))
      .catch(this.onFailed);
  }

  /** Resolves once all is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}
