// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { sampleSegment } from '../testing/samples';
import { findSegments, nextFind, segmentAt, transcriptText } from './locate';

const segments = [
  sampleSegment(0, 2, 'A dragon.'),
  sampleSegment(1, 5, 'Someone.'),
  sampleSegment(2, 9, 'The Dragon!'),
];

describe('segmentAt', () => {
  it('is the last line that has begun', () => {
    expect(segmentAt(segments, 0)).toBe(-1);
    expect(segmentAt(segments, secondsToMicros(2))).toBe(0);
    expect(segmentAt(segments, secondsToMicros(8.999))).toBe(1);
    expect(segmentAt(segments, secondsToMicros(99))).toBe(2);
    expect(segmentAt([], 5)).toBe(-1);
  });
});

describe('finding in the transcript', () => {
  it('finds lines ignoring case, and nothing for blank text', () => {
    expect(findSegments(segments, 'dragon')).toEqual([0, 2]);
    expect(findSegments(segments, '  ')).toEqual([]);
  });

  it('goes round at the ends', () => {
    expect(nextFind([0, 2], -1, 1)).toBe(0);
    expect(nextFind([0, 2], 0, 1)).toBe(2);
    expect(nextFind([0, 2], 2, 1)).toBe(0);
    expect(nextFind([0, 2], 0, -1)).toBe(2);
    expect(nextFind([], 0, 1)).toBeNull();
  });
});

describe('transcriptText', () => {
  it('puts the time before each line', () => {
    expect(transcriptText(segments.slice(0, 2))).toBe('[0:02] A dragon.\n[0:05] Someone.');
  });
});
