import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { usableBackup } from './backups';
import { restoreDatabase } from './copy';
import { Database } from './database';
import { openLibrary, openOrRead } from './library';
import { hasWriteAheadLog, isShared, SHARED_MARK } from './shared-disk';
import {
  A,
  addVideo,
  B,
  close,
  code,
  dir,
  librariesPerTest,
  moveOn,
  open,
  opened,
  segment,
} from './testing/libraries';

librariesPerTest();

const file = () => join(dir, 'library.db');
const share = () => writeFileSync(join(dir, SHARED_MARK), '');

/** What is left when the machine of a writer is gone in the midst of a change of all its lines. */
async function interrupt(): Promise<void> {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(${JSON.stringify(file())});
    database.exec("PRAGMA cache_size = 2; BEGIN; UPDATE segments SET text = 'half a change'");
    process.stdout.write('begun');
    setInterval(() => database, 1000);`;
  const writer = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(writer.stdout, 'data');
  const gone = once(writer, 'exit');
  writer.kill('SIGKILL');
  await gone;
}

const lines = (text: string) => Array.from({ length: 2_000 }, (_, id) => segment(id, `${text} ${id}`));

describe('a library that other machines read too', () => {
  it('is told by a file beside it, which the local disk of a test has not of itself', () => {
    mkdirSync(dir, { recursive: true });
    expect(isShared(dir)).toBe(false);
    share();
    expect(isShared(dir)).toBe(true);
  });

  it('has no log and no memory beside it, and is read as it changes', () => {
    close(open());
    expect(hasWriteAheadLog(file())).toBe(true);
    share();
    const writer = open();
    addVideo(writer);
    expect(hasWriteAheadLog(file())).toBe(false);
    const reader = open(true);
    expect(reader.videos.get(A).title).toBe('One day');
    writer.videos.rename(A, 'Another day');
    expect(reader.videos.get(A).title).toBe('Another day');
    expect(readdirSync(dir).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  });

  it('is read with what the log of a writer on the server itself holds, without a file being made beside it', () => {
    const writer = open();
    addVideo(writer);
    const at = dir;
    moveOn();
    for (const name of ['library.db', 'library.db-wal']) copyFileSync(join(at, name), join(dir, name));
    share();
    const before = readdirSync(dir);
    expect(open(true).videos.list()).toHaveLength(1);
    expect(readdirSync(dir)).toEqual(before);
    close(writer);
    rmSync(at, { recursive: true, force: true });
  });

  it('is what it was, for readers and the next writer, where a writer was gone in the midst of a change', async () => {
    share();
    const writer = open();
    addVideo(writer);
    writer.segments.replace(A, 'speech', lines('Whole'));
    close(writer);
    await interrupt();
    const reader = open(true);
    expect(new Set(reader.segments.list(A, 'speech').map(({ text }) => text.split(' ')[0]))).toEqual(
      new Set(['Whole']),
    );
    const next = open();
    expect(next.segments.list(A, 'speech')).toHaveLength(2_000);
    expect(next.segments.list(A, 'speech')[0]?.text).toBe('Whole 0');
  });

  it('tells one who had it open when a writer went what helps', async () => {
    share();
    const writer = open();
    addVideo(writer);
    writer.segments.replace(A, 'speech', lines('Whole'));
    close(writer);
    const reader = open(true);
    await interrupt();
    expect(() => reader.segments.list(A, 'speech')).toThrow('in the midst of a change');
    close(open());
    expect(reader.segments.list(A, 'speech')).toHaveLength(2_000);
  });

  it('is put back from a backup without the journal of what was there', async () => {
    share();
    const writer = open();
    addVideo(writer);
    writer.segments.replace(A, 'speech', lines('Whole'));
    const backup = join(dir, 'backup.db');
    await writer.copyTo(backup);
    addVideo(writer, B, '/films/Two.mp4');
    close(writer);
    await interrupt();
    await restoreDatabase(dir, backup);
    expect(open().segments.list(A, 'speech')[0]?.text).toBe('Whole 0');
  });

  it('is called damaged where it is', () => {
    share();
    close(open());
    const bytes = readFileSync(file());
    writeFileSync(file(), Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 7)]));
    expect(code(() => open())).toBe('LibraryBroken');
  });
});

describe('a writer on another machine', () => {
  const sign = (host: string, secondsAgo = 0) => {
    const at = join(dir, 'library.pid');
    writeFileSync(at, `12 its window\n${host}`);
    const when = new Date(Date.now() - secondsAgo * 1000);
    utimesSync(at, when, when);
  };
  const openEither = () =>
    openOrRead(false, (why) => {
      const library = openLibrary({ dir, readOnly: why !== undefined, why: why ?? null });
      opened.push(library);
      return library;
    });

  it('that gave a sign of life just now has the library, whatever the locks say; it is read beside it', () => {
    share();
    close(open());
    sign('another-machine');
    expect(() => open()).toThrow('its window, process 12 on another-machine');
    expect(existsSync(join(dir, 'library.pid'))).toBe(true);
    const reader = openEither();
    expect(reader.readOnly).toBe(true);
    expect(() => reader.settings.set({ theme: 'dark' })).toThrow('another-machine');
  });

  it('that gave none for a while, or is this one, does not have it', () => {
    share();
    close(open());
    sign('another-machine', 120);
    close(open());
    sign(hostname());
    close(open());
  });

  it('is named in the library while that is open', () => {
    share();
    const library = openLibrary({ dir, program: 'its window' });
    opened.push(library);
    expect(readFileSync(join(dir, 'library.pid'), 'utf8')).toBe(`${process.pid} its window\n${hostname()}`);
    close(library);
    expect(existsSync(join(dir, 'library.pid'))).toBe(false);
  });
});

it('a change that waited for others in vain says that nothing is lost', () => {
  close(open());
  const other = new DatabaseSync(file());
  const database = new Database(file(), { backup: () => usableBackup(file()) });
  database.exec('PRAGMA busy_timeout = 0');
  other.exec('BEGIN EXCLUSIVE');
  expect(() => database.run('DELETE FROM settings')).toThrow('so many');
  other.close();
  database.close();
});
