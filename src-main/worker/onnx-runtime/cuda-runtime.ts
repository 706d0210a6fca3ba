// Has ONNX Runtime loaded from a folder where its provider for CUDA lies beside it.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readSupport } from '../../base/devices/cuda/support';
import { BINDING, installedRuntime } from './installed';

/** Comes with NVIDIA's driver, found where the system keeps it. */
const DRIVER_LIBRARY = 'libcuda.so.1';
/** Of Linux' C library: RTLD_NOW, and RTLD_NODELETE, by which a library stays though Node finds no module in it. */
const STAYS = 0x2 | 0x1000;

/** CUDA support was not loaded: a library of it, or of the driver, is missing, or it belongs to another version. */
export class CudaNotLoaded extends Error {
  /** @param library null where it is not one of them that is missing */
  constructor(
    readonly library: string | null,
    options?: { cause?: unknown },
  ) {
    super(library === null ? 'CUDA support is not whole' : `CUDA support lacks ${library}`, options);
    this.name = 'CudaNotLoaded';
  }
}

/**
 * Makes the folder's copy of the binding the one that loading `onnxruntime-node` gives. ONNX Runtime looks for its provider beside its
 * own library, and the provider names its libraries without a folder: so these are loaded first, and found because they are there.
 * @param dir see `cudaFolder`
 * @throws CudaNotLoaded; the installed runtime can still be loaded then
 */
export function takeCudaRuntime(dir: string): void {
  const { version, dir: installed } = installedRuntime();
  const support = readSupport(dir);
  if (support?.runtime !== version) throw new CudaNotLoaded(null);
  for (const library of [DRIVER_LIBRARY, ...support.load.map((name) => join(dir, name))])
    loadLibrary(library);
  const require = createRequire(import.meta.url);
  const own = join(dir, BINDING);
  require(own);
  require.cache[require.resolve(join(installed, BINDING))] = require.cache[require.resolve(own)];
}

/** @throws CudaNotLoaded with the library that the system misses, which may be one that this one needs */
function loadLibrary(path: string): void {
  try {
    process.dlopen({ exports: {} }, path, STAYS);
  } catch (error) {
    const said = String(error);
    if (/did not self-register/.test(said)) return;
    const missing = /([^\s:/]+\.so[.\d]*): cannot open shared object file/.exec(said)?.[1];
    throw new CudaNotLoaded(missing ?? path.slice(path.lastIndexOf('/') + 1), { cause: error });
  }
}
