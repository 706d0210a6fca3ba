/**
 * Whisper's log-mel spectrogram, as transformers' WhisperFeatureExtractor computes it: 400 samples under a Hann window every
 * 160, mirrored at both ends, squared magnitudes through triangles that are even on Slaney's mel scale.
 */
const WINDOW = 400;
const HOP = 160;
const BINS = WINDOW / 2 + 1;
const RATE = 16_000;
/** The model always sees half a minute; what is missing is silence. */
export const INPUT_SAMPLES = 30 * RATE;
export const INPUT_FRAMES = INPUT_SAMPLES / HOP;
const FLOOR = 1e-10;
/** So far below the loudest value of all, in powers of ten, everything counts as equally quiet. */
const RANGE = 8;
const FACTORS = [4, 4, 5, 5];

const hann = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
);
const cosines = Float64Array.from({ length: WINDOW }, (_, i) => Math.cos((2 * Math.PI * i) / WINDOW));
const sines = Float64Array.from({ length: WINDOW }, (_, i) => -Math.sin((2 * Math.PI * i) / WINDOW));

interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
const complex = (length: number): Complex => ({ re: new Float64Array(length), im: new Float64Array(length) });

/**
 * The discrete Fourier transform of 400 complex values, by splitting 400 into 4 · 4 · 5 · 5 (Cooley and Tukey).
 * @param input read from `from` in steps of `step`; @param out written from `to` on
 */
export function transform(input: Complex, out: Complex, from = 0, step = 1, to = 0, depth = 0): void {
  const radix = FACTORS[depth];
  if (radix === undefined) {
    out.re[to] = input.re[from] as number;
    out.im[to] = input.im[from] as number;
    return;
  }
  const length = WINDOW / step;
  const part = length / radix;
  for (let r = 0; r < radix; r++)
    transform(input, out, from + r * step, step * radix, to + r * part, depth + 1);
  const re = new Float64Array(radix);
  const im = new Float64Array(radix);
  for (let k = 0; k < part; k++) {
    for (let r = 0; r < radix; r++) {
      re[r] = out.re[to + r * part + k] as number;
      im[r] = out.im[to + r * part + k] as number;
    }
    for (let q = 0; q < radix; q++) {
      let sumRe = 0;
      let sumIm = 0;
      const place = k + q * part;
      for (let r = 0; r < radix; r++) {
        const turn = (place * r * step) % WINDOW;
        const [c, s] = [cosines[turn] as number, sines[turn] as number];
        sumRe += (re[r] as number) * c - (im[r] as number) * s;
        sumIm += (re[r] as number) * s + (im[r] as number) * c;
      }
      out.re[to + place] = sumRe;
      out.im[to + place] = sumIm;
    }
  }
}

function toMel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + Math.log(hertz / 1000) * (27 / Math.log(6.4));
}
function toHertz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp((Math.log(6.4) / 27) * (mel - 15));
}

interface Triangle {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Each triangle has the same area, whatever its width. */
function triangles(count: number): Triangle[] {
  const top = toMel(RATE / 2);
  const corners = Array.from({ length: count + 2 }, (_, i) => toHertz((top * i) / (count + 1)));
  return Array.from({ length: count }, (_, i) => {
    const [low, middle, high] = corners.slice(i, i + 3) as [number, number, number];
    const all = Array.from({ length: BINS }, (_, bin) => {
      const hertz = (bin * RATE) / WINDOW;
      const side = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
      return (Math.max(0, side) * 2) / (high - low);
    });
    const first = Math.max(
      0,
      all.findIndex((weight) => weight > 0),
    );
    const last = all.findLastIndex((weight) => weight > 0);
    return { first, weights: Float64Array.from(all.slice(first, last + 1)) };
  });
}

/** Makes the encoder's input of a piece of sound. */
export class MelSpectrogram {
  readonly #triangles: readonly Triangle[];

  /** @param bins of the model: 80, or 128 from the third large one on */
  constructor(private readonly bins: number) {
    this.#triangles = triangles(bins);
  }

  /**
   * @param samples 16 kHz in -1..1, at most half a minute; longer sound is cut
   * @returns float32 [bins, INPUT_FRAMES]
   */
  of(samples: Float32Array): Float32Array {
    const sound = samples.subarray(0, INPUT_SAMPLES);
    // Two real frames go through one complex transform, as its two halves.
    const input = complex(WINDOW);
    const output = complex(WINDOW);
    const result = new Float32Array(this.bins * INPUT_FRAMES).fill(Math.log10(FLOOR));
    // From here on frames hold nothing but silence, except where the end is mirrored.
    const sounding = Math.min(INPUT_FRAMES, Math.ceil((sound.length + WINDOW / 2) / HOP));
    for (let frame = 0; frame < sounding; frame += 2) {
      for (let i = 0; i < WINDOW; i++) {
        input.re[i] = sampleAt(sound, frame * HOP + i - WINDOW / 2) * (hann[i] as number);
        input.im[i] = sampleAt(sound, (frame + 1) * HOP + i - WINDOW / 2) * (hann[i] as number);
      }
      transform(input, output);
      this.#write(output, frame, result);
    }
    return scaled(result);
  }

  #write({ re, im }: Complex, frame: number, result: Float32Array): void {
    const power = [new Float64Array(BINS), new Float64Array(BINS)] as const;
    for (let k = 0; k < BINS; k++) {
      const mirror = (WINDOW - k) % WINDOW;
      const [a, b, c, d] = [re[k], im[k], re[mirror], im[mirror]] as [number, number, number, number];
      power[0][k] = ((a + c) ** 2 + (b - d) ** 2) / 4;
      power[1][k] = ((b + d) ** 2 + (c - a) ** 2) / 4;
    }
    for (const [half, values] of power.entries()) {
      if (frame + half >= INPUT_FRAMES) continue;
      for (const [bin, { first, weights }] of this.#triangles.entries()) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++)
          sum += (weights[i] as number) * (values[first + i] as number);
        result[bin * INPUT_FRAMES + frame + half] = Math.log10(Math.max(FLOOR, sum));
      }
    }
  }
}

/** The sound with silence behind it up to half a minute, mirrored before its start and behind that end. */
function sampleAt(sound: Float32Array, at: number): number {
  const inside = at < 0 ? -at : at >= INPUT_SAMPLES ? 2 * (INPUT_SAMPLES - 1) - at : at;
  return sound[inside] ?? 0;
}

function scaled(values: Float32Array): Float32Array {
  let loudest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > loudest) loudest = value;
  for (let i = 0; i < values.length; i++)
    values[i] = (Math.max(values[i] as number, loudest - RANGE) + 4) / 4;
  return values;
}
