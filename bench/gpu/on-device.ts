// Figures of a LLaVA-Mini pack on one device, taken in a process of its own, since a driver may end the process it is loaded into.
import { execFileSync, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EncodedVideo, LanguageAnswer } from '../../src-main/base/film/language-tokens/types';
import { loadPack } from '../../src-main/base/packs/pack';
import {
  answersOf,
  openFrameReader,
  type PictureReader,
} from '../../src-main/worker/inference/llava-mini/frame-reader';
import { openLanguageModel } from '../../src-main/worker/inference/llava-mini/language-model';
import { type Device, device as deviceName } from '../../src-shared/devices';
import { asked, madeUpFrames } from '../made-film';
import { median } from '../report';
import { type DeviceLimits, deviceLimits } from './limits';

/** What is told of a device, each figure as it is known: whoever ends before the last one leaves the earlier ones. */
export const figures = z.object({
  /** Operations and bytes a second: see DeviceLimits. */
  flops: z.number(),
  bandwidth: z.number(),
  framesPerSecond: z.number(),
  /** Seconds. */
  prefix: z.number(),
  /** Milliseconds until the first word of a second question over the same frames. */
  secondQuestion: z.number(),
  /** Milliseconds. */
  token: z.number(),
  /** Milliseconds from a still picture and a question to the first word. */
  still: z.number(),
  /** Bytes of the device's memory in use, beyond what was before. */
  memory: z.number(),
});
export type Figures = z.infer<typeof figures>;

const ROLE = '--figures-on-device';
const BATCHES = 6;
const TOKENS = 16;
/** Forty words, as the paper's question has. */
const QUESTION =
  'Please look at all that is shown here and say in a few sentences what happens, who takes part in it, where it takes place, what stands in the background, and which of these things you would look at first.';
const MEMORY_BYTES = 64e9;
/** Frames whose fusion is kept of a film that a device reads: the limit there. */
const KEPT = 64;

export interface Wanted {
  readonly device: Device;
  readonly pack: string;
  readonly frames: number;
  readonly threads: number;
  /** A folder of its own, emptied at the end. */
  readonly folder: string;
}

/**
 * Takes the figures in a process of its own, which runs the program that this one runs.
 * @param limit milliseconds after which it is ended
 * @returns what it told, and why it is not all, in the process's last words
 */
export function figuresOf(
  wanted: Wanted,
  limit: number,
): Promise<{ told: Partial<Figures>; ended: string | null }> {
  const { promise, resolve } = Promise.withResolvers<{ told: Partial<Figures>; ended: string | null }>();
  const child = fork(process.argv[1] as string, [ROLE, JSON.stringify(wanted)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let told: Partial<Figures> = {};
  let said = '';
  let whole = false;
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  child.stderr?.on('data', (data: Buffer) => {
    said = `${said}${data}`.slice(-2000);
  });
  child.on('message', (message) => {
    if (message === 'whole') whole = true;
    else told = { ...told, ...figures.partial().parse(message) };
  });
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    const lines = said.trim().split('\n');
    // Node's own last line is its version.
    const words = lines.findLast((line) => /error:/i.test(line)) ?? lines.at(-1) ?? '';
    resolve({ told, ended: whole ? null : `the process ended with ${signal ?? code}: ${words}` });
  });
  return promise;
}

/** Does what a process that `figuresOf` started is for. @returns false in any other process */
export async function answerFigures(args: readonly string[]): Promise<boolean> {
  const at = args.indexOf(ROLE);
  if (at < 0 || !process.send) return false;
  const { device, ...wanted } = JSON.parse(args[at + 1] as string);
  const tell = (message: Partial<Figures> | 'whole') =>
    new Promise<void>((done) => process.send?.(message, undefined, undefined, () => done()));
  await take({ ...wanted, device: deviceName.parse(device) }, tell);
  await tell('whole');
  // What a driver does at its end says nothing of it.
  process.kill(process.pid, 'SIGKILL');
  return true;
}

async function take(wanted: Wanted, tell: (told: Partial<Figures>) => Promise<void>): Promise<void> {
  const { device, threads, folder } = wanted;
  const pack = await loadPack(wanted.pack);
  const part = answersOf(pack);
  const before = deviceMemory();
  await tell(await limits(device, threads, part.cacheType));
  const reader = await openFrameReader(pack, device, threads);
  const [framesPerSecond, made] = await readFrames(reader);
  await tell({ framesPerSecond });
  const model = await openLanguageModel(pack, device, threads, { memoryBytes: MEMORY_BYTES });
  if (reader.device !== device || model.device !== device)
    throw new Error(`${device} did not take the graphs`);
  try {
    const film = filmOf(made, reader, wanted.frames, join(folder, 'film'));
    const first = await model.ask(asked(film, 'What happens in this film?', TOKENS));
    await tell({ prefix: first.timings.prefix / 1000 });
    await model.settled();
    const next: LanguageAnswer[] = [];
    for (const question of ['What happens then?', 'And who is there?', 'Where is this?'])
      next.push(await model.ask(asked(film, question, TOKENS)));
    const middle = (of: (timings: LanguageAnswer['timings']) => number) =>
      median(next.map(({ timings }) => of(timings)));
    await tell({
      secondQuestion: middle(({ prefix, firstToken }) => prefix + firstToken),
      token: middle(({ perToken }) => perToken),
    });
    const after = deviceMemory();
    if (before !== null && after !== null) await tell({ memory: after - before });
    const times: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const started = performance.now();
      const picture = await readPicture(reader, turn);
      const still = filmOf(picture, reader, 1, join(folder, `still-${turn}`));
      const { timings } = await model.ask(asked({ ...still, hash: `still ${turn}` }, QUESTION, TOKENS));
      // The answer's own tokens come after the first word; their time is not the picture's.
      times.push(performance.now() - started - timings.perToken * (TOKENS - 1));
    }
    await tell({ still: median(times) });
  } finally {
    await model.dispose();
    await reader.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of a device without half precision, as a pack in full precision runs there. */
async function limits(device: Device, threads: number, type: 'float32' | 'float16'): Promise<DeviceLimits> {
  // The CPU computes halves as floats.
  return deviceLimits(device, threads, device === 'cpu' ? 'float32' : type);
}

interface Made {
  readonly tokens: Float32Array;
  readonly count: number;
  readonly systemSum: Float64Array;
  readonly fusion: Uint16Array;
}

/** Frames a second in the reader's own batches, and what it made of the frames. */
async function readFrames(reader: PictureReader): Promise<[number, Made]> {
  const { batchSize } = reader;
  const times: number[] = [];
  let read = await reader.read(madeUpFrames(reader, 0, batchSize), batchSize, [0]);
  const fusion = read.fusion.get(0) as Uint16Array;
  for (let batch = 1; batch <= BATCHES; batch++) {
    const pixels = madeUpFrames(reader, batch * batchSize, batchSize);
    const started = performance.now();
    read = await reader.read(pixels, batchSize, []);
    times.push((performance.now() - started) / batchSize);
  }
  if (!read.tokens.every(Number.isFinite)) throw new Error('tokens that are no numbers');
  return [1000 / median(times), { tokens: read.tokens, count: batchSize, systemSum: read.systemSum, fusion }];
}

async function readPicture(reader: PictureReader, number: number): Promise<Made> {
  const { inputWidth: width, inputHeight: height } = reader;
  const read = await reader.readPicture({ data: madeUpFrames(reader, number, 1), width, height }, true);
  return { ...read, count: 1, fusion: read.fusion.get(0) as Uint16Array };
}

/** A film of the frames that were made, again and again. */
function filmOf(made: Made, reader: PictureReader, count: number, cacheDir: string): EncodedVideo {
  const { dim } = reader;
  const kept = Math.min(count, KEPT);
  return {
    hash: `bench ${count}`,
    count,
    times: Float64Array.from({ length: count }, (_, i) => i * 1e6),
    readTokens: async (from, to) => {
      const tokens = new Float32Array((to - from) * dim);
      for (let frame = from; frame < to; frame++) {
        const own = frame % made.count;
        tokens.set(made.tokens.subarray(own * dim, (own + 1) * dim), (frame - from) * dim);
      }
      return tokens;
    },
    systemSum: made.systemSum.map((value) => (value / made.count) * count),
    fusionFrames: Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept)),
    readFusion: async () => made.fusion,
    cacheDir,
  };
}

/** Bytes of graphics memory in use, as NVIDIA's own tool tells them; null where there is none. */
function deviceMemory(): number | null {
  try {
    const told = execFileSync('nvidia-smi', ['--query-gpu=memory.used', '--format=csv,noheader,nounits'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number.parseInt(told.toString(), 10) * 2 ** 20;
  } catch {
    return null;
  }
}
