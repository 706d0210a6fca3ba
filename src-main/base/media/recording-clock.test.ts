import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../src-shared/video';
import { openDecode } from './decode';
import { openPictures } from './pictures';
import { measureDuration, probe } from './probe';
import { withClock } from './recording-clock';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const signal = new AbortController().signal;

/** A test picture of 25 frames a second and a tone that grows louder at each second's end, so long. */
function source(seconds: number): string {
  return `-f lavfi -i testsrc=s=64x48:r=25:d=${seconds} -f lavfi -i sine=r=48000:d=${seconds}`;
}

function join2(name: string, parts: readonly string[]): string {
  const path = join(dir, name);
  writeFileSync(path, Buffer.concat(parts.map((part) => readFileSync(part))));
  return path;
}

async function read(path: string, known?: MediaInfo) {
  const media = await withClock({ ffmpegPath, path }, known ?? (await probe(ffprobePath, path)));
  const pass = openDecode({
    ...{ ffmpegPath, path, media, framesPerSecond: 5, frameSize: { width: 16, height: 16 }, signal },
    ...{ thumbnailHeight: null, framesFrom: 0, withFrames: media.video !== null },
    withAudio: media.audio.length > 0,
  });
  const times: number[] = [];
  const sound: Int16Array[] = [];
  for await (const item of pass) {
    if (item.kind === 'frame') times.push(item.time);
    else sound.push(item.samples);
  }
  const samples = new Int16Array(sound.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of sound) {
    samples.set(part, at);
    at += part.length;
  }
  return { media, pass, times, samples };
}

/** Where the tone begins after silence, in seconds to the hundredth. */
function onsets(samples: Int16Array): number[] {
  const found: number[] = [];
  let quiet = 16_000;
  for (let at = 0; at < samples.length; at += 160) {
    const loud = samples.subarray(at, at + 160).some((value) => Math.abs(value) > 1000);
    if (loud && quiet >= 8000) found.push(Math.round(at / 160) / 100);
    quiet = loud ? 0 : quiet + 160;
  }
  return found;
}

const seconds = (micros: number): number => Math.round(micros / 1e4) / 100;

describe('a clock that does not run on', () => {
  const vob = (name: string) => makeMedia(join(dir, name), `${source(12)} -c:v mpeg2video -c:a ac3 -f vob`);
  const ts = (name: string, offset: number) =>
    makeMedia(
      join(dir, name),
      `${source(6)} -c:v libx264 -preset ultrafast -g 25 -c:a mp2 -output_ts_offset ${offset} -f mpegts`,
    );

  it('is followed where it begins anew, leaps ahead and leaps back', async () => {
    const joined = join2('joined.vob', [vob('one.vob'), vob('two.vob')]);
    const ahead = join2('ahead.ts', [ts('a.ts', 100), ts('b.ts', 7300)]);
    const back = join2('back.ts', [ts('c.ts', 5000), ts('d.ts', 3)]);
    for (const [path, length, jump] of [
      [joined, 24, 12],
      [ahead, 12, 6],
      [back, 12, 6],
    ] as const) {
      const { media, times, samples } = await read(path);
      expect(media.clock?.jumps.map((at) => Math.round(at / 1e6))).toEqual([jump]);
      expect(times.length).toBe(length * 5);
      expect(times.map((time, n) => Math.abs(time / 1e6 - n / 5) < 0.13)).not.toContain(false);
      expect(Math.abs(samples.length / 16_000 - length)).toBeLessThan(0.2);
      expect(seconds((await measureDuration(ffmpegPath, path)) ?? 0)).toBeCloseTo(length, 0);

      // Every pass over it has the same times, with sound or without.
      const pictures = openPictures({
        ...{ ffmpegPath, path, media, every: null, sampled: { longSide: 32 }, framesPerSecond: 5 },
        ...{ framesFrom: 0, seek: true, signal },
      });
      const others: number[] = [];
      for await (const { time } of pictures) others.push(time);
      expect(others).toEqual(times);
    }
  });

  it('may stamp a packet, or all from one on, hours late', async () => {
    const whole = makeMedia(
      join(dir, 'whole.mkv'),
      `${source(8)} -c:v libx264 -preset ultrafast -bf 0 -g 25 -c:a aac`,
    );
    const late = (name: string, bsf: string) =>
      makeMedia(join(dir, name), `-i ${whole} -c copy -bsf:v ${bsf}`);
    for (const [path, jump] of [
      [late('last.mkv', `setts=ts=if(eq(N\\,199)\\,TS+18000000\\,TS)`), 8],
      [late('hours.mkv', `setts=ts=if(gte(N\\,100)\\,TS+7200000\\,TS)`), 4],
    ] as const) {
      expect((await probe(ffprobePath, path)).duration).toBeGreaterThan(7_000_000_000);
      const { times, pass, samples } = await read(path);
      expect(times.length).toBe(40);
      expect(seconds(times.at(-1) ?? 0)).toBeCloseTo(7.8, 1);
      expect(samples.length / 16_000).toBeCloseTo(8, 0);
      expect(pass.overstated).toBe(true);
      expect(pass.warnings).toEqual([]);
      expect(pass.jumps.map((at) => Math.round(at / 1e6))).toEqual([jump]);
      expect(Math.abs(pass.end / 1e6 - 8)).toBeLessThan(0.3);
    }
  });
});

describe('sound that changes on the way', () => {
  it('keeps its time where its channels or its rate change', async () => {
    const tone = (name: string, options: string) =>
      makeMedia(
        join(dir, name),
        `-f lavfi -i sine=f=440:d=4 -af volume=0:enable='lt(t\\,1)+gt(t\\,2)' ${options}`,
      );
    const path = join2('changes.mp3', [
      tone('mono.mp3', '-ac 1 -ar 44100 -write_xing 0 -id3v2_version 0'),
      tone('stereo.mp3', '-ac 2 -ar 44100 -write_xing 0 -id3v2_version 0'),
      tone('rate.mp3', '-ac 2 -ar 24000 -write_xing 0 -id3v2_version 0'),
      tone('again.mp3', '-ac 1 -ar 44100 -write_xing 0 -id3v2_version 0'),
    ]);
    const { samples, pass } = await read(path);
    expect(Math.abs(samples.length / 16_000 - 16)).toBeLessThan(0.4);
    const found = onsets(samples);
    expect(found.length).toBe(4);
    for (const [n, onset] of found.entries()) expect(Math.abs(onset - (1 + 4 * n))).toBeLessThan(0.3);
    expect(seconds(pass.end)).toBe(seconds((samples.length / 16_000) * 1e6));
  });

  it('keeps it in a recording with a picture, of which nothing is called damaged', async () => {
    const part = (name: string, channels: number, offset: number) =>
      makeMedia(
        join(dir, name),
        `${source(6)} -c:v libx264 -preset ultrafast -g 25 -c:a ac3 -ac ${channels} -af volume=0:enable='lt(t\\,2)' -output_ts_offset ${offset} -f mpegts`,
      );
    const path = join2('broadcast.ts', [part('two.ts', 2, 1), part('six.ts', 6, 7)]);
    const { samples, pass, times } = await read(path);
    expect(times.length).toBe(60);
    expect(onsets(samples).map(Math.round)).toEqual([2, 8]);
    expect(Math.abs(samples.length / 16_000 - 12)).toBeLessThan(0.2);
    expect(pass.warnings).toEqual([]);
  });

  it('is as long as what was decoded of it, whatever its container guesses', async () => {
    const tone = '-f lavfi -i sine=f=440:d=20 -f lavfi -i anoisesrc=d=4:a=0.5';
    const path = makeMedia(
      join(dir, 'guess.aac'),
      `${tone} -filter_complex [0:a]volume=0.001[q];[q][1:a]concat=n=2:v=0:a=1 -c:a aac -f adts`,
    );
    const { pass, media, samples } = await read(path);
    expect(Math.abs((media.duration ?? 0) - 24_000_000)).toBeGreaterThan(2_000_000);
    expect(pass.end).toBe(Math.round((samples.length / 16_000) * 1e6));
    expect(Math.abs(pass.end - 24_000_000)).toBeLessThan(200_000);
    expect(pass.warnings).toEqual([]);
  });
});

describe('a recording whose picture and sound begin apart', () => {
  const late = (name: string, picture: number, sound: number) =>
    makeMedia(
      join(dir, name),
      `-itsoffset ${picture} -f lavfi -i testsrc=s=64x48:r=25:d=${8 - picture} -itsoffset ${sound} -f lavfi -i sine=r=48000:d=${8 - sound} -map 0 -map 1 -c:v mpeg2video -g 25 -c:a mp2`,
    );

  async function timesOf(items: AsyncIterable<object>): Promise<number[]> {
    const times: number[] = [];
    for await (const item of items) if ('time' in item) times.push(seconds(Number(item.time)));
    return times;
  }

  it.each(['ts', 'mkv'])('has one time, whichever of them is read (%s)', async (ending) => {
    const path = late(`picture.${ending}`, 3, 0);
    const media = await probe(ffprobePath, path);
    const source = { ffmpegPath, path, media, framesPerSecond: 5, signal };
    const frames = { frameSize: { width: 16, height: 16 }, thumbnailHeight: null, withFrames: true };
    const all = await timesOf(openDecode({ ...source, ...frames, framesFrom: 0, withAudio: true }));
    expect(all[0]).toBeCloseTo(3, 1);
    expect(all.length).toBe(25);
    const every = null;
    for (const seek of [false, true]) {
      const pictures = { ...source, every, sampled: { longSide: 32 }, framesFrom: 0, seek };
      expect(await timesOf(openPictures(pictures))).toEqual(all);
      for (const withAudio of [false, true]) {
        const from = { ...source, ...frames, framesFrom: 5e6, seek, withAudio };
        expect(await timesOf(openDecode(from))).toEqual(all.filter((time) => time >= 5));
      }
    }
  });

  it.each(['ts', 'vob', 'mkv'])('has its sound in time without the picture (%s)', async (ending) => {
    const path = late(`sound.${ending}`, 0, 3);
    const media = await probe(ffprobePath, path);
    const heard = async (withFrames: boolean, framesFrom: number): Promise<number | undefined> => {
      const pass = openDecode({
        ...{ ffmpegPath, path, media, framesPerSecond: 5, frameSize: { width: 16, height: 16 }, signal },
        ...{ thumbnailHeight: null, framesFrom, seek: true, withFrames, withAudio: true },
      });
      const parts: number[] = [];
      for await (const item of pass) if (item.kind === 'audio') parts.push(...item.samples);
      return onsets(Int16Array.from(parts))[0];
    };
    expect(await heard(false, 0)).toBeCloseTo(3, 1);
    expect(await heard(true, 0)).toBeCloseTo(3, 1);
    expect(await heard(true, 5e6)).toBeCloseTo(3, 1);
  });
});
