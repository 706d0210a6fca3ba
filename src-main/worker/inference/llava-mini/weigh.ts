import type { AttributedFrame, EncodedVideo } from '../../../base/film/language-tokens/types';
import type { FrameSelection } from './selection';
import { frameAt } from './selection';

/** Most places that an answer names. */
const MOST = 5;
/** A frame stands out from this many times the median frame on, and from this many times the mean. */
const OVER_MEDIAN = 3;
const OVER_MEAN = 2;
/** A place with less than this share of the heaviest one's weight is an echo of it: where the needle stood, these were all wrong. */
const OF_HEAVIEST = 0.25;
/** Peaks at most this many frames apart are one place: the scene that they lie in. */
const NEIGHBOURS = 3;

/**
 * What an answer owes each frame, by the attention of its tokens: the mean over the upper half of the layers and all heads,
 * summed over the tokens of the answer's own words. The rows of the system prompt, which draw attention whatever is asked,
 * do not count.
 */
export class AttentionAttribution {
  readonly #sums: Float64Array;

  /** @param systemRows rows of the prefix before the frames @param perFrame rows of one frame */
  constructor(
    private readonly systemRows: number,
    private readonly perFrame: number,
    frames: number,
  ) {
    this.#sums = new Float64Array(frames);
  }

  /** @param attention float32 [prefix rows] */
  add(attention: Float32Array): void {
    for (let row = this.systemRows; row < attention.length; row++) {
      const frame = Math.floor((row - this.systemRows) / this.perFrame);
      this.#sums[frame] = (this.#sums[frame] as number) + (attention[row] as number);
    }
  }

  /** By place in the selection, not normalised. */
  get sums(): Float64Array {
    return this.#sums;
  }
}

/**
 * The frames that stand out, heaviest first, each with the neighbours that belong to it counted in its place.
 * @param weights of the selected frames, none below 0
 */
export function pickFrames(
  weights: Float64Array,
  selection: FrameSelection,
  video: Pick<EncodedVideo, 'times'>,
): AttributedFrame[] {
  const count = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (count < 2 || !(total > 0)) return [];
  const shares = weights.map((weight) => weight / total);
  const sorted = shares.toSorted();
  const median = ((sorted[(count - 1) >> 1] as number) + (sorted[count >> 1] as number)) / 2;
  const heaviest = sorted[count - 1] as number;
  const least = Math.max(OVER_MEDIAN * median, OVER_MEAN / count, OF_HEAVIEST * heaviest);
  const order = [...shares.keys()].sort((a, b) => (shares[b] as number) - (shares[a] as number) || a - b);
  const picked: number[] = [];
  for (const place of order) {
    if (picked.length === MOST || (shares[place] as number) < least) break;
    if (picked.every((other) => Math.abs(other - place) > NEIGHBOURS)) picked.push(place);
  }
  return picked.map((place) => {
    const weight = shares[place] as number;
    const frame = frameAt(selection, place);
    return { frame, time: video.times[frame] as number, weight, lift: weight * count };
  });
}

/**
 * Weighs stretches by leaving each out: how much less likely the answer becomes without it. One pass over question and
 * answer for each stretch, so this is for few stretches or small models.
 * @param stretches frames by place in the selection, [from, to)
 * @param logLikelihood of the answer with rows of these frames left out; null leaves out none
 * @returns for each frame of the selection the loss of its stretch, at least 0
 */
export async function weighByLeaveOut(
  frames: number,
  stretches: readonly { readonly from: number; readonly to: number }[],
  logLikelihood: (without: { readonly from: number; readonly to: number } | null) => Promise<number>,
): Promise<Float64Array> {
  const whole = await logLikelihood(null);
  const weights = new Float64Array(frames);
  for (const stretch of stretches) {
    const loss = Math.max(0, whole - (await logLikelihood(stretch)));
    weights.fill(loss, stretch.from, stretch.to);
  }
  return weights;
}
