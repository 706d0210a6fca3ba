import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyLibrary } from '../../base/library/copy';
import { holdsLibrary, openLibrary } from '../../base/library/library';
import { libraryPlace, usualLibrary } from '../../base/library/place';
import type { Library } from '../../base/library/types';
import type { Question } from './dialogs';
import { placeHandlers } from './place-handlers';

const ID = 'a'.repeat(32);

let home: string;
let library: Library;
/** What the person chooses and says. */
let chosen: string | null;
let yes: boolean;
let asked: Question[];
let starts: ((() => Promise<void>) | undefined)[];
let told: unknown[];
/** The event at which the person stops the move. */
let stopAt: string | null;
let handlers: ReturnType<typeof placeHandlers>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'longtake-place-'));
  library = openLibrary({ dir: usualLibrary(home) });
  const media = { container: 'mp4', duration: 1, video: null, audio: [] };
  library.videos.add({ id: ID, path: '/a.mp4', title: 'a', sizeBytes: 1, media });
  [chosen, yes, asked, starts, told, stopAt] = [null, true, [], [], [], null];
  handlers = placeHandlers({
    services: { library, copyLibrary: (to, how) => copyLibrary(library, to, how) },
    dialogs: {
      chooseVideos: async () => [],
      chooseReplacement: async () => null,
      chooseSubtitles: async () => null,
      choosePack: async () => null,
      chooseFolder: async () => chosen,
      chooseBackup: async () => chosen,
      chooseDestination: async () => chosen,
      confirm: async (question) => {
        asked.push(question);
        return yes;
      },
    },
    send: (event, payload) => {
      told.push(payload);
      if (event === stopAt) handlers['library.stopMove']();
    },
    userDataDir: home,
    restart: (whenClosed) => starts.push(whenClosed),
    closing: new AbortController().signal,
  });
});
afterEach(() => {
  library.close();
  rmSync(home, { recursive: true, force: true });
});

it('moves the library and starts again with the copy, once it is whole', async () => {
  chosen = join(home, 'elsewhere');
  await handlers['library.move']();
  expect(libraryPlace(home)).toBe(chosen);
  expect(holdsLibrary(chosen) && starts.length === 1).toBe(true);
  expect(told.at(-1)).toBeNull();
});

it('stops a move that the person stops, without a word', async () => {
  chosen = join(home, 'elsewhere');
  writeFileSync(join(library.indexDir(ID), 'tokens.ltk'), 'tokens');
  stopAt = 'library.copying';
  await handlers['library.move']();
  expect([existsSync(chosen), asked, libraryPlace(home)]).toEqual([false, [], usualLibrary(home)]);
});

it('leaves all as it is where the person says no, or chooses nothing', async () => {
  await handlers['library.move']();
  expect(asked).toEqual([]);
  [chosen, yes] = [join(home, 'elsewhere'), false];
  await handlers['library.move']();
  await handlers['library.openUsual']();
  expect(asked).toHaveLength(2);
  expect([libraryPlace(home), starts]).toEqual([usualLibrary(home), []]);
});

it('opens another library, begins a new one in an empty folder, and takes no folder of other files', async () => {
  chosen = join(home, 'empty');
  mkdirSync(chosen);
  await handlers['library.openOther']();
  expect([libraryPlace(home), holdsLibrary(chosen)]).toEqual([chosen, true]);
  chosen = join(home, 'files');
  mkdirSync(chosen);
  writeFileSync(join(chosen, 'mine.txt'), 'mine');
  await expect(handlers['library.openOther']()).rejects.toMatchObject({ code: 'BadRequest' });
  writeFileSync(join(chosen, 'library.db'), 'no library');
  await expect(handlers['library.openOther']()).rejects.toMatchObject({ code: 'LibraryBroken' });
  expect([libraryPlace(home), starts.length]).toEqual([join(home, 'empty'), 1]);
});

it('writes a backup where the person says, and puts it back once all is closed', async () => {
  chosen = join(home, 'kept.db');
  await handlers['library.backUp']();
  library.videos.rename(ID, 'b');
  await handlers['library.restore']();
  expect(asked[0]?.detail).toContain('1 video');
  library.close();
  await starts[0]?.();
  library = openLibrary({ dir: usualLibrary(home) });
  expect(library.videos.get(ID).title).toBe('a');
});

it('writes no backup over another kind of file, nor into the library', async () => {
  for (const [name, words] of [
    ['notes.txt', 'mine'],
    ['film.db', 'no database'],
  ] as const) {
    chosen = join(home, name);
    writeFileSync(chosen, words);
    await expect(handlers['library.backUp']()).rejects.toMatchObject({ code: expect.any(String) });
  }
  chosen = join(library.dir, 'mine.db');
  await expect(handlers['library.backUp']()).rejects.toMatchObject({ code: expect.any(String) });
  expect(existsSync(chosen)).toBe(false);
  chosen = join(home, 'notes.txt');
  await expect(handlers['library.restore']()).rejects.toMatchObject({ code: 'BadRequest' });
});
