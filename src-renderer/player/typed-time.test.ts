// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readTypedTime } from './typed-time';

const AT = { now: 60_000_000, frameRate: 25 };

describe('a time that is typed', () => {
  it.each([
    ['7', 7],
    ['45', 45],
    ['130', 90],
    ['10203', 3723],
    ['1:30', 90],
    ['1:02:03', 3723],
    ['1:30.5', 90.5],
    ['90,25', 90.25],
    ['0:01:30:12', 90.48],
    ['+5', 65],
    ['-1:00', 0],
    ['− 10', 50],
    [' 2:00 ', 120],
  ])('%s', (typed, seconds) => {
    expect(readTypedTime(typed, AT)).toBe(seconds * 1_000_000);
  });

  it.each(['', 'dog', '1:', ':30', '1:2:3:4:5', '1.5:30', '+', '1-2'])('%s is none', (typed) => {
    expect(readTypedTime(typed, AT)).toBeNull();
  });

  it('has no frames where the film has none', () => {
    expect(readTypedTime('0:01:30:12', { ...AT, frameRate: null })).toBeNull();
  });
});
