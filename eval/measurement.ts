import type { Options } from './options';

/** What a number says: a share is 0..1, a score 0..5. */
export type Unit = 'share' | 'count' | 'seconds' | 'score';

/** One number of a measurement. */
export interface Figure {
  readonly name: string;
  /** Null where nothing was there to measure. */
  readonly value: number | null;
  readonly unit: Unit;
  /** How many questions, words, frames … it was measured on. */
  readonly of: number;
}

/** Something that only whoever starts the run can give, by the option that gives it. */
export type Need = 'media' | 'pack';

/** One way of telling how true something is. */
export interface Measurement {
  /** As it is asked for: `npm run eval -- NAME`. */
  readonly name: string;
  /** In a line, what is held against what. */
  readonly what: string;
  /** Without these it cannot be run at all; some figures of others need one as well, and are left out without it. */
  readonly needs: readonly Need[];
  /**
   * @param say takes a line of what is told beside the figures: tables, and what was wrong
   * @throws CannotRun
   */
  measure(options: Options, say: (line: string) => void): Promise<readonly Figure[]>;
}
