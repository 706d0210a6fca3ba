import type { EncodedVideo } from '../../../base/film/language-tokens/types';

/** Evenly spaced frames of a video: `first`, `first + step`, … */
export interface FrameSelection {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  /** Frames of the stretch that was asked for, before thinning. */
  readonly of: number;
}

/**
 * The frames that a question is about, thinned to every second, third … where they are more than fit. Whole steps, so that
 * most questions get the same frames and share what was kept of them.
 * @param range Micros, `to` excluded; a stretch between two frames gets the frame before it
 * @param most at least 1
 */
export function selectFrames(
  video: Pick<EncodedVideo, 'count' | 'times'>,
  range: { readonly from: number; readonly to: number } | null,
  most: number,
): FrameSelection {
  const from = range ? firstAtOrAfter(video.times, range.from) : 0;
  const to = range ? firstAtOrAfter(video.times, range.to) : video.count;
  const of = Math.max(1, to - from);
  const begin = to > from ? from : Math.min(video.count - 1, Math.max(0, from - 1));
  const step = Math.ceil(of / Math.max(1, most));
  const count = Math.ceil(of / step);
  // In the middle of each step, as far as the last one has it.
  const shift = Math.min(Math.floor(step / 2), of - 1 - (count - 1) * step);
  return { first: begin + shift, step, count, of };
}

function firstAtOrAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function frameAt(selection: FrameSelection, place: number): number {
  return selection.first + place * selection.step;
}

/** Names a selection, for what is kept of it. */
export function selectionName({ first, step, count }: FrameSelection): string {
  return `${first}-${step}-${count}`;
}

/**
 * The selected frames of which enough was kept to fuse a question with them; where none was, the kept ones nearest to the
 * stretch.
 * @param kept ascending
 * @returns their numbers, and whether they are all that were selected
 */
export function fusionFrames(
  selection: FrameSelection,
  kept: readonly number[],
): { readonly frames: readonly number[]; readonly exact: boolean } {
  const { first, step, count } = selection;
  const last = frameAt(selection, count - 1);
  const within = kept.filter((frame) => frame >= first && frame <= last);
  const selected = within.filter((frame) => (frame - first) % step === 0);
  if (selected.length === count) return { frames: selected, exact: true };
  if (within.length > 0) return { frames: within, exact: false };
  const distance = (frame: number) => (frame < first ? first - frame : frame - last);
  const nearest = kept.toSorted((a, b) => distance(a) - distance(b))[0];
  return { frames: nearest === undefined ? [] : [nearest], exact: false };
}

/** @returns float32 [count, dim], read in stretches */
export async function readSelected(
  video: EncodedVideo,
  selection: FrameSelection,
  dim: number,
  from: number,
  to: number,
): Promise<Float32Array> {
  const first = frameAt(selection, from);
  if (selection.step === 1) return video.readTokens(first, first + to - from);
  const rows = new Float32Array((to - from) * dim);
  for (let place = from; place < to; place++) {
    const frame = frameAt(selection, place);
    rows.set(await video.readTokens(frame, frame + 1), (place - from) * dim);
  }
  return rows;
}
