import { describe, expect, it } from 'vitest';
import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import { tellUnderstood } from './understood';

const SECOND = 1_000_000;

/** A line of an utterance of so many words, half a second each. */
function line(id: number, from: number, words: number, confidence?: number): Segment {
  const text = Array.from({ length: words }, (_, i) => `word${i}`);
  const to = (from + words / 2) * SECOND;
  return {
    ...{ id, source: 'speech', from: from * SECOND, to, text: text.join(' ') },
    words: text.map((one, i) => ({
      text: one,
      from: (from + i / 2) * SECOND,
      to: (from + (i + 1) / 2) * SECOND,
    })),
    ...(confidence === undefined ? {} : { confidence }),
  };
}
/** An utterance of which nothing was understood. */
function blank(id: number, from: number, to: number): Segment {
  return { id, source: 'speech', from: from * SECOND, to: to * SECOND, text: '', words: [], confidence: 0 };
}
const told = (heard: readonly Segment[]) =>
  tellUnderstood(heard).map(({ id, language }) => (language === NOT_UNDERSTOOD.language ? `not ${id}` : id));

describe('tellUnderstood', () => {
  it('leaves English as it is', () => {
    const heard = [line(0, 0, 30, 0.9), line(1, 16, 20, 0.68), line(2, 30, 3, 0.6)];
    expect(tellUnderstood(heard)).toEqual(heard);
  });

  it('tells of another language that somebody speaks, from when to when, and none of the words made up', () => {
    const heard = [line(0, 1, 40, 0.54), line(1, 22, 30, 0.3), blank(2, 38, 50)];
    expect(tellUnderstood(heard)).toEqual([
      { id: 0, source: 'speech', from: SECOND, to: 50 * SECOND, words: [], ...NOT_UNDERSTOOD },
    ]);
  });

  it('lets the minute around decide on what may be either', () => {
    const doubtful = line(5, 20, 20, 0.53);
    expect(told([line(0, 0, 40, 0.9), doubtful, line(9, 31, 40, 0.85)])).toEqual([0, 5, 9]);
    expect(told([line(0, 0, 40, 0.35), doubtful, line(9, 31, 40, 0.4)])).toEqual(['not 0']);
    // Alone, it is more likely made up.
    expect(told([doubtful])).toEqual(['not 5']);
  });

  it('keeps a plain English sentence within another language, but no word that may be any', () => {
    const before = line(0, 0, 40, 0.35);
    const behind = line(9, 31, 40, 0.4);
    expect(told([before, line(5, 23, 9, 0.9), behind])).toEqual(['not 0', 5, 'not 9']);
    expect(told([before, line(5, 23, 1, 0.9), behind])).toEqual(['not 0', 'not 9']);
  });

  it('says of English where nothing was understood', () => {
    expect(told([line(0, 0, 40, 0.9), blank(5, 21, 26), line(9, 31, 40, 0.85)])).toEqual([0, 'not 5', 9]);
  });

  it('says nothing of a word that may have been a noise', () => {
    expect(told([line(0, 5, 1, 0.51)])).toEqual([]);
  });

  it('leaves the lines of other models, and of indexes from before', () => {
    const heard = [line(0, 0, 40), line(1, 30, 5)];
    expect(tellUnderstood(heard)).toEqual(heard);
  });
});
