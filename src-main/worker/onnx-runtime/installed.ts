import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The binding's own folder, as packages are laid out; of Linux on x64, the only system that has another runtime to offer. */
const NATIVE = 'bin/napi-v6/linux/x64';
export const BINDING = 'onnxruntime_binding.node';
const LIBRARY = 'libonnxruntime.so.1';

/** What of ONNX Runtime is installed with Longtake. Nothing of it is loaded. */
export interface InstalledRuntime {
  readonly version: string;
  readonly dir: string;
  /** The native files that work together. */
  readonly files: readonly string[];
}

export function installedRuntime(): InstalledRuntime {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('onnxruntime-node/package.json');
  const { version } = require(manifest) as { version: string };
  return { version, dir: join(dirname(manifest), NATIVE), files: [BINDING, LIBRARY] };
}
