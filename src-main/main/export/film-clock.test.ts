import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Micros } from '../../../src-shared/time';
import { probe } from '../../base/media/probe';
import { readStreamClock } from '../../base/media/stream-clock';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { filmClock, filmFrame, startFrameAt } from './film-clock';
import { frameAt, sameRate, TIMEBASES, type Timebase, timeOfFrame, toTimecode } from './timecode';

const dir = temporaryDir();

/** Presentation time of every frame by ffmpeg's own decoding, as the index keeps them: counted from the film's beginning. */
function frameTimes(path: string): Micros[] {
  const args = ['-v', 'error', '-i', path, '-map', '0:V:0', '-fps_mode', 'passthrough'];
  const output = [...args, '-enc_time_base:v', '1/1000000', '-f', 'framecrc', '-'];
  const log = execFileSync(ffmpegPath, output).toString();
  return [...log.matchAll(/^0, *-?\d+, *(-?\d+),/gm)].map(([, pts]) => Number(pts));
}

/** @param every as an index has them: only some of the film's frames */
async function clockOf(
  path: string,
  { every = 1, wanted = null }: { every?: number; wanted?: Timebase | null } = {},
) {
  const { video } = await probe(ffprobePath, path);
  const times = frameTimes(path);
  const clock = filmClock({
    stream: await readStreamClock({ ffmpegPath, path }),
    averageRate: video?.frameRate ?? 25,
    frameTimes: times.filter((_, n) => n % every === 0),
    wanted,
  });
  return { clock, times };
}

function film(name: string, rate: string, options = ''): string {
  const source = `-f lavfi -i color=gray:s=32x32:r=${rate}:d=4`;
  return makeMedia(join(dir, name), `${source} ${options} -pix_fmt yuv420p`.replaceAll(/ +/g, ' '));
}

const RATES: readonly [name: string, rate: string, options: string][] = [
  ['23.976', '24000/1001', ''],
  ['24', '24', ''],
  ['25', '25', ''],
  ['29.97', '30000/1001', '-timecode 00:59:58;10'],
  ['29.97ndf', '30000/1001', '-timecode 00:59:58:10'],
  ['30', '30', ''],
  ['50', '50', ''],
  ['59.94', '60000/1001', '-timecode 00:59:58;10'],
  ['59.94ndf', '60000/1001', '-timecode 00:59:58:10'],
  ['60', '60', ''],
  ['47.952', '48000/1001', ''],
  ['48', '48', ''],
  ['100', '100', ''],
  ['119.88', '120000/1001', ''],
  ['120', '120', ''],
  ['240', '240', ''],
];

describe.each(RATES)('a film of %s', (name, rate, options) => {
  const expected = TIMEBASES[name];

  it('has that timebase, and every frame its own number', async () => {
    const { clock, times } = await clockOf(film(`a${name}.mov`, rate, options), { every: 7 });
    expect(clock).toMatchObject({ timebase: expected, steady: true, firstFrame: 0 });
    expect(times.map((time) => filmFrame(clock, time, clock.timebase.rate))).toEqual(times.map((_, n) => n));
    const [, start = '00:00:00:00'] = /-timecode (\S+)/.exec(options) ?? [];
    expect(toTimecode(clock.startFrame, clock.timebase)).toBe(start);
  });

  it('has it also where the container counts in milliseconds and the sound begins before the picture', async () => {
    const sound = '-f lavfi -i sine=d=4';
    const path = makeMedia(
      join(dir, `b${name}.mkv`),
      `${sound} -itsoffset 0.3137 -f lavfi -i color=gray:s=32x32:r=${rate}:d=4 -pix_fmt yuv420p -c:v libx264`,
    );
    const { clock, times } = await clockOf(path, { every: 5 });
    expect(clock.steady).toBe(true);
    expect(expected && sameRate(clock.timebase.rate, expected.rate)).toBe(true);
    expect(clock.firstFrame).toBeGreaterThan(300_000);
    const numbers = times.map((time) => filmFrame(clock, time, clock.timebase.rate));
    const first = frameAt(clock.firstFrame - clock.lead, clock.timebase.rate);
    expect(numbers).toEqual(times.map((_, n) => first + n));
  });
});

describe('a Matroska whose sound begins before its zero, by what decoders throw away', () => {
  it.each([
    ['25', 'aac', 48_000],
    ['25', 'aac', 16_000],
    ['60', 'libopus', 48_000],
  ])('%s frames a second, %s at %d Hz: the picture begins with frame 0', async (rate, codec, hertz) => {
    const sound = `-f lavfi -i sine=r=${hertz}:d=4`;
    const picture = `-f lavfi -i color=gray:s=32x32:r=${rate}:d=4 -pix_fmt yuv420p`;
    const path = makeMedia(join(dir, `${codec}-${hertz}.mkv`), `${sound} ${picture} -c:a ${codec}`);
    const { clock, times } = await clockOf(path, { every: 5 });
    expect(clock.lead).toBeGreaterThan(0);
    expect(times.map((time) => filmFrame(clock, time, clock.timebase.rate))).toEqual(times.map((_, n) => n));
  });
});

describe('a film whose sound begins less than a frame before its picture', () => {
  it.each([
    ['late.mkv', '-output_ts_offset 500'],
    ['late.mp4', '-output_ts_offset 500'],
    ['plain.flv', ''],
  ])('%s %s: the picture begins with frame 0', async (name, options) => {
    const inputs = '-f lavfi -i color=gray:s=32x32:r=25:d=4 -f lavfi -i sine=r=48000:d=4';
    const path = makeMedia(
      join(dir, name),
      `${inputs} -pix_fmt yuv420p -c:v libx264 -bf 0 -c:a aac ${options}`.trim(),
    );
    const { clock, times } = await clockOf(path, { every: 5 });
    expect(clock.firstFrame - clock.lead).toBeGreaterThan(20_000);
    expect(times.map((time) => filmFrame(clock, time, clock.timebase.rate))).toEqual(times.map((_, n) => n));
  });
});

describe('a film whose rate varies', () => {
  it('is rounded to the standard rate nearest to its average, by half a frame at most, and that is known', async () => {
    const vary =
      "-vf settb=1/90000,setpts='PTS+mod(N*N\\,11)/700/TB' -fps_mode passthrough -video_track_timescale 90000";
    const { clock, times } = await clockOf(film('vfr.mp4', '24', vary));
    expect(clock).toMatchObject({ timebase: TIMEBASES['24'], steady: false });
    for (const time of times) {
      const shown = timeOfFrame(filmFrame(clock, time, clock.timebase.rate), clock.timebase.rate);
      expect(Math.abs(shown - time)).toBeLessThanOrEqual(1_000_000 / 48 + 1);
    }
  });

  it('has the slowest standard rate on which all its frames lie, where there is one', async () => {
    const gaps = await clockOf(film('gaps.mkv', '25', "-vf select='lt(mod(n\\,9)\\,4)' -fps_mode vfr"));
    expect(gaps.clock).toMatchObject({ timebase: TIMEBASES['25'], steady: true });
    expect(gaps.times.map((time) => filmFrame(gaps.clock, time, { num: 25, den: 1 })).slice(0, 6)).toEqual([
      0, 1, 2, 3, 9, 10,
    ]);
    const slow = await clockOf(film('slow.mp4', '15', ''));
    expect(slow.clock).toMatchObject({ timebase: TIMEBASES['30'], steady: true });
  });

  it('takes the timebase that is asked for', async () => {
    const { clock } = await clockOf(film('asked.mp4', '25', ''), { wanted: TIMEBASES['29.97ndf'] ?? null });
    expect(clock).toMatchObject({ timebase: TIMEBASES['29.97ndf'], steady: false });
  });
});

describe('a film whose file is away', () => {
  const away = { stream: null, wanted: null };
  it('is taken by what the library knows of it', () => {
    const times = Array.from({ length: 60 }, (_, n) => timeOfFrame(n * 30, { num: 30_000, den: 1001 }));
    const known = filmClock({ ...away, averageRate: 30_000 / 1001, frameTimes: times });
    expect(known).toMatchObject({ timebase: TIMEBASES['29.97'], steady: true, startFrame: 0 });
    const varying = times.map((time, n) => time + ((n * n) % 11) * 1500);
    expect(filmClock({ ...away, averageRate: 29, frameTimes: varying }).steady).toBe(false);
  });
  it('is rounded to the nearest standard rate, also to one that is no whole number', () => {
    const odd = [0, 31_000, 70_000, 99_000, 141_000, 160_000, 205_000, 230_000, 270_500];
    const rateAt = (averageRate: number) =>
      filmClock({ ...away, averageRate, frameTimes: odd }).timebase.rate;
    expect([29.9, 24.6, 59.8, 40].map(rateAt)).toEqual([
      { num: 30_000, den: 1001 },
      { num: 25, den: 1 },
      { num: 60_000, den: 1001 },
      { num: 48_000, den: 1001 },
    ]);
  });
  it('has the rate on which eight of its frames lie; fewer may lie there by chance', () => {
    const lying = (count: number) => ({
      ...away,
      averageRate: 25 / 3,
      frameTimes: Array.from({ length: count }, (_, n) => timeOfFrame(3 * n, { num: 25, den: 1 })),
    });
    expect(filmClock(lying(8))).toMatchObject({ timebase: TIMEBASES['25'], steady: true });
    expect(filmClock(lying(7)).steady).toBe(false);
  });
  it('of sound alone counts in 25', () => {
    expect(filmClock({ ...away, averageRate: null, frameTimes: [] })).toMatchObject({
      timebase: TIMEBASES['25'],
      steady: true,
    });
  });
});

describe('startFrameAt', () => {
  it('is the film’s own timecode, also counted in another rate', () => {
    const hour = {
      timebase: { rate: { num: 25, den: 1 }, dropFrame: false },
      startFrame: 90_000,
      firstFrame: 0,
      lead: 0,
      steady: true,
    };
    expect(startFrameAt(hour, { num: 25, den: 1 })).toBe(90_000);
    expect(startFrameAt(hour, { num: 30, den: 1 })).toBe(108_000);
  });
});
