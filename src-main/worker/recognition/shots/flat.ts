import { FLASH, VALUE, VALUES } from './measure';

/** Deviation of brightness below which a frame is of one colour. */
const FLAT = 3;
/** What lies before and behind so short a stretch as a flash is not alike where the unlikeness over it reaches this. */
const UNLIKE = 0.2;
/** Frames that a fade takes at least to reach most of its contrast; one that is there sooner is a cut. */
const RAMP = { frames: 5, share: 0.7 } as const;
/** A fade goes on for as long as each frame has this much more contrast than the one nearer to the empty one. */
const RISE = 1.015;

/** Frames of one colour in a row. */
export interface FlatStretch {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** First frame of the fade that leads into it; `from` where it is cut to. */
  readonly fadesFrom: number;
  /** The frame behind the fade that leads out of it; `to` where it is cut off. */
  readonly fadesTo: number;
}

/** Stretches in which the picture is empty, as between a fade out and a fade in. */
export function flatStretches(values: Float32Array): FlatStretch[] {
  const count = values.length / VALUES;
  const deviation = (i: number) => values[i * VALUES + VALUE.deviation] as number;
  const stretches: FlatStretch[] = [];
  for (let from = 0; from < count; from++) {
    if (deviation(from) >= FLAT) continue;
    let to = from + 1;
    while (to < count && deviation(to) < FLAT) to++;
    const isFlash = to - from < FLASH && !unlikeWithin(values, from, to);
    const before = rampLength((k) => (from - k >= 0 ? deviation(from - k) : null));
    const behind = rampLength((k) => (to - 1 + k < count ? deviation(to - 1 + k) : null));
    if (!isFlash) stretches.push({ from, to, fadesFrom: from - before, fadesTo: to + behind });
    from = to;
  }
  return stretches;
}

function unlikeWithin(values: Float32Array, from: number, to: number): boolean {
  for (let i = from; i <= to && i * VALUES < values.length; i++) {
    if ((values[i * VALUES + VALUE.cut] as number) >= UNLIKE) return true;
  }
  return false;
}

/**
 * Frames that the contrast grows for; 0 where it is there at once.
 * @param deviation of the k-th frame away from the empty one, from 1 on; null beyond the film
 */
function rampLength(deviation: (k: number) => number | null): number {
  const first = deviation(1);
  if (first === null) return 0;
  let length = 1;
  let last = first;
  let soon = first;
  for (let k = 2; ; k++) {
    const next = deviation(k);
    if (next === null || next < RISE * last) break;
    last = next;
    length = k;
    if (k <= RAMP.frames) soon = next;
  }
  return first <= RAMP.share * soon ? length : 0;
}
