import { describe, expect, it } from 'vitest';
import { frameDifference, lumaGrid } from './frame-difference';

/** A picture of one colour but for a block of another. */
function picture(
  width: number,
  height: number,
  colour: readonly number[],
  block?: readonly number[],
): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const inBlock = block && at % width < width / 2 && Math.floor(at / width) < height / 2;
    pixels.set(inBlock ? block : colour, at * 3);
  }
  return pixels;
}

describe('the brightness of a frame', () => {
  it.each([
    ['red', [255, 0, 0], 76.245],
    ['green', [0, 255, 0], 149.685],
    ['blue', [0, 0, 255], 29.07],
    ['white', [255, 255, 255], 255],
  ])('weighs %s as ITU-R BT.601 does', (_, colour, luma) => {
    const grid = lumaGrid(picture(64, 48, colour), 64, 48);
    expect(grid).toHaveLength(1024);
    for (const cell of grid) expect(cell).toBeCloseTo(luma, 2);
  });

  it('is the mean of each cell of 32 by 32, whatever the size of the picture', () => {
    for (const [width, height] of [
      [64, 64],
      [70, 50],
      [32, 100],
    ] as const) {
      const grid = lumaGrid(picture(width, height, [0, 0, 0], [200, 200, 200]), width, height);
      const corners = [grid[0], grid[31], grid[31 * 32], grid[1023]];
      expect(corners.map((cell) => Math.round(cell ?? -1))).toEqual([200, 0, 0, 0]);
    }
  });
});

describe('the difference of two frames', () => {
  const flat = (value: number) => lumaGrid(picture(32, 32, [value, value, value]), 32, 32);
  it('is the share of black to white that brightness changed by, in the mean, either way', () => {
    expect(frameDifference(flat(0), flat(255))).toBeCloseTo(1, 5);
    expect(frameDifference(flat(151), flat(100))).toBeCloseTo(0.2, 5);
    expect(frameDifference(flat(100), flat(151))).toBeCloseTo(0.2, 5);
    const quarter = lumaGrid(picture(32, 32, [100, 100, 100], [151, 151, 151]), 32, 32);
    expect(frameDifference(flat(100), quarter)).toBeCloseTo(0.05, 5);
  });
  it('is none where there is no frame before', () => expect(frameDifference(null, flat(9))).toBe(0));
});
