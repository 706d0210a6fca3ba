import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../src-shared/video';
import { makeClip } from './clip';
import { openDecode, TurnsOnTheWay } from './decode';
import { openPictures } from './pictures';
import { probe } from './probe';
import { makeProxy } from './proxy';
import { readStill } from './still';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const signal = new AbortController().signal;
const onProgress = (): void => undefined;

/** Pixels of a film's or a picture's frames, one after another, in RGB. */
function pixels(input: string | Uint8Array, filter = 'null'): Buffer {
  const from = typeof input === 'string' ? ['-i', input] : ['-f', 'mjpeg', '-i', 'pipe:0'];
  const args = ['-v', 'error', ...from, '-vf', filter, '-fps_mode', 'passthrough', '-pix_fmt', 'rgb24'];
  return execFileSync(ffmpegPath, [...args, '-f', 'rawvideo', '-'], {
    maxBuffer: 1 << 28,
    ...(typeof input === 'string' ? {} : { input }),
  });
}

function mean(values: Uint8Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Brightness of each of a number of vertical bands. */
function bands(frame: Uint8Array, width: number, count: number): number[] {
  const sums = new Array<number>(count).fill(0);
  for (let i = 0; i < frame.length; i++) {
    const x = Math.floor(i / 3) % width;
    const band = Math.floor((x / width) * count);
    sums[band] = (sums[band] ?? 0) + (frame[i] ?? 0);
  }
  return sums.map((sum) => Math.round(sum / (frame.length / count)));
}

async function thumbnails(path: string, media: MediaInfo, turns: boolean) {
  const pass = openDecode({
    ...{ ffmpegPath, path, media, framesPerSecond: 1, frameSize: { width: 32, height: 32 } },
    ...{ thumbnailHeight: 36, framesFrom: 0, withFrames: true, withAudio: false, turns, signal },
  });
  const frames = [];
  for await (const item of pass) if (item.kind === 'frame') frames.push(item);
  return frames;
}

/** Gray steps in HDR: what a screen shows at 0, 12, 48 and 203 cd/m², the last being white. */
const LIGHT = { pq: [0, 0.28, 0.43, 0.5807], hlg: [0, 0.22, 0.46, 0.75] } as const;

describe('pictures of high dynamic range', () => {
  it('are shown as on any screen: tokens, thumbnails, stills, pictures, copies and clips', async () => {
    for (const [hdr, transfer] of [
      ['pq', 'smpte2084'],
      ['hlg', 'arib-std-b67'],
    ] as const) {
      const step = (n: number, v: number): string => `eq(floor(X/16)\\,${n})*${(64 + 876 * v).toFixed(0)}`;
      const gray = `nullsrc=s=64x36:r=5:d=2,format=yuv420p10le,geq=lum='${LIGHT[hdr].map((v, n) => step(n, v)).join('+')}':cb=512:cr=512`;
      const tags = `-color_primaries bt2020 -color_trc ${transfer} -colorspace bt2020nc -color_range tv`;
      const x264 = `colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc`;
      const path = makeMedia(
        join(dir, `${hdr}.mkv`),
        `-f lavfi -i ${gray} -c:v libx264 -crf 4 -x264-params ${x264} ${tags}`,
      );
      const media = await probe(ffprobePath, path);
      expect(media.video?.hdr).toBe(hdr);
      const shown: number[][] = [];
      const [frame] = await thumbnails(path, media, false);
      shown.push(bands(frame?.pixels ?? new Uint8Array(), 32, 4));
      shown.push(bands(pixels(frame?.thumbnail ?? new Uint8Array()), 64, 4));
      const still = await readStill({ ffmpegPath, path, media, signal, at: 500_000, height: 36 });
      shown.push(bands(pixels(still?.jpeg ?? new Uint8Array()), 64, 4));
      for await (const { pixels: picture, width } of openPictures({
        ...{ ffmpegPath, path, media, every: null, sampled: { longSide: 64 }, framesPerSecond: 1 },
        ...{ framesFrom: 0, seek: false, signal },
      })) {
        shown.push(bands(picture, width, 4));
      }
      const proxy = join(dir, `${hdr}-proxy.mp4`);
      await makeProxy({ ffmpegPath, path, media, dest: proxy, onProgress, signal });
      shown.push(bands(pixels(proxy).subarray(0, 64 * 36 * 3), 64, 4));
      const clip = join(dir, `${hdr}-clip.mp4`);
      const task = { from: 0, to: 1e6, mode: 'exact' as const, dest: clip, temporary: `${clip}.part` };
      await makeClip({ ffmpegPath, path, media, ...task, onProgress, signal });
      shown.push(bands(pixels(clip).subarray(0, 64 * 36 * 3), 64, 4));
      expect(shown.length).toBeGreaterThanOrEqual(7);
      for (const [black = 255, dark = 0, middle = 0, white = 0] of shown) {
        expect(black).toBeLessThan(12);
        expect(white).toBeGreaterThan(235);
        expect(dark).toBeGreaterThan(40);
        expect(middle).toBeGreaterThan(dark + 30);
        expect(middle).toBeLessThan(white - 40);
      }
    }
  });
});

describe('a picture that turns on the way', () => {
  it('is fitted in, not stretched', async () => {
    // A white square stands in the middle of both halves.
    const half = (name: string, size: string): string =>
      makeMedia(
        join(dir, name),
        `-f lavfi -i color=gray:s=${size}:r=5:d=2 -vf drawbox=x=(iw-20)/2:y=(ih-20)/2:w=20:h=20:color=white:t=fill -c:v libvpx -b:v 2M`,
      );
    const path = join(dir, 'turns.webm');
    const list = join(dir, 'list.txt');
    writeFileSync(list, `file '${half('wide.webm', '128x72')}'\nfile '${half('high.webm', '72x128')}'\n`);
    makeMedia(path, `-f concat -safe 0 -i ${list} -c copy`);
    const media = await probe(ffprobePath, path);
    await expect(thumbnails(path, media, false)).rejects.toBeInstanceOf(TurnsOnTheWay);

    const frames: { frame: Buffer; width: number; height: number }[] = [];
    const made = await thumbnails(path, media, true);
    expect(made.length).toBe(4);
    frames.push({ frame: pixels(made[3]?.thumbnail ?? new Uint8Array()), width: 64, height: 36 });
    const still = await readStill({ ffmpegPath, path, media, signal, at: 3_500_000, height: 72 });
    frames.push({ frame: pixels(still?.jpeg ?? new Uint8Array()), width: 128, height: 72 });
    const files = { proxy: join(dir, 'turns.mp4'), clip: join(dir, 'turned.mp4') };
    await makeProxy({ ffmpegPath, path, media, dest: files.proxy, onProgress, signal });
    const task = {
      from: 1e6,
      to: 4e6,
      mode: 'exact' as const,
      dest: files.clip,
      temporary: `${files.clip}.part`,
    };
    await makeClip({ ffmpegPath, path, media, ...task, onProgress, signal });
    for (const file of Object.values(files)) {
      const all = pixels(file);
      frames.push({ frame: all.subarray(all.length - 128 * 72 * 3), width: 128, height: 72 });
    }
    for (const { frame, width, height } of frames) {
      expect(frame.length).toBe(width * height * 3);
      const row = Array.from(
        { length: width },
        (_, x) => frame[(Math.floor(height / 2) * width + x) * 3] ?? 0,
      );
      const column = Array.from({ length: height }, (_, y) => frame[(y * width + width / 2) * 3] ?? 0);
      const white = (line: number[]): number => line.filter((v) => v > 200).length;
      expect(Math.abs(white(row) - white(column))).toBeLessThanOrEqual(2);
      // Bars beside it.
      expect(mean(frame.subarray(0, 9))).toBeLessThan(30);
    }
  });
});

describe('interlaced film', () => {
  it('has whole pictures of one moment, in clips, copies and thumbnails', async () => {
    // A white bar jumps from left to right between the two fields of each frame.
    const path = makeMedia(
      join(dir, 'fields.mpg'),
      `-f lavfi -i nullsrc=s=64x48:r=50:d=2,geq=lum='if(eq(mod(N\\,2)\\,lt(X\\,32))\\,235\\,16)':cb=128:cr=128 -vf interlace=lowpass=0 -c:v mpeg2video -flags +ildct+ilme -top 1 -q:v 1 -r 25`,
    );
    const media = await probe(ffprobePath, path);
    expect(media.video?.interlaced).toBe('top');
    const combed = (frame: Uint8Array, width: number): number => {
      const at = (x: number, y: number): number => frame[(y * width + x) * 3] ?? 0;
      let sum = 0;
      for (let y = 10; y < 30; y++) sum += Math.abs(at(8, y) - at(8, y + 1));
      return sum / 20;
    };
    expect(combed(pixels(path).subarray(64 * 48 * 3 * 5), 64)).toBeGreaterThan(100);
    const frames = await thumbnails(path, media, false);
    const picture = pixels(frames[1]?.thumbnail ?? new Uint8Array());
    expect(combed(picture, 48)).toBeLessThan(20);
    const files = [join(dir, 'fields-proxy.mp4'), join(dir, 'fields.mp4')] as const;
    await makeProxy({ ffmpegPath, path, media, dest: files[0], onProgress, signal });
    const task = { from: 0, to: 1e6, mode: 'exact' as const, dest: files[1], temporary: `${files[1]}.part` };
    await makeClip({ ffmpegPath, path, media, ...task, onProgress, signal });
    expect(pixels(files[1]).length / (64 * 48 * 3)).toBe(25);
    for (const file of files) expect(combed(pixels(file).subarray(64 * 48 * 3 * 5), 64)).toBeLessThan(60);
  });
});
