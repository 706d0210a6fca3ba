import { describe, expect, it } from 'vitest';
import { namedTimes } from './named-times';

const HOUR = 3600;
const times = (text: string, duration = HOUR) =>
  namedTimes(text, duration * 1e6).map(({ from, to }) => (from === to ? from / 1e6 : [from / 1e6, to / 1e6]));

describe('times that an answer names', () => {
  it.each<[string, (number | number[])[]]>([
    ['The dog is seen at 1:23.', [83]],
    ['It runs from 12:05–12:40, then rests.', [[725, 760]]],
    ['From 1:20 to 1:30 and again at 59:59', [[80, 90], 3599]],
    ['The sign appears at 83 seconds.', [83]],
    ['It is shown around 2 minutes and 5 seconds.', [125]],
    ['In minute 3 the car stops.', [180]],
    ['Between 10 and 20 seconds it rains.', [[10, 20]]],
    ['About 90 seconds in, he waves.', [90]],
    ['At the 45-second mark.', [45]],
    ['At 1:00, 1:00 and 2:00', [60, 120]],
    ['At 0:10 he says it, at 0:05 not.', [10, 5]],
  ])('%s', (text, expected) => {
    expect(times(text)).toEqual(expected);
  });

  it('are no lengths, ratios, scores, times of day, nor places beyond the film', () => {
    expect(times('It lasts 10 seconds, in 16:9, for 2 minutes; at 10:30 am and 9:15 p.m.')).toEqual([]);
    expect(times('At 1:23 and at 5:00', 100)).toEqual([83]);
    expect(times('From 1:20 to 9:00', 100)).toEqual([[80, 100]]);
    expect(times('From 9:00 to 1:20')).toEqual([]);
    expect(times('Nothing here.')).toEqual([]);
    expect(times('at 1:99 or 12:345')).toEqual([]);
  });

  it('come with their words', () => {
    expect(namedTimes('See 1:20 - 1:30.', HOUR * 1e6)[0]?.words).toBe('1:20 - 1:30');
  });
});
