import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerMessage, WorkerPort, WorkerRequest } from '../jobs/protocol';
import { openLibrary } from '../library/library';
import { madeUpBytes, temporaryFolder, writeFiles } from '../models/hub/testing/repository';
import { type Hub, startHub } from '../models/hub/testing/server';
import { speechManifest } from '../models/hub/testing/speech-pack';
import { install } from '../models/install';
import type { InstallRequest, StepProgress } from '../models/install-types';
import { readArguments } from './arguments';
import { EXIT } from './exit-codes';
import { run } from './run';

const root = temporaryFolder();
const files = {
  'encoder.onnx': madeUpBytes(300_000),
  'decoder.onnx': madeUpBytes(50),
  'vad.onnx': madeUpBytes(60),
};
let hub: Hub;
let count = 0;
let dir: string;

beforeAll(async () => {
  writeFiles(join(root, 'hub/a/listens'), {
    ...files,
    'manifest.json': speechManifest('listens', files, 'Listens'),
  });
  const names = [...Object.keys(files), 'manifest.json'].map((path) => ({
    path,
    bytes: null,
    about: 100,
    sha256: null,
  }));
  const entry = {
    id: 'listens',
    name: 'Listens',
    description: 'Listens well.',
    makes: 'whisper',
    provides: ['speech'],
    parts: [{ repository: 'a/listens', revision: 'main', into: '', files: names }],
    precisions: [],
    memoryBytes: 1000,
    licences: [{ part: 'All', source: 'here', name: 'MIT', text: 'licence.txt' }],
  };
  writeFiles(join(root, 'resources'), {
    'catalogue.json': JSON.stringify({ format: 1, entries: [entry] }),
    'licence.txt': 'do what you like',
  });
  hub = await startHub({ repositories: join(root, 'hub') });
  return () => hub.close();
});

/** The worker's part, in this process. */
function inProcess(): WorkerPort {
  let listener: (message: WorkerMessage) => void = () => undefined;
  const calls = new Map<number, AbortController>();
  const answer = async ({ id, input }: Extract<WorkerRequest, { kind: 'call' }>) => {
    const stop = new AbortController();
    calls.set(id, stop);
    const onProgress = (payload: StepProgress) => listener({ kind: 'event', id, event: 'progress', payload });
    try {
      const options = { signal: stop.signal, onProgress };
      const value = await install(input as InstallRequest, options, { memoryBytes: 8e9 });
      listener({ kind: 'result', id, value });
    } catch (error) {
      const { code, message, remedy } = error as { code: never; message: string; remedy: string };
      listener({ kind: 'error', id, error: { code, message, remedy } });
    }
  };
  return {
    post: (message) => void (message.kind === 'call' ? answer(message) : calls.get(message.id)?.abort()),
    onMessage: (told) => {
      listener = told;
      queueMicrotask(() => listener({ kind: 'ready' }));
    },
    onExit: (ended) => {
      exit = ended;
    },
    kill: () => exit(null),
  };
}
let exit: (code: number | null) => void = () => undefined;

class Sink {
  text = '';
  write(text: string) {
    this.text += text;
  }
}
let stdout: Sink;
let stderr: Sink;
const document = () => JSON.parse(stdout.text);

beforeEach(() => {
  dir = join(root, `user-${count++}`);
  const library = openLibrary({ dir: join(dir, 'library') });
  library.settings.set({ mirror: hub.url });
  library.close();
});
function longtake(line: string, signal = new AbortController().signal) {
  stdout = new Sink();
  stderr = new Sink();
  const around = {
    userDataDir: dir,
    resourcesDir: join(root, 'resources'),
    spawnWorker: inProcess,
    version: '1',
    signal,
  };
  return run(line.split(' '), { ...around, stdin: Readable.from([]), stdout, stderr });
}

describe('longtake models', () => {
  it('is read into what is to be done', () => {
    expect(readArguments(['models'])).toMatchObject({ action: 'list' });
    expect(readArguments(['models', 'install', 'x', '--precision', 'int4', '-y'])).toMatchObject({
      action: 'install',
      id: 'x',
      precision: 'int4',
      yes: true,
    });
    expect(readArguments(['models', 'use', 'answers', 'none'])).toMatchObject({
      role: 'answers',
      id: 'none',
    });
    for (const words of [
      'install',
      'dance',
      'use answers',
      'use feet x',
      'remove',
      'install x --precision int3',
      'remove x --yes',
      'toString',
    ]) {
      expect(() => readArguments(['models', ...words.split(' ')])).toThrow(
        expect.objectContaining({ code: 'BadRequest' }),
      );
    }
  });

  it('shows what can be fetched and what is not verified, and fetches nothing without a yes', async () => {
    const before = hub.requests.length;
    expect(await longtake('models available')).toBe(EXIT.ok);
    expect(stdout.text).toContain('not verified');
    expect(await longtake('models install listens')).toBe(EXIT.usage);
    expect(stdout.text).toContain('do what you like');
    expect(stderr.text).toContain('--yes');
    expect(await longtake('models install listens --json')).toBe(EXIT.usage);
    expect(document().entry.licences[0].text).toBe('do what you like');
    expect(hub.requests.length).toBe(before);
  });

  it('installs, chooses and removes', async () => {
    expect(await longtake('models install listens --yes --json')).toBe(EXIT.ok);
    expect(document()).toMatchObject({ command: 'models', pack: { id: 'listens', state: 'ready' } });
    // Which steps are told depends on how long each took: a megabyte may be there before it is said.
    expect(stderr.text).toMatch(/^Listens: (?:download|check|convert|finish)/m);
    expect(await longtake('models')).toBe(EXIT.ok);
    expect(stdout.text).toContain('listens 1  1 MB  speech  ready');
    expect(await longtake('models use search listens')).toBe(EXIT.usage);
    expect(await longtake('models use speech listens --json')).toBe(EXIT.ok);
    expect(document().using).toEqual({ search: 'core', answers: null, speech: 'listens' });
    expect(await longtake('models remove listens --json')).toBe(EXIT.ok);
    expect(document().using.speech).toBe('core');
    expect(stderr.text).toContain('For speech, core is used from now on.');
    expect(await longtake('models remove listens')).toBe(EXIT.tools);
  });

  it('imports from a folder, and says what a folder lacks', async () => {
    expect(await longtake(`models import ${join(root, 'hub/a/listens')}`)).toBe(EXIT.ok);
    expect(await longtake(`models import ${resolve(root, 'resources')} --json`)).toBe(EXIT.failure);
    expect(document().error.code).toBe('CheckpointUnusable');
  });

  it('tells that downloads are off, and of Ctrl-C that it can go on', async () => {
    expect(await longtake('models install listens --yes', AbortSignal.abort())).toBe(EXIT.interrupted);
    const library = openLibrary({ dir: join(dir, 'library') });
    library.settings.set({ downloads: false });
    library.close();
    expect(await longtake('models install listens --yes --json')).toBe(EXIT.failure);
    expect(document().error.code).toBe('NetworkOff');
  });
});
