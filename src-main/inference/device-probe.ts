import { fork } from 'node:child_process';
import { z } from 'zod';
import { type Device, device } from '../../src-shared/domain';
import { listSupportedBackends } from '../onnx-runtime/runtime';
import { runCheckGraph, runLanguageCheckGraph } from './check-graph';
import { type DeviceProbe, type DeviceUse, ProbeEnded } from './device';

/** First word after the entry file in the command line of a process that only tries a device. */
const ROLE = 'probe';
/** Milliseconds that a device may take: a driver's first start compiles for seconds. */
const LIMIT = 30_000;

const answer = z.object({
  /** What the check graph gives; null where the device does not take it. */
  probabilities: z.array(z.number()).nullable(),
  /** What ONNX Runtime said of it. */
  why: z.string().optional(),
});
/** Of what a driver says before it takes its process down: the last letters. */
const LAST_WORDS = 4000;
const GRAPHS: Readonly<Record<DeviceUse, (device: Device) => Promise<Float32Array>>> = {
  frames: runCheckGraph,
  language: runLanguageCheckGraph,
};

/**
 * Tries each device but the CPU in a process of its own, because a driver can end the process that it is loaded into,
 * or never come back. What it prints (loaders list every driver that they miss) is not shown; the end of it is told with the failure.
 * @param entry file that calls `answerProbe` when it is started
 * @param limit milliseconds until a process that does not answer is ended
 */
export function childProbe(entry: string, limit = LIMIT): DeviceProbe {
  return {
    supported: () => listSupportedBackends().map((backend) => backend.name),
    run: (tried, use) => (tried === 'cpu' ? GRAPHS[use]('cpu') : runInChild(entry, tried, use, limit)),
  };
}

function runInChild(entry: string, tried: Device, use: DeviceUse, limit: number): Promise<Float32Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Float32Array>();
  const child = fork(entry, [ROLE, tried, use], {
    // Electron's binary serves as Node; plain Node ignores the variable that says so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString('utf8')).slice(-LAST_WORDS);
  });
  const ended = (how: 'crashed' | 'hung', end: string) =>
    reject(new ProbeEnded(how, { cause: new Error(`${end}; its last words: ${said || 'none'}`) }));
  const timer = setTimeout(() => ended('hung', `no answer in ${limit} ms`), limit);
  child.on('message', (message) => {
    const told = answer.safeParse(message);
    if (told.success && told.data.probabilities) resolve(Float32Array.from(told.data.probabilities));
    else reject(new ProbeEnded('refused', { cause: new Error(told.data?.why ?? 'no reason was given') }));
  });
  // A message that is on its way is delivered before the channel closes, and both before 'close'; 'exit' may come earlier.
  child.on('close', (code, signal) => ended('crashed', `exit code ${code}, signal ${signal}`));
  child.on('error', (cause) => reject(new ProbeEnded('crashed', { cause })));
  return promise.finally(() => {
    clearTimeout(timer);
    child.kill('SIGKILL');
  });
}

/**
 * Does what `childProbe` started this process for, and ends it.
 * @param words the command line after the entry file
 * @returns false where the process is for something else
 */
export function answerProbe(words: readonly string[]): boolean {
  const [role, name, use] = words;
  const tried = device.safeParse(name);
  if (role !== ROLE || !tried.success || !process.send) return false;
  const send = process.send.bind(process);
  const tell = (probabilities: readonly number[] | null, why?: string): void =>
    // What a driver does at the end of its process concerns nobody any more.
    void send({ probabilities, ...(why === undefined ? {} : { why }) }, undefined, undefined, () =>
      process.kill(process.pid, 'SIGKILL'),
    );
  process.on('disconnect', () => process.exit(0));
  void GRAPHS[use === 'language' ? use : 'frames'](tried.data).then(
    (probabilities) => tell([...probabilities]),
    (error: unknown) => tell(null, String(error)),
  );
  return true;
}
