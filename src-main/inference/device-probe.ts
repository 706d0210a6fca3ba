import { fork } from 'node:child_process';
import { env, listSupportedBackends } from 'onnxruntime-node';
import { z } from 'zod';
import { type Device, device } from '../../src-shared/domain';
import { type CheckDone, type DeviceProbe, ProbeEnded } from './device';
import {
  type CheckNews,
  checkDevice,
  type DeviceCheck,
  deviceCheck,
  type LanguageShape,
} from './device-check';
import { deviceVersions } from './device-versions';
import { languageSpeed } from './llava-mini/language-check';

/** First word after the entry file in the command line of a process that only tries a device. */
const ROLE = 'probe';
/** Milliseconds until a device must have computed something: a driver's first start compiles some dozens of kernels. */
const LIMIT = 60_000;
/** Milliseconds for loading the real graph and running it: a device that needs longer is slower than the CPU. */
const SPEED_LIMIT = 10_000;

const news = z.union([
  z.object({
    parts: z.array(z.object({ name: z.string(), values: z.array(z.number()), tolerance: z.number() })),
  }),
  z.object({ milliseconds: z.number() }),
  z.object({ refused: z.enum(['refused', 'half']) }),
]);

export interface ProbeLimits {
  /** Milliseconds until a process that tells nothing is ended. */
  readonly answer?: number;
  /** Milliseconds from its numbers until it must have told how long they take. */
  readonly speed?: number;
}

/**
 * Tries each device but the CPU in a process of its own, because a driver can end the process that it is loaded into,
 * or never come back. What it prints (loaders list every driver that they miss) is not shown.
 * @param entry file that calls `answerProbe` when it is started
 * @param threads for one operator on the CPU
 */
export function childProbe(entry: string, threads: number, limits: ProbeLimits = {}): DeviceProbe {
  return {
    supported: () => listSupportedBackends().map((backend) => backend.name),
    versions: (of) => deviceVersions(of, env.versions.node ?? env.versions.common),
    run: (tried, check) =>
      tried === 'cpu' ? here(check, threads) : runInChild(entry, tried, check, threads, limits),
  };
}

async function here(check: DeviceCheck, threads: number): Promise<CheckDone> {
  let done: CheckDone = { parts: [], milliseconds: null };
  for await (const told of checkDevice(check, 'cpu', threads)) done = { ...done, ...told };
  return done;
}

function runInChild(
  entry: string,
  tried: Device,
  check: DeviceCheck,
  threads: number,
  { answer = LIMIT, speed = SPEED_LIMIT }: ProbeLimits,
): Promise<CheckDone> {
  const { promise, resolve, reject } = Promise.withResolvers<CheckDone>();
  const child = fork(entry, [ROLE, tried, JSON.stringify(check), String(threads)], {
    // Electron's binary serves as Node; plain Node ignores the variable that says so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let parts: CheckDone['parts'] | null = null;
  let timer = setTimeout(() => reject(new ProbeEnded('hung')), answer);
  child.on('message', (message) => {
    const told = news.safeParse(message);
    if (!told.success) reject(new ProbeEnded('refused'));
    else if ('refused' in told.data) reject(new ProbeEnded(told.data.refused));
    else if ('milliseconds' in told.data) resolve({ parts: parts ?? [], ...told.data });
    else {
      const done = told.data.parts;
      parts = done;
      clearTimeout(timer);
      timer = setTimeout(() => resolve({ parts: done, milliseconds: null }), speed);
    }
  });
  // A message that is on its way is delivered before the channel closes; 'exit' may come earlier.
  child.on('disconnect', () => reject(new ProbeEnded('crashed')));
  child.on('error', () => reject(new ProbeEnded('crashed')));
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
  const [role, name, what, threads] = words;
  const tried = device.safeParse(name);
  if (role !== ROLE || !tried.success || !process.send) return false;
  const check = deviceCheck.parse(JSON.parse(what ?? ''));
  const send = process.send.bind(process);
  process.on('disconnect', () => process.exit(0));
  void answer(check, tried.data, Number(threads), (told) => void send(told)).then((last) =>
    // What a driver does at the end of its process concerns nobody any more.
    send(last, undefined, undefined, () => process.kill(process.pid, 'SIGKILL')),
  );
  return true;
}

type LastNews = Extract<CheckNews, { milliseconds: number }> | { readonly refused: 'refused' | 'half' };

async function answer(
  check: DeviceCheck,
  tried: Device,
  threads: number,
  tell: (told: CheckNews) => void,
): Promise<LastNews> {
  try {
    for await (const told of checkDevice(check, tried, threads)) {
      if ('milliseconds' in told) return told;
      tell(told);
    }
    throw new Error('the check told no time');
  } catch {
    return { refused: (await lacksHalves(check, tried, threads)) ? 'half' : 'refused' };
  }
}

/** Whether a device that refused a check in half precision runs the smallest part of it in full: then it is halves that it lacks. */
async function lacksHalves(check: DeviceCheck, tried: Device, threads: number): Promise<boolean> {
  if (check.use !== 'language' || check.shape.cacheType !== 'float16') return false;
  const small = { ...check.shape, hidden: 64, vocab: 8 };
  const runs = (shape: LanguageShape) =>
    languageSpeed(shape, tried, threads).then(
      () => true,
      () => false,
    );
  if (await runs(small)) return false;
  return runs({ ...small, precision: 'fp32', cacheType: 'float32' });
}
