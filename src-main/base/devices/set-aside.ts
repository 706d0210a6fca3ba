import type { Device } from '../../../src-shared/devices';
import { LongtakeError } from '../../../src-shared/errors';
import type { SetAside } from './records';

/** Devices as sentences name them. */
export const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
};

/** A device failed while it ran a graph, and was set aside for it: whoever asked goes on on another one. */
export class DeviceSetAside extends LongtakeError {
  constructor(entry: Pick<SetAside, 'device' | 'how'>, options?: { cause?: unknown }) {
    super('DeviceFailed', setAsideWords(entry), 'Try again: another device is used from now on.', options);
  }
}

/** What is said once a device failed while it ran a graph: in the answer, and under Models from then on. */
export function setAsideWords({ device, how }: Pick<SetAside, 'device' | 'how'>): string {
  const name = DEVICE_NAMES[device];
  return how === 'crashed'
    ? `${name} took its process down while this model ran on it, so it is not used for it until its driver or Longtake changes, or you try it again.`
    : `${name} failed while this model ran on it, so it is not used for it until its driver or Longtake changes, or you try it again.`;
}
