/** Seconds from one frame of the encoder to the next. */
export const ENCODER_FRAME = 0.02;

/**
 * When each token was said, by where the decoder's aligned heads looked in the sound: the method of OpenAI's
 * whisper/timing.py, in the variant of transformers' `_extract_token_timestamps`. Every head's weights are normalised over the
 * tokens and smoothed over time by a median; the heads' mean is walked through by dynamic time warping.
 *
 * This is another path than `placeTokens` of recognition/align.ts: that one looks for one frame a token, this one gives every frame
 * to a token, so that it tells where a token begins and ends.
 * @param rows one a token, [heads, frames] each
 * @param filterWidth of the median, odd
 * @returns the frame at which each row's token begins, never decreasing
 */
export function tokenFrames(
  rows: readonly Float32Array[],
  heads: number,
  frames: number,
  filterWidth: number,
): number[] {
  const mean = rows.map(() => new Float64Array(frames));
  for (let head = 0; head < heads; head++) {
    const weights = rows.map((row) => row.subarray(head * frames, (head + 1) * frames));
    normalise(weights, frames).forEach((row, token) => {
      const into = mean[token] as Float64Array;
      medianFilter(row, filterWidth).forEach((value, frame) => {
        into[frame] = (into[frame] as number) + value / heads;
      });
    });
  }
  return warp(mean, frames);
}

/** By mean and deviation of each frame over the tokens; a frame that all look at alike says nothing. */
function normalise(rows: readonly Float32Array[], frames: number): Float32Array[] {
  const out = rows.map(() => new Float32Array(frames));
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (const row of rows) sum += row[frame] as number;
    const mean = sum / rows.length;
    let squares = 0;
    for (const row of rows) squares += ((row[frame] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / rows.length);
    if (deviation === 0) continue;
    for (const [i, row] of rows.entries()) {
      (out[i] as Float32Array)[frame] = ((row[frame] as number) - mean) / deviation;
    }
  }
  return out;
}

/** The median of `width` values around each, mirrored at the ends without repeating the outermost. */
export function medianFilter(values: Float32Array, width: number): Float32Array {
  const reach = width >> 1;
  if (values.length <= reach) return values;
  const last = values.length - 1;
  const around = new Float32Array(width);
  return values.map((_, at) => {
    for (let i = 0; i < width; i++) {
      const place = Math.abs(at - reach + i);
      around[i] = values[place > last ? 2 * last - place : place] as number;
    }
    return around.sort()[reach] as number;
  });
}

const DIAGONAL = 0;
const NEXT_TOKEN = 1;
const NEXT_FRAME = 2;

/**
 * Dynamic time warping from the first token and frame to the last of both, over the greatest sum of `matrix`. Single precision
 * and the order in which equals are taken are those of transformers, so that the path is the same.
 */
function warp(matrix: readonly Float64Array[], frames: number): number[] {
  const tokens = matrix.length;
  const width = tokens + 1;
  const steps = new Uint8Array(width * (frames + 1));
  let before = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
  before[0] = 0;
  for (let frame = 1; frame <= frames; frame++) {
    const cost = new Float32Array(width).fill(Number.POSITIVE_INFINITY);
    for (let token = 1; token <= tokens; token++) {
      const diagonal = before[token - 1] as number;
      const above = cost[token - 1] as number;
      const left = before[token] as number;
      let [least, step] = [left, NEXT_FRAME];
      if (diagonal < above && diagonal < left) [least, step] = [diagonal, DIAGONAL];
      else if (above < diagonal && above < left) [least, step] = [above, NEXT_TOKEN];
      cost[token] = least - ((matrix[token - 1] as Float64Array)[frame - 1] as number);
      steps[frame * width + token] = step;
    }
    before = cost;
  }
  const begins = new Array<number>(tokens).fill(0);
  for (let [token, frame] = [tokens, frames]; token > 0 && frame > 0; ) {
    begins[token - 1] = frame - 1;
    const step = steps[frame * width + token];
    if (step !== NEXT_FRAME) token--;
    if (step !== NEXT_TOKEN) frame--;
  }
  return begins;
}
