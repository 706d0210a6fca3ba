// CUDA support in miniature: two packages with files that nobody wants, and a runtime that is two small files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CudaParts } from '../../../../base/devices/cuda/parts';
import type { InstalledRuntime } from '../../../onnx-runtime/installed';
import { madeUpBytes, sha256Of } from '../../hub/testing/repository';
import { zip } from '../../testing/zip';

const FILES = {
  'ort.whl': { 'onnx/capi/libprovider.so': madeUpBytes(300_000), 'onnx/capi/other.so': madeUpBytes(50_000) },
  'cublas.whl': {
    'nvidia/lib/libcublas.so.13': madeUpBytes(200_000),
    'nvidia/lib/libnvblas.so.13': madeUpBytes(10),
  },
};
const WANTED = ['libprovider.so', 'libcublas.so.13'];

/** The packages by name, and what is wanted of them from a server. */
export function smallParts(from: string): {
  readonly packages: Map<string, Buffer>;
  readonly wanted: CudaParts;
} {
  const packages = new Map<string, Buffer>();
  const parts = Object.entries(FILES).map(([name, files]) => {
    const bytes = zip(Object.entries(files).map(([file, data]) => ({ name: file, data })));
    packages.set(name, bytes);
    const take = Object.entries(files).filter(([file]) => WANTED.some((one) => file.endsWith(one)));
    return {
      ...{ name, path: `/${name}`, bytes: bytes.length, sha256: sha256Of(bytes) },
      take: Object.fromEntries(take.map(([file, { length }]) => [file, length])),
    };
  });
  const licences = [{ part: 'All', name: 'MIT', file: 'MIT-CLIP.txt' }];
  return { packages, wanted: { runtime: '1.2.3', from, parts, load: ['libcublas.so.13'], licences } };
}

export function smallRuntime(dir: string): InstalledRuntime {
  mkdirSync(dir, { recursive: true });
  for (const name of ['binding.node', 'libruntime.so']) writeFileSync(join(dir, name), name);
  return { version: '1.2.3', dir, files: ['binding.node', 'libruntime.so'] };
}
