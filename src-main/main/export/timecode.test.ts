import Smpte, { type FRAMERATE } from 'smpte-timecode';
import { describe, expect, it } from 'vitest';
import {
  convertFrames,
  frameAt,
  fromTimecode,
  STANDARD_RATES,
  TIMEBASES,
  timecodeBase,
  timeOfFrame,
  toTimecode,
} from './timecode';

/** Hours, minutes, seconds and frames of a day in which something may go wrong, and a stride through the rest. */
function framesOfADay(perSecond: number): number[] {
  const day = 24 * 3600 * perSecond;
  const minutes = Array.from({ length: 24 * 60 }, (_, n) => n * 60 * perSecond);
  // Around every minute of the clock, and, as names drift from frames, up to the day's drift before it.
  const near = minutes.flatMap((frame) => [-5, -2, -1, 0, 1, 2, 3, 4, 5].map((d) => frame + d));
  const strides = Array.from({ length: Math.floor(day / 997) }, (_, n) => n * 997);
  return [...near, ...strides].filter((frame) => frame >= 0 && frame < day * 0.999);
}

const OWN_TIMECODE = Object.entries(TIMEBASES).filter(([, timebase]) => timecodeBase(timebase) === timebase);

describe.each(OWN_TIMECODE)('timecode of %s', (name, timebase) => {
  const { rate, dropFrame } = timebase;
  const nominal = Number(name.replace('ndf', '')) as FRAMERATE;

  it('is what an independent library makes of it, all day long, and reads back', () => {
    const wrong = framesOfADay(Math.round(rate.num / rate.den)).filter((frame) => {
      const text = toTimecode(frame, timebase);
      const theirs = new Smpte(frame, nominal, dropFrame).toString();
      const back = fromTimecode(text, rate);
      return text !== theirs || back?.frame !== frame || back.dropFrame !== dropFrame;
    });
    expect(wrong).toEqual([]);
  });

  it('begins again after a day', () => {
    const last = fromTimecode(`23:59:59${dropFrame ? ';' : ':'}00`, rate)?.frame ?? 0;
    const perSecond = Math.round(rate.num / rate.den);
    expect(toTimecode(last + perSecond, timebase)).toBe(`00:00:00${dropFrame ? ';' : ':'}00`);
  });
});

describe('drop-frame', () => {
  const df = TIMEBASES['29.97'] ?? { rate: { num: 1, den: 1 }, dropFrame: true };
  it('leaves out the first two names of each minute but every tenth (SMPTE ST 12-1)', () => {
    expect(toTimecode(1799, df)).toBe('00:00:59;29');
    expect(toTimecode(1800, df)).toBe('00:01:00;02');
    expect(toTimecode(17_982, df)).toBe('00:10:00;00');
    expect(toTimecode(107_892, df)).toBe('01:00:00;00');
    expect(fromTimecode('00:01:00;00', df.rate)).toBeNull();
    expect(fromTimecode('00:10:00;00', df.rate)?.frame).toBe(17_982);
  });
  it('is known by its sign, and only where the rate has it', () => {
    expect(fromTimecode('01:00:00:00', df.rate)).toEqual({ frame: 108_000, dropFrame: false });
    expect(fromTimecode('01:00:00;00', { num: 25, den: 1 })).toEqual({ frame: 90_000, dropFrame: false });
    for (const bad of ['', '1:00:00:00', '00:00:00']) expect(fromTimecode(bad, df.rate)).toBeNull();
  });
  it('has no name beyond the last of each of its numbers', () => {
    expect(fromTimecode('23:59:59:29', df.rate)).toEqual({ frame: 24 * 3600 * 30 - 1, dropFrame: false });
    for (const bad of ['24:00:00:00', '00:60:00:00', '00:00:60:00', '00:00:00:30']) {
      expect(fromTimecode(bad, df.rate)).toBeNull();
    }
  });
});

describe.each(STANDARD_RATES.map((rate) => [`${rate.num}/${rate.den}`, rate] as const))(
  'frames at %s',
  (_, rate) => {
    it('come back from their own times, also from the milliseconds of Matroska, over ten hours', () => {
      const count = Math.floor((36_000 * rate.num) / rate.den);
      for (let frame = 0; frame < count; frame += 1013) {
        const time = timeOfFrame(frame, rate);
        expect(frameAt(time, rate)).toBe(frame);
        expect(frameAt(Math.round(time / 1000) * 1000, rate)).toBe(frame);
      }
    });
  },
);

describe('frameAt', () => {
  it('takes the nearest frame, and of two equally near ones the later', () => {
    const rate = { num: 25, den: 1 };
    expect([0, 19_999, 20_000, 40_000, 59_999, 60_000].map((t) => frameAt(t, rate))).toEqual([
      0, 0, 1, 1, 1, 2,
    ]);
    expect(frameAt(-20_000, rate)).toBe(0);
    expect(frameAt(-20_001, rate)).toBe(-1);
  });
  it('counts frames of one rate in another', () => {
    expect(convertFrames(3600 * 25, { num: 25, den: 1 }, { num: 24, den: 1 })).toBe(3600 * 24);
    expect(convertFrames(30_000, { num: 30_000, den: 1001 }, { num: 1000, den: 1 })).toBe(1_001_000);
  });
});
