import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBars, withoutBars } from './bars';
import { Cancelled } from './errors';
import { probe } from './probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const root = temporaryDir();
const WIDTH = 256;
const HEIGHT = 144;

/** Eight seconds of a moving picture, as the filters leave it. */
function film(name: string, filters: string): string {
  const source = `-f lavfi -i testsrc2=s=320x180:r=5:d=8 -vf ${filters},format=yuv420p`;
  return makeMedia(join(root, name), `${source} -c:v libx264 -preset ultrafast -g 10`);
}
async function barsOf(path: string, signal = new AbortController().signal) {
  return findBars({ ffmpegPath, path, media: await probe(ffprobePath, path), signal });
}

/** A grey picture, by what it shows at each place. */
function picture(shows: (x: number, y: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    shows(i % WIDTH, Math.floor(i / WIDTH)) ? 120 : 0,
  );
}
const within = (y: number) => y >= 20 && y < HEIGHT - 20;

describe('findBars', () => {
  it('finds the picture between bars above and below', async () => {
    const found = await barsOf(film('letterbox.mp4', 'crop=320:136,pad=320:180:0:22:black'));
    expect(found).toMatchObject({ left: 0, width: 1 });
    // 22 of 180 lines, and no line of a bar is left.
    expect(found?.top).toBeGreaterThanOrEqual(22 / 180);
    expect(found?.top).toBeLessThan(22 / 180 + 0.02);
    expect((found?.top ?? 0) * 2 + (found?.height ?? 0)).toBeCloseTo(1);
  });

  it('finds the picture between bars beside it', async () => {
    const found = await barsOf(film('pillarbox.mp4', 'scale=240:180,pad=320:180:40:0:black'));
    expect(found).toMatchObject({ top: 0, height: 1 });
    expect(found?.left).toBeGreaterThanOrEqual(40 / 320);
    expect(found?.left).toBeLessThan(40 / 320 + 0.02);
  });

  it('finds none where there are none, at one edge only, or where little is shown', async () => {
    expect(await barsOf(film('plain.mp4', 'null'))).toBeNull();
    expect(await barsOf(film('below.mp4', 'crop=320:140,pad=320:180:0:0:black'))).toBeNull();
    expect(await barsOf(film('dark.mp4', 'drawbox=c=black:t=fill'))).toBeNull();
  });

  it('stops when told to', async () => {
    const stop = AbortSignal.abort();
    await expect(barsOf(film('stopped.mp4', 'null'), stop)).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('withoutBars', () => {
  const barred = picture((_, y) => within(y));
  const black = picture(() => false);

  it('takes pictures that show nothing for no witnesses', () => {
    expect(withoutBars([barred, black, barred, black, barred])?.top).toBeCloseTo(21 / HEIGHT);
    expect(withoutBars([barred, black, black, barred])).toBeNull();
  });

  it('is not put off by one picture that is written over its bars', () => {
    const written = picture((x, y) => within(y) || (y > HEIGHT - 10 && x % 3 === 0));
    expect(withoutBars([...Array(9).fill(barred), written])?.top).toBeCloseTo(21 / HEIGHT);
    expect(withoutBars([...Array(5).fill(barred), ...Array(5).fill(written)])).toBeNull();
  });

  it('takes bars for alike that differ by two lines, and by no more', () => {
    const between = (top: number, below: number) => picture((_, y) => y >= top && y < HEIGHT - below);
    expect(withoutBars(Array(5).fill(between(20, 22)))?.top).toBeCloseTo(23 / HEIGHT);
    expect(withoutBars(Array(5).fill(between(20, 23)))).toBeNull();
  });

  it('does not take for bars what is dark now and then', () => {
    const night = [20, 34, 27, 40, 22].map((edge) => picture((_, y) => y >= edge && y < HEIGHT - edge));
    expect(withoutBars(night)).toBeNull();
  });
});
