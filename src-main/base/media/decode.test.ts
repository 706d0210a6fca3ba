import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDecode } from './decode';
import { segmentOf, thumbnailSize } from './decode-arguments';
import { probe } from './probe';
import { readTwice } from './stopped-early';
import { type EarlyEnd, endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';
import type { DecodeOptions, SampledFrame } from './types';

const dir = temporaryDir();
const H264 = '-c:v libx264 -preset ultrafast -g 10';

async function optionsFor(path: string, change: Partial<DecodeOptions> = {}): Promise<DecodeOptions> {
  const media = await probe(ffprobePath, path);
  return {
    ...{ ffmpegPath, path, media, framesPerSecond: 1, frameSize: { width: 16, height: 8 } },
    ...{ thumbnailHeight: 24, framesFrom: 0, signal: new AbortController().signal },
    ...{ withFrames: media.video !== null, withAudio: media.audio.length > 0 },
    ...change,
  };
}

async function decode(path: string, change: Partial<DecodeOptions> = {}) {
  const options = await optionsFor(path, change);
  return readTwice((stoppedAt) => decodeOnce({ ...options, stoppedAt }));
}

async function decodeOnce(options: DecodeOptions) {
  const pass = openDecode(options);
  const frames: SampledFrame[] = [];
  const samples: number[] = [];
  for await (const item of pass) {
    if (item.kind === 'frame') frames.push(item);
    else samples.push(...item.samples);
  }
  return { frames, times: frames.map((f) => f.time / 1e6), samples, warnings: pass.warnings };
}

describe('openDecode', () => {
  it('gives RGB rows from the top, JPEGs and 16 kHz sound of one file', async () => {
    const path = makeMedia(
      join(dir, 'halves.mkv'),
      `-f lavfi -i color=red:s=64x32:r=10:d=2 -f lavfi -i sine=f=440:d=2 -vf drawbox=y=16:h=16:color=blue:t=fill -c:v ffv1 -pix_fmt gbrp -c:a pcm_s16le`,
    );
    const { frames, times, samples, warnings } = await decode(path);
    expect(times).toEqual([0, 1]);
    const pixels = frames[0]?.pixels ?? new Uint8Array();
    expect(pixels.length).toBe(16 * 8 * 3);
    expect([...pixels.subarray(0, 3)].map((v) => v > 250)).toEqual([true, false, false]);
    expect([...pixels.subarray(-3)].map((v) => v > 250)).toEqual([false, false, true]);
    expect([...(frames[0]?.thumbnail.subarray(0, 2) ?? [])]).toEqual([0xff, 0xd8]);
    expect(samples.length).toBe(32_000);
    expect(Math.max(...samples)).toBeGreaterThan(3000);
    expect(warnings).toEqual([]);
  });

  it('has no complaint about WAV that was written into a pipe, which says that it is as long as can be', async () => {
    const path = makeMedia(join(dir, 'piped.wav'), '-f lavfi -i sine=d=1.2345 -c:a pcm_s16le');
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(0xffffffff, 4);
    bytes.writeUInt32LE(0xffffffff, bytes.indexOf('data') + 4);
    writeFileSync(path, bytes);
    const { samples, warnings } = await decode(path);
    expect(samples.length).toBe(19_752);
    expect(warnings).toEqual([]);
  });

  it('plays bare AAC on at the rate that it changes to, without gaps', async () => {
    const parts = ['22050', '48000'].map((rate) =>
      makeMedia(join(dir, `${rate}.aac`), `-f lavfi -i sine=f=440:r=${rate}:d=2 -c:a aac -f adts`),
    );
    const path = join(dir, 'changes.aac');
    writeFileSync(path, Buffer.concat(parts.map((part) => readFileSync(part))));
    const { samples } = await decode(path);
    expect(Math.abs(samples.length - 64_000)).toBeLessThan(3000);
    // Behind what the encoder puts between the two, a tone has no silence of ten milliseconds in it.
    const quiet = (n: number) => samples.slice(n, n + 160).every((each) => Math.abs(each) < 200);
    expect(Array.from({ length: 150 }, (_, n) => 36_000 + n * 160).filter(quiet)).toEqual([]);
  });

  it('picks single pixels where asked to, makes no thumbnails where none are wanted, and keeps the sound', async () => {
    // Stripes of one pixel: what is mixed of two of them is neither black nor white.
    const path = makeMedia(
      join(dir, 'stripes.mkv'),
      `-f lavfi -i nullsrc=s=64x32:r=2:d=2,format=gray,geq=lum='255*mod(X,2)' -f lavfi -i sine=f=440:d=2 -c:v ffv1 -pix_fmt yuv420p -c:a pcm_s16le`,
    );
    const frameSize = { width: 40, height: 20 };
    const picked = await decode(path, { frameSize, scaling: 'nearest', thumbnailHeight: null });
    expect(picked.times).toEqual([0, 1]);
    expect(picked.frames[0]?.thumbnail.length).toBe(0);
    expect(picked.samples.length).toBe(32_000);
    const between = (pixels: Uint8Array | undefined) => [...(pixels ?? [])].filter((v) => v > 30 && v < 225);
    expect(picked.frames[0]?.pixels.length).toBe(40 * 20 * 3);
    expect(between(picked.frames[0]?.pixels)).toEqual([]);
    const mixed = await decode(path, { frameSize });
    expect(between(mixed.frames[0]?.pixels).length).toBeGreaterThan(100);
  });

  it('hands on frames upright where the film is turned', async () => {
    const flat = makeMedia(
      join(dir, 'flat.mp4'),
      `-f lavfi -i color=red:s=64x32:r=10:d=1 -vf drawbox=x=32:w=32:color=blue:t=fill -pix_fmt yuv420p ${H264}`,
    );
    // A quarter turn counter-clockwise: what lies right, blue, comes to stand on top.
    const turned = makeMedia(join(dir, 'turned.mp4'), `-display_rotation 90 -i ${flat} -c copy`);
    const { frames } = await decode(turned, { frameSize: { width: 16, height: 16 } });
    const pixels = frames[0]?.pixels ?? new Uint8Array();
    expect([...pixels.subarray(0, 3)].map((v) => v > 200)).toEqual([false, false, true]);
    expect([...pixels.subarray(-3)].map((v) => v > 200)).toEqual([true, false, false]);
    expect(thumbnailSize(await optionsFor(turned), 24)).toEqual({ width: 12, height: 24 });
  });

  it('takes the first frame of each segment by its own time, also where the rate varies', async () => {
    const path = makeMedia(
      join(dir, 'vfr.mkv'),
      `-f lavfi -i testsrc=s=32x32:r=25:d=6 -vf select='lt(mod(n\\,50)\\,7)+eq(n\\,49)' -fps_mode vfr ${H264}`,
    );
    expect((await decode(path)).times).toEqual([0, 1.96, 2, 4]);
    expect((await decode(path, { framesPerSecond: 4 })).times).toEqual([0, 1.96, 2, 4]);
    expect((await decode(path, { framesPerSecond: 0.5 })).times).toEqual([0, 2, 4]);
  });

  it('keeps picture and sound in step with a late start of either', async () => {
    const source = '-f lavfi -i testsrc=s=32x32:r=10:d=1';
    const late = makeMedia(
      join(dir, 'late.mkv'),
      `-itsoffset 2 ${source} -f lavfi -i sine=d=3 -map 0 -map 1 ${H264} -c:a pcm_s16le`,
    );
    expect(await decode(late)).toMatchObject({ times: [2], samples: { length: 48_000 } });
    const quiet = makeMedia(
      join(dir, 'quiet.mkv'),
      `${source} -itsoffset 2 -f lavfi -i sine=d=1 -map 0 -map 1 ${H264} -c:a pcm_s16le`,
    );
    const { samples } = await decode(quiet);
    expect(samples.length).toBe(48_000);
    expect(samples.slice(0, 31_900).every((s) => s === 0)).toBe(true);
    expect(Math.max(...samples.slice(32_100))).toBeGreaterThan(3000);
  });

  it('gives after a seek what it gives without, with the sound from the start', async () => {
    const path = makeMedia(
      join(dir, 'long.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=20 -f lavfi -i sine=d=20 ${H264} -c:a aac`,
    );
    const whole = await decode(path);
    const from = 14_000_000;
    const sought = await decode(path, { framesFrom: from, seek: true });
    const skipped = await decode(path, { framesFrom: from });
    expect(sought.times).toEqual([14, 15, 16, 17, 18, 19]);
    expect(sought.frames).toEqual(whole.frames.slice(14));
    expect(skipped.frames).toEqual(sought.frames);
    expect(sought.samples).toEqual(whole.samples);
  });

  it('reads a cut file as far as it goes and says where it ends', async () => {
    const path = makeMedia(
      join(dir, 'cut.ts'),
      '-f lavfi -i testsrc=s=64x48:r=10:d=12 -c:v mpeg2video -f mpegts',
    );
    const { media } = await optionsFor(path);
    truncateSync(path, Math.floor(readFileSync(path).length / 3));
    const { times, warnings } = await decode(path, { media });
    expect(times.slice(0, 3)).toEqual([0, 1, 2]);
    expect(warnings.length).toBeLessThanOrEqual(1);
    const mp4 = makeMedia(
      join(dir, 'cut.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=12 ${H264} -movflags faststart`,
    );
    truncateSync(mp4, Math.floor(readFileSync(mp4).length / 2));
    expect((await decode(mp4)).warnings).toEqual([
      expect.stringMatching(/^The file stops being readable at 0:0\d of 0:12\.$/),
    ]);
  });

  it('never takes the death of ffmpeg for the end of the film', async () => {
    const path = makeMedia(
      join(dir, 'whole.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=12 -f lavfi -i sine=d=12 ${H264} -c:a aac`,
    );
    const options = await optionsFor(path);
    const endsSo = (bytes: number, end: EarlyEnd['end']) =>
      decodeOnce({ ...options, ffmpegPath: endingFfmpeg(dir, [{ bytes, end }]) });
    for (const bytes of [0, 1000, 30_000, 30_001, 100_000, 300_000]) {
      for (const end of ['kill -KILL $$', 'kill -SEGV $$', 'exit 255'] as const) {
        await expect(endsSo(bytes, end), `${bytes} ${end}`).rejects.toMatchObject({ code: 'WorkerLost' });
      }
    }
    // Whatever it says of itself: nothing ends in the middle of a block.
    await expect(endsSo(100_001, 'exit 0')).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('takes an end that ffmpeg says itself for the film’s when it comes at the same place again', async () => {
    const path = makeMedia(
      join(dir, 'gives-up.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=30 -f lavfi -i sine=d=30 ${H264} -c:a aac`,
    );
    const gives = (...bytes: number[]) =>
      decode(path, {
        ffmpegPath: endingFfmpeg(
          dir,
          bytes.map((n) => ({ bytes: n, end: 'exit 69' })),
        ),
      });
    const once = await gives(200_000);
    expect([once.frames.length, once.warnings]).toEqual([30, []]);
    const twice = await gives(200_000, 200_000);
    expect(twice.frames.length).toBeLessThan(30);
    expect(twice.warnings).toHaveLength(1);
    await expect(gives(100_000, 900_000).then(({ times }) => times)).rejects.toMatchObject({
      code: 'WorkerLost',
    });
  });

  it('fails clearly where nothing can be read, and when it is stopped', async () => {
    const path = makeMedia(
      join(dir, 'gone.mp4'),
      `-f lavfi -i testsrc=s=64x48:r=10:d=3 ${H264} -movflags faststart`,
    );
    const options = await optionsFor(path);
    const bytes = readFileSync(path);
    const abort = new AbortController();
    const stopped = (async () => {
      for await (const _ of openDecode({ ...options, signal: abort.signal })) abort.abort();
    })();
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
    const data = bytes.indexOf('mdat');
    writeFileSync(path, bytes.fill(0, data + 4));
    await expect(decode(path, { media: options.media })).rejects.toMatchObject({ code: 'CannotReadVideo' });
  });
});

describe('segments and thumbnails', () => {
  it('puts a frame on a segment’s edge into that segment', () => {
    for (const fps of [0.2, 0.3, 1, 3, 4]) {
      for (let k = 0; k < 5000; k++) expect(segmentOf(Math.round((k / fps) * 1e6), fps)).toBe(k);
    }
  });

  it('shows thumbnails as wide as the film is shown', async () => {
    const path = makeMedia(
      join(dir, 'wide.mkv'),
      '-f lavfi -i color=s=64x32:r=5:d=0.4 -vf setsar=2 -c:v ffv1',
    );
    expect(thumbnailSize(await optionsFor(path), 25)).toEqual({
      width: 104,
      height: 26,
    });
  });
});
