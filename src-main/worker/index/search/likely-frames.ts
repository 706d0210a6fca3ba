/**
 * Which frames may show what is named, from what is in memory of each: how likely its three likeliest labels are, and all others
 * together. One pass over all frames, however many labels a word stands for.
 */
import { BLOCK_ROWS } from '../frame-embedding-format';
import { BOUNDS, CODES, LIKELIEST } from '../signs-file';
import type { Turns } from '../turns';
import { MEANINGFUL } from './frame-labels';
import type { Sketch } from './sketches';

/** A hair, for what rounding may have taken off. */
const HAIR = 1e-4;
const LEVELS = 1_024;
/** So many are collected before those that have fallen behind are thrown away. */
const COLLECTED = 1 << 17;

export interface LikelyFrame {
  readonly video: number;
  readonly frame: number;
  /** Most that its likelihood can be. */
  readonly bound: number;
}

/**
 * The frames that may be among the `limit` likeliest, those with the highest bound first: no other can be among them.
 * @param named 1 for each label that is named
 */
export async function likelyFrames(
  sketches: readonly (Sketch | null)[],
  named: Uint8Array,
  limit: number,
  turns: Turns,
): Promise<LikelyFrame[]> {
  const collected = new Collected(limit);
  const ids = Array.from(named.keys()).filter((id) => named[id] === 1);
  for (const [video, sketch] of sketches.entries()) {
    if (!sketch) continue;
    await turns.next();
    const { bounds, labels, rows } = sketch;
    for (let block = 0, at = 0; at < bounds.length; block++, at += labels) {
      let sum = HAIR;
      for (const id of ids) sum += BOUNDS[bounds[at + id] as number] as number;
      if (sum < MEANINGFUL || sum < collected.floor) continue;
      collected.begin(video, Math.min(1, sum));
      const first = block * BLOCK_ROWS;
      goOver(sketch, named, ids.length, first, Math.min(rows, first + BLOCK_ROWS), collected);
    }
  }
  return collected.sorted();
}

function goOver(
  { likeliest, codes }: Sketch,
  named: Uint8Array,
  wanted: number,
  from: number,
  to: number,
  collected: Collected,
): void {
  for (let frame = from; frame < to; frame++) {
    let most = 0;
    let least = 0;
    let found = 0;
    for (let n = 0; n < LIKELIEST; n++) {
      if (named[likeliest[LIKELIEST * frame + n] as number] !== 1) continue;
      const code = codes[CODES * frame + n] as number;
      most += BOUNDS[code] as number;
      least += BOUNDS[Math.max(0, code - 1)] as number;
      found++;
    }
    if (found < wanted) {
      // Each of the others is at most as likely as the last of these.
      const last = BOUNDS[codes[CODES * frame + LIKELIEST - 1] as number] as number;
      const others = BOUNDS[codes[CODES * frame + LIKELIEST] as number] as number;
      most += Math.min(others, (wanted - found) * last);
    }
    collected.offer(frame, most + HAIR, least - HAIR);
  }
}

class Collected {
  readonly #videos = new Uint32Array(2 * COLLECTED);
  readonly #frames = new Uint32Array(2 * COLLECTED);
  readonly #bounds = new Float32Array(2 * COLLECTED);
  #count = 0;
  /** How many frames are at least so likely, by levels; `#above` of them at that of the floor or beyond. */
  readonly #levels = new Uint32Array(LEVELS + 1);
  #level = 0;
  #above = 0;
  #video = 0;
  #most = 1;

  constructor(private readonly limit: number) {}

  /** As many frames as are wanted are at least so likely. */
  get floor(): number {
    return this.#level / LEVELS;
  }

  /** @param most that any of the next frames can reach */
  begin(video: number, most: number): void {
    this.#video = video;
    this.#most = most;
  }

  offer(frame: number, most: number, least: number): void {
    const bound = Math.min(most, this.#most);
    if (bound < MEANINGFUL || bound < this.floor) return;
    if (least >= MEANINGFUL) this.#raise(Math.floor(Math.min(1, least) * LEVELS));
    if (this.#count === this.#videos.length) this.#tidy();
    this.#videos[this.#count] = this.#video;
    this.#frames[this.#count] = frame;
    this.#bounds[this.#count++] = bound;
  }

  #raise(level: number): void {
    this.#levels[level] = (this.#levels[level] as number) + 1;
    if (level < this.#level) return;
    this.#above += 1;
    for (let at = this.#level; this.#above - (this.#levels[at] as number) >= this.limit; at = this.#level) {
      this.#above -= this.#levels[at] as number;
      this.#level += 1;
    }
  }

  /** Numbers of those that may still be among the best, highest bound first, and at most as many as are ever read. */
  #best(): number[] {
    const order: number[] = [];
    for (let n = 0; n < this.#count; n++) if ((this.#bounds[n] as number) >= this.floor) order.push(n);
    return order
      .sort((a, b) => (this.#bounds[b] as number) - (this.#bounds[a] as number))
      .slice(0, COLLECTED);
  }

  #tidy(): void {
    const best = this.#best();
    for (const column of [this.#videos, this.#frames, this.#bounds]) {
      column.set(best.map((n) => column[n] as number));
    }
    this.#count = best.length;
  }

  sorted(): LikelyFrame[] {
    return this.#best().map((n) => ({
      video: this.#videos[n] as number,
      frame: this.#frames[n] as number,
      bound: this.#bounds[n] as number,
    }));
  }
}
