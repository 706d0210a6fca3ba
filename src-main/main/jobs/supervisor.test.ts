import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallOptions, SpawnWorker, WorkerMessage } from '../../base/rpc/protocol';
import { childWorkers } from './child-worker';
import { type SupervisorOptions, WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const supervisors: WorkerSupervisor[] = [];

function supervise(options: Partial<SupervisorOptions> = {}): WorkerSupervisor {
  const supervisor = new WorkerSupervisor({ spawn, role: 'query', backOff: () => 1, ...options });
  supervisors.push(supervisor);
  return supervisor;
}
/** Calls the fake worker, which does what the query says and answers its process id. */
async function ask(
  supervisor: WorkerSupervisor,
  query: string,
  options: CallOptions<'frames.search'> = {},
): Promise<number> {
  const input = { packDir: '', videos: [], query, limit: 1 };
  const { named } = await supervisor.call('frames.search', input, options);
  return Number(named[1]);
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(supervisors.splice(0).map((supervisor) => supervisor.close()));
});

describe('the supervisor', () => {
  it('keeps one process for all calls and passes typed arrays', async () => {
    const supervisor = supervise();
    const [first, second] = await Promise.all([ask(supervisor, 'a'), ask(supervisor, 'b')]);
    expect(first).toBe(second);
    const input = { packDir: '', videos: [], query: 'c', limit: 1 };
    expect(await supervisor.call('frames.search', input)).toMatchObject({ extra: new Float32Array([1, 2]) });
  });

  it('passes on what the worker says went wrong', async () => {
    await expect(ask(supervise(), 'fail')).rejects.toMatchObject({
      code: 'NotIndexed',
      message: 'No index.',
      remedy: 'Index it.',
    });
  });

  it('rejects every pending call when the process dies, and starts another for the next', async () => {
    const supervisor = supervise();
    const before = await ask(supervisor, 'a');
    const lost = await Promise.allSettled([
      ask(supervisor, 'never'),
      ask(supervisor, 'never'),
      ask(supervisor, 'die'),
    ]);
    for (const result of lost) expect(result).toMatchObject({ reason: { code: 'WorkerLost' } });
    expect(await ask(supervisor, 'b')).not.toBe(before);
  });

  it('is renewed where nothing is under way, and what is goes on', async () => {
    const told: unknown[] = [];
    const supervisor = supervise({ onUnexpected: (error) => told.push(error) });
    const first = await ask(supervisor, 'a');
    const stop = new AbortController();
    const long = ask(supervisor, 'never', { signal: stop.signal });
    // What was asked before is under way once this is answered.
    await ask(supervisor, 'b');
    supervisor.renew();
    expect(await ask(supervisor, 'b')).toBe(first);
    stop.abort();
    await expect(long).rejects.toMatchObject({ code: 'Cancelled' });
    const [second, third] = await Promise.all([ask(supervisor, 'c'), ask(supervisor, 'd')]);
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    expect(told).toEqual([]);
  });

  it('waits longer before each start after failures in a row, and not after a success', async () => {
    const waits: number[] = [];
    const supervisor = supervise({ backOff: (failures) => waits.push(failures) });
    await expect(ask(supervisor, 'die')).rejects.toMatchObject({ code: 'WorkerLost' });
    await expect(ask(supervisor, 'die')).rejects.toMatchObject({ code: 'WorkerLost' });
    await ask(supervisor, 'a');
    await expect(ask(supervisor, 'die')).rejects.toMatchObject({ code: 'WorkerLost' });
    await ask(supervisor, 'a');
    expect(waits).toEqual([1, 2, 1]);
  });

  it('ends and replaces a process that hangs', async () => {
    const supervisor = supervise();
    const before = await ask(supervisor, 'a');
    const bystander = expect(ask(supervisor, 'never')).rejects.toMatchObject({ code: 'WorkerLost' });
    await expect(ask(supervisor, 'hang', { deadline: 50 })).rejects.toMatchObject({ code: 'WorkerLost' });
    await bystander;
    expect(() => process.kill(before, 0)).not.toThrow();
    expect(await ask(supervisor, 'b')).not.toBe(before);
    expect(() => process.kill(before, 0)).toThrow('ESRCH');
  });

  it('counts the deadline from the last sign of life', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let tell: (message: WorkerMessage) => void = () => undefined;
    let exit: (code: number | null) => void = () => undefined;
    const supervisor = supervise({
      spawn: () => ({
        post: () => undefined,
        onMessage: (listener) => {
          tell = listener;
          listener({ kind: 'ready' });
        },
        onExit: (listener) => {
          exit = listener;
        },
        kill: () => exit(null),
      }),
    });
    const answer = ask(supervisor, 'a', { deadline: 500 });
    await vi.advanceTimersByTimeAsync(499);
    tell({ kind: 'event', id: 1, event: 'alive', payload: null });
    await vi.advanceTimersByTimeAsync(499);
    tell({ kind: 'result', id: 1, value: { named: ['a', '7'] } });
    expect(await answer).toBe(7);

    const hung = expect(ask(supervisor, 'b', { deadline: 500 })).rejects.toMatchObject({
      code: 'WorkerLost',
    });
    await vi.advanceTimersByTimeAsync(500);
    await hung;
  });

  it('ends a process that never says that it is ready', async () => {
    const mute: SpawnWorker = () => spawn('query-mute' as 'query');
    const supervisor = supervise({ spawn: mute, startDeadline: 100 });
    await expect(ask(supervisor, 'a')).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('fails calls when there is no such program', async () => {
    const supervisor = supervise({ spawn: childWorkers('/nowhere/worker.js') });
    await expect(ask(supervisor, 'a')).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('stops a call that is aborted, and leaves the process to the others', async () => {
    const supervisor = supervise();
    const controller = new AbortController();
    const before = await ask(supervisor, 'a');
    const waiting = ask(supervisor, 'wait', { signal: controller.signal, onEvent: () => controller.abort() });
    await expect(waiting).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await ask(supervisor, 'b')).toBe(before);
    await expect(ask(supervisor, 'c', { signal: controller.signal })).rejects.toMatchObject({
      code: 'Cancelled',
    });
  });

  it('ends a process that does not stop when it is told to', async () => {
    const supervisor = supervise({ abortGrace: 20 });
    const before = await ask(supervisor, 'a');
    const controller = new AbortController();
    const deaf = ask(supervisor, 'deaf', { signal: controller.signal, onEvent: () => controller.abort() });
    await expect(deaf).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await ask(supervisor, 'b')).not.toBe(before);
  });

  it('gives a caller that cannot take an event its own error back', async () => {
    const supervisor = supervise();
    const onEvent = () => {
      throw new RangeError('no room');
    };
    await expect(ask(supervisor, 'wait', { onEvent })).rejects.toThrow('no room');
    expect(await ask(supervisor, 'b')).toBeGreaterThan(0);
  });

  it('cancels everything on closing and takes nothing more', async () => {
    const supervisor = supervise();
    const pid = await ask(supervisor, 'a');
    const sent = Promise.withResolvers<void>();
    const pending = expect(ask(supervisor, 'deaf', { onEvent: () => sent.resolve() })).rejects.toMatchObject({
      code: 'Cancelled',
    });
    await sent.promise;
    const starting = supervise();
    const unborn = expect(ask(starting, 'a')).rejects.toMatchObject({ code: 'Cancelled' });
    await Promise.all([supervisor.close(), starting.close(), pending, unborn]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(ask(supervisor, 'a')).rejects.toMatchObject({ code: 'Cancelled' });
  });
});
