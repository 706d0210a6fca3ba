import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipMode } from '../../../src-shared/exports';
import { MICROS_PER_SECOND, type Micros, ptsToMicros } from '../../../src-shared/time';
import { CLIP_ENDINGS, clipEnding, firstTick, makeClip } from './clip';
import { CannotCopyStretch } from './errors';
import { probe } from './probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const WIDTH = 160;
const HEIGHT = 16;
const BITS = 10;
/** Every frame says which one it is: bit n of its number makes the nth block of 16 x 16 white. */
const NUMBERED = `geq=lum='16+219*mod(floor(N/pow(2\\,X))\\,2)':cb=128:cr=128,scale=${WIDTH}:${HEIGHT}:flags=neighbor`;
/** Silence, and from second 7 on a tone. */
const TONE = '-f lavfi -i aevalsrc=if(lt(t\\,7)\\,0\\,0.5*sin(2*PI*880*t)):d=9:s=48000';

interface Numbered {
  readonly number: number;
  readonly time: Micros;
}

function run(args: readonly string[]): Buffer {
  return execFileSync(ffmpegPath, ['-v', 'error', '-nostdin', ...args], { maxBuffer: 1 << 28 });
}

/** Every frame's own number, read off its picture, and its time in the file. */
function framesOf(path: string): Numbered[] {
  const pass = ['-i', path, '-map', '0:V:0', '-fps_mode', 'passthrough'];
  const pixels = run([...pass, '-pix_fmt', 'gray', '-f', 'rawvideo', '-']);
  const log = run([...pass, '-copyts', '-enc_time_base:v', '1/1000000', '-f', 'framecrc', '-']).toString();
  const times = [...log.matchAll(/^0, *-?\d+, *(-?\d+),/gm)].map(([, pts]) => Number(pts));
  const size = WIDTH * HEIGHT;
  expect(pixels.length).toBe(times.length * size);
  return times.map((time, n) => {
    const row = pixels.subarray(n * size + 8 * WIDTH, n * size + 9 * WIDTH);
    const bits = Array.from({ length: BITS }, (_, bit) => ((row[bit * 16 + 8] ?? 0) > 128 ? 1 << bit : 0));
    return { number: bits.reduce((sum, bit) => sum + bit, 0), time };
  });
}

/** When the tone begins, in seconds. */
function toneStart(path: string): number {
  const bytes = run([
    '-i',
    path,
    '-map',
    '0:a:0',
    '-af',
    'aresample=48000:async=1:first_pts=0',
    '-ac',
    '1',
    '-f',
    's16le',
    '-',
  ]);
  const samples = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)),
  );
  return samples.findIndex((sample) => Math.abs(sample) > 8000) / 48_000;
}

async function cut(path: string, mode: ClipMode, from: Micros, to: Micros, name: string) {
  const media = await probe(ffprobePath, path);
  const dest = join(dir, `${name}.${clipEnding(media, mode)}`);
  const fractions: number[] = [];
  const { begins } = await makeClip({
    ...{ ffmpegPath, path, media, from, to, mode, dest, temporary: `${dest}.part` },
    ...{ onProgress: (f) => fractions.push(f), signal: new AbortController().signal },
  });
  return { dest, begins, fractions };
}

/** Films of every kind of rate and container; of each, every frame knows its number. */
const FILMS: readonly [name: string, rate: string, options: string][] = [
  ['29.97 mp4', '30000/1001', '-c:v libx264 -g 30 -c:a aac p2997.mp4'],
  ['23.976 mkv, whose unit is a millisecond', '24000/1001', '-c:v libx264 -g 48 -bf 2 -c:a ac3 p23976.mkv'],
  ['50 ts, which begins at 1.4 s', '50', '-c:v libx264 -g 25 -c:a aac p50.ts'],
  ['25 avi, whose unit is a frame', '25', '-c:v mpeg4 -g 12 -c:a mp3 p25.avi'],
  ['59.94 mov with a timecode', '60000/1001', '-c:v libx264 -g 60 -c:a aac -timecode 01:00:00;00 p5994.mov'],
  ['a varying rate', '60', '-vf VFR -fps_mode passthrough -c:v libx264 -g 20 -c:a aac pvfr.mp4'],
];

function makeFilm(rate: string, options: string): string {
  const file = options.split(' ').at(-1) ?? '';
  const rest = options.slice(0, -file.length).trim();
  // Frames at odd distances: every third is left out, and the others move about by their number.
  const varying = `${NUMBERED},select='mod(n\\,3)',settb=1/90000,setpts='PTS+mod(N*N\\,7)/1000/TB'`;
  const filter = rest.includes('VFR') ? rest.replace('VFR', varying) : `-vf ${NUMBERED} ${rest}`;
  const source = `-f lavfi -i color=black:s=${BITS}x2:r=${rate}:d=9 ${TONE} -shortest`;
  return makeMedia(join(dir, file), `${source} ${filter} -pix_fmt yuv420p`);
}

describe.each(FILMS)('a clip of %s', (_, rate, options) => {
  const name = options.split(' ').at(-1)?.replace('.', '-') ?? '';
  const path = makeFilm(rate, options);
  const start = beginning(path);
  const frames = framesOf(path).map(({ number, time }) => ({ number, time: time - start }));
  // Where the film itself has it: some containers do not say how much an encoder put in front.
  const tone = toneStart(path);
  // From one frame to another, past the seek's run-up.
  const first = frames.findIndex(({ time }) => time > 6_600_000);
  const last = frames.findIndex(({ time }) => time > 7_900_000);
  const from = frames[first]?.time ?? 0;
  const to = frames[last]?.time ?? 0;

  it('holds exactly the frames asked for, each at its own distance, and the sound in step', async () => {
    const { dest, begins, fractions } = await cut(path, 'exact', from, to, `exact-${name}`);
    const wanted = frames.slice(first, last);
    const got = framesOf(dest);
    expect(got.map(({ number }) => number)).toEqual(wanted.map(({ number }) => number));
    const drift = got.map(({ time }, n) => Math.abs(time - ((wanted[n]?.time ?? 0) - from)));
    expect(Math.max(...drift)).toBeLessThanOrEqual(2);
    expect(begins).toBe(from);
    expect(Math.abs(toneStart(dest) - (tone - from / 1e6))).toBeLessThan(0.005);
    expect(fractions.at(-1)).toBe(1);
  });

  it('is copied from the key frame at or before its beginning, and says where that is', async () => {
    const { dest, begins } = await cut(path, 'fast', from, to, `fast-${name}`);
    const got = framesOf(dest);
    const key = frames.findIndex(({ time }) => time === begins);
    const numbers = got.map(({ number }) => number);
    expect(key).toBeGreaterThanOrEqual(0);
    expect(key).toBeLessThanOrEqual(first);
    // A copy may hold a few frames more than were asked for, never fewer. Packets of MPEG-4 in AVI have no time of
    // presentation, and ffmpeg's decoder gives the frame's as one frame later.
    const late = path.endsWith('.avi') ? 1 : 0;
    const wanted = frames.slice(key + late, last).map(({ number }) => number);
    expect(numbers.slice(0, wanted.length)).toEqual(wanted);
    expect(numbers.length - wanted.length).toBeLessThanOrEqual(4);
    expect(
      keyFrames(path)
        .filter((time) => time <= from)
        .at(-1),
    ).toBe(begins);
    expect(Math.abs(toneStart(dest) - (tone - begins / 1e6))).toBeLessThan(0.03);
  });
});

/** What the container counts at its beginning, in microseconds. */
function beginning(path: string): Micros {
  const log = execFileSync('sh', [
    '-c',
    '"$1" -hide_banner -i "$2" 2>&1 || true',
    'sh',
    ffmpegPath,
    path,
  ]).toString();
  return Math.round(Number(/start: (-?[\d.]+)/.exec(log)?.[1] ?? 0) * MICROS_PER_SECOND);
}

/** Times of all key frames, by decoding nothing else. */
function keyFrames(path: string): Micros[] {
  const pass = ['-skip_frame', 'nokey', '-i', path, '-map', '0:V:0', '-fps_mode', 'passthrough', '-copyts'];
  const log = run([...pass, '-enc_time_base:v', '1/1000000', '-f', 'framecrc', '-']).toString();
  const start = beginning(path);
  return [...log.matchAll(/^0, *-?\d+, *(-?\d+),/gm)].map(([, pts]) => Number(pts) - start);
}

describe('makeClip', () => {
  const sound = makeMedia(join(dir, 'sound.wav'), TONE);

  it('cuts sound alone', async () => {
    for (const mode of ['exact', 'fast'] as const) {
      const { dest } = await cut(sound, mode, 6_500_000, 8_000_000, `sound-${mode}`);
      expect(toneStart(dest)).toBeCloseTo(0.5, 1);
    }
  });

  it('is of the container that its ending names', async () => {
    const media = await probe(ffprobePath, sound);
    const range = { from: 0, to: 1_000_000, mode: 'exact' as const };
    const brands = { mp4: 'isom', m4v: 'isom', m4a: 'isom', mov: 'qt  ', mkv: 'matroska', mka: 'matroska' };
    expect(Object.keys(brands).sort()).toEqual([...CLIP_ENDINGS].sort());
    const found = new Map<string, string>();
    for (const ending of CLIP_ENDINGS) {
      const dest = join(dir, `brand.${ending}`);
      const task = { ffmpegPath, path: sound, media, dest, temporary: `${dest}.part`, ...range };
      await makeClip({ ...task, onProgress: () => undefined, signal: new AbortController().signal });
      const head = readFileSync(dest).subarray(0, 12);
      const isEbml = head.readUInt32BE() === 0x1a45dfa3;
      found.set(ending, isEbml ? 'matroska' : head.toString('latin1', 8, 12));
    }
    expect(Object.fromEntries(found)).toEqual(brands);
  });

  it('is refused as a copy where the film has no times of its own, and made exactly all the same', async () => {
    const path = makeMedia(
      join(dir, 'raw.h264'),
      '-f lavfi -i testsrc=s=64x48:r=25:d=4 -pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 25',
    );
    const media = await probe(ffprobePath, path);
    const dest = join(dir, 'of-raw.mp4');
    const task = { ffmpegPath, path, media, dest, temporary: `${dest}.part`, onProgress: () => undefined };
    const range = { from: 2_000_000, to: 3_000_000, signal: new AbortController().signal };
    await expect(makeClip({ ...task, ...range, mode: 'fast' })).rejects.toBeInstanceOf(CannotCopyStretch);
    expect(readdirSync(dir).filter((name) => name.startsWith('of-raw'))).toEqual([]);
    await makeClip({ ...task, ...range, mode: 'exact' });
    expect((await probe(ffprobePath, dest)).duration).toBeCloseTo(1_000_000, -5);
  });

  it('leaves nothing behind when it is stopped, or finds no frame', async () => {
    const path = makeMedia(join(dir, 'short.mp4'), '-f lavfi -i testsrc=s=64x48:r=25:d=1 -pix_fmt yuv420p');
    const media = await probe(ffprobePath, path);
    const dest = join(dir, 'none.mp4');
    const task = { ffmpegPath, path, media, dest, temporary: `${dest}.part`, onProgress: () => undefined };
    for (const mode of ['exact', 'fast'] as const) {
      const range = { from: 0, to: 500_000, mode };
      await expect(makeClip({ ...task, ...range, signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'Cancelled',
      });
    }
    const { signal } = new AbortController();
    const behind = { from: 8_000_000, to: 9_000_000, mode: 'exact' as const };
    await expect(makeClip({ ...task, ...behind, signal })).rejects.toMatchObject({ code: 'CannotReadVideo' });
    expect(readdirSync(dir).filter((name) => name.startsWith('none'))).toEqual([]);
  });
});

describe('firstTick', () => {
  it('is the first timestamp that is not before a time', () => {
    for (const unit of [
      { num: 1, den: 24 },
      { num: 1, den: 90_000 },
      { num: 1001, den: 30_000 },
      { num: 1, den: 1000 },
    ]) {
      for (const tick of [0, 1, 7, 1000, 123_457]) {
        const time = ptsToMicros(BigInt(tick), unit);
        expect(firstTick(time, unit)).toBe(tick);
        if (tick > 0) expect(firstTick(time + 1, unit)).toBe(tick + 1);
      }
    }
  });
});

describe('clipEnding', () => {
  it('takes Matroska for a copy that MP4 does not hold', async () => {
    const video = (codec: string) =>
      ({
        codec,
        pixelFormat: 'yuv420p',
        width: 2,
        height: 2,
        displayWidth: 2,
        displayHeight: 2,
        rotation: 0,
        frameRate: 25,
      }) as const;
    const audio = (codec: string) => [{ codec, channels: 2, sampleRate: 48_000, language: null }];
    const media = { container: 'x', duration: 1 };
    expect(clipEnding({ ...media, video: video('h264'), audio: audio('aac') }, 'fast')).toBe('mp4');
    expect(clipEnding({ ...media, video: video('vp8'), audio: [] }, 'fast')).toBe('mkv');
    expect(clipEnding({ ...media, video: video('h264'), audio: audio('vorbis') }, 'fast')).toBe('mkv');
    expect(clipEnding({ ...media, video: video('vp8'), audio: audio('vorbis') }, 'exact')).toBe('mp4');
    expect(clipEnding({ ...media, video: null, audio: audio('pcm_s16le') }, 'fast')).toBe('mka');
    expect(clipEnding({ ...media, video: null, audio: audio('pcm_s16le') }, 'exact')).toBe('m4a');
  });
});
