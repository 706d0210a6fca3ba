import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDecode } from './decode';
import { probe } from './probe';
import { parseProbe } from './probe-parser';
import { stillDemuxer } from './still-picture';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const ONE = '-f lavfi -i testsrc=s=64x48 -frames:v 1';
const png = makeMedia(join(dir, 'a.png'), ONE);
// A name that ffmpeg's own reader of pictures takes for those of many.
makeMedia(join(dir, 'b001.jpg'), ONE);
const jpg = join(dir, 'b%03d.jpg');
writeFileSync(jpg, readFileSync(join(dir, 'b001.jpg')));
const webp = makeMedia(join(dir, 'c.webp'), ONE);

describe('a still picture', () => {
  it('is a film of one frame, whatever its name', async () => {
    for (const path of [png, jpg, webp]) {
      const media = await probe(ffprobePath, path);
      expect(media).toMatchObject({
        isStill: true,
        duration: null,
        video: { width: 64, height: 48 },
        audio: [],
      });
      const pass = openDecode({
        ...{ ffmpegPath, path, media, framesPerSecond: 1, frameSize: { width: 32, height: 32 } },
        ...{ thumbnailHeight: 24, framesFrom: 0, withFrames: true, withAudio: false },
        signal: new AbortController().signal,
      });
      const times: number[] = [];
      for await (const item of pass) if (item.kind === 'frame') times.push(item.time);
      expect({ times, warnings: pass.warnings }).toEqual({ times: [0], warnings: [] });
      expect(pass.end).toBeGreaterThan(0);
    }
  });

  it('is turned as the camera was held, and tells which one it was and when', async () => {
    const text = (words: string) => Buffer.from(`${words}\0`);
    const [make, date] = [text('Canon'), text('2024:05:01 12:30:00')];
    const count = 3;
    const after = 8 + 2 + count * 12 + 4;
    const entry = (tag: number, type: number, length: number, value: number) => {
      const bytes = Buffer.alloc(12);
      bytes.writeUInt16LE(tag, 0);
      bytes.writeUInt16LE(type, 2);
      bytes.writeUInt32LE(length, 4);
      bytes.writeUInt32LE(value, 8);
      return bytes;
    };
    const tiff = Buffer.concat([
      ...[Buffer.from('II*\0\x08\0\0\0', 'latin1'), Buffer.from([count, 0])],
      ...[entry(0x010f, 2, make.length, after), entry(0x0112, 3, 1, 6)],
      ...[entry(0x0132, 2, date.length, after + make.length), Buffer.alloc(4), make, date],
    ]);
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff]);
    const picture = readFileSync(jpg);
    const turned = join(dir, 'turned.jpg');
    writeFileSync(turned, Buffer.concat([picture.subarray(0, 2), head, exif, picture.subarray(2)]));
    const media = await probe(ffprobePath, turned);
    expect(media.video).toMatchObject({
      width: 64,
      height: 48,
      rotation: 90,
      displayWidth: 48,
      displayHeight: 64,
    });
    expect(media.recording).toEqual({ camera: 'Canon', createdAt: '2024-05-01 12:30:00' });
  });

  it('is known by what it holds: a film that is called a picture is a film', async () => {
    const film = makeMedia(
      join(dir, 'd.mp4'),
      '-f lavfi -i testsrc=s=64x48:r=5:d=2 -c:v libx264 -preset ultrafast',
    );
    const renamed = join(dir, 'd.jpg');
    writeFileSync(renamed, readFileSync(film));
    expect(await probe(ffprobePath, renamed)).toMatchObject({
      duration: 2_000_000,
      video: { codec: 'h264' },
    });
    expect([png, jpg, webp, renamed, film, join(dir, 'none.png')].map(stillDemuxer)).toEqual([
      ...['png_pipe', 'jpeg_pipe', 'webp_pipe', null, null, null],
    ]);
  });

  it('that moves is none, and what stands in the way is named', async () => {
    const whole = makeMedia(join(dir, 'whole.webp'), '-f lavfi -i testsrc=s=64x48:r=5:d=1 -c:v libwebp_anim');
    await expect(probe(ffprobePath, whole)).rejects.toMatchObject({
      code: 'UnsupportedMedia',
      message: expect.stringContaining('animated WebP'),
    });
    const moving = join(dir, 'moving.webp');
    const head = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0', 'latin1');
    writeFileSync(moving, head);
    expect(stillDemuxer(moving)).toBeNull();
  });

  it('that moves is a film where ffmpeg reads it: an animated PNG, whatever its name', async () => {
    const moving = makeMedia(join(dir, 'moving.png'), '-f lavfi -i testsrc=s=64x48:r=5:d=2 -f apng');
    const media = await probe(ffprobePath, moving);
    expect(media.isStill).toBeUndefined();
    expect(media).toMatchObject({ container: 'apng', video: { codec: 'apng', frameRate: 5 } });
  });

  it('in tiles, as telephones keep it, is never taken for one of them', async () => {
    const heic = join(dir, 'telephone.heic');
    const box = Buffer.from('\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf', 'latin1');
    writeFileSync(heic, Buffer.concat([box, Buffer.alloc(4096, 7)]));
    await expect(probe(ffprobePath, heic)).rejects.toMatchObject({
      code: 'UnsupportedMedia',
      message: expect.stringContaining('HEIC'),
    });
    // As ffprobe 7 tells of a grid of tiles: each a stream, which the picture is made of.
    const tile = {
      codec_type: 'video',
      codec_name: 'hevc',
      width: 512,
      height: 512,
      disposition: { dependent: 1 },
    };
    const told = { streams: [tile, tile], format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2' } };
    expect(parseProbe(JSON.stringify(told))?.video).toBeNull();
  });
});
