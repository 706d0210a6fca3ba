import { FRAME_BYTES, mixture, type SmallFrame, smallFrame, unlikeness } from './small-frame';

/** Values kept of a frame. */
export const VALUE = {
  /** How unlike the pictures just before and from this frame on are, 0..1.2: see `cutStrength`. */
  cut: 0,
  /** 0..1: how well the frame is the middle of a mixture of two unlike pictures before and behind it: see `mixing`. */
  mixing: 1,
  /** Frames to either of the two. */
  span: 2,
  /** Deviation of its brightness, 0..127: nothing in a frame of one colour. */
  deviation: 3,
} as const;
export const VALUES = 4;

/** Frames to either side that a dissolve is looked for over: each finds dissolves of one to four times its length. */
const SPANS = [3, 6, 12, 24, 48] as const;
/** Frames before and behind that the values of a frame depend on. */
export const CONTEXT = 48;

/** A flash of up to this many frames, less one, is no cut. */
export const FLASH = 4;
/** Neighbours less unlike than this are not looked at more closely. */
const CALM = 0.2;
/** A mixture worse than this is none, and its two pictures need not be compared. */
const LEAST_MIXING = 0.4;
/** Pictures less unlike than this are the same shot. */
const LEAST_UNLIKENESS = 0.4;

type FrameAt = (i: number) => SmallFrame;

/**
 * Measures consecutive frames, each from itself and its neighbours alone.
 * @param frames uint8 [count, 27, 48, 3] RGB
 * @param from first row that is wanted, and `to` the one behind the last; where frames beyond 0 or `count` would be needed,
 *   the first or the last one stands for them
 * @returns float32 [count, VALUES]; rows outside `from` to `to` are zero
 */
export function measure(frames: Uint8Array, count: number, from: number, to: number): Float32Array {
  const values = new Float32Array(count * VALUES);
  const small = new Map<number, SmallFrame>();
  const frame: FrameAt = (wanted) => {
    const i = Math.min(count - 1, Math.max(0, wanted));
    let found = small.get(i);
    if (!found) {
      found = smallFrame(frames.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES));
      small.set(i, found);
    }
    return found;
  };
  for (let i = from; i < to; i++) {
    const { strength, span } = mixing(frame, i);
    const row = i * VALUES;
    values[row + VALUE.cut] = cutStrength(frame, i);
    values[row + VALUE.mixing] = strength;
    values[row + VALUE.span] = span;
    values[row + VALUE.deviation] = frame(i).deviation;
    small.delete(i - CONTEXT);
  }
  return values;
}

/**
 * The least unlikeness of any of the last frames before `i` and any of the first from `i` on: all of them differ at a cut, while
 * before and behind a flash or a thing that darts past two are alike.
 */
function cutStrength(frame: FrameAt, i: number): number {
  let least = unlikeness(frame(i - 1), frame(i));
  if (least < CALM) return least;
  for (let before = 1; before <= FLASH; before++) {
    for (let behind = 0; behind < FLASH; behind++) {
      least = Math.min(least, unlikeness(frame(i - before), frame(i + behind)));
    }
  }
  return least;
}

/**
 * In the middle of a dissolve a frame is half the picture before and half the one behind. Over every span it is asked how much
 * the mixture explains that neither of the two does, weighed by how near it is to half and half.
 */
function mixing(frame: FrameAt, i: number): { strength: number; span: number } {
  let best = { strength: 0, span: 0 };
  for (const span of SPANS) {
    const [before, behind] = [frame(i - span), frame(i + span)];
    const { share, gain } = mixture(frame(i), before, behind);
    const strength = gain * 4 * share * (1 - share);
    if (strength < LEAST_MIXING || strength <= best.strength) continue;
    if (unlikeness(before, behind) >= LEAST_UNLIKENESS) best = { strength, span };
  }
  return best;
}
