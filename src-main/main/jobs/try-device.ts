import { z } from 'zod';
import type { SpawnWorker, TriedDevice } from '../../base/rpc/protocol';
import type { ProbeOutcome } from '../../worker/inference/device';

/** Milliseconds that a device may take: a driver's first start compiles for seconds. */
const LIMIT = 30_000;

const answer = z.object({ probabilities: z.array(z.number()).nullable(), why: z.string().optional() });

/**
 * Tries a device in a process of its own, because a driver can end the process that it is loaded into, or never come back.
 * @param limit milliseconds until a process that does not answer is ended
 * @param signal ends the process as well; the outcome is then `crashed`
 */
export function tryDevice(
  spawn: SpawnWorker,
  { device, use }: TriedDevice,
  { limit = LIMIT, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<ProbeOutcome> {
  const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
  const port = spawn('probe');
  const timer = setTimeout(() => resolve({ how: 'hung', why: `no answer in ${limit} ms` }), limit);
  const stopped: ProbeOutcome = { how: 'crashed', why: 'the worker that asked for it ended' };
  signal?.addEventListener('abort', () => resolve(stopped), { once: true });
  port.onExit(async (code, end) => {
    const said = (await end?.lastLines())?.join('\n') || 'none';
    const how = `exit code ${code}, signal ${end?.signal ?? null}`;
    resolve({ how: 'crashed', why: `${how}; its last words: ${said}` });
  });
  port.onMessage((message) => {
    if (message.kind === 'ready') {
      port.post({ kind: 'call', id: 1, method: 'device.try', input: { device, use } });
    } else if (message.kind === 'result' || message.kind === 'error') {
      const told = answer.safeParse(message.kind === 'result' ? message.value : null);
      const why = told.data?.why ?? 'no reason was given';
      const numbers = told.data?.probabilities;
      resolve(numbers ? { how: 'answered', probabilities: numbers } : { how: 'refused', why });
    }
  });
  return promise.finally(() => {
    clearTimeout(timer);
    // What a driver does at the end of its process concerns nobody any more.
    port.kill();
  });
}

/**
 * Gives workers what they cannot have by themselves: a process in which a device is tried for them. It ends with the worker
 * that asked for it.
 */
export function withProbes(spawn: SpawnWorker, limit = LIMIT): SpawnWorker {
  return (role) => {
    const port = spawn(role);
    const gone = new AbortController();
    port.onExit(() => gone.abort());
    port.onMessage((message) => {
      if (message.kind !== 'probe') return;
      const { id } = message;
      void tryDevice(spawn, message, { limit, signal: gone.signal }).then((outcome) => {
        if (!gone.signal.aborted) port.post({ kind: 'probed', id, outcome });
      });
    });
    return port;
  };
}
