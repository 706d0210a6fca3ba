import type { Device } from '../../../src-shared/devices';
import type { CheckPart, DeviceCheck, LanguageShape } from '../../base/devices/check';
import { hasNvidia } from '../../base/devices/cuda/card';
import { type CudaTrouble, cudaFolderIn } from '../../base/devices/cuda/support';
import { type CheckDone, ProbeEnded, type ProbeOutcome, type TriedHere } from '../../base/devices/probe';
import { cudaNotLoaded, listSupportedBackends, runtimeVersion } from '../onnx-runtime/runtime';
import { runCheckGraph } from './check-graph';
import type { DeviceProbe } from './device';
import { checkDevice } from './device-check';
import { deviceVersions } from './device-versions';
import { languageSpeed } from './llava-mini/language-check';
import { DeviceRefused } from './session';

/**
 * Tries the CPU right here, and each other device in a process of its own.
 * @param elsewhere runs `tryHere` in such a process
 * @param threads for one operator on the CPU
 */
export function deviceProbe(
  elsewhere: (device: Device, check: DeviceCheck, threads: number) => Promise<ProbeOutcome>,
  threads: number,
): DeviceProbe {
  return {
    supported: () => listSupportedBackends().map((backend) => backend.name),
    versions: (of) => deviceVersions(of, runtimeVersion),
    lacksSupport: (of) => of === 'cuda' && cudaFolderIn(process.argv) === null && hasNvidia(),
    async run(device, check) {
      if (device === 'cpu') return onCpu(check, threads);
      const outcome = await elsewhere(device, check, threads);
      if (outcome.how !== 'answered') throw new ProbeEnded(outcome.how, { cause: new Error(outcome.why) });
      const { parts, milliseconds } = outcome;
      return { parts, milliseconds };
    },
  };
}

async function onCpu(check: DeviceCheck, threads: number): Promise<CheckDone> {
  let done: CheckDone = { parts: [], milliseconds: null };
  for await (const told of checkDevice(check, 'cpu', threads)) done = { ...done, ...told };
  return done;
}

/**
 * Tries a device in this process.
 * @param onParts told the numbers, before it is measured how long they take
 * @returns how long, or ONNX Runtime's words where the device does not take the check. Never rejects.
 */
export async function tryHere(
  device: Device,
  check: DeviceCheck,
  threads: number,
  onParts: (parts: readonly CheckPart[]) => void,
): Promise<TriedHere> {
  try {
    const missing = await whyAbsent(device);
    if (missing !== null) return { refused: 'absent', why: missing };
    for await (const told of checkDevice(check, device, threads)) {
      if ('milliseconds' in told) return told;
      onParts(told.parts);
    }
    throw new Error('the check told no time');
  } catch (error) {
    const why = reasons(error);
    if (isOfSystem(error)) return { refused: 'untried', why };
    return { refused: (await lacksHalves(check, device, threads)) ? 'half' : 'refused', why };
  }
}

/** The runtime's words where it does not take the smallest graph on a device: there is none, or no driver. Null where it does. */
async function whyAbsent(device: Device): Promise<string | null> {
  try {
    await runCheckGraph(device);
    return null;
  } catch (error) {
    if (!(error instanceof DeviceRefused)) throw error;
    return reasons(error);
  }
}

/** Whether CUDA support was loaded into this process, and the smallest graph runs on it; null where both are so. */
export async function checkCuda(): Promise<CudaTrouble> {
  if (cudaNotLoaded?.library) return { how: 'library', library: cudaNotLoaded.library };
  const why = cudaNotLoaded ? reasons(cudaNotLoaded) : await whyAbsent('cuda');
  return why === null ? null : { how: 'refused', why };
}

/** Whether the system refused a file, as on a full disk, which says nothing of the device. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && ('errno' in error || isOfSystem(error.cause));
}

/** An error's words with those of what caused it: the runtime's own lie deepest. */
function reasons(error: unknown): string {
  if (!(error instanceof Error) || error.cause === undefined) return String(error);
  return `${error}; ${reasons(error.cause)}`;
}

/** Whether a device that refused a check in half precision runs the smallest part of it in full: then it is halves that it lacks. */
async function lacksHalves(check: DeviceCheck, device: Device, threads: number): Promise<boolean> {
  if (check.use !== 'language' || check.shape.cacheType !== 'float16') return false;
  const small = { ...check.shape, hidden: 64, vocab: 8 };
  const runs = (shape: LanguageShape) =>
    languageSpeed(shape, device, threads).then(
      () => true,
      () => false,
    );
  if (await runs(small)) return false;
  return runs({ ...small, precision: 'fp32', cacheType: 'float32' });
}
