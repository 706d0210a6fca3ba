import { KeepsDying } from './errors';

/** What one life must add to what is stored, of the whole work, so that it counts as having got on. */
const SHARE = 0.1;
/** Milliseconds of work after which whatever was added counts: a tenth of a long film may take a model a day. */
const LONG = 10 * 60_000;

/**
 * Counts the lives of a worker over one piece of work that it goes on with each time. A life that got on, by a tenth of the work
 * or by something in ten minutes, begins the count anew; a mere checkpoint does not, as every life writes one within seconds.
 * Fractions are 0..1 of the whole work.
 */
export class Lives {
  /** Lives that ended, in a row, before they had got on. */
  #lost = 0;
  /** What is stored; null before the first checkpoint, which may only repeat what was stored long before. */
  #reached: number | null = null;
  /** What was stored when this life began. */
  #from: number | null = null;
  #fraction = 0;
  #began = 0;

  /** @param most lives that may end in a row before they have got on */
  constructor(private readonly most: number) {}

  begin(): void {
    this.#from = this.#reached;
    this.#fraction = 0;
    this.#began = performance.now();
  }

  /** Whether the life that begins is the last that may end so. */
  get last(): boolean {
    return this.#lost > 0 && this.#lost === this.most - 1;
  }

  at(fraction: number): void {
    this.#fraction = fraction;
  }

  /** All that was done so far is stored. */
  stored(): void {
    this.#reached = Math.max(this.#reached ?? 0, this.#fraction);
    this.#from ??= this.#reached;
  }

  /** What was stored was thrown away. */
  forget(): void {
    this.#reached = null;
  }

  /** A life has ended. @throws KeepsDying when that were too many */
  end(error: Error): void {
    this.#lost = this.#gotOn ? 0 : this.#lost + 1;
    if (this.#lost >= this.most) throw new KeepsDying(error, this.most);
  }

  get #gotOn(): boolean {
    if (this.#reached === null || this.#from === null) return false;
    const added = this.#reached - this.#from;
    return added >= SHARE - 1e-9 || (added > 0 && performance.now() - this.#began >= LONG);
  }
}
