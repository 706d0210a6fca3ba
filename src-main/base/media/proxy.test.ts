import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../src-shared/video';
import { openDecode } from './decode';
import { probe } from './probe';
import { makeProxy, needsProxy } from './proxy';
import { endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();

async function frameTimes(path: string): Promise<number[]> {
  const times: number[] = [];
  const pass = openDecode({
    ...{ ffmpegPath, path, media: await probe(ffprobePath, path), framesPerSecond: 100, framesFrom: 0 },
    ...{ frameSize: { width: 32, height: 32 }, thumbnailHeight: 16, withFrames: true, withAudio: false },
    signal: new AbortController().signal,
  });
  for await (const item of pass) if (item.kind === 'frame') times.push(Math.round(item.time / 1000));
  return times;
}

describe('makeProxy', () => {
  it('keeps every frame at its time, also where rate and start vary, and drops odd pixels', async () => {
    const path = makeMedia(
      join(dir, 'odd.mkv'),
      `-itsoffset 0.5 -f lavfi -i testsrc=s=64x48:r=25:d=2 -f lavfi -i sine=d=2.5 -map 0 -map 1 ` +
        `-vf select='lt(mod(n\\,9)\\,4)',setsar=2 -fps_mode vfr -c:v mpeg2video -c:a ac3`,
    );
    const media = await probe(ffprobePath, path);
    expect(needsProxy(media)).toBe(true);
    const dest = join(dir, 'proxy.mp4');
    const fractions: number[] = [];
    const signal = new AbortController().signal;
    await makeProxy({ ffmpegPath, path, media, dest, onProgress: (f) => fractions.push(f), signal });
    const made = await probe(ffprobePath, dest);
    expect(needsProxy(made)).toBe(false);
    expect(made.video).toMatchObject({ codec: 'h264', width: 128, height: 48, displayWidth: 128 });
    expect(made.audio).toMatchObject([{ codec: 'aac' }]);
    expect(await frameTimes(dest)).toEqual(await frameTimes(path));
    expect(fractions.at(-1)).toBeGreaterThan(0.9);
  });

  it('copies what plays, with another sound track than the first, and encodes it where copying did not do', async () => {
    const tones = '-f lavfi -i sine=300:d=2 -f lavfi -i sine=900:d=2 -map 0 -map 1 -map 2';
    const path = makeMedia(
      join(dir, 'two.mkv'),
      `-f lavfi -i testsrc=s=64x48:r=25:d=2 ${tones} -c:v libx264 -preset ultrafast -bf 2 -pix_fmt yuv420p -c:a:0 ac3 -c:a:1 aac`,
    );
    const media = await probe(ffprobePath, path);
    expect([needsProxy(media), needsProxy(media, 1)]).toEqual([true, true]);
    const shared = { ffmpegPath, path, media, track: 1, onProgress: () => undefined };
    const signal = new AbortController().signal;
    for (const anew of [false, true]) {
      const dest = join(dir, `two-${anew}.mp4`);
      await makeProxy({ ...shared, dest, anew, signal });
      const made = await probe(ffprobePath, dest);
      expect(made.container).toMatch(anew ? /mp4/ : /matroska/);
      expect(made.audio).toMatchObject([{ codec: 'aac', channels: anew ? 2 : 1 }]);
      expect([needsProxy(made), await frameTimes(dest)]).toEqual([false, await frameTimes(path)]);
    }
  });

  it('is made again when ffmpeg dies over it, once, and never left in part', async () => {
    const path = makeMedia(join(dir, 'c.avi'), '-f lavfi -i testsrc=s=64x48:r=25:d=1 -c:v mpeg4');
    const media = await probe(ffprobePath, path);
    const make = (name: string, times: number) => {
      const killed = Array(times).fill({ bytes: 0, end: 'kill -KILL $$' });
      const program = endingFfmpeg(dir, killed, '-f mp4');
      const options = { ffmpegPath: program, path, media, dest: join(dir, name) };
      return makeProxy({ ...options, onProgress: () => undefined, signal: new AbortController().signal });
    };
    await make('again.mp4', 1);
    expect(await frameTimes(join(dir, 'again.mp4'))).toEqual(await frameTimes(path));
    await expect(make('never.mp4', 2)).rejects.toMatchObject({ code: 'WorkerLost' });
    expect(readdirSync(dir).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  it('leaves nothing behind when it is stopped or fails', async () => {
    const path = makeMedia(join(dir, 'a.avi'), '-f lavfi -i testsrc=s=64x48:r=25:d=1 -c:v mpeg4');
    const media = await probe(ffprobePath, path);
    const dest = join(dir, 'none.mp4');
    const options = { ffmpegPath, path, media, dest, onProgress: () => undefined };
    await expect(makeProxy({ ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'Cancelled',
    });
    const broken = { ...options, path: makeMedia(join(dir, 'b.wav'), '-f lavfi -i sine=d=0.1') };
    const signal = new AbortController().signal;
    await expect(makeProxy({ ...broken, signal })).rejects.toMatchObject({ code: 'CannotReadVideo' });
    expect(readdirSync(dir).filter((name) => name.startsWith('none'))).toEqual([]);
  });
});

describe('needsProxy', () => {
  const media = (
    container: string,
    codec: string | null,
    audio: string | null,
    pixelFormat = 'yuv420p',
  ): MediaInfo => ({
    ...{ container, duration: 1 },
    video:
      codec === null
        ? null
        : {
            ...{ codec, pixelFormat, width: 2, height: 2, displayWidth: 2, displayHeight: 2 },
            ...{ rotation: 0, frameRate: null },
          },
    audio: audio === null ? [] : [{ codec: audio, channels: 2, sampleRate: 48_000, language: null }],
  });

  it('plays what Chromium plays and copies the rest', () => {
    const mp4 = 'mov,mp4,m4a,3gp,3g2,mj2';
    const plays = [
      media(mp4, 'h264', 'aac'),
      media('matroska,webm', 'vp9', 'opus'),
      media(mp4, 'av1', null, 'yuvj420p'),
      media('wav', null, 'pcm_s16le'),
    ];
    const copies = [
      media(mp4, 'hevc', 'aac'),
      media(mp4, 'h264', 'ac3'),
      media(mp4, 'h264', null, 'yuv420p10le'),
      media('mpegts', 'h264', 'aac'),
      media('avi', 'h264', 'mp3'),
      media('ogg', 'theora', 'vorbis'),
      media('matroska,webm', null, 'ac3'),
    ];
    expect(plays.map((each) => needsProxy(each))).toEqual(plays.map(() => false));
    expect(copies.map((each) => needsProxy(each))).toEqual(copies.map(() => true));
  });
});
