// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { type Direction, nextShuttleSpeed } from './shuttle';

function press(directions: readonly Direction[], from = 0): number[] {
  let speed = from;
  return directions.map((direction) => {
    speed = nextShuttleSpeed(speed, direction);
    return speed;
  });
}

describe('shuttle speed', () => {
  it('doubles with each press forwards, up to eight', () => {
    expect(press([1, 1, 1, 1, 1])).toEqual([1, 2, 4, 8, 8]);
  });
  it('doubles with each press backwards, up to eight', () => {
    expect(press([-1, -1, -1, -1, -1])).toEqual([-1, -2, -4, -8, -8]);
  });
  it('starts over at single speed when turned round', () => {
    expect(press([1, 1, 1, -1, 1])).toEqual([1, 2, 4, -1, 1]);
  });
  it('comes onto the ladder from a rate between its rungs', () => {
    expect(nextShuttleSpeed(1.5, 1)).toBe(2);
    expect(nextShuttleSpeed(0.25, 1)).toBe(1);
  });
});
