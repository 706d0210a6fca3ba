import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipMode } from '../../../src-shared/exports';
import { clipEnding, makeClip } from './clip';
import { checkClip } from './clip-check';
import { probe } from './probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const signal = new AbortController().signal;
/** Frame n is as bright as n mod 10 says. */
const BRIGHT = (seconds: number): string =>
  `-f lavfi -i nullsrc=s=64x48:r=25:d=${seconds},geq=lum=16+20*mod(N\\,10):cb=128:cr=128 -f lavfi -i sine=r=48000:d=${seconds}`;

function joined(name: string, parts: readonly string[]): string {
  const path = join(dir, name);
  writeFileSync(path, Buffer.concat(parts.map((part) => readFileSync(part))));
  return path;
}

function run(options: string): Buffer {
  return execFileSync(ffmpegPath, ['-v', 'error', '-nostdin', ...options.split(' ')], { maxBuffer: 1 << 28 });
}

/** Which frames a file holds, each by its number mod 10. */
function framesOf(path: string): number[] {
  const pixels = run(`-i ${path} -map 0:V:0 -fps_mode passthrough -pix_fmt gray -f rawvideo -`);
  const all = Array.from({ length: pixels.length / (64 * 48) }, (_, n) =>
    pixels.subarray(n * 64 * 48, (n + 1) * 64 * 48),
  );
  // Gray has all 256 levels, where films have 220.
  return all.map((frame) =>
    Math.round(frame.reduce((sum, v) => sum + v, 0) / frame.length / (20 * (255 / 219))),
  );
}

function soundLength(path: string): number {
  return run(`-i ${path} -map 0:a:0 -ac 1 -ar 16000 -f s16le -`).length / 32_000;
}

async function cut(path: string, mode: ClipMode, from: number, to: number) {
  const media = await probe(ffprobePath, path);
  const dest = join(dir, `clip-${readdirSync(dir).length}.${clipEnding(media, mode)}`);
  const { begins } = await makeClip({
    ...{ ffmpegPath, path, media, from: from * 1e6, to: to * 1e6, mode, dest, temporary: `${dest}.part` },
    ...{ onProgress: () => undefined, signal },
  });
  return { dest, begins: begins / 1e6 };
}

describe('a clip of a recording whose clock jumps', () => {
  const vob = (name: string) =>
    makeMedia(join(dir, name), `${BRIGHT(12)} -c:v mpeg2video -g 12 -q:v 1 -c:a ac3 -f vob`);
  const ts = (name: string, offset: number) =>
    makeMedia(
      join(dir, name),
      `${BRIGHT(6)} -c:v libx264 -preset ultrafast -bf 2 -g 25 -crf 1 -c:a mp2 -output_ts_offset ${offset} -f mpegts`,
    );
  const films = (): [path: string, second: number][] => [
    [joined('joined.vob', [vob('one.vob'), vob('two.vob')]), 12],
    [joined('ahead.ts', [ts('a.ts', 100), ts('b.ts', 7300)]), 6],
    [joined('back.ts', [ts('c.ts', 5000), ts('d.ts', 3)]), 6],
  ];

  it('is right to the frame behind the jump and across it, and copied from the key frame', async () => {
    for (const [path, second] of films()) {
      const exact = await cut(path, 'exact', second + 2.98, second + 4.98);
      const numbers = framesOf(exact.dest);
      expect(numbers.length).toBeGreaterThanOrEqual(49);
      expect(numbers.length).toBeLessThanOrEqual(51);
      // Frame 75 of the second part, but for what the first part's sound is longer than its picture.
      expect(Math.abs((numbers[0] ?? 0) - 5)).toBeLessThanOrEqual(3);
      expect(numbers).toEqual(numbers.map((_, n) => ((numbers[0] ?? 0) + n) % 10));
      expect(Math.abs(soundLength(exact.dest) - 2)).toBeLessThan(0.15);

      const across = await cut(path, 'exact', second - 1, second + 1);
      expect(framesOf(across.dest).length).toBeGreaterThanOrEqual(47);
      expect(Math.abs(soundLength(across.dest) - 2)).toBeLessThan(0.25);

      const fast = await cut(path, 'fast', second + 3.5, second + 5);
      expect(fast.begins).toBeGreaterThan(second + 2.3);
      expect(fast.begins).toBeLessThanOrEqual(second + 3.5);
      const copied = framesOf(fast.dest).length / 25;
      expect(Math.abs(copied - (second + 5 - fast.begins))).toBeLessThan(0.3);
    }
  });
});

describe('a clip whose sound changes on the way', () => {
  it('keeps it beside the picture', async () => {
    const part = (name: string, channels: number, offset: number) =>
      makeMedia(
        join(dir, name),
        `${BRIGHT(6)} -c:v libx264 -preset ultrafast -g 25 -c:a ac3 -ac ${channels} -output_ts_offset ${offset} -f mpegts`,
      );
    const path = joined('broadcast.ts', [part('two.ts', 2, 1), part('six.ts', 6, 7)]);
    const { dest } = await cut(path, 'exact', 4, 8);
    expect(framesOf(dest)).toHaveLength(100);
    // Where the channels change, the sound's filters begin anew and may lose a packet or two.
    expect(Math.abs(soundLength(dest) - 4)).toBeLessThan(0.2);
  });
});

describe('what was written', () => {
  it('is looked at: an empty clip, one without a picture and one of another length are none', async () => {
    const film = makeMedia(join(dir, 'film.mp4'), `${BRIGHT(4)} -c:v libx264 -preset ultrafast -c:a aac`);
    const sound = makeMedia(join(dir, 'sound.m4a'), `-i ${film} -vn -c copy`);
    const clip = { ffmpegPath, path: film, needsPicture: true, length: 4e6, signal };
    await checkClip(film, clip);
    await checkClip(sound, { ...clip, needsPicture: false });
    const empty = makeMedia(join(dir, 'empty.mp4'), `-i ${film} -t 0 -c copy`);
    for (const [file, change] of [
      [sound, {}],
      [empty, {}],
      [film, { length: 20e6 }],
      [film, { length: 0.5e6 }],
    ] as const) {
      await expect(checkClip(file, { ...clip, ...change })).rejects.toMatchObject({
        code: 'CannotReadVideo',
      });
    }
  });
});
