import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readModel } from '../../../worker/formats/onnx/model';
import {
  type InferenceSessionOptions,
  InferenceSession as Real,
  runtimeVersion as realVersion,
} from '../../../worker/onnx-runtime/runtime';

export { cudaNotLoaded, Tensor } from '../../../worker/onnx-runtime/runtime';
export const runtimeVersion = process.env.DYING_RUNTIME_VERSION ?? realVersion;

/*
 * For tests only: stands in for onnx-runtime/runtime.ts in a worker, and has a device `cuda` that computes on the CPU, agrees with it,
 * and at the n-th run of a graph from a file kills its process, or has the run fail: DYING_RUNTIME is `kill 3` or `fail 3`. With
 * `refuse 1` it takes no graph when it is tried, as a device that is not there; with `full 1` none where it was tried and is to be used,
 * as one whose memory something else has filled meanwhile. With `small 1000` it takes no language model of more bytes than that, and with
 * `tight 1000` it takes it and fails whenever it runs, as one that has no room for anything beside it.
 */
const [how, count] = (process.env.DYING_RUNTIME ?? 'kill 1').split(' ');
let left = Number(count);

export function listSupportedBackends() {
  return [
    { name: 'cpu', bundled: true },
    { name: 'cuda', bundled: true },
  ];
}

/** Whether a graph is a language model's, and its weights are more than the device has room for. */
function isTooLarge(model: unknown): boolean {
  if (typeof model !== 'string' || !/answer-on-device[^/]*$/.test(model)) return false;
  const [weights] = readModel(readFileSync(model), true).stored.values();
  return statSync(join(dirname(model), weights?.file ?? '')).size > Number(count);
}

type Create = typeof Real.create;
export const InferenceSession = {
  async create(model: never, options: InferenceSessionOptions) {
    const onDevice = options.executionProviders?.[0] === 'cuda';
    if (onDevice && how === 'refuse') throw new Error('no CUDA-capable device is detected');
    const isUsed = onDevice && typeof model === 'string' && process.argv[2] !== 'probe';
    if (isUsed && how === 'full') throw new Error('out of memory');
    const tooLarge = isUsed && (how === 'small' || how === 'tight') && isTooLarge(model);
    if (tooLarge && how === 'small') throw new Error('out of memory');
    const session = await (Real.create as Create)(model, {
      ...options,
      executionProviders: ['cpu'],
    });
    // Trying the device, in a process that only does that, goes well.
    if (!isUsed) return session;
    const run = session.run.bind(session);
    return {
      inputNames: session.inputNames,
      outputNames: session.outputNames,
      release: () => session.release(),
      run: (...inputs: Parameters<typeof run>) => {
        left -= 1;
        if (how === 'small') return run(...inputs);
        if (how === 'tight') return tooLarge ? Promise.reject(new Error('out of memory')) : run(...inputs);
        if (left <= 0 && how === 'kill') process.kill(process.pid, 'SIGSEGV');
        if (left <= 0) return Promise.reject(new Error('reduce on dim with value of 0'));
        return run(...inputs);
      },
    };
  },
};
