import type { Device } from '../../../src-shared/domain';
import { listSupportedBackends } from '../onnx-runtime/runtime';
import { runCheckGraph, runLanguageCheckGraph } from './check-graph';
import { type DeviceProbe, type DeviceUse, ProbeEnded, type ProbeOutcome, type TriedHere } from './device';

const GRAPHS: Readonly<Record<DeviceUse, (device: Device) => Promise<Float32Array>>> = {
  frames: runCheckGraph,
  language: runLanguageCheckGraph,
};

/**
 * Tries the CPU right here, and each other device in a process of its own.
 * @param elsewhere runs `tryHere` in such a process
 */
export function deviceProbe(
  elsewhere: (device: Device, use: DeviceUse) => Promise<ProbeOutcome>,
): DeviceProbe {
  return {
    supported: () => listSupportedBackends().map((backend) => backend.name),
    async run(device, use) {
      if (device === 'cpu') return GRAPHS[use]('cpu');
      const outcome = await elsewhere(device, use);
      if (outcome.how !== 'answered') throw new ProbeEnded(outcome.how, { cause: new Error(outcome.why) });
      return Float32Array.from(outcome.probabilities);
    },
  };
}

/**
 * Runs a use's check graph on a device, in this process: numbers around 1, or null and ONNX Runtime's words where the device
 * does not take it.
 */
export async function tryHere(device: Device, use: DeviceUse): Promise<TriedHere> {
  return GRAPHS[use](device).then(
    (probabilities) => ({ probabilities: [...probabilities] }),
    (error: unknown) => ({ probabilities: null, why: String(error) }),
  );
}
