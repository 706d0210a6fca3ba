import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { audioHeard, heardKey } from '../../../src-shared/transcripts';
import type { MediaInfo } from '../../../src-shared/video';
import { Database } from './database';
import { openLibrary } from './library';
import { MIGRATIONS, migrate } from './migrations';
import type { FileTranscript, Library } from './types';

const ID = 'a'.repeat(32);
const track = { codec: 'aac', channels: 2, sampleRate: 48_000 };
const media: MediaInfo = {
  ...{ container: 'matroska', duration: 60_000_000, video: null },
  audio: [
    { ...track, language: 'ger' },
    { ...track, language: 'eng', isDefault: true },
  ],
};
let dir: string;
let library: Library;

function open(what: MediaInfo = media): void {
  library.videos.add({ id: ID, path: '/films/a.mkv', title: 'A', sizeBytes: 1, media: what });
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-transcripts-'));
  library = openLibrary({ dir });
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

function lines(...texts: string[]): Segment[] {
  return texts.map((text, id) => ({
    ...{ id, source: 'speech', from: id * 1_000_000, to: id * 1_000_000 + 900_000, text, words: [] },
  }));
}
function fromFile(key: string, language: string | null, ...texts: string[]): FileTranscript {
  const origin = key.startsWith('beside') ? 'beside' : 'file';
  const segments = lines(...texts).map((line) => ({ ...line, id: line.id + 500, fromFile: true as const }));
  return { info: { key, origin, language, title: null, lines: texts.length }, segments };
}
const shown = () => library.segments.list(ID, 'speech').map(({ text }) => text);
const key = () => library.videos.get(ID).transcripts.shown;
const found = (query: string) =>
  library.segments.search(query, { scope: 'all', limit: 9, mode: 'all' }).map(({ segment }) => segment.text);

describe('the transcripts of a film', () => {
  beforeEach(() => open());

  it('keep whom the subtitles name, shown or not', () => {
    const file = fromFile('file-3', 'fre', 'bonjour', 'salut', 'oui');
    const names = ['Anna', '', undefined];
    const segments = file.segments.map((line, n) => {
      const speaker = names[n];
      return speaker === undefined ? line : { ...line, speaker };
    });
    library.transcripts.storeHeard(ID, 1, lines('hello'), []);
    library.transcripts.storeFromFile(ID, [{ ...file, segments }]);
    const kept = (all: readonly Segment[]) => all.map(({ speaker }) => speaker);
    expect(kept(library.transcripts.lines(ID, 'file-3'))).toEqual(names);
    library.transcripts.show(ID, 'file-3', true);
    expect(kept(library.segments.list(ID, 'speech'))).toEqual(names);
    library.transcripts.show(ID, heardKey(1), true);
    library.transcripts.show(ID, 'file-3', true);
    expect(kept(library.segments.list(ID, 'speech'))).toEqual(names);
  });

  it('are each kept with what people corrected, and come back as they were', () => {
    library.transcripts.storeHeard(ID, 1, lines('we herd you', 'bye'), [0]);
    library.segments.correct(ID, 'speech', 0, 'we heard you');
    const before = library.segments.list(ID);
    library.transcripts.storeFromFile(ID, [fromFile('file-3', 'fre', 'bonjour', 'au revoir')]);
    expect([key(), shown()]).toEqual([heardKey(1), ['we heard you', 'bye']]);

    library.transcripts.show(ID, 'file-3', true);
    expect([shown(), found('bonjour'), found('heard')]).toEqual([['bonjour', 'au revoir'], ['bonjour'], []]);
    expect(library.segments.list(ID).every((line) => line.fromFile)).toBe(true);
    library.segments.correct(ID, 'speech', 501, 'adieu');

    library.transcripts.show(ID, heardKey(1), true);
    expect(library.segments.list(ID)).toEqual(before);
    expect([found('heard'), found('adieu')]).toEqual([['we heard you'], []]);
    // Read anew while another is shown, a correction stays as in one that is.
    library.transcripts.storeFromFile(ID, [fromFile('file-3', 'fre', 'bonjour', 'au revoir', 'fin')]);
    library.transcripts.show(ID, 'file-3', true);
    expect(shown()).toEqual(['bonjour', 'adieu', 'fin']);
    expect(library.transcripts.lines(ID, heardKey(1)).map(({ text }) => text)).toEqual([
      'we heard you',
      'bye',
    ]);
  });

  it('are chosen by their language, a file beside the film first, and never over a person', () => {
    library.transcripts.storeHeard(ID, 1, lines('heard'), []);
    library.transcripts.storeFromFile(ID, [
      ...[fromFile('file-2', 'spa', 'hola'), fromFile('file-3', 'en', 'inside')],
      ...[fromFile('beside-a.eng.srt', 'eng', 'beside'), fromFile('beside-a.srt', null, 'unknown')],
    ]);
    expect(shown()).toEqual(['beside']);
    library.transcripts.show(ID, heardKey(1), true);
    library.transcripts.storeFromFile(ID, [fromFile('beside-a.en.srt', 'en', 'newer')]);
    expect(shown()).toEqual(['heard']);
  });

  it('grow while they are heard: the one that is shown at once, another when it is whole', () => {
    library.transcripts.storeFromFile(ID, [fromFile('file-3', 'eng', 'subtitles')]);
    library.transcripts.growHeard(ID, 1, lines('half'));
    expect(shown()).toEqual(['subtitles']);
    library.transcripts.storeHeard(ID, 1, lines('half', 'whole'), [0]);
    expect(shown()).toEqual(['subtitles']);
    library.transcripts.show(ID, heardKey(1), true);
    expect(shown()).toEqual(['half', 'whole']);
    expect(library.videos.get(ID).transcripts).toMatchObject({ silent: [0], byHand: true });
  });

  it('follow the sound track: what was heard in another is kept', () => {
    library.transcripts.growHeard(ID, 1, lines('english'));
    library.transcripts.storeHeard(ID, 1, lines('english'), []);
    expect(audioHeard(library.videos.get(ID))).toBe(1);
    library.transcripts.chooseAudio(ID, 0);
    expect([shown(), audioHeard(library.videos.get(ID))]).toEqual([[], 0]);
    library.transcripts.growHeard(ID, 0, lines('deutsch'));
    library.transcripts.storeHeard(ID, 0, lines('deutsch'), []);
    expect(library.videos.get(ID).transcripts.list.map(({ audio, lines: n }) => [audio, n])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    library.transcripts.chooseAudio(ID, 1);
    expect(shown()).toEqual(['english']);
    expect(() => library.transcripts.chooseAudio(ID, 2)).toThrow('sound track');
    expect(() => library.transcripts.show(ID, 'file-9', true)).toThrow('transcript');
  });

  it('go with the film', () => {
    library.transcripts.storeFromFile(ID, [fromFile('file-3', 'eng', 'a'), fromFile('file-4', 'ger', 'b')]);
    library.videos.remove(ID);
    open();
    expect([shown(), library.videos.get(ID).transcripts.list]).toEqual([[], []]);
  });
});

describe('a film whose language is told', () => {
  const choose = (spoken: string | null, ...languages: (string | null)[]) => {
    open({ ...media, audio: [{ ...track, language: spoken }] });
    library.transcripts.storeFromFile(
      ID,
      languages.map((language, n) => fromFile(`file-${n}`, language, String(language))),
    );
    const chosen = shown()[0] ?? null;
    library.videos.remove(ID);
    return chosen;
  };
  it('is read in it, else in English, never in another', () => {
    expect(choose('eng', 'fr', 'en')).toBe('en');
    expect(choose('deu', 'en', 'ger')).toBe('ger');
    expect(choose('jpn', 'fr', 'eng')).toBe('eng');
    expect(choose('eng', 'fr', 'de')).toBeNull();
    expect(choose(null, 'fr', 'en')).toBe('en');
    expect(choose('eng', null)).toBe('null');
  });

  it('is not read by subtitles that say a part of it', () => {
    open({
      ...media,
      subtitles: [{ codec: 'srt', stream: 2, isText: true, language: 'eng', isForced: true }],
    });
    const signs = { ...fromFile('file-3', 'eng', 'signs') };
    library.transcripts.storeFromFile(ID, [
      fromFile('file-2', 'eng', 'forced'),
      { ...signs, info: { ...signs.info, title: 'Signs & Songs' } },
    ]);
    expect(shown()).toEqual([]);
  });
});

describe('a film without sound', () => {
  it('has the transcripts of its subtitles, and none that was heard', () => {
    open({ ...media, audio: [] });
    library.transcripts.storeFromFile(ID, [fromFile('beside-0', 'eng', 'words')]);
    library.transcripts.storeHeard(ID, 0, [], []);
    const { list } = library.videos.get(ID).transcripts;
    expect(list.map(({ origin }) => origin)).toEqual(['beside']);
    expect(shown()).toEqual(['words']);
  });
});

describe('a library of an earlier version', () => {
  it('has one transcript a film, which joins the list when there is another', () => {
    const path = join(dir, 'earlier.db');
    const earlier = new Database(path, { backup: () => null });
    migrate(earlier, MIGRATIONS.slice(0, 3));
    earlier.run(
      `INSERT INTO videos (id, path, title, state, added_at, size_bytes, duration, media)
       VALUES (?, '/a.mkv', 'A', 'ready', 1, 1, 1, ?)`,
      ID,
      JSON.stringify({ container: 'mp4', duration: 1, video: null, audio: [{ ...track, language: null }] }),
    );
    earlier.run(
      `INSERT INTO segments (video_id, source, id, from_time, to_time, text, words) VALUES (?, 'speech', 0, 0, 9, 'old', '[]')`,
      ID,
    );
    library.close();
    for (const name of ['library.db', 'library.db-wal', 'library.db-shm'])
      rmSync(join(dir, name), { force: true });
    earlier.copyNow(join(dir, 'library.db'));
    earlier.close();
    library = openLibrary({ dir });
    expect(readdirSync(join(dir, 'backups'))).toContain('library-version-3.db');
    expect(library.videos.get(ID).transcripts).toMatchObject({ shown: heardKey(0), list: [], byHand: false });
    library.transcripts.storeFromFile(ID, [fromFile('file-1', 'eng', 'new')]);
    expect(library.videos.get(ID).transcripts.list.map(({ origin, lines: n }) => [origin, n])).toEqual([
      ['heard', 1],
      ['file', 1],
    ]);
    library.transcripts.show(ID, heardKey(0), true);
    expect(shown()).toEqual(['old']);
  });
});
