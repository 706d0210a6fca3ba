import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ffmpegPath } from '../../../base/media/testing';
import type { Picture } from '../types';
import { StrokeChangeDetector } from './stroke-change';
import { pictureOf } from './testing/picture';

const slide = pictureOf(ffmpegPath, join(import.meta.dirname, 'testing/slide.png'));

/** Made from each pixel's place and its value in the slide. */
function remade(value: (x: number, y: number, at: (x: number, y: number) => number) => number): Picture {
  const { width, height, pixels } = slide;
  const at = (x: number, y: number, channel: number) =>
    pixels[
      (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 3 + channel
    ] as number;
  const made = Uint8Array.from(pixels, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return Math.min(
      255,
      Math.max(
        0,
        value(x, y, (a, b) => at(a, b, i % 3)),
      ),
    );
  });
  return { width, height, pixels: made };
}

let watch: StrokeChangeDetector;
beforeEach(() => {
  watch = new StrokeChangeDetector();
  watch.remember(slide);
});

describe('StrokeChangeDetector', () => {
  it('wants to read while it remembers nothing, and what has another size', () => {
    expect(new StrokeChangeDetector().changed(slide)).toBe(true);
    expect(watch.changed({ width: 320, height: 180, pixels: new Uint8Array(320 * 180 * 3) })).toBe(true);
  });

  it('lets noise, light and a movement by a pixel pass', () => {
    expect(watch.changed(slide)).toBe(false);
    let state = 1;
    const noise = () => {
      state = (state * 48271) % 2147483647;
      return (state % 21) - 10;
    };
    expect(watch.changed(remade((x, y, at) => at(x, y) + noise()))).toBe(false);
    expect(watch.changed(remade((x, y, at) => at(x, y) * 0.85))).toBe(false);
    expect(watch.changed(remade((x, y, at) => at(x - 1, y)))).toBe(false);
  });

  it('notices a line in a corner, a line that is gone and a line that is another', () => {
    // The page number once more, in the upper right corner; its place painted over; the words of one line in that of another.
    expect(watch.changed(remade((x, y, at) => (x > 500 && y < 30 ? at(x, y + 310) : at(x, y))))).toBe(true);
    expect(watch.changed(remade((x, y, at) => (x > 500 && y > 300 ? at(5, 5) : at(x, y))))).toBe(true);
    expect(watch.changed(remade((x, y, at) => (y > 220 && y < 260 ? at(x, y - 60) : at(x, y))))).toBe(true);
  });

  it('compares with the picture that was remembered, not with the last one', () => {
    const without = remade((x, y, at) => (y > 300 ? at(5, 5) : at(x, y)));
    expect(watch.changed(without)).toBe(true);
    expect(watch.changed(slide)).toBe(false);
    watch.remember(without);
    expect(watch.changed(without)).toBe(false);
    expect(watch.changed(slide)).toBe(true);
  });
});
