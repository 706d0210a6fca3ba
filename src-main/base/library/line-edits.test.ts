import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { openLibrary } from './library';
import { apply, joinLines, placesOf, rewordLines, splitLine, undoing, unshapeLine } from './line-edits';
import type { Library } from './types';

const ID = 'a'.repeat(32);
const SECOND = 1_000_000;
const OF = { id: ID, source: 'speech' } as const;
let dir: string;
let library: Library;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-edits-'));
  library = openLibrary({ dir });
  const media = { container: 'mp4', duration: 60 * SECOND, video: null, audio: [] };
  library.videos.add({ id: ID, path: '/films/a.mp4', title: 'A', sizeBytes: 1, media });
  library.segments.replace(ID, 'speech', [
    line(0, 0, 'we herd you all'),
    line(1, 4, 'good bye'),
    line(2, 8, 'the end'),
  ]);
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

/** A line of as many seconds as it has words. */
function line(id: number, from: number, text: string, sure?: number): Segment {
  const words = text.split(' ').map((word, i) => ({
    text: word,
    from: (from + i) * SECOND,
    to: (from + i + 1) * SECOND,
    ...(sure !== undefined && { sure }),
  }));
  return { id, source: 'speech', from: from * SECOND, to: (from + words.length) * SECOND, text, words };
}
const told = () => library.segments.list(ID).map(({ from, to, text }) => [from / SECOND, to / SECOND, text]);
const rows = () => library.segments.list(ID).map((one) => library.segments.kept(ID, 'speech', one.id));
const found = (words: string) =>
  library.segments.search(words, { scope: 'all', limit: 9, mode: 'all' }).length;

describe('splitting and joining', () => {
  it('splits at a word, each part with its words and their times, and is undone and done again', () => {
    const before = rows();
    const split = splitLine(library.segments, OF, 0, 2);
    expect(told()).toEqual([
      [0, 2, 'we herd'],
      [2, 4, 'you all'],
      [4, 6, 'good bye'],
      [8, 10, 'the end'],
    ]);
    expect(library.segments.list(ID)[1]?.words.map(({ text }) => text)).toEqual(['you', 'all']);
    const after = rows();
    apply(library.segments, undoing(split));
    expect(rows()).toEqual(before);
    apply(library.segments, split);
    expect(rows()).toEqual(after);
  });

  it('splits what a person has written, and keeps what was heard in each part', () => {
    library.segments.correct(ID, 'speech', 0, 'we heard you all now');
    splitLine(library.segments, OF, 0, 3);
    expect(
      told()
        .slice(0, 2)
        .map(([, , text]) => text),
    ).toEqual(['we heard you', 'all now']);
    expect(
      library.segments
        .list(ID)
        .map(({ heard }) => heard)
        .slice(0, 2),
    ).toEqual(['we herd you', 'all']);
  });

  it('refuses to split where there are no two parts, and to join the last', () => {
    expect(() => splitLine(library.segments, OF, 1, 2)).toThrow(RangeError);
    expect(() => joinLines(library.segments, OF, 2)).toThrow();
    expect(told()).toHaveLength(3);
  });

  it('joins with the next, also what was split, and takes all of it back at once', () => {
    const before = told();
    splitLine(library.segments, OF, 0, 2);
    const second = library.segments.list(ID)[1]?.id as number;
    joinLines(library.segments, OF, second);
    expect(told()).toEqual([
      [0, 2, 'we herd'],
      [2, 6, 'you all good bye'],
      [8, 10, 'the end'],
    ]);
    unshapeLine(library.segments, OF, 0);
    expect(told()).toEqual(before);
    expect(library.segments.list(ID).every(({ shaped }) => shaped === undefined)).toBe(true);
  });

  it('stays through a new transcript, with what was undone meanwhile', () => {
    splitLine(library.segments, OF, 0, 2);
    joinLines(library.segments, OF, 1);
    library.segments.replace(ID, 'speech', [
      line(0, 0, 'we heard you all'),
      line(1, 4, 'goodbye then'),
      line(2, 20, 'new'),
    ]);
    expect(told()).toEqual([
      [0, 2, 'we herd'],
      [2, 4, 'you all'],
      [4, 10, 'good bye the end'],
      [20, 21, 'new'],
    ]);
    const ids = library.segments.list(ID).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('does not undo over what a person has done since', () => {
    const split = splitLine(library.segments, OF, 0, 2);
    library.segments.correct(ID, 'speech', 0, 'we heard');
    expect(() => apply(library.segments, undoing(split))).toThrow();
    expect(told()[0]).toEqual([0, 2, 'we heard']);
  });

  it('is kept while another transcript is shown', () => {
    splitLine(library.segments, OF, 0, 2);
    const before = rows();
    const kept = library.segments.takeOut(ID, 'speech');
    library.segments.putBack(ID, JSON.parse(JSON.stringify(kept)));
    expect(rows()).toEqual(before);
  });
});

describe('other words in all lines', () => {
  it('finds whole words, in any case, and what looks like a pattern', () => {
    const how = { matchCase: false, wholeWords: true };
    expect(placesOf('Ann met ann and Anna. (ann)', { find: 'ann', ...how })).toEqual([
      [0, 3],
      [8, 11],
      [23, 26],
    ]);
    expect(placesOf('a.b a+b', { find: 'a+b', ...how })).toEqual([[4, 7]]);
    expect(placesOf('Anna', { find: 'ann', matchCase: true, wholeWords: false })).toEqual([]);
  });

  it('is one change: searched by the new words, and undone whole', () => {
    const change = rewordLines(
      library.segments,
      OF,
      new Map([
        [0, 'we heard you all'],
        [1, 'good day'],
      ]),
    );
    expect([found('heard'), found('herd'), found('day')]).toEqual([1, 0, 1]);
    apply(library.segments, undoing(change));
    expect([found('heard'), found('herd'), found('bye')]).toEqual([0, 1, 1]);
  });
});

describe('the glossary', () => {
  it('is of the library and of a film, whose own word counts', () => {
    library.glossary.replace(null, [
      { text: 'Ada', soundsLike: [] },
      { text: 'Köln', soundsLike: ['Colon'] },
    ]);
    library.glossary.replace(ID, [{ text: 'Ada', soundsLike: ['aida'] }]);
    expect(library.glossary.of(ID)).toEqual([
      { text: 'Ada', soundsLike: ['aida'] },
      { text: 'Köln', soundsLike: ['Colon'] },
    ]);
    library.videos.remove(ID);
    expect(library.glossary.list(ID)).toEqual([]);
  });

  it('spells new lines where the model was doubtful, keeps what was heard, and is taken back for good', () => {
    library.glossary.replace(null, [{ text: 'Grieg', soundsLike: ['creek'] }]);
    const lines = [line(0, 0, 'by creek himself', 0.7), line(1, 4, 'up the creek', 0.99)];
    library.segments.replace(ID, 'speech', lines);
    expect(library.segments.get(ID, 'speech', 0)).toMatchObject({
      text: 'by Grieg himself',
      heard: 'by creek himself',
    });
    expect(told()[1]?.[2]).toBe('up the creek');
    expect([found('grieg'), found('creek')]).toEqual([1, 1]);
    library.segments.correct(ID, 'speech', 0, null);
    library.segments.replace(ID, 'speech', lines);
    expect(told()[0]?.[2]).toBe('by creek himself');
  });

  it('is no person: a line that it spelled gives way to what another model hears', () => {
    library.glossary.replace(null, [{ text: 'Grieg', soundsLike: ['creek'] }]);
    library.segments.replace(ID, 'speech', [line(0, 0, 'buy creek him self', 0.4)]);
    library.segments.replace(ID, 'speech', [line(0, 0, 'by Grieg himself tonight', 0.95)]);
    expect(told()).toEqual([[0, 4, 'by Grieg himself tonight']]);
    expect(library.segments.get(ID, 'speech', 0)?.heard).toBeUndefined();
  });
});
