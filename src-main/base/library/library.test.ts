import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOT_UNDERSTOOD } from '../../../src-shared/analysis';
import type { ChatMessage } from '../../../src-shared/answers';
import type { Job } from '../../../src-shared/jobs';
import { DEFAULT_SETTINGS } from '../../../src-shared/settings';
import { openLibrary, openOrRead } from './library';
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

const job: Job = {
  id: 'job-1',
  videoId: A,
  state: 'running',
  stage: 'frames',
  progress: 0.25,
  etaSeconds: 12,
  framesDone: 7,
  framesPerSecond: 3.5,
  device: 'cpu',
  error: null,
};
const message: ChatMessage = {
  id: 'm1',
  role: 'assistant',
  text: 'A dog [[0]]',
  citations: [{ videoId: A, kind: 'seen', from: 0, to: 1_000_000, frameIndex: 0, quote: 'dog' }],
  confidence: null,
  details: ['Looked at 5 frames.'],
  writtenBy: 'LLaVA-Mini 8B',
  soFar: { unread: 1, position: 0.25, range: { from: 0, to: 9 } },
  state: 'streaming',
  error: null,
  createdAt: 5,
};

const holders: ChildProcess[] = [];
afterEach(() => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
});

/** The folders go in the background; a busy machine takes its time. */
async function indexFolderIsEmpty(): Promise<void> {
  await vi.waitFor(() => expect(readdirSync(join(dir, 'index'))).toEqual([]), { timeout: 20_000 });
}

describe('a library', () => {
  it('keeps everything over a restart', () => {
    const first = open();
    addVideo(first);
    first.videos.setIndexed(A, { frameCount: 3, duration: 4_900_000, packId: 'core', hasPoster: true });
    first.videos.setState(A, 'ready');
    const scenes = [{ index: 0, from: 0, to: 4_900_000, keyFrame: 1_000_000, keyFrameIndex: 1 }];
    first.scenes.replace(A, scenes);
    first.segments.replace(A, 'speech', [segment(0, 'Hello there'), segment(1, 'Good bye')]);
    first.chats.save({ videoId: A }, { ...message, state: 'done', confidence: 'low' });
    first.settings.set({ framesPerSecond: 2, theme: 'dark' });
    const before = first.videos.get(A);
    close(first);

    const second = open();
    expect(second.videos.list()).toEqual([before]);
    expect(before).toMatchObject({ state: 'ready', frameCount: 3, duration: 4_900_000, hasPoster: true });
    expect(before.fileName).toBe('One day.mp4');
    expect(second.scenes.list(A)).toEqual(scenes);
    expect(second.segments.list(A)).toEqual([segment(0, 'Hello there'), segment(1, 'Good bye')]);
    expect(second.segments.between(A, 900_000, 1_000_001)).toEqual([segment(1, 'Good bye')]);
    expect(second.segments.get(A, 'speech', 1)?.text).toBe('Good bye');
    expect(second.segments.get(A, 'speech', 2)).toBeNull();
    expect(second.chats.find('m1')?.message.confidence).toBe('low');
    expect(second.settings.get()).toEqual({ ...DEFAULT_SETTINGS, framesPerSecond: 2, theme: 'dark' });
  });

  it('says NotFound for a video that it has not', () => {
    const library = open();
    expect(code(() => library.videos.get(A))).toBe('NotFound');
    expect(code(() => library.videos.setState(A, 'ready'))).toBe('NotFound');
    expect(code(() => library.videos.remove(A))).toBe('NotFound');
    expect(library.videos.find(A)).toBeNull();
  });

  it('refuses settings out of range and keeps the old ones', () => {
    const library = open();
    expect(code(() => library.settings.set({ framesPerSecond: 9 }))).not.toBe('no error');
    expect(library.settings.get()).toEqual(DEFAULT_SETTINGS);
  });

  it('forgets a setting that this version does not understand', () => {
    const library = open();
    close(library);
    const raw = new DatabaseSync(join(dir, 'library.db'));
    raw.exec(`INSERT INTO settings VALUES ('theme', '"sepia"'), ('transcribe', 'false')`);
    raw.close();
    expect(open().settings.get()).toEqual({ ...DEFAULT_SETTINGS, transcribe: false });
  });

  it('stores a transaction as a whole or not at all', () => {
    const library = open();
    addVideo(library);
    expect(() =>
      library.transaction(() => {
        library.segments.replace(A, 'speech', [segment(0, 'half')]);
        library.videos.setState(A, 'ready');
        throw new Error('broken off');
      }),
    ).toThrow('broken off');
    expect(library.segments.list(A)).toEqual([]);
    expect(library.videos.get(A).state).toBe('new');
  });
});

describe('removing a video', () => {
  it('removes its index, chats and words, and never the file', async () => {
    const film = join(dir, 'film.mp4');
    writeFileSync(film, 'precious');
    const library = open();
    addVideo(library, A, film);
    addVideo(library, B);
    library.jobs.save(job);
    library.segments.replace(A, 'speech', [segment(0, 'hello')]);
    library.segments.replace(B, 'speech', [segment(0, 'hello')]);
    library.chats.save({ videoId: A }, message);
    writeFileSync(join(library.indexDir(A), 'tokens'), 'x');
    library.videos.remove(A);

    expect(library.videos.list().map((v) => v.id)).toEqual([B]);
    expect(library.jobs.list()).toEqual([]);
    expect(library.chats.find('m1')).toBeNull();
    const hits = library.segments.search('hello', { scope: 'all', limit: 10, mode: 'all' });
    expect(hits.map((hit) => hit.videoId)).toEqual([B]);
    expect(existsSync(join(dir, 'index', A))).toBe(false);
    expect(readFileSync(film, 'utf8')).toBe('precious');
    await indexFolderIsEmpty();
  });

  it('deletes at the next start what it could not delete', async () => {
    const library = open();
    addVideo(library);
    const folder = library.indexDir(A);
    close(library);
    const raw = new DatabaseSync(join(dir, 'library.db'));
    raw.exec(`DELETE FROM videos; INSERT INTO doomed_folders VALUES ('${A}')`);
    raw.close();
    open();
    expect(existsSync(folder)).toBe(false);
    await indexFolderIsEmpty();
  });
});

describe('after a crash', () => {
  it('queues what was running and stops what was streaming', () => {
    const library = open();
    addVideo(library);
    addVideo(library, B);
    library.videos.setState(A, 'indexing');
    library.jobs.save(job);
    library.jobs.save({ ...job, id: 'job-2', videoId: B, state: 'paused' });
    library.chats.save('all', message);
    close(library);

    const again = open();
    expect(again.jobs.find(A)).toMatchObject({ state: 'queued', progress: 0.25, framesDone: 7 });
    expect(again.jobs.find(B)?.state).toBe('paused');
    expect(again.videos.get(A).state).toBe('queued');
    expect(again.chats.history('all')).toEqual([{ ...message, state: 'stopped' }]);
  });

  it('keeps jobs in the order in which they came, whatever is saved later', () => {
    const library = open();
    addVideo(library);
    addVideo(library, B);
    library.jobs.save({ ...job, videoId: B, id: 'b' });
    library.jobs.save({ ...job, videoId: A, id: 'a' });
    library.jobs.save({ ...job, videoId: B, id: 'b', progress: 0.5 });
    expect(library.jobs.list().map((j) => j.id)).toEqual(['b', 'a']);
  });
});

describe('one writer', () => {
  it('turns the second away, and lets readers in beside the first', () => {
    const writer = open();
    addVideo(writer);
    expect(code(() => open())).toBe('LibraryInUse');
    const reader = open(true);
    expect(reader.videos.get(A).title).toBe('One day');
    writer.videos.rename(A, 'Another day');
    expect(reader.videos.get(A).title).toBe('Another day');
    expect(code(() => reader.videos.rename(A, 'No'))).toBe('LibraryInUse');
    close(writer);
    expect(open().videos.get(A).title).toBe('Another day');
  });

  it('takes over from a process that was killed', async () => {
    close(open());
    const script = `
      const { DatabaseSync } = require('node:sqlite');
      const { writeFileSync } = require('node:fs');
      const lock = new DatabaseSync(${JSON.stringify(join(dir, 'library.lock'))});
      lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      writeFileSync(${JSON.stringify(join(dir, 'library.pid'))}, String(process.pid));
      process.stdout.write('held');
      setInterval(() => lock, 1000);`;
    const holder = spawn(process.execPath, ['-e', script], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    holders.push(holder);
    await once(holder.stdout, 'data');
    expect(code(() => open())).toBe('LibraryInUse');
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    expect(open().videos.list()).toEqual([]);
  });

  it('has nothing to read where there is no library', () => {
    expect(code(() => open(true))).toBe('NotFound');
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('lines that were not understood', () => {
  it('are given without the others, but for those that a person wrote', () => {
    const library = open();
    addVideo(library);
    const foreign = (id: number) => ({
      ...segment(id, NOT_UNDERSTOOD.text),
      language: NOT_UNDERSTOOD.language,
    });
    library.segments.replace(A, 'speech', [segment(0, 'Hello'), foreign(1), foreign(2)]);
    library.segments.correct(A, 'speech', 2, 'Guten Tag');
    expect(library.segments.notUnderstood(A).map(({ id }) => id)).toEqual([1]);
    expect(library.segments.notUnderstood(B)).toEqual([]);
    close(library);
    // Of half a million lines, these alone are read.
    const database = new DatabaseSync(join(dir, 'library.db'));
    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT * FROM segments WHERE video_id = ? AND language = 'und'")
      .all(A);
    database.close();
    expect(JSON.stringify(plan)).toContain('segments_not_understood');
  });
});

describe('a library that may not be written to', () => {
  /** Whatever the user may do, a folder in a file's place cannot be written as a file. */
  function lockAway(...names: string[]): void {
    for (const name of names) {
      rmSync(join(dir, name), { force: true });
      mkdirSync(join(dir, name));
    }
  }
  const openEither = (beside = false) =>
    openOrRead(beside, (why) => {
      const library = openLibrary({ dir, readOnly: why !== undefined, why: why ?? null });
      opened.push(library);
      return library;
    });

  it('is read, and says why nothing can be changed', () => {
    const writer = open();
    addVideo(writer);
    writer.segments.replace(A, 'speech', [segment(0, 'Hello there')]);
    close(writer);
    lockAway('library.lock', 'library.db-shm');
    const reader = openEither();
    expect(reader.readOnly).toBe(true);
    expect(reader.segments.search('hello', { scope: 'all', limit: 5, mode: 'all' })).toHaveLength(1);
    expect(() => reader.videos.rename(A, 'No')).toThrow(dir);
    expect(code(() => reader.videos.rename(A, 'No'))).toBe('NoPermission');
    // A chat goes on in memory.
    reader.chats.save('all', message);
    reader.chats.save('all', { ...message, state: 'done' });
    expect(reader.chats.history('all')).toEqual([{ ...message, state: 'done' }]);
    expect(reader.chats.find('m1')).toMatchObject({ scope: 'all' });
    const taken = reader.chats.takeOut('all', 'open');
    expect(reader.chats.history('all')).toEqual([]);
    reader.chats.putBack(taken);
    expect(reader.chats.history('all')).toHaveLength(1);
  });

  it('is read with what a crash left in its log', () => {
    const writer = open();
    addVideo(writer);
    const at = dir;
    moveOn();
    // The log holds what the file does not yet.
    for (const name of ['library.db', 'library.db-wal']) copyFileSync(join(at, name), join(dir, name));
    lockAway('library.lock', 'library.db-shm');
    expect(openEither().videos.list()).toHaveLength(1);
    close(writer);
    rmSync(at, { recursive: true, force: true });
  });

  it('that is not there is not made up', () => {
    lockAway('library.lock');
    expect(code(() => openEither())).toBe('NoPermission');
  });

  it('because another has it says who', () => {
    const writer = openLibrary({ dir, program: 'its window' });
    opened.push(writer);
    expect(() => open()).toThrow(`its window, process ${process.pid}`);
    expect(code(() => openEither())).toBe('LibraryInUse');
    const reader = openEither(true);
    expect(code(() => reader.settings.set({ theme: 'dark' }))).toBe('LibraryInUse');
  });
});
