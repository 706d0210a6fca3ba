/**
 * Which frames may show what is named, from what is in memory of each: how likely its three likeliest labels are, and all others
 * together. One pass over all frames, however many labels a word stands for.
 */
import { BLOCK_ROWS } from '../frame-embedding-format';
import { BOUNDS, LIKELIEST, PROBABILITIES } from '../signs-file';
import type { Turns } from '../turns';
import { MEANINGFUL } from './frame-labels';
import type { Sketch } from './sketches';

/** A hair, for what rounding may have taken off. */
const HAIR = 1e-4;
const LEVELS = 4_096;
/** So many are collected before those that have fallen behind are thrown away. */
const COLLECTED = 1 << 17;

export interface LikelyFrame {
  readonly video: number;
  readonly frame: number;
  /** Most that its likelihood can be. */
  readonly bound: number;
}

/**
 * The frames that may be among the `limit` likeliest, those first that most probably are. Where they are `most` or fewer, no other
 * can be; where there are more, the others are left out.
 * @param named 1 for each label that is named
 */
export async function likelyFrames(
  sketches: readonly (Sketch | null | undefined)[],
  named: Uint8Array,
  limit: number,
  most: number,
  turns: Turns,
): Promise<LikelyFrame[]> {
  const collected = new Collected(limit, most);
  const ids = Array.from(named.keys()).filter((id) => named[id] === 1);
  for (const [video, sketch] of sketches.entries()) {
    if (!sketch) continue;
    await turns.next();
    const { bounds, labels } = sketch;
    for (let block = 0, at = 0; at < bounds.length; block++, at += labels) {
      let sum = HAIR;
      for (const id of ids) sum += BOUNDS[bounds[at + id] as number] as number;
      if (sum < MEANINGFUL || sum < collected.floor) continue;
      const first = block * BLOCK_ROWS;
      const rows: Rows = { video, first, count: Math.min(sketch.rows - first, BLOCK_ROWS), most: sum };
      goOver(sketch, named, ids.length, rows, collected);
    }
  }
  return collected.best();
}

/** Rows of one block. */
interface Rows {
  readonly video: number;
  readonly first: number;
  readonly count: number;
  /** Most that any of them can reach. */
  readonly most: number;
}

/** Millions of rows go through here: in whole numbers, 65535 = 1, and only those that may be among the best are offered. */
function goOver(
  { likeliest, probabilities }: Sketch,
  named: Uint8Array,
  wanted: number,
  { video, first, count, most }: Rows,
  collected: Collected,
): void {
  const floor = 65_535 * (Math.max(collected.floor, MEANINGFUL) - HAIR);
  let label = LIKELIEST * first;
  let at = PROBABILITIES * first;
  for (let frame = first; frame < first + count; frame++, label += LIKELIEST, at += PROBABILITIES) {
    let least = 0;
    let found = 0;
    for (let n = 0; n < LIKELIEST; n++) {
      if (named[likeliest[label + n] as number] !== 1) continue;
      least += probabilities[at + n] as number;
      found++;
    }
    // Each of the others is at most as likely as the last of these.
    const last = (wanted - found) * (probabilities[at + LIKELIEST - 1] as number);
    const others = Math.min(probabilities[at + LIKELIEST] as number, last);
    if (least + others < floor) continue;
    const bound = Math.min(most, (least + others) / 65_535 + HAIR);
    collected.offer(video, frame, least / 65_535 - HAIR, bound);
  }
}

interface Collecting extends LikelyFrame {
  /** In the middle between least and most. */
  readonly likely: number;
}

class Collected {
  #frames: Collecting[] = [];
  /** How many frames are at least so likely, by levels; `#above` of them at that of the floor or beyond. */
  readonly #levels = new Uint32Array(LEVELS + 1);
  #level = 0;
  #above = 0;

  constructor(
    private readonly limit: number,
    private readonly most: number,
  ) {}

  /** As many frames as are wanted are at least so likely. */
  get floor(): number {
    return this.#level / LEVELS;
  }

  offer(video: number, frame: number, least: number, bound: number): void {
    if (bound < MEANINGFUL || bound < this.floor) return;
    if (least >= MEANINGFUL) this.#raise(Math.floor(Math.min(1, least) * LEVELS));
    this.#frames.push({ video, frame, bound, likely: (least + bound) / 2 });
    if (this.#frames.length >= COLLECTED + this.most) this.#frames = this.best();
  }

  #raise(level: number): void {
    this.#levels[level] = (this.#levels[level] as number) + 1;
    if (level < this.#level) return;
    this.#above += 1;
    while (this.#above - (this.#levels[this.#level] as number) >= this.limit) {
      this.#above -= this.#levels[this.#level] as number;
      this.#level += 1;
    }
  }

  best(): Collecting[] {
    const within = this.#frames.filter(({ bound }) => bound >= this.floor);
    return within.sort((a, b) => b.likely - a.likely).slice(0, this.most);
  }
}
