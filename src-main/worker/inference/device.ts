import type { Device, DeviceReport, Settings } from '../../../src-shared/domain';

/** Fastest first; the CPU runs everything and comes last. */
const ORDER: readonly Device[] = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'];
const NAMES: Readonly<Record<Device, string>> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
};
/** Largest difference to the CPU in a number around 1 that rounding in half precision can explain. */
const TOLERANCE = 0.01;

/** What runs on a device. One that computes frame encoders rightly may compute language models wrongly. */
export type DeviceUse = 'frames' | 'language';
const USES: Readonly<Record<DeviceUse, string>> = { frames: 'frames', language: 'language models' };

/** What trying devices needs of the world. */
export interface DeviceProbe {
  /** Devices that ONNX Runtime was built with. */
  supported(): readonly string[];
  /** Runs the check graph of a use: numbers around 1. Rejects when the device does not take it, with ProbeEnded where it tells how. */
  run(device: Device, use: DeviceUse): Promise<Float32Array>;
}

/** Trying a device ended without numbers: it did not take the graph, took its process down, or never came back. */
export class ProbeEnded extends Error {
  constructor(
    readonly how: 'refused' | 'crashed' | 'hung',
    options?: { cause?: unknown },
  ) {
    super(`the device ${how}`, options);
    this.name = 'ProbeEnded';
  }
}

/** How a device did in a process of its own. */
export type ProbeOutcome =
  | { readonly how: 'answered'; readonly probabilities: readonly number[] }
  /** With words for the log: what it said of the device, or last before it ended. */
  | { readonly how: ProbeEnded['how']; readonly why: string };

/** What a process that tries a device tells of it. */
export interface TriedHere {
  readonly probabilities: readonly number[] | null;
  readonly why?: string;
}

/**
 * Chooses where a frame encoder or a language model runs. Each device but the CPU first runs a small graph of its operators,
 * and is refused when it fails or when its numbers differ from the CPU's.
 * @param wanted what the user chose; `auto` takes the fastest that is usable
 * @param use a device that is refused for one use may serve the other
 * @param onRefused told for the log what a device did, in words that mean nothing to a user
 */
export async function chooseDevice(
  wanted: Settings['device'],
  probe: DeviceProbe,
  use: DeviceUse = 'frames',
  onRefused: (error: Error) => void = () => undefined,
): Promise<DeviceReport> {
  const supported = new Set(probe.supported());
  const expected = await probe.run('cpu', use);
  const candidates: DeviceReport['candidates'] = [];
  let chosen: Device | null = null;
  for (const device of ORDER) {
    if (device === 'cpu') {
      candidates.push({ device, supported: true, usable: true, why: 'Always there.' });
    } else if (!supported.has(device)) {
      candidates.push({ device, supported: false, usable: false, why: 'Not available on this system.' });
    } else if (chosen || (wanted !== 'auto' && wanted !== device)) {
      const why = `Not tried: ${untried(wanted, chosen)}.`;
      candidates.push({ device, supported: true, usable: false, why });
    } else {
      const refusal = await refuse(device, expected, probe, use, onRefused);
      const why = refusal ?? 'Gives the same results as the CPU.';
      candidates.push({ device, supported: true, usable: !refusal, why });
      if (!refusal) chosen = device;
    }
  }
  return { chosen: chosen ?? 'cpu', why: explain(wanted, chosen, candidates), candidates };
}

function untried(wanted: Settings['device'], chosen: Device | null): string {
  return wanted === 'auto' ? `${NAMES[chosen ?? 'cpu']} is usable` : `${NAMES[wanted]} was asked for`;
}

/** Why a device cannot be used, as a sentence for the user; null when it can. */
async function refuse(
  device: Device,
  expected: Float32Array,
  probe: DeviceProbe,
  use: DeviceUse,
  onRefused: (error: Error) => void,
): Promise<string | null> {
  let found: Float32Array;
  try {
    found = await probe.run(device, use);
  } catch (error) {
    onRefused(new Error(`${device} was tried for ${use} and is not used`, { cause: error }));
    const how = error instanceof ProbeEnded ? error.how : 'refused';
    if (how === 'crashed')
      return `${NAMES[device]} crashed when it was tried: its driver may need an update.`;
    if (how === 'hung')
      return `${NAMES[device]} gave no answer when it was tried: its driver may need an update.`;
    // ONNX Runtime's own words name libraries and source files: nothing that a user could act on.
    return `${NAMES[device]} could not be started: there is no such device, or its driver is missing.`;
  }
  const same =
    found.length === expected.length &&
    found.every((value, i) => Math.abs(value - (expected[i] as number)) <= TOLERANCE);
  return same
    ? null
    : `${NAMES[device]} gives other results than the CPU, so it is not used for ${USES[use]}.`;
}

function explain(
  wanted: Settings['device'],
  chosen: Device | null,
  candidates: DeviceReport['candidates'],
): string {
  if (wanted === 'cpu') return 'The CPU, as chosen in the settings.';
  if (wanted === 'auto') {
    return chosen
      ? `${NAMES[chosen]}, the fastest device that gives the same results as the CPU.`
      : 'The CPU, because no faster device is usable here.';
  }
  if (chosen) return `${NAMES[chosen]}, as chosen in the settings.`;
  const refusal = candidates.find((candidate) => candidate.device === wanted)?.why ?? '';
  return `The CPU, although ${NAMES[wanted]} was chosen in the settings. ${refusal}`;
}
