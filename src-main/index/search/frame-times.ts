import { join } from 'node:path';
import type { Micros } from '../../../src-shared/time';
import { fileStamp } from '../file-stamp';
import { readFrameTimes } from '../reader';
import { STATE_FILE } from '../state';
import { Recent } from './recent';

/** Memory for times of frames: those of eight million. */
const CACHE_BYTES = 64 << 20;

/** Times of videos' frames, kept while the state that says how many there are stays what it was. */
export class FrameTimes {
  readonly #recent = new Recent<readonly Micros[]>(CACHE_BYTES);

  /** Presentation times of all committed frames in microseconds, ascending; empty where there are none. @throws IndexBroken */
  async of(dir: string): Promise<readonly Micros[]> {
    // Before the times are read: what changes in between is read anew the next time.
    const stamp = fileStamp(join(dir, STATE_FILE));
    if (stamp === null) return [];
    const kept = this.#recent.take(dir, stamp);
    if (kept) return kept;
    const times = await readFrameTimes(dir);
    this.#recent.keep(dir, stamp, times, 8 * times.length);
    return times;
  }
}
