import { readdirSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Device } from '../../../src-shared/devices';
import { driverNow } from '../../base/devices/cuda/card';

const VULKAN = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/** Windows adds a folder here for every driver that is installed. */
const WINDOWS_DRIVERS = ['System32', 'DriverStore', 'FileRepository'];

/**
 * Names the versions that a device runs in, so that what was found of it is forgotten when one changes: of ONNX Runtime, and as
 * far as they can be told without asking the driver, of the driver. On macOS drivers come with the system.
 * @param runtime version of ONNX Runtime
 */
export function deviceVersions(device: Device, runtime: string): string {
  if (device === 'cpu') return runtime;
  return `${runtime} ${driverOf(device)}`;
}

function driverOf(device: Device): string {
  if (process.platform === 'linux') return linuxDriver(device);
  if (process.platform !== 'win32') return release();
  const drivers = join(process.env.SystemRoot ?? 'C:\\Windows', ...WINDOWS_DRIVERS);
  return `${release()} ${ageOf(drivers)}`;
}

function linuxDriver(device: Device): string {
  const nvidia = driverNow();
  if (device === 'cuda') return `nvidia ${nvidia ?? 'unknown'}`;
  const named = (process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES ?? '')
    .split(':')
    .filter(Boolean);
  const files = named.length > 0 ? named : VULKAN.flatMap(manifestsIn);
  const drivers = files.map((file) => `${file} ${ageOf(file)}`);
  return [...(nvidia ? [`nvidia ${nvidia}`] : []), ...drivers].join(', ') || 'unknown';
}

function manifestsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Packages replace a driver's manifest with the driver. */
function ageOf(file: string): string {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs.toString() ?? 'missing';
}
