import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DeviceCheck } from '../../base/devices/check';
import type { ProbeOutcome } from '../../base/devices/probe';
import type { WorkerMessage } from '../../base/rpc/protocol';
import { childWorkers } from './child-worker';
import { tryDevice, withProbes } from './try-device';

const root = mkdtempSync(join(tmpdir(), 'longtake-probe-'));
afterAll(() => rmSync(root, { recursive: true }));

const READY = `process.on('disconnect', () => process.exit()); process.send({ kind: 'ready' });`;
/** What a process says to the call for trying a device; `input` is the call's, `emit` tells an event of it. */
function telling(code: string): string {
  return `process.on('message', ({ id, method, input }) => {
    const emit = (event, payload) => process.send({ kind: 'event', id, event, payload });
    const end = (value) => process.send({ kind: 'result', id, value });
    if (method === 'device.try') { ${code} }
  }); ${READY}`;
}
/** A worker process that does this in place of trying a device. */
function spawnOf(name: string, code: string) {
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, code);
  return childWorkers(file);
}
/** Longer than any of these programs takes, unless it hangs. */
const LONG = { answer: 60_000, speed: 60_000 };
const check: DeviceCheck = {
  use: 'language',
  shape: {
    ...{ precision: 'fp32', cacheType: 'float32' },
    ...{ hidden: 256, heads: 8, kvHeads: 2, headDim: 32, vocab: 512 },
  },
};
const WEBGPU = { device: 'webgpu', check, threads: 3 } as const;
const parts = (values: readonly number[]) => [{ name: 'a', values: [...values], tolerance: 0.1 }];
const emitParts = (values: string) => `emit('parts', [{ name: 'a', values: ${values}, tolerance: 0.1 }]);`;

describe('trying a device in a process of its own', () => {
  it('gives what the process tells', async () => {
    const told = spawnOf('told', telling(`${emitParts('[0.25, 0.75]')} end({ milliseconds: 3 });`));
    const outcome = { how: 'answered', parts: parts([0.25, 0.75]), milliseconds: 3 };
    expect(await tryDevice(told, WEBGPU, LONG)).toEqual(outcome);
  });

  it('goes without a time where the process takes too long for one', async () => {
    const slow = spawnOf('slow', telling(emitParts('[1]')));
    const outcome = { how: 'answered', parts: parts([1]), milliseconds: null };
    expect(await tryDevice(slow, WEBGPU, { ...LONG, speed: 1 })).toEqual(outcome);
  });

  it('names the role, the device, the check and the threads to the process', async () => {
    const right = `[process.argv[2] === 'probe', input.device === 'webgpu', input.check.shape.vocab === 512, input.threads === 3]`;
    const named = spawnOf('named', telling(`${emitParts(`${right}.map(Number)`)} end({ milliseconds: 1 });`));
    const outcome = (values: number[]) => ({ how: 'answered', parts: parts(values), milliseconds: 1 });
    expect(await tryDevice(named, WEBGPU, LONG)).toEqual(outcome([1, 1, 1, 1]));
    expect(await tryDevice(named, { ...WEBGPU, device: 'cuda' }, LONG)).toEqual(outcome([1, 0, 1, 1]));
  });

  it('survives a process that crashes, also over its time, and one that ends without a word', async () => {
    const dying = `console.error('libdriver: fatal'); process.abort();`;
    const crash = `process.on('message', () => { ${dying} }); ${READY}`;
    const crashed = { how: 'crashed', why: expect.any(String) };
    // Told for the log.
    const why = expect.stringContaining('libdriver: fatal');
    expect(await tryDevice(spawnOf('crash', crash), WEBGPU, LONG)).toEqual({ ...crashed, why });
    const late = telling(`${emitParts('[1]')} ${dying}`);
    expect(await tryDevice(spawnOf('late', late), WEBGPU, LONG)).toEqual({ ...crashed, why });
    expect(await tryDevice(spawnOf('silent', ''), WEBGPU, LONG)).toEqual(crashed);
    const nowhere = childWorkers(join(root, 'nowhere.mjs'));
    expect(await tryDevice(nowhere, WEBGPU, LONG)).toEqual(crashed);
  });

  it('ends a process that never answers', async () => {
    // As a native call that does not return: no event is ever looked at.
    expect(await tryDevice(spawnOf('hung', 'for (;;);'), WEBGPU, { answer: 1 })).toMatchObject({
      how: 'hung',
    });
  });

  it('takes a refusal, a failure and an answer that is none for a refusal', async () => {
    const failing = `process.on('message', ({ id }) => process.send({ kind: 'error', id, error: {} })); ${READY}`;
    const programs = {
      babbling: telling(`end('hello');`),
      numberless: telling(`emit('parts', 'hello');`),
      failing,
    };
    for (const [name, code] of Object.entries(programs))
      expect(await tryDevice(spawnOf(name, code), WEBGPU, LONG)).toEqual({
        how: 'refused',
        why: expect.any(String),
      });
    for (const how of ['absent', 'refused', 'half', 'untried'] as const) {
      const saying = spawnOf(how, telling(`end({ refused: '${how}', why: 'no libcuda' });`));
      expect(await tryDevice(saying, WEBGPU, LONG)).toEqual({ how, why: 'no libcuda' });
    }
  });
});

describe('a worker that wants a device tried', () => {
  const wish = `{ kind: 'probe', id: 7, device: 'dml', check: ${JSON.stringify(check)}, threads: 1 }`;
  /** As a worker that asks at its start, and tells on what it is told. */
  const asking = `
    if (process.argv[2] === 'probe') { ${telling(`${emitParts('[0.5]')} end({ milliseconds: 2 });`)} } else {
      process.on('message', (request) => process.send({ kind: 'event', id: 0, event: 'told', payload: request }));
      process.send(${wish});
    }`;

  it('is told how the device did, and is started with the words that are meant for it', async () => {
    const start = spawnOf('asking', asking);
    const words: (readonly string[] | undefined)[] = [];
    const port = withProbes((role, more) => {
      words.push(more);
      return start(role, more);
    })('index', ['records']);
    const { promise, resolve } = Promise.withResolvers<WorkerMessage>();
    port.onMessage((message) => message.kind === 'event' && resolve(message));
    const outcome: ProbeOutcome = { how: 'answered', parts: parts([0.5]), milliseconds: 2 };
    expect(await promise).toMatchObject({ payload: { kind: 'probed', id: 7, outcome } });
    // A process that tries a device says nowhere what runs in it.
    expect(words).toEqual([['records'], undefined]);
    port.kill();
  });

  it('takes the process that tries it along when it dies', async () => {
    const hanging = `
      if (process.argv[2] === 'probe') { ${READY} }
      else { process.send(${wish}); process.on('message', () => {}); }`;
    const start = spawnOf('hanging', hanging);
    const probeEnded = Promise.withResolvers<number | null>();
    const probeStarted = Promise.withResolvers<void>();
    const port = withProbes((role) => {
      const started = start(role);
      if (role === 'probe') {
        started.onMessage(() => probeStarted.resolve());
        started.onExit(probeEnded.resolve);
      }
      return started;
    })('index');
    await probeStarted.promise;
    port.kill();
    expect(await probeEnded.promise).toBeNull();
  });
});
