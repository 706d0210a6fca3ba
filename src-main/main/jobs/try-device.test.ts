import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WorkerMessage } from '../../base/rpc/protocol';
import type { ProbeOutcome } from '../../worker/inference/device';
import { deviceProbe } from '../../worker/inference/device-probe';
import { childWorkers } from './child-worker';
import { tryDevice, withProbes } from './try-device';

const root = mkdtempSync(join(tmpdir(), 'longtake-probe-'));
afterAll(() => rmSync(root, { recursive: true }));

const READY = `process.on('disconnect', () => process.exit()); process.send({ kind: 'ready' });`;
/** What a process says to the call for trying a device; `input` is the call's. */
function answering(value: string): string {
  return `process.on('message', ({ id, method, input }) => {
    if (method === 'device.try') process.send({ kind: 'result', id, value: ${value} });
  }); ${READY}`;
}
/** A worker process that does this in place of trying a device. */
function spawnOf(name: string, code: string) {
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, code);
  return childWorkers(file);
}
/** Longer than any of these programs takes, unless it hangs. */
const LONG = { limit: 60_000 };
const WEBGPU = { device: 'webgpu', use: 'frames' } as const;

describe('trying a device in a process of its own', () => {
  it('gives what the process tells', async () => {
    const told = spawnOf('told', answering('{ probabilities: [0.25, 0.75] }'));
    const outcome = { how: 'answered', probabilities: [0.25, 0.75] };
    expect(await tryDevice(told, WEBGPU, LONG)).toEqual(outcome);
  });

  it('names the role, the device and the use to the process', async () => {
    const right = `process.argv[2] === 'probe' && input.device === 'cuda' && input.use === 'language'`;
    const named = spawnOf('named', answering(`{ probabilities: ${right} ? [1] : [0] }`));
    const outcome = (probability: number) => ({ how: 'answered', probabilities: [probability] });
    expect(await tryDevice(named, { device: 'cuda', use: 'language' }, LONG)).toEqual(outcome(1));
    expect(await tryDevice(named, { device: 'cuda', use: 'frames' }, LONG)).toEqual(outcome(0));
  });

  it('survives a process that crashes, and one that ends without a word', async () => {
    const dying = `console.error('libdriver: fatal'); process.abort();`;
    const crash = `process.on('message', () => { ${dying} }); ${READY}`;
    const crashed = { how: 'crashed', why: expect.any(String) };
    // Told for the log.
    const why = expect.stringContaining('libdriver: fatal');
    expect(await tryDevice(spawnOf('crash', crash), WEBGPU, LONG)).toEqual({ ...crashed, why });
    expect(await tryDevice(spawnOf('silent', ''), WEBGPU, LONG)).toEqual(crashed);
    const nowhere = childWorkers(join(root, 'nowhere.mjs'));
    expect(await tryDevice(nowhere, WEBGPU, LONG)).toEqual(crashed);
  });

  it('ends a process that never answers', async () => {
    // As a native call that does not return: no event is ever looked at.
    expect(await tryDevice(spawnOf('hung', 'for (;;);'), WEBGPU, { limit: 1 })).toMatchObject({
      how: 'hung',
    });
  });

  it('takes a refusal, a failure and an answer that is none for a refusal', async () => {
    const failing = `process.on('message', ({ id }) => process.send({ kind: 'error', id, error: {} })); ${READY}`;
    const programs = {
      refusing: answering('{ probabilities: null }'),
      babbling: answering(`'hello'`),
      failing,
    };
    for (const [name, code] of Object.entries(programs))
      expect(await tryDevice(spawnOf(name, code), WEBGPU, LONG)).toEqual({
        how: 'refused',
        why: 'no reason was given',
      });
    const saying = spawnOf('saying', answering(`{ probabilities: null, why: 'no libcuda' }`));
    expect(await tryDevice(saying, WEBGPU, LONG)).toEqual({ how: 'refused', why: 'no libcuda' });
  });
});

describe('a worker that wants a device tried', () => {
  /** As a worker that asks at its start, and tells on what it is told. */
  const asking = `
    if (process.argv[2] === 'probe') { ${answering('{ probabilities: [0.5] }')} } else {
      process.on('message', (request) => process.send({ kind: 'event', id: 0, event: 'told', payload: request }));
      process.send({ kind: 'probe', id: 7, device: 'dml', use: 'frames' });
    }`;

  it('is told how the device did', async () => {
    const port = withProbes(spawnOf('asking', asking))('index');
    const { promise, resolve } = Promise.withResolvers<WorkerMessage>();
    port.onMessage((message) => message.kind === 'event' && resolve(message));
    const outcome: ProbeOutcome = { how: 'answered', probabilities: [0.5] };
    expect(await promise).toMatchObject({ payload: { kind: 'probed', id: 7, outcome } });
    port.kill();
  });

  it('takes the process that tries it along when it dies', async () => {
    const hanging = `
      import { writeFileSync } from 'node:fs';
      if (process.argv[2] === 'probe') { ${READY} }
      else { process.send({ kind: 'probe', id: 1, device: 'dml', use: 'frames' }); process.on('message', () => {}); }`;
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

describe('a probe of devices', () => {
  it('runs the real graph on the CPU without a process', async () => {
    const nowhere = deviceProbe(() => Promise.reject(new Error('no process was to be started')));
    expect(await nowhere.run('cpu', 'frames')).toHaveLength(10);
  });

  it('says how a device ended that gave no numbers', async () => {
    const crashing = deviceProbe(async () => ({ how: 'crashed', why: 'SIGSEGV' }));
    await expect(crashing.run('dml', 'frames')).rejects.toMatchObject({
      how: 'crashed',
      cause: { message: 'SIGSEGV' },
    });
    const answering = deviceProbe(async () => ({ how: 'answered', probabilities: [0.25] }));
    expect(await answering.run('dml', 'frames')).toEqual(Float32Array.of(0.25));
  });
});
