import type { Device } from '../../../../src-shared/devices';
import { DeviceRefused } from '../session';

/** Opens something on a device, or on the CPU where the device does not take its graphs. */
export async function withFallback<T>(device: Device, open: (device: Device) => Promise<T>): Promise<T> {
  try {
    return await open(device);
  } catch (error) {
    if (!(error instanceof DeviceRefused) || device === 'cpu') throw error;
    return open('cpu');
  }
}
