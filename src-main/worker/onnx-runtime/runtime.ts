import { createRequire } from 'node:module';
import type * as Runtime from 'onnxruntime-node';
import { cudaFolderIn } from '../../base/devices/cuda/support';
import { realEnvironment, switchesTelemetryOff } from '../../base/telemetry';
import { CudaNotLoaded, takeCudaRuntime } from './cuda-runtime';
import { TelemetryNotOff } from './errors';

/*
 * The one place that loads ONNX Runtime. Not by an import: bundlers put imports of packages first, and the library must not
 * be loaded before telemetry.ts has run.
 */

/** @throws TelemetryNotOff where the library would report: in a thread of a process that did not switch that off */
function load(): typeof Runtime {
  if (!switchesTelemetryOff(realEnvironment())) throw new TelemetryNotOff();
  return createRequire(import.meta.url)('onnxruntime-node');
}

/** Why CUDA support, where the command line names one, is not what runs: the installed runtime does instead. Null where nothing is amiss. */
export const cudaNotLoaded: CudaNotLoaded | null = takeCuda();

function takeCuda(): CudaNotLoaded | null {
  const dir = cudaFolderIn(process.argv);
  try {
    if (dir !== null && switchesTelemetryOff(realEnvironment())) takeCudaRuntime(dir);
    return null;
  } catch (error) {
    return error instanceof CudaNotLoaded ? error : new CudaNotLoaded(null, { cause: error });
  }
}

const runtime = load();
// Failures come back as exceptions; the library's own log would spoil the command line's standard error.
runtime.env.logLevel = 'fatal';

export const { InferenceSession, Tensor, listSupportedBackends } = runtime;
export const runtimeVersion = runtime.env.versions.node ?? runtime.env.versions.common;
export type InferenceSession = Runtime.InferenceSession;
export type InferenceSessionOptions = Runtime.InferenceSession.SessionOptions;
export type Tensor = Runtime.Tensor;
