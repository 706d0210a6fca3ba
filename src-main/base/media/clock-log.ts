import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';

/**
 * Of a packet whose time is hours off. `next` is where the film is by then, in microseconds; the packet is then decoded without a
 * time of its own, and comes after the one before it.
 */
const DROPPED =
  /\b[DP]TS -?\d+, next: ?(-?\d+) .*invalid dropping|\b[DP]TS -?\d+, next: ?(-?\d+) invalid dropping/;
/** Signs that lie nearer to each other speak of one jump: each stream meets it at its own time. */
const ONE_JUMP: Micros = 3 * MICROS_PER_SECOND;

/** Where the clock of a recording jumps, as far as signs of it have come. */
export class ClockLog {
  readonly #jumps: Micros[] = [];
  #lastSign = Number.NEGATIVE_INFINITY;

  /** Ascending, in microseconds of the film as it is played. */
  get jumps(): readonly Micros[] {
    return this.#jumps;
  }

  /** Reads a line of ffmpeg's log at `-loglevel level+warning` or above. @returns whether it speaks of a jump */
  line(line: string): boolean {
    const [, afterDts, afterPts] = DROPPED.exec(line) ?? [];
    const next = afterDts ?? afterPts;
    if (next === undefined) return false;
    this.sign(Number(next));
    return true;
  }

  /** @param time where in the film a sign of a jump was met */
  sign(time: Micros): void {
    if (time > this.#lastSign + ONE_JUMP || time < this.#lastSign - ONE_JUMP)
      this.#jumps.push(Math.max(0, time));
    this.#lastSign = time;
  }
}
