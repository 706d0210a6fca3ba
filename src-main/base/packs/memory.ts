import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { formatBytes } from '../../../src-shared/bytes';
import type { Device } from '../../../src-shared/devices';
import { LongtakeError } from '../../../src-shared/errors';
import type { Fit } from '../../../src-shared/packs';
import type { AnswersPart, PackManifest } from './manifest';

/** A model needs more memory than there is. */
export class NotEnoughMemory extends LongtakeError {
  /** @param why a sentence for the user */
  constructor(why: string) {
    super('NotEnoughMemory', why, 'Close other programs, or choose a smaller form of the model.');
  }
}

/** What a device has. */
export interface DeviceMemory {
  readonly device: Device;
  /** Bytes; null where it cannot be told. */
  readonly total: number | null;
  /** Bytes that are free now, or would be made free; null where it cannot be told. */
  readonly available: number | null;
}

/** What a pack takes, in bytes. */
export interface MemoryNeed {
  /** Loaded weights. */
  readonly weights: number;
  /** Keys and values of one frame. */
  readonly perFrame: number;
  /** What one step of the largest graph needs, and the program itself. */
  readonly working: number;
}

export interface MemoryPlan extends Fit {
  /** Frames whose keys and values fit beside the weights; null where the memory is not known. */
  readonly maxFrames: number | null;
  /** Bytes for keys and values; null where the memory is not known. */
  readonly cacheBytes: number | null;
}

/** Where weights are repacked for the processor when they are loaded, both forms may be in memory for a moment. */
const LOADING = 1.1;
const WORKING = 1.2e9;
/** A part of what is free is left to everybody else. */
const LEFT = 0.05;
/** Fewer frames than an eighth of an hour are no use. */
const FEWEST_FRAMES = 450;

/**
 * What answering with an installed pack takes: the language model's graph and pre-fusion; reading frames takes less.
 * Weights shared by two graphs are counted once, since only one of the two is loaded.
 * @param form that the language model is held in: fewer bits a weight than the pack's
 */
export function memoryNeed(
  manifest: Pick<PackManifest, 'files' | 'answers'>,
  form: 'own' | 'int8' | 'int4' = 'own',
): MemoryNeed | null {
  const part = manifest.answers;
  if (!part) return null;
  const weights = manifest.files
    .filter(({ path }) => part.data.includes(path))
    .reduce((sum, { path, bytes }) => sum + bytes * (path === LANGUAGE_WEIGHTS ? share(part, form) : 1), 0);
  const element = part.cacheType === 'float16' ? 2 : 4;
  const perRow = 2 * part.layers * part.kvHeads * part.headDim * element;
  return { weights: weights * LOADING, perFrame: perRow * part.compressedTokens, working: WORKING };
}

/** The file of a pack that holds the language model's weights, without pre-fusion. */
const LANGUAGE_WEIGHTS = 'llm.data';
/** Bits of a weight with its part of a block's scale; of int4 with the output layer, which keeps 8, as in a model of 8 B. */
const BITS = { fp32: 32, fp16: 16, int8: 8.5, int4: 4.8 } as const;

/** Which part of its bytes a language model takes in another form. */
function share(part: AnswersPart, form: 'own' | 'int8' | 'int4'): number {
  return form === 'own' ? 1 : Math.min(1, BITS[form] / BITS[part.precision]);
}

/**
 * Whether a model fits a device, as a sentence for the user.
 * @param smaller a smaller form of it, where there is one: said when this one does not fit
 */
export function planMemory(
  need: MemoryNeed,
  memory: DeviceMemory,
  smaller: { readonly name: string; readonly need: MemoryNeed } | null = null,
): MemoryPlan {
  const least = leastBytes(need);
  const where = memory.device === 'cpu' ? 'memory' : 'graphics memory';
  const { available } = memory;
  if (available === null) {
    const why = `It needs ${formatBytes(least)} of ${where}; how much there is could not be told.`;
    return { fits: true, why, maxFrames: null, cacheBytes: null };
  }
  const usable = available * (1 - LEFT);
  if (usable < least) {
    const instead = smaller ? ` ${smaller.name} needs ${formatBytes(leastBytes(smaller.need))}.` : '';
    const why = `It needs ${formatBytes(least)} of ${where}, and ${formatBytes(usable)} are free.${instead}`;
    return { fits: false, why, maxFrames: 0, cacheBytes: 0 };
  }
  const cacheBytes = Math.floor(usable - need.weights - need.working);
  const maxFrames = Math.floor(cacheBytes / need.perFrame);
  const frames = maxFrames.toLocaleString('en-US');
  const why = `It needs ${formatBytes(least)} of ${where}, and ${formatBytes(usable)} are free: room for ${frames} frames at once.`;
  return { fits: true, why, maxFrames, cacheBytes };
}

function leastBytes({ weights, perFrame, working }: MemoryNeed): number {
  return weights + working + FEWEST_FRAMES * perFrame;
}

/** What a device has for a model. Never fails: what cannot be told is null. */
export async function deviceMemory(device: Device, read: MemoryReader = system): Promise<DeviceMemory> {
  if (device === 'cpu') return { device, ...(await processorMemory(read)) };
  if (device === 'cuda') return { device, ...(await cudaMemory(read)) };
  return { device, total: null, available: null };
}

/** Of the memory, what a model may take: the rest is the system's and other programs'. */
const MODEL_SHARE = 0.8;

/**
 * What this machine has for a model, in bytes: not what is free just now, but what can be made free. Null where the system does not
 * say how much there is.
 */
export async function modelMemory(read: MemoryReader = system): Promise<number | null> {
  const { total } = await deviceMemory('cpu', read);
  return total === null ? null : MODEL_SHARE * total;
}

/** What finding out about memory needs of the world. */
export interface MemoryReader {
  total(): number;
  free(): number;
  /** Rejects where there is no such file. */
  file(path: string): Promise<string>;
  /** Total and free graphics memory as nvidia-smi prints them. Rejects where it is not there. */
  nvidia(): Promise<string>;
}

const system: MemoryReader = {
  total: totalmem,
  free: freemem,
  file: (path) => readFile(path, 'utf8'),
  nvidia: async () => {
    const query = ['--query-gpu=memory.total,memory.free', '--format=csv,noheader,nounits'];
    const options = { timeout: 5000, windowsHide: true };
    return (await promisify(execFile)('nvidia-smi', query, options)).stdout;
  },
};

async function processorMemory(read: MemoryReader): Promise<{ total: number; available: number }> {
  const text = await read.file('/proc/meminfo').catch(() => '');
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
  let total = read.total();
  let available = kilobytes === undefined ? read.free() : Number(kilobytes) * 1024;
  const limit = await groupNumber(read, 'memory.max', 'memory/memory.limit_in_bytes');
  const used = await groupNumber(read, 'memory.current', 'memory/memory.usage_in_bytes');
  // Version 1 writes an impossibly large number for no limit.
  if (limit !== null && limit < total) {
    total = limit;
    available = Math.min(available, limit - Math.min(limit, used ?? 0));
  }
  return { total, available };
}

/** A number of the control group that this process lies in, version 2 or 1; null where there is none. */
async function groupNumber(read: MemoryReader, ...names: readonly string[]): Promise<number | null> {
  for (const name of names) {
    const text = await read.file(`/sys/fs/cgroup/${name}`).catch(() => null);
    if (text !== null && /^\d+$/.test(text.trim())) return Number(text);
  }
  return null;
}

async function cudaMemory(read: MemoryReader): Promise<{ total: number | null; available: number | null }> {
  const text = await read.nvidia().catch(() => '');
  // One line a card; the first is the one that is used.
  const [, total, free] = /^\s*(\d+),\s*(\d+)/.exec(text) ?? [];
  if (total === undefined || free === undefined) return { total: null, available: null };
  return { total: Number(total) * 2 ** 20, available: Number(free) * 2 ** 20 };
}
