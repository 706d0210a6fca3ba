import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../log';
import { DiskFull, FileMissing } from '../media/errors';
import { childWorkers } from './child-worker';
import { isWorthLogging, noteOf, stageOf, toFailure } from './failure';
import { WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const ID = 'ab'.repeat(16);

let dir: string;
let supervisor: WorkerSupervisor;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-failure-'));
  const log = openLog(dir);
  const onUnexpected = (error: unknown) => log.error('Unforeseen', error);
  supervisor = new WorkerSupervisor({ spawn, role: 'query', backOff: () => 1, abortGrace: 50, onUnexpected });
});
afterEach(async () => {
  await supervisor.close();
  rmSync(dir, { recursive: true });
});
const written = () => {
  try {
    return readFileSync(join(dir, 'longtake.log'), 'utf8');
  } catch {
    return '';
  }
};
const search = (query: string, signal?: AbortSignal) =>
  supervisor.call('frames.search', { packDir: '', videos: [], query, limit: 1 }, signal ? { signal } : {});

describe('the log of a worker', () => {
  it('holds what nobody foresaw there: name, message, stack, causes, job, film and stage; the caller gets none of it', async () => {
    const error = await search('bug').catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'Internal', message: 'Something.' });
    const text = written();
    expect(text).toContain(
      `WorkerFailed: the query worker failed at index.run of film ${ID} at stage frames`,
    );
    expect(text).toContain('caused by TypeError: x is undefined\n    at f (a.js:1:2)\n');
    expect(text).toContain('caused by Error: inner');
  });

  it('holds how its process died, what it was doing and its last words', async () => {
    await expect(search('crash')).rejects.toMatchObject({ code: 'WorkerLost' });
    await vi.waitFor(() => expect(written()).toContain('libdriver: fatal'));
    expect(written()).toMatch(
      /WorkerDied: the query worker ended unexpectedly: signal SIG\w+, while doing frames\.search/,
    );
    expect(written()).toContain('    | libdriver: unhappy\n    | libdriver: fatal\n');
  });

  it('says why a process had to be ended', async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, onEvent: () => stop.abort() };
    const input = { packDir: '', videos: [], query: 'deaf', limit: 1 };
    await expect(supervisor.call('frames.search', input, options)).rejects.toMatchObject({
      code: 'Cancelled',
    });
    await vi.waitFor(() => expect(written()).toContain('did not stop what it was told to: signal SIGKILL'));
  });

  it('is silent where it was closed', async () => {
    await search('a');
    await supervisor.close();
    expect(written()).toBe('');
  });
});

describe('what a failure is told with', () => {
  it('is the film that a call names in one way or another, and the stage that its events tell', () => {
    expect(noteOf('index.run', { videoId: ID }).videoId).toBe(ID);
    expect(noteOf('answers.ask', { dir: `/library/index/${ID}` }).videoId).toBe(ID);
    expect(noteOf('frames.presence', { video: { dir: `C:\\library\\index\\${ID}` } }).videoId).toBe(ID);
    expect(noteOf('packs.install', { source: {} }).videoId).toBeNull();
    expect([stageOf({ stage: 'speech' }), stageOf({ step: 'convert' }), stageOf(null)]).toEqual([
      ...['speech', 'convert', null],
    ]);
  });

  it('are its causes, be they a circle, and whatever was thrown', () => {
    const circle = new Error('a');
    circle.cause = new Error('b', { cause: circle });
    expect(JSON.stringify(toFailure(circle)).match(/"message":"a"/g)?.length).toBeLessThan(10);
    expect(toFailure('just words')).toMatchObject({ name: 'Thrown', message: 'just words' });
    expect(
      [new FileMissing('a'), new DiskFull({ cause: circle }), new Error('x')].map(isWorthLogging),
    ).toEqual([...[false, true, true]]);
  });
});
