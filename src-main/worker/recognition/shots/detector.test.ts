import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Shot } from '../../../../src-shared/analysis';
import { ffmpegPath, makeMedia, temporaryDir } from '../../../base/media/testing';
import { SHOT_FRAME } from '../types';
import { openShotDetector } from './detector';

const FRAME_BYTES = SHOT_FRAME.width * SHOT_FRAME.height * 3;
const RATE = 25;
const dir = temporaryDir();
const detector = openShotDetector();

/** A lavfi source of so many seconds at the size of the films below. */
const source = (name: string, seconds: number, more = '') =>
  `-f lavfi -i ${name}${name.includes('=') ? ':' : '='}s=192x108:r=${RATE}${more},trim=duration=${seconds},setsar=1`;
const BARS = 'smptebars';
const TEST = 'testsrc2';
const SPIRAL = 'mandelbrot=maxiter=200';

let made = 0;
function film(options: string): Uint8Array {
  const path = makeMedia(join(dir, `${made++}.mkv`), `${options} -c:v libx264 -preset ultrafast -crf 20`);
  const size = `${SHOT_FRAME.width}x${SHOT_FRAME.height}`;
  const pixels = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-'];
  return execFileSync(ffmpegPath, ['-v', 'error', '-i', path, ...pixels], { maxBuffer: 1 << 28 });
}

const timeOf = (frame: number) => Math.round((frame * 1_000_000) / RATE);

async function shotsOf(frames: Uint8Array): Promise<Shot[]> {
  const count = frames.length / FRAME_BYTES;
  const values = await detector.measure(frames, count, { first: true, last: true });
  return detector.shots(
    Array.from({ length: count }, (_, i) => timeOf(i)),
    values,
    timeOf(count),
  );
}

describe('openShotDetector', () => {
  it('finds hard cuts to the frame, and covers the film', async () => {
    const graph = '[0][1][2]concat=n=3:v=1';
    const frames = film(
      `${source(TEST, 2)} ${source(BARS, 1.4)} ${source(SPIRAL, 2)} -filter_complex ${graph}`,
    );
    expect(await shotsOf(frames)).toEqual([
      { index: 0, from: 0, to: timeOf(50), begins: 'start' },
      { index: 1, from: timeOf(50), to: timeOf(85), begins: 'cut' },
      { index: 2, from: timeOf(85), to: timeOf(135), begins: 'cut' },
    ]);
  });

  it.each([0.4, 1, 1.5])('finds a dissolve of %d s by its middle', async (seconds) => {
    const graph = `[0][1]xfade=duration=${seconds}:offset=${3 - seconds}`;
    const [first, second, ...more] = await shotsOf(
      film(`${source(BARS, 3)} ${source(SPIRAL, 3)} -filter_complex ${graph}`),
    );
    expect(first?.begins).toBe('start');
    expect(second?.begins).toBe('dissolve');
    const off = Math.abs((second?.from ?? 0) / 1_000_000 - (3 - seconds / 2));
    expect(off).toBeLessThanOrEqual(seconds / 5);
    expect(more).toEqual([]);
  });

  it('takes a fade out and the fade in behind it for one gradual change', async () => {
    const graph = '[0]fade=out:st=2:d=0.6[a];[1]fade=in:st=0:d=0.6[b];[a][b]concat=n=2:v=1';
    const shots = await shotsOf(film(`${source(TEST, 2.6)} ${source(BARS, 3)} -filter_complex ${graph}`));
    expect(shots.map(({ begins }) => begins)).toEqual(['start', 'dissolve']);
    expect(Math.abs((shots[1]?.from ?? 0) - timeOf(65))).toBeLessThanOrEqual(timeOf(5));
  });

  it('begins a shot where it comes in at once from black', async () => {
    const graph = '[0]fade=out:st=1.4:d=0.6[a];[a][1][2]concat=n=3:v=1';
    const black = source('color=c=black', 0.4);
    const shots = await shotsOf(
      film(`${source(TEST, 2)} ${black} ${source(BARS, 2)} -filter_complex ${graph}`),
    );
    expect(shots.map(({ from, begins }) => [from, begins])).toEqual([
      [0, 'start'],
      [timeOf(60), 'cut'],
    ]);
  });

  it('makes a long stretch of black a shot of its own', async () => {
    const shots = await shotsOf(
      film(
        `${source(TEST, 2)} ${source('color=c=black', 3)} ${source(BARS, 2)} -filter_complex [0][1][2]concat=n=3:v=1`,
      ),
    );
    expect(shots.map(({ from }) => from)).toEqual([0, timeOf(50), timeOf(125)]);
  });

  it.each([
    [
      'a pan',
      `${source('mandelbrot=end_scale=0.3', 1)}`,
      "loop=100:1,crop=96:54:'n':'n/3',trim=end_frame=90",
    ],
    ['a zoom', source('mandelbrot=start_scale=3:end_scale=0.5:end_pts=100', 4), 'null'],
    ['a slow change of light', source(TEST, 4), "eq=brightness='0.4*sin(t)':eval=frame"],
    ['a still', source(BARS, 2), 'null'],
    ['noise', source(BARS, 2), 'noise=alls=40:allf=t'],
  ])('finds no cut in %s', async (_, input, filter) => {
    expect(await shotsOf(film(`${input} -vf ${filter}`))).toHaveLength(1);
  });

  it.each([
    ['white', 1],
    ['white', 3],
    ['black', 2],
  ])('takes a flash of %s over %d frames for no cut', async (color, length) => {
    const flash = `drawbox=c=${color}:t=fill:enable='between(n,30,${29 + length})'`;
    expect(await shotsOf(film(`${source(TEST, 3)} -vf ${flash}`))).toHaveLength(1);
  });

  it('measures the same in windows of any length as at once', async () => {
    const graph = '[0][1]xfade=duration=0.8:offset=0.7[a];[a][2]concat=n=2:v=1';
    const frames = film(
      `${source(TEST, 1.5)} ${source(BARS, 2)} ${source(SPIRAL, 1)} -filter_complex ${graph}`,
    );
    const count = frames.length / FRAME_BYTES;
    const whole = await detector.measure(frames, count, { first: true, last: true });
    for (const length of [13, 50, count - 1]) {
      const joined = new Float32Array(whole.length);
      for (let from = 0; from < count; from += length) {
        const to = Math.min(count, from + length);
        // At an end of the film there is nothing to lend.
        const start = Math.max(0, from - detector.context);
        const end = Math.min(count, to + detector.context);
        const part = await detector.measure(
          frames.subarray(start * FRAME_BYTES, end * FRAME_BYTES),
          end - start,
          {
            first: start === 0,
            last: end === count,
          },
        );
        joined.set(
          part.subarray((from - start) * detector.width, (to - start) * detector.width),
          from * detector.width,
        );
      }
      expect(joined, `windows of ${length}`).toEqual(whole);
    }
  });

  it('takes films of no frame and of one', async () => {
    expect(detector.shots([], new Float32Array(), 0)).toEqual([]);
    const one = await detector.measure(new Uint8Array(FRAME_BYTES), 1, { first: true, last: true });
    expect(detector.shots([0], one, 40_000)).toEqual([{ index: 0, from: 0, to: 40_000, begins: 'start' }]);
  });
});
