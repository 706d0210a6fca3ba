import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import type { Box } from '../../../src-shared/primitives';
import { openLibrary } from './library';
import type { Library } from './types';

const ID = 'a'.repeat(32);
const SECOND = 1_000_000;
let dir: string;
let library: Library;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-corrections-'));
  library = openLibrary({ dir });
  const media = { container: 'mp4', duration: 60 * SECOND, video: null, audio: [] };
  library.videos.add({ id: ID, path: '/films/a.mp4', title: 'A', sizeBytes: 1, media });
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

const at = (seconds: number): number => Math.round(seconds * SECOND);

/** A line with a word each for its words, spread over its seconds. */
function line(id: number, from: number, to: number, text: string, box?: Box): Segment {
  const words = text.split(' ').map((word, i, all) => ({
    text: word,
    from: at(from + ((to - from) * i) / all.length),
    to: at(from + ((to - from) * (i + 1)) / all.length),
  }));
  const span = { from: at(from), to: at(to) };
  return box
    ? { id, source: 'text', ...span, text, words: [], box, confidence: 0.9 }
    : { id, source: 'speech', ...span, text, words };
}
const replace = (...lines: Segment[]) => library.segments.replace(ID, lines[0]?.source ?? 'speech', lines);
const told = () =>
  library.segments
    .list(ID)
    .map(({ from, to, text, heard }) => [from / SECOND, to / SECOND, text, ...(heard ? [heard] : [])]);
const found = (words: string) =>
  library.segments.search(words, { scope: 'all', limit: 9, mode: 'all' }).map(({ segment }) => segment.text);

describe('a corrected line', () => {
  beforeEach(() => {
    replace(line(0, 0, 4, 'we herd you'), line(1, 4, 8, 'good bye'), line(2, 8, 12, 'the end'));
    library.segments.correct(ID, 'speech', 0, 'we heard you all');
  });

  it('has the times of the words that were heard for its own', () => {
    const words = library.segments.get(ID, 'speech', 0)?.words.map(({ text, to }) => [text, to / SECOND]);
    expect(words?.map(([text]) => text)).toEqual(['we', 'heard', 'you', 'all']);
    expect(words?.[2]?.[1]).toBeCloseTo(4, 5);
    library.segments.correct(ID, 'speech', 0, null);
    expect(library.segments.get(ID, 'speech', 0)).toEqual(line(0, 0, 4, 'we herd you'));
  });

  it('stays corrected where a new transcript has it under another number and at other times', () => {
    replace(line(0, 0, 0.4, 'oh'), line(1, 0.5, 4.5, 'we herd you'), line(2, 4.5, 12, 'good bye the end'));
    expect(told()).toEqual([
      [0, 0.4, 'oh'],
      [0.5, 4.5, 'we heard you all', 'we herd you'],
      [4.5, 12, 'good bye the end'],
    ]);
    expect(found('all')).toEqual(['we heard you all']);
    expect(found('herd')).toEqual([]);
  });

  it('stays corrected where another model hears something else in the same stretch', () => {
    replace(line(0, 0.2, 4.1, 'wee hurt yew'), line(1, 4.1, 8, 'good bye'));
    expect(told()).toEqual([
      [0.2, 4.1, 'we heard you all', 'wee hurt yew'],
      [4.1, 8, 'good bye'],
    ]);
    library.segments.correct(ID, 'speech', 0, null);
    expect(told()[0]).toEqual([0.2, 4.1, 'wee hurt yew']);
  });

  it('stands for itself where nothing new is like it, and what would repeat it is not taken', () => {
    const anew = [line(0, 0, 2, 'wee'), line(1, 2, 4, 'hurt yew'), line(2, 4, 12, 'good bye the end')];
    // A transcript comes in pieces while it grows, and then whole.
    for (const one of anew) library.segments.put(ID, [one]);
    replace(...anew);
    expect(told()).toEqual([
      [0, 4, 'we heard you all', 'we herd you'],
      [4, 12, 'good bye the end'],
    ]);
    expect(found('hurt')).toEqual([]);
    replace(line(0, 20, 22, 'another film altogether'));
    expect(told().map(([, , text]) => text)).toEqual(['we heard you all', 'another film altogether']);
    const ids = library.segments.list(ID).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(library.segments.get(ID, 'speech', 0)?.text).toBe('another film altogether');
  });

  it('goes over to the line that says the same when that comes later, though its number was taken before', () => {
    library.segments.put(ID, [line(0, 20, 21, 'hm')]);
    expect(told().map(([, , text]) => text)).toEqual(['we heard you all', 'good bye', 'the end', 'hm']);
    library.segments.put(ID, [line(1, 0.6, 4, 'we herd you')]);
    expect(library.segments.get(ID, 'speech', 1)).toMatchObject({
      text: 'we heard you all',
      heard: 'we herd you',
    });
    expect(told().filter(([, , text]) => text === 'we heard you all')).toHaveLength(1);
  });

  it('that is taken back is a line like any other', () => {
    library.segments.correct(ID, 'speech', 0, null);
    replace(line(0, 20, 22, 'another'));
    expect(told()).toEqual([[20, 22, 'another']]);
  });
});

describe('writing that was corrected', () => {
  const top = { left: 0.1, top: 0.1, width: 0.4, height: 0.1 };
  const bottom = { ...top, top: 0.8 };
  it('is told from what stands elsewhere at the same time', () => {
    replace(line(0, 0, 4, 'T1TLE', top), line(1, 0, 4, 'name', bottom));
    library.segments.correct(ID, 'text', 0, 'Title');
    replace(line(0, 0, 4, 'name', bottom), line(1, 0, 4, 'TITLF', { ...top, left: 0.11 }));
    expect(told()).toEqual([
      [0, 4, 'name'],
      [0, 4, 'Title', 'TITLF'],
    ]);
    expect(library.segments.get(ID, 'text', 1)).toMatchObject({ words: [], box: { left: 0.11 } });
  });
});
