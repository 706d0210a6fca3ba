const SAMPLES_A_MILLISECOND = 16;
/** A block of more milliseconds than this has to come later than the one before it. */
const SHORTEST_STEP = 2;
/** Sound of so many milliseconds does not stand still by rounding. */
const STANDS_STILL = 250;

/**
 * Keeps sample n of a film's sound at time n / 16000 where its channels or its rate change on the way. There ffmpeg begins its
 * filters anew, and they fill up with silence from time 0 again, as they have to at the film's start. That silence is known by
 * the blocks' times: they stand still until it is over. As the filters count from 0, as many samples are taken out of it as there
 * were before. Blocks of sound that never changes pass through as they are.
 */
export class SoundAlignment {
  /** Blocks that have one time: the first is as it should be. */
  #held: Int16Array[] = [];
  #time = Number.NEGATIVE_INFINITY;
  #given = 0;
  /** Samples of all channels. */
  readonly #perMillisecond: number;

  /** @param channels how many there are, sample by sample in turn */
  constructor(channels: number) {
    this.#perMillisecond = SAMPLES_A_MILLISECOND * channels;
  }

  /**
   * Takes the next block.
   * @param milliseconds its time, as the container has it
   * @returns what is certain by now, of this block only what comes with the next one
   */
  push(milliseconds: number, samples: Int16Array): Int16Array[] {
    const last = this.#held.at(-1);
    if (
      last !== undefined &&
      milliseconds <= this.#time &&
      last.length >= SHORTEST_STEP * this.#perMillisecond
    ) {
      this.#held.push(samples);
      return [];
    }
    const certain = this.#release(milliseconds * this.#perMillisecond);
    this.#held = [samples];
    this.#time = milliseconds;
    return certain;
  }

  /** What is left when nothing more comes. */
  finish(): Int16Array[] {
    return this.#release(null);
  }

  /** @param until number of the sample that the next block begins with, as near as its time tells */
  #release(until: number | null): Int16Array[] {
    const [first, ...rest] = this.#held;
    this.#held = [];
    if (first === undefined) return [];
    this.#given += first.length;
    const length = rest.reduce((sum, part) => sum + part.length, 0);
    let surplus = length > STANDS_STILL * this.#perMillisecond ? this.#surplusOf(length, until) : 0;
    const certain = [first];
    for (const part of rest) {
      const left = part.subarray(Math.min(part.length, surplus));
      surplus = Math.max(0, surplus - part.length);
      if (left.length === 0) continue;
      certain.push(left);
      this.#given += left.length;
    }
    return certain;
  }

  #surplusOf(length: number, until: number | null): number {
    const counted = Math.max(0, length - this.#given);
    if (until === null) return length - (counted % this.#given);
    const timed = Math.min(length, Math.max(0, until - this.#given));
    // Filters that begin anew twice in a row fill up twice.
    return length - (Math.abs(timed - counted) <= STANDS_STILL * this.#perMillisecond ? counted : timed);
  }
}
