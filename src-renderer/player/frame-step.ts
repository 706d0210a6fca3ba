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
  private shortestSeen = Number.POSITIVE_INFINITY;

  /** @param frameRate average frames a second, where known. */
  constructor(frameRate: number | null) {
    this.nominal = frameRate ? 1_000_000 / frameRate : SHORTEST_USUAL;
  }

  /** Takes note of the distance between two frames known to be neighbours. Microseconds. */
  observe(distance: Micros): void {
    if (distance <= 0) return;
    this.shortestSeen = Math.min(this.shortestSeen, distance);
    const isAlike = Math.abs(distance - this.nominal) <= ALIKE * this.nominal;
    this.alike = isAlike ? this.alike + 1 : Number.NEGATIVE_INFINITY;
  }

  /** What no frame is shorter than, as far as is known. Microseconds, fractional. */
  get shortest(): Micros {
    const assumed = this.alike >= ENOUGH ? this.nominal : Math.min(this.nominal, SHORTEST_USUAL);
    return Math.min(assumed, this.shortestSeen);
  }

  /** How far past a frame's own time to seek so that rounding never shows the one before. */
  get nudge(): Micros {
    return Math.min(4000, Math.round(this.shortest / 4));
  }
}

/** How often the way to a far next frame is halved or doubled before giving in. */
const MOST_PROBES = 40;

/**
 * Shows the frame right after the one shown at `shown`, and answers its presentation time; `shown` itself
 * at the film's end. Looks ahead in steps shorter than a frame can be, doubling while nothing changes,
 * then halves back until no frame fits in between.
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
  let reach = 1.5 * least;
  let next = shown;
  for (let i = 0; next <= shown; i += 1) {
    const position = Math.min(Math.round(still + reach), end);
    next = await probe(position);
    if (next > shown) break;
    if (position >= end || i >= MOST_PROBES) return shown;
    still = position;
    reach = i === 0 ? least : 2 * reach;
  }
  let last = next;
  while (next - still > least) {
    const position = Math.round((still + next) / 2);
    last = await probe(position);
    if (last > shown && last < next) next = last;
    else still = position;
  }
  if (last !== next) await probe(next + clock.nudge);
  clock.observe(next - shown);
  return next;
}

/** Shows the frame right before the one shown at `shown`, and answers its time; `shown` itself at the start. */
export async function stepBackward(probe: Probe, shown: Micros, clock: FrameClock): Promise<Micros> {
  if (shown <= 0) return shown;
  const before = await probe(Math.max(0, Math.round(shown - clock.shortest / 2)));
  clock.observe(shown - before);
  return before;
}
