import { z } from 'zod';
import type { ProbeOutcome } from '../../base/devices/probe';
import type { SpawnWorker, TriedDevice, WorkerMessage } from '../../base/rpc/protocol';

/** Milliseconds until a device must have computed something: a driver's first start compiles some dozens of kernels. */
const ANSWER = 60_000;
/** Milliseconds for loading the real graph and running it: a device that needs longer is slower than the CPU. */
const SPEED = 10_000;

const numbers = z.array(
  z.object({
    ...{ name: z.string(), values: z.array(z.number()) },
    ...{ tolerance: z.number(), cosine: z.number().optional() },
  }),
);
const last = z.union([
  z.object({ milliseconds: z.number() }),
  z.object({ refused: z.enum(['absent', 'refused', 'half', 'untried']), why: z.string() }),
]);

export interface ProbeLimits {
  /** Milliseconds until a process that tells no numbers is ended. */
  readonly answer?: number;
  /** Milliseconds from its numbers until it must have told how long they take; after that the outcome has no time. */
  readonly speed?: number;
}

/**
 * Tries a device in a process of its own, because a driver can end the process that it is loaded into, or never come back.
 * @param signal ends the process as well; the outcome is then `crashed`
 */
export function tryDevice(
  spawn: SpawnWorker,
  { device, check, threads }: TriedDevice,
  { answer = ANSWER, speed = SPEED, signal }: ProbeLimits & { signal?: AbortSignal } = {},
): Promise<ProbeOutcome> {
  const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
  const port = spawn('probe');
  let timer = setTimeout(() => resolve({ how: 'hung', why: `no answer in ${answer} ms` }), answer);
  let parts: z.infer<typeof numbers> = [];
  const stopped: ProbeOutcome = { how: 'crashed', why: 'the worker that asked for it ended' };
  signal?.addEventListener('abort', () => resolve(stopped), { once: true });
  port.onExit(async (code, end) => {
    const said = (await end?.lastLines())?.join('\n') || 'none';
    const how = `exit code ${code}, signal ${end?.signal ?? null}`;
    resolve({ how: 'crashed', why: `${how}; its last words: ${said}` });
  });
  port.onMessage((message) => {
    if (message.kind === 'ready') {
      port.post({ kind: 'call', id: 1, method: 'device.try', input: { device, check, threads } });
    } else if (message.kind === 'event' && message.event === 'parts') {
      const told = numbers.safeParse(message.payload);
      if (!told.success) return resolve({ how: 'refused', why: 'what it told were no numbers' });
      parts = told.data;
      clearTimeout(timer);
      timer = setTimeout(() => resolve({ how: 'answered', parts, milliseconds: null }), speed);
    } else if (message.kind === 'result' || message.kind === 'error') resolve(outcomeOf(message, parts));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    // What a driver does at the end of its process concerns nobody any more.
    port.kill();
  });
}

function outcomeOf(message: WorkerMessage, parts: z.infer<typeof numbers>): ProbeOutcome {
  const told = last.safeParse(message.kind === 'result' ? message.value : null);
  if (!told.success) return { how: 'refused', why: 'no reason was given' };
  if ('refused' in told.data) return { how: told.data.refused, why: told.data.why };
  return { how: 'answered', parts, milliseconds: told.data.milliseconds };
}

/**
 * Gives workers what they cannot have by themselves: a process in which a device is tried for them. It ends with the worker
 * that asked for it.
 */
export function withProbes(spawn: SpawnWorker, limits: ProbeLimits = {}): SpawnWorker {
  return (role, words) => {
    const port = spawn(role, words);
    const gone = new AbortController();
    port.onExit(() => gone.abort());
    port.onMessage((message) => {
      if (message.kind !== 'probe') return;
      const { id } = message;
      void tryDevice(spawn, message, { ...limits, signal: gone.signal }).then((outcome) => {
        if (!gone.signal.aborted) port.post({ kind: 'probed', id, outcome });
      });
    });
    return port;
  };
}
