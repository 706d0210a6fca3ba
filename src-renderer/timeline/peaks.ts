/** Loudness at one resolution: each entry sums up `2 ** level` peaks. */
interface Level {
  /** The loudest and the average of what the entry stands for, 0..255. */
  readonly loudest: Uint8Array;
  readonly average: Uint8Array;
}

/**
 * A waveform at every power-of-two resolution, so that drawing costs as many reads as there are pixels.
 * It keeps the loudest and the average rather than the quietest: peaks of loudness have no negative side,
 * and the quietest moment of a minute is silence nearly everywhere.
 */
export class PeakPyramid {
  readonly levels: readonly Level[];

  /**
   * @param peaks loudness peaks 0..255, evenly spaced.
   * @param peaksPerSecond their number a second, greater than 0.
   */
  constructor(
    peaks: Uint8Array,
    readonly peaksPerSecond: number,
  ) {
    const levels: Level[] = [{ loudest: peaks, average: peaks }];
    for (let last = levels[0] as Level; last.loudest.length > 1; ) {
      last = halve(last);
      levels.push(last);
    }
    this.levels = levels;
  }

  /** Microseconds that one entry of a level stands for. */
  entryMicros(level: number): number {
    return (1_000_000 / this.peaksPerSecond) * 2 ** level;
  }

  /** The finest level whose entries are at least `micros` long, or the coarsest. */
  levelFor(micros: number): number {
    const wanted = Math.ceil(Math.log2(Math.max(1, micros / this.entryMicros(0))));
    return Math.min(wanted, this.levels.length - 1);
  }
}

function halve(level: Level): Level {
  const length = Math.ceil(level.loudest.length / 2);
  const loudest = new Uint8Array(length);
  const average = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) {
    const a = 2 * i;
    const b = Math.min(a + 1, level.loudest.length - 1);
    loudest[i] = Math.max(level.loudest[a] as number, level.loudest[b] as number);
    average[i] = Math.round(((level.average[a] as number) + (level.average[b] as number)) / 2);
  }
  return { loudest, average };
}
