// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { nearestFrame } from './nearest-frame';

describe('nearestFrame', () => {
  it('is the frame nearest in time', () => {
    const times = [0, 10, 30, 31];
    expect(nearestFrame(times, -5)).toBe(0);
    expect(nearestFrame(times, 4)).toBe(0);
    expect(nearestFrame(times, 6)).toBe(1);
    expect(nearestFrame(times, 29)).toBe(2);
    expect(nearestFrame(times, 900)).toBe(3);
  });
  it('is none without frames', () => {
    expect(nearestFrame([], 3)).toBeNull();
  });
});
