import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../src-shared/video';
import { FileMissing } from './errors';
import { probe } from './probe';
import { readStill } from './still';
import { endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const root = temporaryDir();
const signal = new AbortController().signal;
// Twelve seconds at 10 frames a second, red and then blue from second 9 on, with one key frame alone.
const path = makeMedia(
  join(root, 'film.mp4'),
  '-f lavfi -i color=c=red:s=64x48:r=10:d=9 -f lavfi -i color=c=blue:s=64x48:r=10:d=3 -filter_complex [0:v][1:v]concat=n=2 -g 1000 -c:v mpeg4',
);
let media: MediaInfo;
beforeAll(async () => {
  media = await probe(ffprobePath, path);
});
const still = (at: number, height = 48) => readStill({ ffmpegPath, path, media, at, height, signal });

describe('a still of a film', () => {
  it('is the frame that the film shows at that time', async () => {
    const before = await still(8_999_999);
    const after = await still(9_000_000);
    expect([before?.time, after?.time]).toEqual([8_900_000, 9_000_000]);
    expect(Buffer.from(before?.jpeg ?? [])).not.toEqual(Buffer.from(after?.jpeg ?? []));
    expect((await still(0))?.time).toBe(0);
  });

  it('is a JPEG of the size that was asked for', async () => {
    const found = await still(1_050_000, 96);
    expect(found).toMatchObject({ time: 1_000_000, width: 128, height: 96 });
    const jpeg = Buffer.from(found?.jpeg ?? []);
    expect(jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
    // Start of frame, baseline: height and width as 16 bits each.
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    expect([jpeg.readUInt16BE(frame + 5), jpeg.readUInt16BE(frame + 7)]).toEqual([96, 128]);
  });

  it('is read again when ffmpeg dies over it, once', async () => {
    const whole = await still(5_000_000);
    const killed = { bytes: 3000, end: 'kill -KILL $$' } as const;
    const read = (times: number) => {
      const program = endingFfmpeg(root, Array(times).fill(killed));
      return readStill({ ffmpegPath: program, path, media, at: 5_000_000, height: 48, signal });
    };
    expect(await read(1)).toEqual(whole);
    await expect(read(2)).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('is there for the last frame as long as it lasts, and says that a file is gone', async () => {
    expect((await still(11_990_000))?.time).toBe(11_900_000);
    await expect(
      readStill({ ffmpegPath, path: join(root, 'gone.mp4'), media, at: 0, height: 48, signal }),
    ).rejects.toBeInstanceOf(FileMissing);
  });
});
