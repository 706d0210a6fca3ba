// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { sampleSegment, sampleWriting } from '../testing/samples';
import { currentLines, findSegments, nextFind, segmentAt, timed, transcriptText } from './locate';

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

describe('currentLines', () => {
  it('are the line said last and every one that is still to be read', () => {
    const [first, second, third] = segments as [
      (typeof segments)[0],
      (typeof segments)[0],
      (typeof segments)[0],
    ];
    const lines = timed([
      first,
      sampleWriting(0, 3, 'Title'),
      sampleWriting(1, 4, 'Subtitle'),
      second,
      third,
    ]);
    const at = (seconds: number) => currentLines(lines, secondsToMicros(seconds)).toSorted();
    expect(at(1)).toEqual([]);
    expect(at(2)).toEqual([0]);
    expect(at(4.5)).toEqual([0, 1, 2]);
    expect(at(8.5)).toEqual([2, 3]);
    expect(at(60)).toEqual([4]);
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

  it('names who says a line, where that is known', () => {
    const whoSays = ({ text }: { text: string }) => (text === 'A dragon.' ? 'Anna' : null);
    expect(transcriptText(segments.slice(0, 2), true, whoSays)).toBe(
      '[0:02] Anna: A dragon.\n[0:05] Someone.',
    );
    expect(transcriptText(segments.slice(0, 2), false, whoSays)).toBe('Anna: A dragon.\nSomeone.');
  });
});
