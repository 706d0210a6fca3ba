/**
 * Pictures made into what a model was trained on, exactly as the Python libraries of its authors do: resizing to the last
 * bit as Pillow does, cropping and normalising as transformers' image processors. Pure: bytes in, numbers out.
 * Pillow 13 resizes some tall pictures along the columns first, which moves a few bytes by up to 6; the published models
 * were made with older ones, so here it is always along the rows first.
 * Everything is RGB, uint8 [height, width, 3], rows top to bottom, unless said otherwise.
 */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export type Channels = readonly [red: number, green: number, blue: number];

/** Pillow's filters of the same names. */
export type Filter = 'bilinear' | 'bicubic';

/** Half the width of a filter, in source pixels when nothing shrinks. */
const SUPPORT: Record<Filter, number> = { bilinear: 1, bicubic: 2 };
/** Bits behind the point in Pillow's whole-number weights: 32 less 8 for the pixel and 2 for overshoot. */
const PRECISION = 22;

function weight(filter: Filter, distance: number): number {
  const x = Math.abs(distance);
  if (filter === 'bilinear') return x < 1 ? 1 - x : 0;
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** For each target pixel of one line: the first source pixel that counts, how many do, and their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** [target pixels, most] whole numbers, 1 = 2^PRECISION. */
  readonly weights: Int32Array;
  readonly most: number;
}

/**
 * As Pillow's Resample.c: the filter is widened when shrinking, so that every source pixel counts; weights are summed to 1
 * in float64 and then rounded to whole numbers.
 */
function tapsFor(from: number, to: number, filter: Filter): Taps {
  const scale = from / to;
  const widening = Math.max(1, scale);
  const support = SUPPORT[filter] * widening;
  const most = Math.ceil(support) * 2 + 1;
  const taps = {
    first: new Int32Array(to),
    count: new Int32Array(to),
    weights: new Int32Array(to * most),
    most,
  };
  const row = new Float64Array(most);
  for (let target = 0; target < to; target++) {
    const centre = (target + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - first;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      row[i] = weight(filter, (i + first - centre + 0.5) * (1 / widening));
      sum += row[i] as number;
    }
    for (let i = 0; i < count; i++) {
      const share = (sum === 0 ? (row[i] as number) : (row[i] as number) / sum) * 2 ** PRECISION;
      taps.weights[target * most + i] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    }
    taps.first[target] = first;
    taps.count[target] = count;
  }
  return taps;
}

/**
 * Resizes as Pillow's `Image.resize` does: along the rows first, rounded to bytes, then along the columns.
 * @throws RangeError when a size is not positive or `data` is of another length
 */
export function resize(picture: Picture, width: number, height: number, filter: Filter): Picture {
  check(picture);
  if (!(width >= 1 && height >= 1)) throw new RangeError(`a picture cannot be ${width} x ${height}`);
  return alongColumns(alongRows(picture, width, filter), height, filter);
}

function alongRows(picture: Picture, to: number, filter: Filter): Picture {
  const { data, width, height } = picture;
  if (to === width) return picture;
  const { first, count, weights, most } = tapsFor(width, to, filter);
  const out = new Uint8Array(to * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < to; x++) {
      let at = (y * width + (first[x] as number)) * 3;
      let red = 1 << (PRECISION - 1);
      let green = red;
      let blue = red;
      for (let k = x * most, end = k + (count[x] as number); k < end; k++, at += 3) {
        const share = weights[k] as number;
        red += share * (data[at] as number);
        green += share * (data[at + 1] as number);
        blue += share * (data[at + 2] as number);
      }
      const target = (y * to + x) * 3;
      out[target] = toByte(red);
      out[target + 1] = toByte(green);
      out[target + 2] = toByte(blue);
    }
  }
  return { data: out, width: to, height };
}

function alongColumns(picture: Picture, to: number, filter: Filter): Picture {
  const { data, width, height } = picture;
  if (to === height) return picture;
  const { first, count, weights, most } = tapsFor(height, to, filter);
  const stride = width * 3;
  const out = new Uint8Array(stride * to);
  const sums = new Int32Array(stride);
  for (let y = 0; y < to; y++) {
    sums.fill(1 << (PRECISION - 1));
    for (let k = 0; k < (count[y] as number); k++) {
      const share = weights[y * most + k] as number;
      const row = ((first[y] as number) + k) * stride;
      for (let i = 0; i < stride; i++) sums[i] = (sums[i] as number) + share * (data[row + i] as number);
    }
    for (let i = 0; i < stride; i++) out[y * stride + i] = toByte(sums[i] as number);
  }
  return { data: out, width, height: to };
}

function toByte(sum: number): number {
  const value = sum >> PRECISION;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** The size whose shorter side is `side` and whose aspect is kept, the longer side rounded down, as transformers has it. */
export function shortestEdge(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  side: number,
): { width: number; height: number } {
  const long = Math.trunc((side * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? { width: side, height: long } : { width: long, height: side };
}

/**
 * The middle of a picture; what is left over unevenly is cut off on the right and at the bottom, as transformers does.
 * @throws RangeError when the picture is smaller than the crop
 */
export function centreCrop(picture: Picture, width: number, height: number): Picture {
  if (picture.width < width || picture.height < height) {
    throw new RangeError(
      `${picture.width} x ${picture.height} is too small for a crop of ${width} x ${height}`,
    );
  }
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  return crop(picture, left, top, width, height);
}

/** @throws RangeError when the rectangle is not wholly within the picture */
export function crop(picture: Picture, left: number, top: number, width: number, height: number): Picture {
  check(picture);
  if (left < 0 || top < 0 || left + width > picture.width || top + height > picture.height) {
    throw new RangeError(`a crop leaves the picture of ${picture.width} x ${picture.height}`);
  }
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    data.set(picture.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { data, width, height };
}

/**
 * The picture in the middle of a square of one colour, as LLaVA pads: an odd rest goes to the right and the bottom.
 * @param colour 0..1, mostly the model's mean; made bytes by rounding down
 */
export function expandToSquare(picture: Picture, colour: Channels): Picture {
  check(picture);
  const { width, height } = picture;
  if (width === height) return picture;
  const side = Math.max(width, height);
  const data = new Uint8Array(side * side * 3);
  const bytes = colour.map((value) => Math.trunc(value * 255));
  for (let i = 0; i < data.length; i++) data[i] = bytes[i % 3] as number;
  const left = Math.floor((side - width) / 2);
  const top = Math.floor((side - height) / 2);
  for (let y = 0; y < height; y++) {
    data.set(picture.data.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * side + left) * 3);
  }
  return { data, width: side, height: side };
}

/**
 * For each target pixel of one line the source pixel that torch's `interpolate(mode='nearest')` takes: the floor of the
 * target times the scale, both in float32.
 */
export function nearestPixels(from: number, to: number): Int32Array {
  const scale = Math.fround(Math.fround(from) / Math.fround(to));
  return Int32Array.from({ length: to }, (_, target) =>
    Math.min(from - 1, Math.floor(Math.fround(target * scale))),
  );
}

/** Resizes as torch's `interpolate(mode='nearest')` does. */
export function resizeNearest(picture: Picture, width: number, height: number): Picture {
  check(picture);
  const columns = nearestPixels(picture.width, width);
  const rows = nearestPixels(picture.height, height);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const row = (rows[y] as number) * picture.width;
    for (let x = 0; x < width; x++, to += 3) {
      const from = (row + (columns[x] as number)) * 3;
      data[to] = picture.data[from] as number;
      data[to + 1] = picture.data[from + 1] as number;
      data[to + 2] = picture.data[from + 2] as number;
    }
  }
  return { data, width, height };
}

/**
 * What a vision model takes: each byte over 255, less the mean, over the deviation, rounded to float32 at each of these
 * steps as numpy does.
 * @param rgb uint8 [height, width, 3]
 * @param into receives the values from `offset` on; several pictures may share one array
 * @returns float32 [3, height, width]
 */
export function toPixelValues(
  rgb: Uint8Array,
  width: number,
  height: number,
  mean: Channels,
  deviation: Channels,
  into: Float32Array = new Float32Array(3 * width * height),
  offset = 0,
): Float32Array {
  check({ data: rgb, width, height });
  const area = width * height;
  for (let channel = 0; channel < 3; channel++) {
    const table = valuesOfBytes(mean[channel] as number, deviation[channel] as number);
    const plane = offset + channel * area;
    for (let i = 0; i < area; i++) into[plane + i] = table[rgb[i * 3 + channel] as number] as number;
  }
  return into;
}

function valuesOfBytes(mean: number, deviation: number): Float32Array {
  const [middle, width] = [Math.fround(mean), Math.fround(deviation)];
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const shifted = Math.fround(Math.fround(byte * (1 / 255)) - middle);
    return Math.fround(shifted / width);
  });
}

function check({ data, width, height }: Picture): void {
  if (data.length !== width * height * 3 || data.length === 0) {
    throw new RangeError(`${width} x ${height} pixels take ${width * height * 3} bytes, not ${data.length}`);
  }
}
