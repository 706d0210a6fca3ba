import { BOUNDS } from '../signs-file';
import { MEANINGFUL } from './frame-labels';
import type { Sketch } from './sketches';

/** Blocks of one video that may hold a frame of about the same likelihood. */
export interface LikelyBlocks {
  /** Most that any frame in them can reach. */
  readonly bound: number;
  readonly video: number;
  readonly blocks: readonly number[];
}

const LEVELS = 256;

/**
 * The blocks in which a frame may show one of the named labels, likeliest first, those of a video together.
 * @param named 1 for each label that is named
 */
export function* likelyBlocks(
  sketches: readonly (Sketch | null)[],
  named: Uint8Array,
): Generator<LikelyBlocks> {
  const labels = named.length;
  const ids = Array.from(named.keys()).filter((id) => named[id] === 1);
  const levels: { video: number; block: number }[][] = Array.from({ length: LEVELS + 1 }, () => []);
  for (const [video, sketch] of sketches.entries()) {
    if (!sketch) continue;
    const { bounds } = sketch;
    for (let block = 0, at = 0; at < bounds.length; block++, at += labels) {
      let sum = 0;
      for (const id of ids) sum += BOUNDS[bounds[at + id] as number] as number;
      // A hair is added for what rounding may have taken off.
      if (sum + 1e-4 < MEANINGFUL) continue;
      levels[Math.min(LEVELS, Math.floor((sum + 1e-4) * LEVELS))]?.push({ video, block });
    }
  }
  for (let level = LEVELS; level >= 0; level--) {
    const bound = Math.min(1, (level + 1) / LEVELS);
    for (const [video, found] of Map.groupBy(levels[level] ?? [], (each) => each.video)) {
      yield { bound, video, blocks: found.map(({ block }) => block) };
    }
  }
}
