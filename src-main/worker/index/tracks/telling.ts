import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';

/** Of the film, before anything is told, and at least between two times. */
const LEAST: Micros = 10 * MICROS_PER_SECOND;
/** How much further each time: what is told is computed from the beginning, so that all of it together costs no more than a few times the last. */
const GROWTH = 1.3;

/** Says when what a pass over a film has found is to be told, by how far it has come. */
export class Telling {
  #next: Micros;

  /** @param from where the pass goes on: what lies before was told already */
  constructor(from: Micros) {
    this.#next = from + LEAST;
  }

  isDue(reached: Micros): boolean {
    if (reached < this.#next) return false;
    this.#next = Math.max(reached + LEAST, reached * GROWTH);
    return true;
  }
}
