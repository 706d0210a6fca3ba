// ONNX Runtime sessions: a graph opened on an execution provider, run with its tensors checked, and what may go wrong on a
// device.
import { basename } from 'node:path';
import type { Device } from '../../../src-shared/devices';
import type { MadeForm } from '../../base/devices/check';
import type { DeviceRun } from '../../base/devices/records';
import type { RunJournal } from '../../base/devices/run-journal';
import { ModelPackBroken } from '../../base/packs/errors';
import { type Pack, tokenModel } from '../../base/packs/pack';
import {
  InferenceSession,
  type InferenceSessionOptions,
  listSupportedBackends,
  runtimeVersion,
  type Tensor,
} from '../onnx-runtime/runtime';
import { blockFormFile, isBlockForm, type Making, NoRoomForForm } from './block-form';
import { deviceVersions } from './device-versions';
import { formFile, formOf } from './graph-form';

export { Tensor } from '../onnx-runtime/runtime';

export type Tensors = Readonly<Record<string, Tensor>>;

/** One loaded graph. `run` blocks its thread until the graph is through: use it in worker processes only. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Whether inputs may have a dimension of 0. On a device none may: what would be empty is filled up and masked. */
  readonly takesEmpty: boolean;
  /**
   * Inputs are read in place, outputs are copies. Without `outputs` every output is computed.
   * @throws EmptyInput where the graph takes none
   */
  run(inputs: Tensors, outputs?: readonly string[]): Promise<Tensors>;
  /** Frees the graph's memory. The session must not be used afterwards; a second call does nothing. */
  dispose(): Promise<void>;
}

export interface SessionOptions {
  readonly device: Device;
  /** Threads for one operator on the CPU. */
  readonly threads: number;
  /** Whether inputs may have a dimension of 0: true on the CPU and false elsewhere, unless a test wants a device's rule on the CPU. */
  readonly takesEmpty?: boolean;
  /**
   * Outputs that stay on the device, to be given to the next run or to another graph of it; whoever takes one disposes of it. Node's
   * binding can leave them on WebGPU alone (`staysOnDevice`); elsewhere they come into memory as the others do.
   */
  readonly resident?: readonly string[];
  /** Names the graph where it may run on a device, with its pack and the pack's version: see `openGraph`. */
  readonly graph?: string;
}

/** Where a graph of a pack runs, and in which form. */
export interface GraphPlace {
  readonly device: Device;
  /** A form of the graph that was found to be best there, and where forms are kept; the pack's own file where it is left out. */
  readonly form?: Pick<MadeForm, 'form' | 'folder'>;
}

/** Forms that take nobody's time: those of seconds. */
const UNWATCHED: Making = { signal: new AbortController().signal, onProgress: () => {} };

/** On the CPU, as the pack holds it. */
export const ON_CPU: GraphPlace = { device: 'cpu' };

/** Whether outputs can stay on a device and be read there again. */
export function staysOnDevice(device: Device): boolean {
  return device === 'webgpu';
}

let journal: RunJournal | null = null;

/** Has every run on a device written down in a journal from now on: once, when a worker process starts. */
export function keepJournal(kept: RunJournal): void {
  journal = kept;
}

/** A graph failed on a device while it ran there: it is to go on on another. `cause` holds ONNX Runtime's own words. */
export class DeviceFailed extends Error {
  constructor(
    readonly run: DeviceRun,
    options: { cause: unknown },
  ) {
    super(`${run.graph} failed on ${run.device}`, options);
    this.name = 'DeviceFailed';
  }
}

/** What CUDA, DirectML and Dawn, and ONNX Runtime above them, say where memory is short. */
const SAYS_MEMORY = /memory|allocat|exceeds|too large/i;

/** Whether a device failed for want of memory, by the words of its driver or the runtime: a smaller graph may then run there. */
export function isShortOfMemory(error: DeviceFailed): boolean {
  for (let at = error.cause; at instanceof Error; at = at.cause)
    if (SAYS_MEMORY.test(at.message)) return true;
  return false;
}

/**
 * A graph on a device was to be given a dimension of 0: a fault of the caller. CUDA refuses to reduce over nothing, and WebGPU
 * takes the process down, so that it is refused before either sees it.
 */
export class EmptyInput extends Error {
  constructor(input: string, dims: readonly number[]) {
    super(`no device takes an empty input: ${input} is [${dims.join(', ')}]`);
    this.name = 'EmptyInput';
  }
}

/** ONNX Runtime would not load a graph on a device. `cause` holds its own words, which are not for users. */
export class DeviceRefused extends Error {
  constructor(
    readonly device: Device,
    options: { cause: unknown },
  ) {
    super(`the graph could not be loaded on ${device}`, options);
    this.name = 'DeviceRefused';
  }
}

/**
 * Loads a graph.
 * @param model path of an .onnx file, or its bytes
 * @throws ModelPackBroken when the CPU, which runs every valid graph, does not take it
 * @throws DeviceRefused when another device does not take it: the caller falls back to the CPU
 */
export async function openSession(model: string | Uint8Array, options: SessionOptions): Promise<Session> {
  const { device, threads, resident = [] } = options;
  const stays = staysOnDevice(device) ? resident.map((name) => [name, 'gpu-buffer'] as const) : [];
  const settings: InferenceSessionOptions = {
    // The CPU always follows: it runs what the device has no kernel for.
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    ...(stays.length > 0 ? { preferredOutputLocation: Object.fromEntries(stays) } : {}),
    // Threads that wait for the next operator would otherwise burn what ffmpeg, beside them, needs: a third of all CPU time.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  // The library would only drop a provider that it was built without, and run on the CPU unasked.
  if (!listSupportedBackends().some((backend) => backend.name === device)) {
    throw new DeviceRefused(device, { cause: new Error('not part of this build') });
  }
  const run = device === 'cpu' ? null : runOf(device, options.graph ?? 'a graph in memory');
  const loaded = run && journal?.begin(run);
  try {
    // The overloads take a path or bytes, not their union.
    const session =
      typeof model === 'string'
        ? await InferenceSession.create(model, settings)
        : await InferenceSession.create(model, settings);
    return wrap(session, run, options.takesEmpty ?? device === 'cpu', stays.length > 0);
  } catch (cause) {
    if (device !== 'cpu') throw new DeviceRefused(device, { cause });
    const name = typeof model === 'string' ? basename(model) : 'a graph in memory';
    throw new ModelPackBroken('in use', `holds a model that cannot be loaded (${name})`, { cause });
  } finally {
    loaded?.();
  }
}

/**
 * Opens a graph of a pack, named for what is remembered of it.
 * @param watched whoever waits while the graph's form is made, where that is one that takes minutes
 * @throws as `openSession`; DeviceRefused, too, where its form for the device cannot be made; of one that takes minutes
 *   NoRoomForForm, and the signal's reason
 */
export async function openGraph(
  pack: Pack,
  file: string,
  options: SessionOptions & GraphPlace,
  watched: Making = UNWATCHED,
): Promise<Session> {
  const { form, ...rest } = options;
  const named = { ...rest, graph: graphName(pack, file, form?.form) };
  if (!form) return openSession(pack.file(file), named);
  const made = formOf(pack, file, form.form, form.folder);
  const making = isBlockForm(form.form)
    ? blockFormFile(pack.file(file), made, watched)
    : formFile(pack.file(file), made);
  const path = await making.catch((cause: unknown) => {
    if (cause instanceof NoRoomForForm || watched.signal.aborted) throw cause;
    throw new DeviceRefused(options.device, { cause });
  });
  return openSession(path, named);
}

/** By which a graph of a pack is remembered: one of fewer bits is another one. */
export function graphName(pack: Pack, file: string, form?: MadeForm['form']): string {
  const own = `${tokenModel(pack.manifest)}/${file}`;
  return form && isBlockForm(form) ? `${own} in ${form}` : own;
}

/** As `openGraph`, on the CPU where the device does not take the graph after all. @throws ModelPackBroken */
export async function openGraphSomewhere(
  pack: Pack,
  file: string,
  options: SessionOptions & GraphPlace,
): Promise<Session> {
  try {
    return await openGraph(pack, file, options);
  } catch (error) {
    if (!(error instanceof DeviceRefused)) throw error;
    const { form, ...rest } = options;
    return openGraph(pack, file, { ...rest, device: 'cpu' });
  }
}

function runOf(device: Device, graph: string): DeviceRun {
  return { device, graph, versions: deviceVersions(device, runtimeVersion) };
}

/** @param resident whether outputs stay on the device: the binding then gives all outputs or none */
function wrap(
  session: InferenceSession,
  on: DeviceRun | null,
  takesEmpty: boolean,
  resident: boolean,
): Session {
  let disposed = false;
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    takesEmpty,
    async run(inputs, outputs) {
      if (!takesEmpty) refuseEmpty(inputs);
      const run = () => (outputs && !resident ? session.run(inputs, outputs) : session.run(inputs));
      if (on === null) return run();
      const done = journal?.begin(on);
      try {
        return await run();
      } catch (cause) {
        throw new DeviceFailed(on, { cause });
      } finally {
        done?.();
      }
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await session.release();
    },
  };
}

function refuseEmpty(inputs: Tensors): void {
  for (const [name, { dims }] of Object.entries(inputs)) {
    if (dims.includes(0)) throw new EmptyInput(name, dims);
  }
}

/** The float32 values of an output, by name. */
export function floats(outputs: Tensors, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) {
    throw new ModelPackBroken('in use', `holds a model without the output ${name} in float32`);
  }
  return data;
}
