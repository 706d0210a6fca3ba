import { describe, expect, it } from 'vitest';
import { PP_OCR_V4 } from './detector';
import { bounds, rectangleAround, scaled } from './rectangle';
import { findRegions } from './regions';

const [WIDTH, HEIGHT] = [200, 120];

/** A map with a bar of writing, turned about its middle. */
function bar(options: { width: number; height: number; degrees?: number; value?: number }): Float32Array {
  const { width, height, degrees = 0, value = 0.9 } = options;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [dx, dy] = [(i % WIDTH) - 100, Math.floor(i / WIDTH) - 60];
    const within = Math.abs(dx * cos + dy * sin) <= width / 2 && Math.abs(dy * cos - dx * sin) <= height / 2;
    return within ? value : 0.05;
  });
}

describe('findRegions', () => {
  it('gives a bar back larger on every side by area * 1.5 / perimeter', () => {
    const [region, ...more] = findRegions(bar({ width: 80, height: 10 }), WIDTH, HEIGHT, PP_OCR_V4);
    expect(more).toEqual([]);
    const by = (80 * 10 * 1.5) / 180;
    expect(region).toMatchObject({ x: 100, y: 60, angle: 0 });
    expect(region?.width).toBeCloseTo(80 + 2 * by);
    expect(region?.height).toBeCloseTo(10 + 2 * by);
  });

  it.each([10, -20, 40])('finds a bar that is turned by %d degrees', (degrees) => {
    const [region] = findRegions(bar({ width: 100, height: 12, degrees }), WIDTH, HEIGHT, PP_OCR_V4);
    expect(((region?.angle ?? 0) * 180) / Math.PI).toBeCloseTo(degrees, -0.5);
    expect(region?.width).toBeGreaterThan(100);
    expect(region?.height).toBeLessThan(40);
  });

  it('leaves out what is faint, and what is no larger than a speck', () => {
    expect(findRegions(bar({ width: 80, height: 10, value: 0.5 }), WIDTH, HEIGHT, PP_OCR_V4)).toEqual([]);
    expect(findRegions(bar({ width: 80, height: 1 }), WIDTH, HEIGHT, PP_OCR_V4)).toEqual([]);
    expect(findRegions(new Float32Array(WIDTH * HEIGHT), WIDTH, HEIGHT, PP_OCR_V4)).toEqual([]);
  });

  it('tells bars apart that do not touch', () => {
    const map = bar({ width: 80, height: 10 });
    for (let y = 40; y < 80; y++) map.fill(0, y * WIDTH + 98, y * WIDTH + 101);
    const xs = findRegions(map, WIDTH, HEIGHT, PP_OCR_V4).map(({ x }) => Math.round(x));
    expect(xs.sort((a, b) => a - b)).toEqual([79, 121]);
  });
});

describe('rectangles', () => {
  it('stay upright for a round thing', () => {
    const circle = Array.from({ length: 24 }, (_, i) => ({ x: 9 * Math.cos(i / 4), y: 9 * Math.sin(i / 4) }));
    expect(rectangleAround(circle).angle).toBe(0);
  });

  it('are scaled along the axes of the picture', () => {
    const turned = { x: 10, y: 20, width: 40, height: 4, angle: Math.PI / 4 };
    const wide = scaled(turned, 2, 2);
    expect(wide).toMatchObject({ x: 20, y: 40 });
    expect([wide.width, wide.height, wide.angle]).toEqual(
      [80, 8, Math.PI / 4].map((n) => expect.closeTo(n, 9)),
    );
    const { left, right } = bounds(turned);
    expect(right - left).toBeCloseTo(44 / Math.SQRT2);
  });
});
