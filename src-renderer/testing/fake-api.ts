import type { UserError } from '../../src-shared/errors';
import type {
  Added,
  EventName,
  EventPayload,
  Input,
  LongtakeApi,
  MethodName,
  Output,
} from '../../src-shared/ipc';
import { NO_WORK } from '../../src-shared/jobs';
import { NO_UPDATE } from '../../src-shared/updates';
import { UserFailure } from '../api';
import { EVENT_NAMES, METHOD_NAMES } from '../preload-names';
import { SAMPLE_SETTINGS } from './samples';

/** `dropped`: what becomes of files that are dropped. */
export type Answers = { [M in MethodName]?: (input: Input<M>) => Output<M> | Promise<Output<M>> } & {
  dropped?: () => Added;
};

/** What an app with an empty library answers. Methods that are not here must be given by the test. */
const EMPTY: Answers = {
  'app.programs': () => [{ tool: 'ffmpeg', says: '7.0, /bin/ffmpeg', error: null }],
  'app.info': () => ({ version: '0.1.0', platform: 'linux', electron: '0', opened: [], notices: [] }),
  'app.systemLanguage': () => 'en',
  'app.showDataFolder': () => {},
  'app.licences': () => ({ own: null, programs: [], packages: [] }),
  'library.list': () => [],
  'jobs.list': () => [],
  'folders.list': () => [],
  'library.bytes': () => ({ films: [], database: 0 }),
  'library.place': () => ({ folder: '/data/library', isUsual: true }),
  'library.move': () => {},
  'library.stopMove': () => {},
  'work.status': () => NO_WORK,
  'index.frameTimes': () => [],
  'index.scenes': () => [],
  'index.transcript': () => [],
  'index.shots': () => [],
  'index.speakers': () => ({ read: false, speakers: [], turns: [] }),
  'index.objects': () => [],
  'index.waveform': () => ({ peaksPerSecond: 10, peaks: new Uint8Array() }),
  'collections.list': () => [],
  'collections.placesOf': () => [],
  'collections.places': () => [],
  'app.zoom': () => {},
  'app.undoable': () => {},
  'chat.history': () => [],
  'chat.list': () => [],
  'chat.suggestions': () => ['Summarise it by scenes.'],
  'player.source': () => ({ url: null, kind: 'unavailable', progress: null, note: null }),
  'models.list': () => [],
  'models.installs': () => [],
  'models.catalogue': () => [],
  'updates.status': () => NO_UPDATE,
  'settings.get': () => SAMPLE_SETTINGS,
  'settings.set': (change) => ({ ...SAMPLE_SETTINGS, ...change }),
};

/** The error that a fake answer throws to be answered as data, as main does. */
export function failWith(error: UserError): never {
  throw new UserFailure(error);
}

/**
 * Stands in for the preload's bridge: puts `window.longtake` there, answers from `answers`, keeps the calls
 * and lets the test send main's events.
 */
export function installFakeApi(answers: Answers = {}) {
  const calls: { method: MethodName; input: unknown }[] = [];
  const dropped: (readonly File[])[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>(
    EVENT_NAMES.map((name) => [name, new Set()]),
  );

  async function reply(give: () => unknown): Promise<unknown> {
    try {
      return { ok: true, value: await give() };
    } catch (thrown) {
      if (thrown instanceof UserFailure) return { ok: false, error: thrown.error };
      throw thrown;
    }
  }
  async function answer(method: MethodName, input: unknown): Promise<unknown> {
    calls.push({ method, input });
    const give = (answers[method] ?? EMPTY[method]) as ((input: unknown) => unknown) | undefined;
    if (!give) throw new Error(`the fake has no answer for ${method}`);
    return reply(() => give(input));
  }
  const invoke = Object.fromEntries(
    METHOD_NAMES.map((method) => [method, (input: unknown) => answer(method, input)]),
  );
  const on = Object.fromEntries(
    [...listeners].map(([name, set]) => [
      name,
      (listener: (payload: never) => void) => {
        set.add(listener);
        return () => set.delete(listener);
      },
    ]),
  );
  const addDropped = (files: readonly File[]) => {
    dropped.push(files);
    return reply(answers.dropped ?? (() => ({ videos: [], refused: [] })));
  };
  const api = { invoke, on, addDropped } as unknown as LongtakeApi;
  Object.defineProperty(window, 'longtake', { value: api, configurable: true });

  return {
    calls,
    dropped,
    /** Inputs of the calls of one method, in order. */
    callsOf: (method: MethodName) => calls.filter((call) => call.method === method).map((call) => call.input),
    emit<E extends EventName>(event: E, payload: EventPayload<E>): void {
      for (const listener of listeners.get(event) ?? []) (listener as (payload: unknown) => void)(payload);
    },
  };
}
