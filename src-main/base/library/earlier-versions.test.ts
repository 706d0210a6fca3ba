import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from './migrations';
import { EARLIER, KEPT, layOutEarlier, versionOf } from './testing/earlier-libraries';
import { close, dir, librariesPerTest, open } from './testing/libraries';
import type { Library } from './types';

librariesPerTest();

/** What SQLite finds in a file, read past everything of Longtake's. */
function read<T>(file: string, sql: string): T[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all() as T[];
  } finally {
    database.close();
  }
}

it('there is a library of every earlier version', () => {
  const versions = new Set(EARLIER.map(versionOf));
  expect([...versions].filter((version) => version < MIGRATIONS.length)).toEqual(
    Array.from({ length: MIGRATIONS.length - 1 }, (_, n) => n + 1),
  );
});

describe.each(EARLIER)('a library of %s', (name) => {
  const version = versionOf(name);
  const since = (first: number) => version >= first;
  let film: ReturnType<Library['videos']['list']>[number];
  let library: Library;

  beforeEach(async () => {
    await layOutEarlier(name, dir);
    library = open();
    const [only] = library.videos.list();
    if (only === undefined) throw new Error('The film is gone.');
    film = only;
  });

  it('keeps the film and what was found in it, the chats, and what people made', () => {
    keepsTheFilm();
    keepsTheChats();
    keepsWhatPeopleMade();
  });

  function keepsTheFilm() {
    expect(film).toMatchObject({ title: 'Pier', state: 'ready', frameCount: 5 });
    expect(library.videos.path(film.id)).toBe(KEPT.path);
    expect(film.media.video).toMatchObject({ codec: 'vp9', width: 320, height: 180 });
    expect(library.scenes.list(film.id)).toMatchObject([{ from: 0 }, {}]);
    const lines = library.segments.list(film.id, 'speech');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every(({ words }) => words.length > 0)).toBe(true);
    if (since(3)) expect(film.tracks).toEqual(expect.arrayContaining(['shots', 'objects', 'text']));
    expect(library.shots.list(film.id).length > 0).toBe(since(3));
    expect(library.jobs.list().every(({ state }) => state === 'done')).toBe(true);
  }

  function keepsTheChats() {
    const said = library.chats.history({ videoId: film.id });
    const kept = KEPT.messages.filter(({ about }) => about === 'film');
    expect(said.map(({ id, role, text }) => ({ id, role, text }))).toEqual(
      kept.map(({ id, role, text }) => ({ id, role, text })),
    );
    expect(said[1]?.citations).toMatchObject([{ videoId: film.id, from: 1_000_000, frameIndex: 1 }]);
    expect(said[1]?.writtenBy).toBe(since(2) ? KEPT.writtenBy : null);
    expect(said[1]?.soFar !== undefined).toBe(since(5));
    expect(library.chats.history('all')).toMatchObject([{ id: 'm3' }]);
    expect(library.chats.list({ videoId: film.id })).toMatchObject([
      { name: since(9) ? KEPT.chat : KEPT.messages[0].text, messageCount: 2, open: true },
    ]);
  }

  function keepsWhatPeopleMade() {
    expect(library.settings.get()).toMatchObject({ [KEPT.setting.name]: KEPT.setting.value });
    const [line] = library.segments.list(film.id, 'speech');
    expect(line?.text === KEPT.correction).toBe(since(3));
    const found = library.segments.search('harbour', {
      scope: 'all',
      limit: 5,
      mode: 'all',
      source: 'speech',
    });
    expect(found.map(({ segment }) => segment.text)).toEqual(since(3) ? [KEPT.correction] : []);
    if (since(4))
      expect(library.transcripts.lines(film.id, 'beside-Pier.srt')).toMatchObject([{ text: KEPT.kept }]);
    expect(library.glossary.list(null).map(({ text }) => text)).toEqual(since(6) ? [KEPT.term] : []);
    expect(library.speakers.of(film.id).speakers.map((speaker) => speaker.name)).toEqual(
      since(7) ? [KEPT.speaker] : [],
    );
    expect(library.collections.list().map((collection) => collection.name)).toEqual(
      since(8) ? [KEPT.place.collection] : [],
    );
    if (since(8)) {
      const { title, note } = KEPT.place;
      expect(library.collections.search('boat')).toMatchObject([
        { title, note, videoId: film.id, tags: ['boats'] },
      ]);
    }
    expect(library.watchedFolders.list().map(({ path }) => path)).toEqual(since(10) ? [KEPT.watched] : []);
  }

  it('is backed up as it was before each step, loses no row, and is not stepped up twice', () => {
    const copies = (since(MIGRATIONS.length) ? [] : readdirSync(join(dir, 'backups'))).sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    );
    expect(copies).toHaveLength(MIGRATIONS.length - version);
    const [first] = copies;
    if (first === undefined) return;
    const before = join(dir, 'backups', first);
    expect(read(before, 'PRAGMA user_version')).toEqual([{ user_version: version }]);
    const file = join(dir, 'library.db');
    for (const table of ['videos', 'messages', 'segments', 'scenes', 'settings', 'jobs'])
      expect(read(file, `SELECT count(*) AS n FROM ${table}`)).toEqual(
        read(before, `SELECT count(*) AS n FROM ${table}`),
      );
    expect(read(file, 'SELECT id, text FROM messages ORDER BY id')).toEqual(
      read(before, 'SELECT id, text FROM messages ORDER BY id'),
    );
    close(library);
    const long = new Date(2020, 1, 1);
    for (const copy of copies) utimesSync(join(dir, 'backups', copy), long, long);
    library = open();
    for (const copy of copies) expect(statSync(join(dir, 'backups', copy)).mtime).toEqual(long);
    expect(library.videos.list()).toEqual([film]);
  });
});
