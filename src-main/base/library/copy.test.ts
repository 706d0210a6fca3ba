import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { backupOf, usableBackup } from './backups';
import { copyLibrary, restoreDatabase } from './copy';
import { LibraryAway } from './errors';
import { openLibrary } from './library';
import { chooseLibrary, libraryPlace, presentLibrary, usualLibrary } from './place';
import { A, addVideo, B, close, dir, librariesPerTest, open, segment } from './testing/libraries';
import type { Library } from './types';

librariesPerTest();

const signal = new AbortController().signal;

/** A library with one film whose index has files of two depths. */
function filled(): Library {
  const library = open();
  addVideo(library);
  const index = library.indexDir(A);
  mkdirSync(join(index, 'tracks'));
  writeFileSync(join(index, 'tokens.ltk'), Buffer.alloc(70_000, 7));
  writeFileSync(join(index, 'tracks', 'tracks.json'), '{}');
  return library;
}

const titles = (at: string): string[] => {
  const library = openLibrary({ dir: at });
  try {
    return library.videos.list().map(({ title }) => title);
  } finally {
    library.close();
  }
};

describe('a library that is copied while it is open', () => {
  it('is whole at its new place, and stays at the old one', async () => {
    const library = filled();
    const to = join(dir, '..', `${dir}-moved`, 'deep');
    const told: number[] = [];
    try {
      await copyLibrary(library, to, { signal, onProgress: (done, total) => told.push(done / total) });
      for (const name of ['tokens.ltk', join('tracks', 'tracks.json')]) {
        const bytes = readFileSync(join(to, 'index', A, name));
        expect(bytes.equals(readFileSync(join(library.indexDir(A), name))), name).toBe(true);
      }
      expect(told.at(-1)).toBe(1);
      expect(titles(to)).toEqual(['One day']);
      close(library);
      expect(titles(dir)).toEqual(['One day']);
    } finally {
      rmSync(`${dir}-moved`, { recursive: true, force: true });
    }
  });

  it('takes with it what comes while it is copied, and leaves what goes', async () => {
    const library = filled();
    const gone = join(library.indexDir(A), 'gone.bin');
    writeFileSync(gone, 'soon gone');
    const to = `${dir}-moved`;
    let round = 0;
    const onProgress = (done: number, total: number): void => {
      if (done < total || round++ > 0) return;
      addVideo(library, B, '/films/Another day.mp4');
      writeFileSync(join(library.indexDir(B), 'tokens.ltk'), 'later');
      writeFileSync(join(library.indexDir(A), 'tokens.ltk'), 'changed');
      rmSync(gone);
    };
    try {
      await copyLibrary(library, to, { signal, onProgress });
      expect(readFileSync(join(to, 'index', B, 'tokens.ltk'), 'utf8')).toBe('later');
      expect(readFileSync(join(to, 'index', A, 'tokens.ltk'), 'utf8')).toBe('changed');
      expect(existsSync(join(to, 'index', A, 'gone.bin'))).toBe(false);
      expect(titles(to)).toHaveLength(2);
    } finally {
      rmSync(to, { recursive: true, force: true });
    }
  });

  it('leaves nothing behind where it is stopped, and a folder that was there stays, empty', async () => {
    const library = filled();
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const to = `${dir}-moved`;
    mkdirSync(to);
    try {
      const stopped = copyLibrary(library, to, { signal: controller.signal, onProgress });
      await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(to)).toEqual([]);
      const fresh = copyLibrary(library, join(to, 'new'), { signal: controller.signal });
      await expect(fresh).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(to)).toEqual([]);
    } finally {
      rmSync(to, { recursive: true, force: true });
    }
  });

  it('goes to no folder that holds something, to no file, and not into itself', async () => {
    const library = filled();
    const file = join(dir, 'index', A, 'tokens.ltk');
    for (const to of [dir, join(dir, 'index', 'new'), file]) {
      await expect(copyLibrary(library, to, { signal })).rejects.toMatchObject({ code: 'BadRequest' });
    }
    const taken = `${dir}-taken`;
    mkdirSync(taken);
    writeFileSync(join(taken, 'mine.txt'), 'mine');
    try {
      await expect(copyLibrary(library, taken, { signal })).rejects.toMatchObject({ code: 'BadRequest' });
      expect(readdirSync(taken)).toEqual(['mine.txt']);
    } finally {
      rmSync(taken, { recursive: true });
    }
    expect(existsSync(file)).toBe(true);
  });
});

describe('a backup that is put back', () => {
  it('brings what it holds, and keeps what was there among the backups', async () => {
    const library = filled();
    const backup = join(dir, 'mine.db');
    await library.copyTo(backup);
    expect(backupOf(backup)).toMatchObject({ name: 'mine.db', videos: 1 });
    library.videos.rename(A, 'Renamed');
    close(library);
    await restoreDatabase(dir, backup);
    expect(titles(dir)).toEqual(['One day']);
    const kept = usableBackup(join(dir, 'library.db'));
    expect(kept?.name).toContain('before-restoring');
    await restoreDatabase(dir, join(dir, kept?.name ?? ''));
    expect(titles(dir)).toEqual(['Renamed']);
  });

  it('is written while others go on, with what they change meanwhile or without it, and needs nothing beside it', async () => {
    const library = filled();
    const lines = (text: string) => Array.from({ length: 20_000 }, (_, id) => segment(id, `${text} ${id}`));
    library.segments.replace(A, 'speech', lines('before'));
    const backup = join(dir, 'mine.db');
    const copied = library.copyTo(backup);
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 0);
    library.segments.replace(A, 'speech', lines('after'));
    await copied.finally(() => clearInterval(turning));
    expect(turns).toBeGreaterThan(0);
    const copy = new DatabaseSync(backup, { readOnly: true });
    const kinds = copy.prepare('SELECT DISTINCT substr(text, 1, 5) AS kind FROM segments').all();
    expect(kinds).toHaveLength(1);
    expect(copy.prepare('PRAGMA quick_check(1)').get()).toMatchObject({ quick_check: 'ok' });
    copy.close();
    expect(readdirSync(dir).filter((name) => name.startsWith('mine.db'))).toEqual(['mine.db']);
  });

  it('is refused where it is none, and the library stays', async () => {
    close(filled());
    const file = join(dir, 'no.db');
    writeFileSync(file, 'no database');
    await expect(restoreDatabase(dir, file)).rejects.toMatchObject({ code: 'BadRequest' });
    expect(titles(dir)).toEqual(['One day']);
  });
});

describe('the place of the library', () => {
  it('is the usual one until another is chosen, whatever the file says that names it', async () => {
    expect(libraryPlace(dir)).toBe(usualLibrary(dir));
    for (const words of ['', '{', '{"library":"relative"}', '{"library":7}', '[]']) {
      writeFileSync(join(dir, 'library-place.json'), words);
      expect(presentLibrary(dir)).toBe(usualLibrary(dir));
    }
    const other = join(dir, 'other');
    openLibrary({ dir: other }).close();
    await chooseLibrary(dir, other);
    expect(presentLibrary(dir)).toBe(other);
  });

  it('begins no empty library where the chosen one’s disk is away', async () => {
    await chooseLibrary(dir, join(dir, 'away'));
    expect(() => presentLibrary(dir)).toThrow(LibraryAway);
    expect(existsSync(join(dir, 'away'))).toBe(false);
  });
});
