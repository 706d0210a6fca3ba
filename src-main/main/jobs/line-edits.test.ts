import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { ChangedSince, LineEditor } from './line-edits';

const ID = 'a'.repeat(32);
let dir: string;
let library: Library;
let editor: LineEditor;
/** What search by meaning is told to look at anew. */
let renewed: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-line-edits-'));
  library = openLibrary({ dir });
  const media = { container: 'mp4', duration: 60_000_000, video: null, audio: [] };
  library.videos.add({ id: ID, path: '/films/a.mp4', title: 'A', sizeBytes: 1, media });
  library.segments.replace(ID, 'speech', [
    line(0, 'Ann sees anna and Ann'),
    line(1, 'ann'),
    line(2, 'by creek', 0.4),
    {
      id: 3,
      source: 'speech',
      from: 40e6,
      to: 41e6,
      text: '[not English, or not understood]',
      words: [],
      language: 'und',
    },
  ]);
  renewed = [];
  editor = new LineEditor(library, { renew: (id, source) => renewed.push(`${id[0]}/${source}`) });
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

function line(id: number, text: string, sure?: number): Segment {
  const from = id * 10_000_000;
  const words = text.split(' ').map((word, i) => ({
    ...{ text: word, from: from + i * 1_000_000, to: from + (i + 1) * 1_000_000 },
    ...(sure !== undefined && { sure }),
  }));
  return { id, source: 'speech', from, to: from + words.length * 1_000_000, text, words };
}
const texts = () => library.segments.list(ID, 'speech').map(({ text }) => text);
const replace = (find: string, replacement: string) =>
  editor.edit(ID, 'speech', { kind: 'replace', find, replacement, matchCase: false, wholeWords: true });

describe('LineEditor', () => {
  it('replaces in all lines as one step, undoes it and does it again', () => {
    const before = texts();
    const done = replace('ann', 'Anne');
    expect(done).toMatchObject({ lines: 2, places: 3 });
    const after = texts();
    expect(after.slice(0, 2)).toEqual(['Anne sees anna and Anne', 'Anne']);
    const undone = editor.undo(done.edit as string);
    expect(texts()).toEqual(before);
    editor.undo(undone.edit as string);
    expect(texts()).toEqual(after);
    expect(renewed).toEqual(['a/speech', 'a/speech', 'a/speech']);
  });

  it('changes nothing where nothing is found, where a line would be empty, and where nothing was understood', () => {
    expect(replace('nobody', 'x')).toEqual({ edit: null, lines: 0, places: 0 });
    expect(replace('English', 'x')).toEqual({ edit: null, lines: 0, places: 0 });
    expect(replace('ann', '')).toMatchObject({ lines: 1, places: 2 });
    expect(texts().slice(0, 2)).toEqual(['sees anna and', 'ann']);
    expect(renewed).toHaveLength(1);
  });

  it('refuses to undo over what was changed since, and what it does not know', () => {
    const done = replace('ann', 'Anne');
    library.segments.correct(ID, 'speech', 1, 'Anneke');
    expect(() => editor.undo(done.edit as string)).toThrow(ChangedSince);
    expect(texts().slice(0, 2)).toEqual(['Anne sees anna and Anne', 'Anneke']);
    expect(() => editor.undo('none')).toThrow(ChangedSince);
  });

  it('splits and joins, and says what cannot be split', () => {
    const split = editor.edit(ID, 'speech', { kind: 'split', segmentId: 0, at: 2 });
    expect(texts().slice(0, 3)).toEqual(['Ann sees', 'anna and Ann', 'ann']);
    editor.edit(ID, 'speech', { kind: 'join', segmentId: 1 });
    expect(texts()).toContain('ann by creek');
    editor.undo(split.edit as string);
    expect(texts()[0]).toBe('Ann sees anna and Ann');
    expect(() => editor.edit(ID, 'speech', { kind: 'split', segmentId: 3, at: 90 })).toThrow(
      expect.objectContaining({ code: 'BadRequest' }),
    );
  });

  it('spells by the glossary as one step, but not what a person wrote', () => {
    library.glossary.replace(null, [{ text: 'Grieg', soundsLike: ['creek'] }]);
    const spelled = editor.edit(ID, 'speech', { kind: 'terms' });
    expect(spelled).toMatchObject({ lines: 1, places: 1 });
    expect(library.segments.get(ID, 'speech', 2)).toMatchObject({ text: 'by Grieg', heard: 'by creek' });
    editor.undo(spelled.edit as string);
    expect(texts()[2]).toBe('by creek');
    library.segments.correct(ID, 'speech', 2, 'by the creek');
    expect(editor.edit(ID, 'speech', { kind: 'terms' }).edit).toBeNull();
  });
});
