import { statSync } from 'node:fs';

export interface SignsOfLifeOptions {
  /** The file that is written; null where the output is a pipe. */
  readonly dest: string | null;
  /** Whether output lies ready that nobody has taken yet: then it is not ffmpeg that keeps others waiting. */
  readonly waiting: () => boolean;
  readonly onSilence: () => void;
}

/** What a line of `-progress` tells that is progress: the rest changes with the clock alone. */
const PROGRESS = /^(\w+)= *(.*)$/;
const MOVES: readonly string[] = ['frame', 'total_size', 'out_time_us'];

/** Notices that a process does not get on: by its output, its log, and the file that it writes. */
export class SignsOfLife {
  readonly #options: SignsOfLifeOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #last = new Map<string, string>();
  #written = 0;
  #silent = false;

  /** @param limit milliseconds */
  constructor(limit: number, options: SignsOfLifeOptions) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#ask(), limit);
  }

  /** Whether the process was given up. */
  get silent(): boolean {
    return this.#silent;
  }

  heard(): void {
    this.#timer.refresh();
  }

  /** A line of the log. */
  line(line: string): void {
    const [, name, value] = PROGRESS.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      if (!MOVES.includes(name) || this.#last.get(name) === value) return;
      this.#last.set(name, value);
    }
    this.heard();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #ask(): void {
    if (this.#options.waiting() || this.#fileChanged()) {
      this.heard();
      return;
    }
    this.#silent = true;
    this.#options.onSilence();
  }

  /** At its end ffmpeg rewrites a whole MP4 without a word. */
  #fileChanged(): boolean {
    const { dest } = this.#options;
    const written = dest === null ? 0 : (statSync(dest, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (written === this.#written) return false;
    this.#written = written;
    return true;
  }
}
