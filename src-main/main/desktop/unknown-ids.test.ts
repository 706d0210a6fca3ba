import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONTRACT, type Input, type MethodName } from '../../../src-shared/ipc';
import { openServices, type Services } from '../services';
import { answerCall, type Handlers } from './call';
import { ClipExports } from './clip-exports';
import { DragFiles } from './drag-files';
import { createHandlers } from './handlers';
import { Notices } from './notices';
import { PlayerService } from './player-service';
import { openUpdates } from './update-handlers';

vi.mock('electron', () => ({
  app: { getVersion: () => '1.2.3' },
  shell: { openPath: async () => '', openExternal: async () => undefined, showItemInFolder: () => undefined },
  clipboard: { writeText: () => undefined },
}));

let dir: string;
let services: Services;
let handlers: Handlers;
/** What nobody foresaw: must stay empty. */
const unforeseen: unknown[] = [];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-unknown-'));
  services = openServices({
    userDataDir: dir,
    resourcesDir: resolve('resources'),
    spawnWorker: () => {
      throw new Error('nothing here needs a worker');
    },
    onUnexpected: (error) => unforeseen.push(error),
  });
  handlers = createHandlers({
    services,
    player: new PlayerService(services.library, services.ffmpegPath, () => undefined),
    dialogs: {
      chooseVideos: async () => [],
      chooseReplacement: async () => null,
      chooseSubtitles: () => Promise.resolve(null),
      choosePack: async () => null,
      chooseFolder: async () => dir,
      chooseBackup: async () => null,
      chooseDestination: async () => join(dir, 'out'),
      confirm: async () => true,
    },
    send: () => undefined,
    libraryChanged: () => undefined,
    opened: [],
    notices: new Notices(() => undefined),
    frame: {
      zoom: () => undefined,
      setUndoable: () => undefined,
      setKeys: () => undefined,
      systemLanguage: 'en',
      setTheme: () => undefined,
      started: () => undefined,
      startDrag: () => undefined,
    },
    diagnostics: async () => '',
    resourcesDir: resolve('resources'),
    userDataDir: dir,
    dragFiles: new DragFiles(join(dir, 'dragged'), {
      ...{ library: services.library, ffmpegPath: services.ffmpegPath, signal: new AbortController().signal },
    }),
    restart: () => undefined,
    leave: () => undefined,
    updates: openUpdates({
      ...{ services, send: () => undefined, userDataDir: dir, version: '1.0.0' },
      onUnexpected: (error) => unforeseen.push(error),
    }),
    closing: new AbortController().signal,
    clips: new ClipExports(
      { library: services.library, ffmpegPath: services.ffmpegPath, signal: new AbortController().signal },
      () => undefined,
    ),
  });
});
afterAll(async () => {
  await services.close();
  rmSync(dir, { recursive: true, force: true });
});

const videoId = 'f'.repeat(32);
const scope = { videoId };
const place = { videoId, from: 0, to: 1, title: '', note: '' };
const find = {
  ...place,
  ...{ frameIndex: null, kind: null, colour: null, tags: [] },
};
/** Every method that takes an id, with one that stands for nothing; and what is answered. */
const UNKNOWN = {
  'library.rename': [{ videoId, title: 'New' }, 'NotFound'],
  'library.remove': [{ videoIds: [videoId] }, 'NotFound'],
  'library.relocate': [{ videoId }, 'NotFound'],
  'library.showTranscript': [{ videoId, key: 'heard-0' }, 'NotFound'],
  'library.addAtRate': [{ videoId, rate: 12 }, 'NotFound'],
  'library.chooseAudio': [{ videoId, audio: 0 }, 'NotFound'],
  'library.importSubtitles': [{ videoId }, 'NotFound'],
  'library.revealFile': [{ videoId }, 'NotFound'],
  'jobs.start': [{ videoId }, 'NotFound'],
  'jobs.pause': [{ videoId }, 'NotFound'],
  'jobs.resume': [{ videoId }, 'NotFound'],
  'jobs.cancel': [{ videoId }, 'NotFound'],
  'jobs.retry': [{ videoId }, 'NotFound'],
  'jobs.move': [{ videoId, before: null }, 'NotFound'],
  'folders.remove': [{ id: 'none' }, 'NotFound'],
  'export.show': [{ savedId: 'none' }, 'NotFound'],
  'export.transcripts': [{ videoIds: [videoId], format: 'srt' }, 'NotFound'],
  'index.frameTimes': [{ videoId }, 'NotFound'],
  'index.scenes': [{ videoId }, 'NotFound'],
  'index.transcript': [{ videoId }, 'NotFound'],
  'index.shots': [{ videoId }, 'NotFound'],
  'index.speakers': [{ videoId }, 'NotFound'],
  'index.renameSpeaker': [{ videoId, number: 0, name: 'Anna', everywhere: false }, 'NotFound'],
  'index.objects': [{ videoId }, 'NotFound'],
  'index.sceneCard': [{ videoId, sceneIndex: 0 }, 'NotFound'],
  'index.correct': [{ videoId, source: 'speech', segmentId: 0, text: 'x' }, 'NotFound'],
  'index.editLines': [{ videoId, source: 'speech', edit: { kind: 'join', segmentId: 0 } }, 'NotFound'],
  'index.undoLines': [{ edit: 'none' }, 'BadRequest'],
  'glossary.list': [{ scope }, 'NotFound'],
  'glossary.set': [{ scope, terms: [] }, 'NotFound'],
  'index.waveform': [{ videoId }, 'NotFound'],
  'search.text': [{ scope, text: 'dog', limit: 1 }, 'NotFound'],
  'search.similar': [{ scope: 'all', videoId, frameIndex: 0, limit: 1 }, 'NotFound'],
  'collections.change': [{ collectionId: 'none', change: { name: 'New' } }, 'NotFound'],
  'collections.remove': [{ collectionId: 'none' }, 'NotFound'],
  'collections.places': [{ collectionId: 'none' }, 'NotFound'],
  'collections.placesOf': [{ videoId }, 'NotFound'],
  'collections.keep': [{ collectionId: 'none', places: [find] }, 'NotFound'],
  'collections.changePlace': [{ placeId: 'none', change: { note: 'x' } }, 'NotFound'],
  'collections.removePlaces': [{ placeIds: ['none'] }, 'NotFound'],
  'collections.putBack': [{ placeIds: ['none'] }, 'NotFound'],
  'collections.move': [{ placeId: 'none', before: null }, 'NotFound'],
  'chat.history': [{ scope }, 'NotFound'],
  'chat.ask': [{ scope, question: 'Who?', range: null }, 'NotFound'],
  'chat.stop': [{ messageId: 'nobody' }, 'NotFound'],
  'chat.list': [{ scope }, 'NotFound'],
  'chat.open': [{ scope: 'all', chatId: 'none' }, 'NotFound'],
  'chat.rename': [{ scope: 'all', chatId: 'none', name: 'New' }, 'NotFound'],
  'chat.remove': [{ scope: 'all', which: { chatId: 'none' } }, 'NotFound'],
  'chat.putBack': [{ removed: 'none' }, 'NotFound'],
  'chat.suggestions': [{ scope }, 'NotFound'],
  'library.putBack': [{ videoIds: [videoId] }, 'NotFound'],
  'export.still': [{ videoId, at: 0, to: 'file' }, 'NotFound'],
  'player.source': [{ videoId }, 'NotFound'],
  'player.cannotPlay': [{ videoId }, 'NotFound'],
  'export.transcript': [{ videoId, format: 'srt' }, 'NotFound'],
  'export.places': [{ source: { kind: 'chosen', name: 'x', places: [place] }, format: 'edl' }, 'NotFound'],
  'export.table': [{ videoId, table: 'shots' }, 'NotFound'],
  'drag.prepare': [{ videoId, from: 0, to: 1, as: 'clip', frameIndex: null }, 'NotFound'],
  'drag.start': [{ videoId, from: 0, to: 0, as: 'still', frameIndex: null }, 'NotFound'],
  'export.clip': [{ videoId, from: 0, to: 1, mode: 'fast' }, 'NotFound'],
  'export.placeClips': [
    { source: { kind: 'collection', collectionId: 'none' }, mode: 'exact', as: 'film' },
    'NotFound',
  ],
  'export.stopClip': [{ id: 'none' }, 'NotFound'],
  'export.chat': [{ scope, format: 'md' }, 'NotFound'],
  'models.install': [{ entryId: 'none', precision: null }, 'NotFound'],
  'models.pauseInstall': [{ installId: 'none' }, 'NotFound'],
  'models.resumeInstall': [{ installId: 'none' }, 'NotFound'],
  'models.cancelInstall': [{ installId: 'none' }, 'NotFound'],
  'models.remove': [{ packId: 'none' }, 'ModelPackMissing'],
  'settings.set': [{ searchPack: 'none' }, 'ModelPackMissing'],
} satisfies { [M in MethodName]?: [Input<M>, string] };
/** Those that take none. */
const WITHOUT: readonly MethodName[] = [
  ...([
    'app.info',
    'app.showDataFolder',
    'app.zoom',
    'app.undoable',
    // What is not there is let go of already.
    'library.letGo',
    'chat.letGo',
    'app.copyDiagnostics',
    'app.systemLanguage',
    'updates.status',
    'updates.check',
    'updates.fetch',
    'updates.install',
    'updates.openPage',
    'library.list',
    'library.addByDialog',
    'collections.list',
    'collections.create',
    'collections.search',
  ] as const),
  ...([
    'library.addSample',
    'library.bytes',
    'library.place',
    'library.move',
    'library.stopMove',
    'library.openOther',
    'library.openUsual',
    'library.backUp',
    'library.restore',
    'library.clearCopies',
    'folders.list',
    'folders.add',
    'work.status',
  ] as const),
  ...([
    'app.programs',
    'app.licences',
    'jobs.list',
    'models.list',
    'models.catalogue',
    'models.installs',
  ] as const),
  ...([
    'models.import',
    'models.devices',
    'models.tryDevicesAgain',
    'models.lookForOwn',
    'settings.get',
  ] as const),
];

const GARBAGE: readonly unknown[] = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '../../etc/passwd',
    'C:\\windows',
    '__proto__',
    'constructor',
    '\0',
    'é'.repeat(40_000),
  ],
  ...[
    'F'.repeat(32),
    `${'f'.repeat(32)}\n`,
    "' OR 1=1 --",
    null,
    undefined,
    0,
    -1,
    Number.NaN,
    true,
    [],
    {},
    [[]],
  ],
];

/** The same input with every text in it that is an id put in by others. */
function withId(input: unknown, id: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  if (Array.isArray(input)) return input.map((one) => withId(one, id));
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      /Id$|^id$|Pack$/.test(key) && key !== 'segmentId' ? id : withId(value, id),
    ]),
  );
}
const ask = (name: string, input: unknown) =>
  answerCall(handlers, name, input, (error) => unforeseen.push(error));

describe('an id that stands for nothing', () => {
  it('is looked for in every method that takes one', () => {
    expect([...Object.keys(UNKNOWN), ...WITHOUT].sort()).toEqual(Object.keys(CONTRACT).sort());
  });

  it.each(Object.entries(UNKNOWN))('is told by %s', async (name, [input, code]) => {
    expect(await ask(name, input)).toMatchObject({ ok: false, error: { code } });
    for (const id of GARBAGE) {
      const reply = await ask(name, withId(input, id));
      // An answer chosen by nobody is a choice too.
      // And no chat is a new one.
      const isChoice = (name === 'settings.set' && id === undefined) || (name === 'chat.open' && id === null);
      const allowed = isChoice ? [true] : [false];
      expect(allowed).toContain(reply.ok);
      if (!reply.ok) expect(['NotFound', 'BadRequest', 'ModelPackMissing']).toContain(reply.error.code);
    }
    expect(unforeseen.splice(0)).toEqual([]);
  });

  it('leaves nothing behind', () => {
    const { library } = services;
    expect([library.videos.list(), library.jobs.list(), library.chats.history('all')]).toEqual([[], [], []]);
    expect(library.collections.list()).toEqual([]);
    expect(library.settings.get().searchPack).toBe('core');
  });
});
