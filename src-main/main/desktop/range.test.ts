import { describe, expect, it } from 'vitest';
import { resolveRange } from './range';

describe('resolveRange', () => {
  it('answers with the whole file when there is no usable range', () => {
    for (const header of [
      null,
      'bytes=',
      'bytes=-',
      'lines=0-1',
      'bytes=0-1,4-5',
      'bytes=5-2',
      'bytes=a-b',
    ]) {
      expect(resolveRange(header, 10)).toEqual({ status: 200, start: 0, end: 9 });
    }
  });
  it('answers open, closed and suffix ranges, clipped to the file', () => {
    expect(resolveRange('bytes=0-', 10)).toEqual({ status: 206, start: 0, end: 9 });
    expect(resolveRange('bytes=2-4', 10)).toEqual({ status: 206, start: 2, end: 4 });
    expect(resolveRange('bytes=8-100', 10)).toEqual({ status: 206, start: 8, end: 9 });
    expect(resolveRange('bytes=-3', 10)).toEqual({ status: 206, start: 7, end: 9 });
    expect(resolveRange('bytes=-30', 10)).toEqual({ status: 206, start: 0, end: 9 });
  });
  it('refuses what lies behind the end', () => {
    expect(resolveRange('bytes=10-', 10)).toEqual({ status: 416 });
    expect(resolveRange('bytes=-0', 10)).toEqual({ status: 416 });
    expect(resolveRange('bytes=0-', 0)).toEqual({ status: 416 });
  });
});
