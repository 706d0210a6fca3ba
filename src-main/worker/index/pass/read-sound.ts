import { CheckedLog } from '../../../base/film/checked-log';
import { CheckpointClock, checkCancelled } from './clock';

/** How far a pass over the sound alone has come. */
export interface SoundSoFar {
  /** Where it goes on. */
  readonly nextSample: number;
  /** Lines that are written, their bytes, and the CRC-32 over them. */
  readonly segments: number;
  readonly bytes: number;
  readonly checksum: number | null;
}

/** A pass over the sound alone: what a model makes of it, a JSON line each. */
export interface SoundReading<T> {
  /** Where the lines lie. */
  readonly path: string;
  readonly from: SoundSoFar;
  /** Milliseconds of work that a crash may cost. 5000 unless said otherwise. */
  readonly checkpointEvery?: number | undefined;
  readonly signal: AbortSignal;
  /**
   * Reads the samples of the whole sound from `from` on, and hands on lines in their order, each time with a sample from which a
   * new run gives exactly those that follow.
   */
  read(onLines: (lines: readonly T[], nextSample: number) => Promise<void>): Promise<void>;
  /** Everything that this speaks of lies on the disk. */
  commit(soFar: SoundSoFar): Promise<void>;
}

/**
 * Reads the sound to its end, going on where an earlier run stopped: the file ends with the same bytes. What is written at the
 * end counts once the caller has stored what this returns. @throws IndexBroken, DiskFull, Cancelled, and what `read` throws
 */
export async function readSound<T>(reading: SoundReading<T>): Promise<SoundSoFar> {
  const { path, from, signal } = reading;
  // An earlier version kept no checksum: it is of what is there.
  const log = await CheckedLog.open(path, { bytes: from.bytes, checksum: null });
  const clock = new CheckpointClock(reading.checkpointEvery);
  clock.reset();
  let { nextSample, segments } = from;
  const soFar = async (): Promise<SoundSoFar> => ({ nextSample, segments, ...(await log.commit()) });
  try {
    await reading.read(async (lines, next) => {
      checkCancelled(signal);
      await log.append(Buffer.from(lines.map((one) => `${JSON.stringify(one)}\n`).join('')));
      segments += lines.length;
      nextSample = next;
      if (!clock.due) return;
      await reading.commit(await soFar());
      clock.reset();
    });
    checkCancelled(signal);
    return await soFar();
  } finally {
    await log.close();
  }
}
