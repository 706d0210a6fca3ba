import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Channels,
  centreCrop,
  expandToSquare,
  type Filter,
  type Picture,
  resize,
  resizeNearest,
  shortestEdge,
  toPixelValues,
} from './pixels';

interface Recorded {
  readonly from: [number, number];
  readonly sha256: string;
  readonly base64?: string;
}
/** Made by eval/search-parity/pixels.py. */
const recorded: {
  resize: (Recorded & { to: [number, number]; filter: Filter })[];
  nearest: (Recorded & { to: [number, number] })[];
  clip: (Recorded & { side: number })[];
  square: Recorded[];
} = JSON.parse(readFileSync(join(import.meta.dirname, 'testing/pixels.json'), 'utf8'));

const MEAN: Channels = [0.48145466, 0.4578275, 0.40821073];
const DEVIATION: Channels = [0.26862954, 0.26130258, 0.27577711];

/** The same picture as in pixels.py. */
function picture([width, height]: [number, number]): Picture {
  let state = 12345;
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const c = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    const slope = (x * 3 + y * 5 + c * 40) % 256;
    const edge = (Math.floor(x / 7) + Math.floor(y / 5)) % 2 ? 255 : 0;
    const noise = (state >> 16) % 256;
    data[i] = [slope, edge, noise][(Math.floor(x / 11) + Math.floor(y / 9) + c) % 3] as number;
  }
  return { data, width, height };
}

/** Byte for byte; the short ones so that a difference is shown, the long ones by their hash. */
function expectSame(values: Uint8Array | Float32Array, { sha256, base64 }: Recorded): void {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (base64 !== undefined) expect([...bytes]).toEqual([...Buffer.from(base64, 'base64')]);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
}

describe('resize', () => {
  it.each(recorded.resize)('gives the bytes of Pillow: $from to $to, $filter', (want) => {
    const result = resize(picture(want.from), ...want.to, want.filter);
    expect([result.width, result.height]).toEqual(want.to);
    expectSame(result.data, want);
  });

  it('refuses sizes that no picture has', () => {
    expect(() => resize(picture([4, 4]), 0, 3, 'bicubic')).toThrow(RangeError);
    expect(() => resize({ data: new Uint8Array(5), width: 2, height: 1 }, 1, 1, 'bicubic')).toThrow(
      RangeError,
    );
  });
});

describe('resizeNearest', () => {
  it.each(recorded.nearest)('takes the pixels that torch takes: $from to $to', (want) => {
    expectSame(resizeNearest(picture(want.from), ...want.to).data, want);
  });
});

describe("CLIP's way: shortest edge, middle, pixel values", () => {
  it.each(recorded.clip)('gives the values of transformers: $from to $side', (want) => {
    const from = picture(want.from);
    const { width, height } = shortestEdge(from, want.side);
    const square = centreCrop(resize(from, width, height, 'bicubic'), want.side, want.side);
    expectSame(toPixelValues(square.data, want.side, want.side, MEAN, DEVIATION), want);
  });

  it('writes several pictures into one array', () => {
    const one = picture([3, 2]);
    const both = new Float32Array(2 * 18);
    toPixelValues(one.data, 3, 2, MEAN, DEVIATION, both, 18);
    expect([...both.subarray(18)]).toEqual([...toPixelValues(one.data, 3, 2, MEAN, DEVIATION)]);
    expect(both.subarray(0, 18).every((value) => value === 0)).toBe(true);
  });

  it('refuses a crop that is larger than the picture', () => {
    expect(() => centreCrop(picture([4, 9]), 5, 5)).toThrow(RangeError);
  });
});

describe('expandToSquare', () => {
  it.each(recorded.square)('pads as LLaVA does: $from', (want) => {
    const result = expandToSquare(picture(want.from), MEAN);
    expect(result.width).toBe(Math.max(...want.from));
    expectSame(result.data, want);
  });
});
