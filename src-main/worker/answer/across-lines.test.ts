import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { secondsToMicros } from '../../../src-shared/time';
import { acrossLines } from './across-lines';

type Line = readonly [from: number, to: number, text: string];
function lines(source: Segment['source'], ...all: Line[]): Segment[] {
  return all.map(([from, to, text], id) => {
    const span = { from: secondsToMicros(from), to: secondsToMicros(to) };
    return { id, source, ...span, text, words: [] };
  });
}
function found(all: readonly Segment[], phrase: string): [number, number, string][] {
  return acrossLines(all, phrase).map(({ from, to, text }) => [from / 1e6, to / 1e6, text]);
}

describe('a phrase that is broken over lines', () => {
  const speech = lines(
    'speech',
    [1, 3, 'The search for truth'],
    [4, 6, 'is one of the highest'],
    [6, 7, 'qualities, so it’s said.'],
    [40, 42, 'So it'],
    [60, 61, 'is one.'],
  );

  it('is found over as many lines as it takes, whatever its case, marks and accents', () => {
    expect(found(speech, 'Trúth is one')).toEqual([[1, 6, 'The search for truth is one of the highest']]);
    expect(found(speech, 'for truth is one of the highest qualities')).toEqual([
      [1, 7, 'The search for truth is one of the highest qualities, so it’s said.'],
    ]);
  });

  it('is not found in one line, over a long pause, or with other words between', () => {
    expect(found(speech, 'one of the highest')).toEqual([]);
    expect(found(speech, 'so it is one')).toEqual([]);
    expect(found(speech, 'truth one')).toEqual([]);
    expect(found(speech, '…')).toEqual([]);
  });

  it('is found in lines of writing while both are shown', () => {
    const written = lines('text', [0, 8, 'Dimensions of'], [2, 10, 'Research'], [12, 14, 'and more']);
    expect(found(written, 'dimensions of research')).toEqual([[2, 8, 'Dimensions of Research']]);
    expect(found(written, 'research and more')).toEqual([]);
  });

  it('is found in scripts without spaces', () => {
    expect(found(lines('speech', [0, 1, '我们今天去'], [1, 2, '北京大学']), '今天去北京')).toHaveLength(1);
  });
});
