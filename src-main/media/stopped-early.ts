import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { FfmpegDied, StoppedEarly } from './errors';

/** When a part of ffmpeg gives up, the others have come further or less far: of the same film by a little, and two frames. */
const LEEWAY: Micros = 5 * MICROS_PER_SECOND;

/**
 * Whether a pass that gave up did so where an earlier one did: then it is the film that ends there.
 * @param framesPerSecond how densely it was looked at
 */
export function isSameEnd(read: Micros, stoppedAt: Micros | undefined, framesPerSecond: number): boolean {
  const leeway = LEEWAY + (2 * MICROS_PER_SECOND) / framesPerSecond;
  return stoppedAt !== undefined && Math.abs(read - stoppedAt) <= leeway;
}

/**
 * Reads a film, and once more where ffmpeg died or gave up.
 * @param read is told how far the first one came that gave up: `stoppedAt` of a pass
 * @throws FfmpegDied where it died again, StoppedEarly where it gave up elsewhere, and what `read` throws
 */
export async function readTwice<T>(read: (stoppedAt: Micros | undefined) => Promise<T>): Promise<T> {
  try {
    return await read(undefined);
  } catch (error) {
    if (!(error instanceof FfmpegDied)) throw error;
    return read(error instanceof StoppedEarly ? error.at : undefined);
  }
}
