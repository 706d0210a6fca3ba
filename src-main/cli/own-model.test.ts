import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../base/library/library';
import { childWorkers } from '../main/jobs/child-worker';
import { buildWorker } from '../main/jobs/testing/build-worker';
import { type FakeModel, startFakeModel } from '../worker/own-model/testing/server';
import type { Surroundings } from './context';
import { EXIT } from './exit-codes';
import { run } from './run';

/** The command line over the real worker and the built-in pack, and a server that says what it is told to. */
const dir = mkdtempSync(join(tmpdir(), 'longtake-own-'));
const QUESTION = 'What does the bridge cost?';
const DUTCH = 'Wat kost de brug?';
const READ = {
  ...{ form: 'whatSaid', sense: 'said', words: 'de brug', topic: 'bridge' },
  ...{ timeWords: '', time: '', side: 'none', not: false, fact: 'none' },
};
const ID = 'a'.repeat(32);
let workerFile = '';
let model: FakeModel;
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

beforeAll(async () => {
  workerFile = await buildWorker('test-own-model');
  model = await startFakeModel({
    models: ['small', 'big'],
    reply: ({ user, system }) => {
      if (system.startsWith('You read questions')) return { kind: 'stream', pieces: [JSON.stringify(READ)] };
      const number = /\[(\d+)\][^\n]*nine million/.exec(user)?.[1];
      return { kind: 'stream', pieces: ['The bridge costs nine ', `million euro [${number}]. I like it.`] };
    },
  });
  const library = openLibrary({ dir: join(dir, 'library') });
  library.videos.add({
    ...{ id: ID, path: join(dir, 'away.wav'), title: 'Talk', sizeBytes: 1 },
    media: {
      ...{ container: 'wav', duration: 60_000_000, video: null },
      audio: [{ codec: 'pcm_s16le', channels: 1, sampleRate: 16_000, language: null }],
    },
  });
  library.videos.setState(ID, 'ready');
  mkdirSync(library.indexDir(ID), { recursive: true });
  const said = ['Welcome to the town council.', 'The bridge will cost nine million euro.', 'Mind the step.'];
  library.segments.replace(
    ID,
    'speech',
    said.map((text, id) => ({
      ...{ id, source: 'speech', text, words: [] },
      ...{ from: id * 5_000_000, to: id * 5_000_000 + 4_000_000 },
    })),
  );
  library.close();
}, LIMIT);
afterAll(async () => {
  await model.close();
  rmSync(dir, { recursive: true });
});

async function longtake(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const around: Surroundings = {
    stdin: Readable.from([]),
    ...{ stdout: sink('stdout'), stderr: sink('stderr') },
    ...{ userDataDir: dir, resourcesDir: resolve('resources'), version: '1.2.3' },
    spawnWorker: childWorkers(workerFile),
    signal: new AbortController().signal,
  } as Surroundings;
  const code = await run([...args, '--json'], around);
  return { code, document: JSON.parse(written.stdout), stderr: written.stderr };
}
const ask = (...options: string[]) => longtake('ask', 'Talk', QUESTION, ...options);

describe('a model of the user’s own, by the command line', { timeout: LIMIT }, () => {
  it('is looked for, chosen by name, asked, and no longer asked', async () => {
    expect((await ask('--answers', 'own')).code).toBe(EXIT.tools);
    const looked = await longtake('models', 'look', '--at', `${model.address}/v1`);
    expect(looked.document).toMatchObject({
      exitCode: 0,
      servers: [{ address: model.address, models: ['small', 'big'] }],
    });
    expect((await longtake('models', 'use', 'own', 'other', '--at', model.address)).code).toBe(EXIT.tools);
    expect((await longtake('models', 'use', 'own', 'small', '--at', model.address)).code).toBe(EXIT.ok);
    const { checks } = (await longtake('doctor')).document;
    expect(checks).toContainEqual(expect.objectContaining({ name: 'own model', ok: true }));
    for (const options of [[], ['--answers', 'own']]) {
      const { code, document } = await ask(...options);
      expect(code).toBe(EXIT.ok);
      expect(document).toMatchObject({
        answer: 'The bridge costs nine million euro. [[0]]',
        citations: [{ kind: 'said', from: 5_000_000, to: 9_000_000 }],
        ...{ writtenBy: 'small', confidence: null },
      });
    }
    const before = model.requests.length;
    expect((await ask('--answers', 'search')).document.writtenBy).toBeNull();
    expect((await longtake('models', 'use', 'own', 'none')).document.ownModel).toBeNull();
    expect((await ask()).document.writtenBy).toBeNull();
    expect(
      (await longtake('doctor')).document.checks.map(({ name }: { name: string }) => name),
    ).not.toContain('own model');
    // Whoever has chosen none has nothing connected to.
    expect(model.requests).toHaveLength(before);
  });

  it('reads a question that Longtake does not, where it was chosen for that', async () => {
    const use = (...options: string[]) =>
      longtake('models', 'use', 'own', 'small', '--at', model.address, ...options);
    const question = () => longtake('ask', 'Talk', DUTCH);
    expect((await use()).document.ownModel).not.toHaveProperty('reads');
    const read = ({ document }: Awaited<ReturnType<typeof question>>) =>
      document.claims.filter(({ kind }: { kind: string }) => kind === 'readBy');
    expect(read(await question())).toEqual([]);
    expect((await use('--reads')).document.ownModel).toMatchObject({ reads: true });
    const asked = await question();
    expect(read(asked)).toMatchObject([
      { subject: ['small'], words: ['bridge'], manner: { form: 'whatSaid', sense: 'said' } },
    ]);
    expect(asked.document.answer).toContain('The bridge costs nine million euro. [[0]]');
  });

  it('that is gone is said to be, and the built-in answer stands', async () => {
    const gone = await startFakeModel({ reply: () => ({ kind: 'hang' }) });
    expect((await longtake('models', 'use', 'own', 'small', '--at', gone.address)).code).toBe(EXIT.ok);
    await gone.close();
    const plain = await ask('--answers', 'search');
    const { code, document } = await ask();
    expect(code).toBe(plain.code);
    expect(document).toMatchObject({ writtenBy: null, confidence: plain.document.confidence });
    expect(document.citations).toEqual(plain.document.citations);
    // What became of the model is a claim before those of the built-in answer.
    expect(document.claims).toMatchObject([{ kind: 'modelFailed' }, ...plain.document.claims]);
    expect(document.answer).toContain(plain.document.answer);
    const { document: report, code: doctors } = await longtake('doctor');
    const check = report.checks.find(({ name }: { name: string }) => name === 'own model');
    expect(check).toMatchObject({ ok: false, error: { code: 'OwnModelFailed' } });
    expect(doctors).toBe(EXIT.tools);
  });

  it.each([['http://example.org'], ['https://localhost'], ['10.0.0.1:80']])(
    'is never at %s',
    async (address) => {
      for (const words of [['look'], ['use', 'own', 'small']]) {
        expect((await longtake('models', ...words, '--at', address)).code).toBe(EXIT.usage);
      }
    },
  );
});
