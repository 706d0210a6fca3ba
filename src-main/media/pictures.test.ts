import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDecode } from './decode';
import { openPictures, type PictureItem, type PicturesOptions, pictureSize } from './pictures';
import { probe } from './probe';
import { readTwice } from './stopped-early';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const H264 = '-c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p';
const SMALL = { width: 48, height: 27 };

async function optionsFor(path: string, change: Partial<PicturesOptions> = {}): Promise<PicturesOptions> {
  return {
    ...{ ffmpegPath, path, media: await probe(ffprobePath, path), every: SMALL, sampled: { longSide: 960 } },
    ...{ framesPerSecond: 1, framesFrom: 0, seek: false, signal: new AbortController().signal },
    ...change,
  };
}

async function read(path: string, change: Partial<PicturesOptions> = {}) {
  const options = await optionsFor(path, change);
  return readTwice((stoppedAt) => readOnce({ ...options, stoppedAt }));
}

async function readOnce(options: PicturesOptions) {
  const pass = openPictures(options);
  const every: PictureItem[] = [];
  const sampled: PictureItem[] = [];
  for await (const item of pass) (item.kind === 'every' ? every : sampled).push(item);
  return { every, sampled, damaged: pass.damaged };
}

/** Times of the frames that the index takes. */
async function indexTimes(path: string, framesPerSecond: number): Promise<number[]> {
  const times: number[] = [];
  const pass = openDecode({
    ...{ ffmpegPath, path, media: await probe(ffprobePath, path), framesPerSecond, frameSize: SMALL },
    ...{ thumbnailHeight: null, framesFrom: 0, withFrames: true, withAudio: false },
    signal: new AbortController().signal,
  });
  for await (const item of pass) if (item.kind === 'frame') times.push(item.time);
  return times;
}

const times = (items: readonly PictureItem[]): number[] => items.map((item) => item.time);

describe('openPictures', () => {
  it('gives every frame with its exact time, and the sampled ones as pictures', async () => {
    const path = makeMedia(
      join(dir, 'ntsc.mp4'),
      `-f lavfi -i testsrc=s=128x64:r=30000/1001:d=3 -f lavfi -i sine=d=3 -vf setsar=1/2 ${H264} -c:a aac`,
    );
    const { every, sampled, damaged } = await read(path);
    expect(times(every)).toEqual(
      Array.from({ length: 90 }, (_, n) => Math.round((n * 1_001_000_000) / 30_000)),
    );
    expect(every.every((item) => item.pixels.length === 48 * 27 * 3)).toBe(true);
    expect(times(sampled)).toEqual([0, 1_001_000, 2_002_000]);
    expect(sampled.map(({ width, height, pixels }) => [width, height, pixels.length])).toEqual(
      Array.from({ length: 3 }, () => [64, 64, 64 * 64 * 3]),
    );
    expect(damaged).toBe(false);
  });

  it('gives only what is wanted', async () => {
    const path = makeMedia(join(dir, 'short.mp4'), `-f lavfi -i testsrc=s=64x48:r=10:d=2 ${H264}`);
    const small = await read(path, { sampled: null });
    expect([small.every.length, small.sampled.length]).toEqual([20, 0]);
    const pictures = await read(path, { every: null, framesPerSecond: 2, sampled: { longSide: 32 } });
    expect(times(pictures.sampled)).toEqual([0, 500_000, 1_000_000, 1_500_000]);
    expect(pictures.sampled[0]).toMatchObject({ width: 32, height: 24 });
    expect(pictures.every).toEqual([]);
  });

  it('samples the frames that the index samples, whatever the film', async () => {
    const flat = makeMedia(
      join(dir, 'flat.mp4'),
      `-f lavfi -i color=red:s=64x32:r=24000/1001:d=4 -vf drawbox=x=32:w=32:color=blue:t=fill ${H264}`,
    );
    const films = [
      makeMedia(join(dir, 'turned.mp4'), `-display_rotation 90 -i ${flat} -c copy`),
      makeMedia(
        join(dir, 'vfr.mkv'),
        `-f lavfi -i testsrc=s=32x32:r=25:d=6 -vf select='lt(mod(n\\,50)\\,7)+eq(n\\,49)' -fps_mode vfr ${H264}`,
      ),
      makeMedia(
        join(dir, 'late.mkv'),
        `-itsoffset 2.5 -f lavfi -i testsrc=s=32x32:r=12:d=3 -f lavfi -i sine=d=5 ${H264} -map 0 -map 1 -c:a pcm_s16le`,
      ),
      makeMedia(
        join(dir, 'b-frames.ts'),
        '-f lavfi -i testsrc=s=64x48:r=50:d=4 -c:v libx264 -bf 3 -pix_fmt yuv420p',
      ),
    ];
    for (const film of films) {
      for (const framesPerSecond of [0.3, 1, 4]) {
        const { sampled, every } = await read(film, { framesPerSecond });
        expect(times(sampled)).toEqual(await indexTimes(film, framesPerSecond));
        const known = new Set(times(every));
        expect(times(sampled).filter((time) => !known.has(time))).toEqual([]);
      }
    }
    const { sampled } = await read(films[0] as string);
    expect(sampled[0]).toMatchObject({ width: 32, height: 64 });
    // A quarter turn counter-clockwise: what lies right, blue, comes to stand on top.
    expect([...(sampled[0]?.pixels.subarray(0, 3) ?? [])].map((v) => v > 200)).toEqual([false, false, true]);
  });

  it('gives after a seek what it gives without', async () => {
    const path = makeMedia(
      join(dir, 'long.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=30000/1001:d=20 -f lavfi -i sine=d=20 ${H264} -c:a aac`,
    );
    const whole = await read(path);
    const framesFrom = 14_000_000;
    const sought = await read(path, { framesFrom, seek: true });
    const rest = (items: readonly PictureItem[]) => items.filter((item) => item.time >= framesFrom);
    expect(sought.sampled).toEqual(rest(whole.sampled));
    expect(sought.every).toEqual(rest(whole.every));
    expect(times(sought.sampled)[0]).toBeLessThan(14_100_000);
    expect(await read(path, { framesFrom })).toEqual(sought);
  });

  it('reads a broken file as far as it goes, and says that it is damaged', async () => {
    const path = makeMedia(
      join(dir, 'cut.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=12 ${H264} -movflags faststart`,
    );
    const { media } = await optionsFor(path);
    const bytes = readFileSync(path);
    truncateSync(path, Math.floor(bytes.length / 2));
    const { every, sampled, damaged } = await read(path, { media });
    expect(times(sampled).slice(0, 3)).toEqual([0, 1_000_000, 2_000_000]);
    expect(every.length).toBeGreaterThan(25);
    expect(every.length).toBeLessThan(115);
    expect(damaged).toBe(true);
    writeFileSync(path, bytes.fill(0, bytes.indexOf('mdat') + 4));
    await expect(read(path, { media })).rejects.toMatchObject({ code: 'CannotReadVideo' });
  });

  it('ends at once when it is stopped', async () => {
    const path = makeMedia(join(dir, 'stopped.mp4'), `-f lavfi -i testsrc=s=64x48:r=10:d=5 ${H264}`);
    const abort = new AbortController();
    const options = await optionsFor(path, { signal: abort.signal });
    const stopped = (async () => {
      for await (const _ of openPictures(options)) abort.abort();
    })();
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
  });
});

describe('pictureSize', () => {
  const sizeOf = (displayWidth: number, displayHeight: number, longSide: number) =>
    pictureSize(
      {
        ...{ container: '', duration: null, audio: [] },
        video: {
          ...{ codec: '', pixelFormat: '', width: 1, height: 1, rotation: 0, frameRate: null },
          ...{ displayWidth, displayHeight },
        },
      },
      longSide,
    );

  it('is even, as shown, and never larger than the film', () => {
    expect(sizeOf(1920, 1080, 960)).toEqual({ width: 960, height: 540 });
    expect(sizeOf(1080, 1920, 960)).toEqual({ width: 540, height: 960 });
    expect(sizeOf(641, 333, 960)).toEqual({ width: 640, height: 332 });
    expect(sizeOf(4000, 3, 960)).toEqual({ width: 960, height: 2 });
  });
});
