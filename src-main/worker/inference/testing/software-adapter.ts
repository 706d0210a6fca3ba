import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The environment in which WebGPU finds a graphics adapter on every Linux machine: SwiftShader, which computes on the CPU, and
 * Vulkan's loader, both of Electron's own folder. It is slow and has no half precision, and takes the same paths through ONNX
 * Runtime as a card. Null on other systems, where WebGPU does not go through Vulkan.
 * @throws Error on Linux when Electron's folder lacks them: a test must not pass for want of what it tests
 */
export function softwareAdapter(): Readonly<Record<string, string>> | null {
  if (process.platform !== 'linux') return null;
  const folder = dirname(process.execPath);
  for (const file of ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json']) {
    if (!existsSync(join(folder, file))) throw new Error(`Electron's folder lacks ${file}: ${folder}`);
  }
  return { VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json') };
}

/** A test's name where there is no adapter, so that the report says what was not looked at. */
export const NO_ADAPTER = `NOT VERIFIED on ${process.platform}: there is no software adapter for WebGPU`;
