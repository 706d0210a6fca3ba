import type { Micros } from '../../src-shared/time';

/** Shows the frame at a position and tells the presentation time of the frame that appeared. */
export type Probe = (position: Micros) => Promise<Micros>;

/** No frame is taken to be shorter than this until shorter ones have been seen. */
const SHORTEST_USUAL: Micros = 1_000_000 / 60;
/** So many neighbouring frames all alike make a constant rate. */
const ENOUGH = 8;
const ALIKE = 0.05;

/**
 * Learns how short a film's frames are. A file tells only its average rate, which says nothing about
 * films of variable rate: a step of the average would jump over short frames.
 */
export class FrameClock {
  private readonly nominal: Micros;
  private alike = 0;
  private last: Micros | null = null;
  private shortestSeen = Number.POSITIVE_INFINITY;

  /** @param frameRate average frames a second, where known. */
  constructor(frameRate: number | null) {
    this.nominal = frameRate ? 1_000_000 / frameRate : SHORTEST_USUAL;
  }

  /** Takes note of the distance between two frames known to be neighbours. Microseconds. */
  observe(distance: Micros): void {
    if (distance <= 0) return;
    this.last = distance;
    this.shortestSeen = Math.min(this.shortestSeen, distance);
    const isAlike = Math.abs(distance - this.nominal) <= ALIKE * this.nominal;
    this.alike = isAlike ? this.alike + 1 : Number.NEGATIVE_INFINITY;
  }

  /** What no frame is shorter than, as far as is known. Microseconds, fractional. */
  get shortest(): Micros {
    const assumed = this.alike >= ENOUGH ? this.nominal : Math.min(this.nominal, SHORTEST_USUAL);
    return Math.min(assumed, this.shortestSeen);
  }

  /** How far off the next frame most likely is. Microseconds, fractional. */
  get expected(): Micros {
    return this.last ?? this.nominal;
  }

  /** How far past a frame's own time to seek so that rounding never shows the one before. */
  get nudge(): Micros {
    return Math.min(4000, Math.round(this.shortest / 4));
  }
}

/** How often the way to a far next frame is doubled before giving in. */
const MOST_PROBES = 40;
/** Containers round timestamps, often to milliseconds. */
const ROUNDING: Micros = 1500;

/**
 * Shows the frame right after the one shown at `shown`, and answers its presentation time; `shown` itself
 * at the film's end. Looks where the next frame is expected, further on while nothing changes, and then
 * halves back for as long as another frame could hide in between.
 * @param end position after which there is nothing.
 */
export async function stepForward(
  probe: Probe,
  shown: Micros,
  clock: FrameClock,
  end: Micros,
): Promise<Micros> {
  const least = clock.shortest;
  let still = shown;
  let reach = clock.expected + least / 2;
  let next = shown;
  for (let i = 0; next <= shown; i += 1) {
    const position = Math.min(Math.round(still + reach), end);
    next = await probe(position);
    if (next > shown) break;
    if (position >= end || i >= MOST_PROBES) return shown;
    reach = i === 0 ? least : 2 * reach;
    still = position;
  }
  let last = next;
  // Neither the frame shown nor one between can be shorter than the shortest.
  const room = Math.max(least - ROUNDING, least / 2);
  for (let low = Math.max(still, shown + least); next - low >= room; ) {
    const position = Math.round((low + next) / 2);
    last = await probe(position);
    if (last > shown && last < next) next = last;
    else low = position;
  }
  if (last !== next) await probe(next + clock.nudge);
  clock.observe(next - shown);
  return next;
}

/** Shows the frame right before the one shown at `shown`, and answers its time; `shown` itself at the start. */
export async function stepBackward(probe: Probe, shown: Micros, clock: FrameClock): Promise<Micros> {
  if (shown <= 0) return shown;
  // A frame may come so late that the one before it seems to be there still: asked for again, it has come.
  for (const part of [1 / 2, 5 / 8, 3 / 4]) {
    const before = await probe(Math.max(0, Math.round(shown - clock.shortest * part)));
    clock.observe(shown - before);
    if (before < shown) return before;
  }
  return shown;
}
