import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { usableBackup } from './backups';
import { Database } from './database';
import { MIGRATIONS, migrate } from './migrations';
import { A, addVideo, B, close, code, dir, librariesPerTest, open, segment } from './testing/libraries';

librariesPerTest();

describe('migrations', () => {
  const file = () => join(dir, 'library.db');
  const later = [...MIGRATIONS, 'ALTER TABLE videos ADD COLUMN rating INTEGER'];
  const database = () => new Database(file(), { backup: () => usableBackup(file()) });

  it('back the database up before each step', () => {
    const library = open();
    addVideo(library);
    close(library);
    const upgraded = database();
    migrate(upgraded, later);
    expect(upgraded.get('SELECT title, rating FROM videos')).toEqual({ title: 'One day', rating: null });
    upgraded.close();
    const copy = usableBackup(file());
    expect(copy).toMatchObject({ videos: 1 });
    const backup = new DatabaseSync(join(dir, copy?.name ?? ''), { readOnly: true });
    expect(backup.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
    expect(backup.prepare('SELECT title FROM videos').get()).toEqual({ title: 'One day' });
    backup.close();
  });

  it('leave the old version when a step fails', () => {
    close(open());
    const failing = database();
    const broken = 'CREATE TABLE half (x); ALTER TABLE nowhere ADD COLUMN x';
    expect(() => migrate(failing, [...MIGRATIONS, broken])).toThrow('nowhere');
    expect(failing.pragma('user_version')).toBe(MIGRATIONS.length);
    expect(failing.get("SELECT name FROM sqlite_schema WHERE name = 'half'")).toBeNull();
    failing.close();
    expect(open().videos.list()).toEqual([]);
  });

  it('do not touch a database of a later version, nor one of another program', () => {
    close(open());
    const upgraded = database();
    migrate(upgraded, later);
    upgraded.close();
    expect(() => open()).toThrow('later version');
    expect(code(() => open())).toBe('LibraryBroken');
    rmSync(file());
    const other = new DatabaseSync(file());
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    expect(() => open()).toThrow('not one of Longtake');
  });
});

describe('a damaged database', () => {
  const damage = () => {
    const file = join(dir, 'library.db');
    writeFileSync(file, 'this is not a database, it only has its name'.repeat(100));
    return readFileSync(file);
  };
  const thrownBy = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return null;
  };
  /** A copy of the library as it is, under a name. */
  const backUp = (name: string, madeAt: string) => {
    mkdirSync(join(dir, 'backups'), { recursive: true });
    const to = join(dir, 'backups', name);
    copyFileSync(join(dir, 'library.db'), to);
    utimesSync(to, new Date(madeAt), new Date(madeAt));
  };

  it('is reported, with the newest backup that holds something, and kept', () => {
    close(open());
    backUp('library-version-9.db', '2026-09-09T12:00:00Z');
    const library = open();
    addVideo(library);
    close(library);
    backUp('library-version-1.db', '2026-01-02T12:00:00Z');
    const more = open();
    addVideo(more, B, '/films/Two.mp4');
    close(more);
    backUp('library-version-2.db', '2026-03-04T12:00:00Z');
    writeFileSync(join(dir, 'backups', 'library-version-10.db'), 'a backup');
    const before = damage();
    const thrown = thrownBy(() => open());
    expect(thrown).toMatchObject({ code: 'LibraryBroken', message: expect.stringContaining('damaged') });
    expect(thrown).toMatchObject({ remedy: expect.stringContaining('library-version-2.db') });
    expect(thrown).toMatchObject({ remedy: expect.stringMatching(/2 videos as of March 4, 2026/) });
    expect(code(() => open(true))).toBe('LibraryBroken');
    expect(readFileSync(join(dir, 'library.db'))).toEqual(before);
    expect(existsSync(join(dir, 'library.pid'))).toBe(false);
    // What the remedy says, done.
    copyFileSync(join(dir, 'backups', 'library-version-2.db'), join(dir, 'library.db'));
    expect(open().videos.list()).toHaveLength(2);
  });

  it('has no backup named that holds nothing', () => {
    close(open());
    backUp('library-version-1.db', '2026-01-02T12:00:00Z');
    damage();
    expect(thrownBy(() => open())).toMatchObject({ remedy: expect.not.stringContaining('backups') });
  });

  it('is one of no bytes, where films were indexed or a backup holds some, and stays as it is', () => {
    const file = join(dir, 'library.db');
    writeFileSync(file, '');
    close(open());
    const library = open();
    addVideo(library);
    close(library);
    mkdirSync(join(dir, 'index', A), { recursive: true });
    writeFileSync(file, '');
    expect([code(() => open()), code(() => open(true)), statSync(file).size]).toEqual([
      ...['LibraryBroken', 'LibraryBroken', 0],
    ]);
    rmSync(join(dir, 'index'), { recursive: true });
    // What was written ahead went with it.
    for (const name of readdirSync(dir)) if (/-(wal|shm)$/.test(name)) rmSync(join(dir, name));
    expect(open().videos.list()).toEqual([]);
  });

  it('does not cost the backup of what was there before', () => {
    const file = join(dir, 'library.db');
    const library = open();
    addVideo(library);
    close(library);
    backUp(`library-version-${MIGRATIONS.length}.db`, '2026-01-02T12:00:00Z');
    // Another video alone: a library that was begun anew.
    rmSync(file);
    const anew = open();
    addVideo(anew, B);
    close(anew);
    const later = [...MIGRATIONS, 'ALTER TABLE videos ADD COLUMN rating INTEGER'];
    const migrating = new Database(file, { backup: () => null });
    migrate(migrating, later);
    migrating.close();
    const ids = readdirSync(join(dir, 'backups')).map((name) => {
      const copy = new DatabaseSync(join(dir, 'backups', name), { readOnly: true });
      const row = copy.prepare('SELECT id FROM videos').get();
      copy.close();
      return row?.id;
    });
    expect(ids.sort()).toEqual([A, B]);
  });

  it('is found out after a crash even where the damage is deep inside', () => {
    const library = open();
    addVideo(library);
    library.segments.replace(
      A,
      'speech',
      Array.from({ length: 3000 }, (_, i) => segment(i, `word${i} `.repeat(10))),
    );
    close(library);
    const file = join(dir, 'library.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 20_000);
    writeFileSync(file, bytes);
    writeFileSync(join(dir, 'library.pid'), '1');
    expect(code(() => open())).toBe('LibraryBroken');
    expect(readFileSync(file)).toEqual(bytes);
  });
});
