import { type ErrorCode, LongtakeError } from '../../src-shared/errors';
import type { CallOptions, WorkerClient, WorkerInput, WorkerMethod, WorkerOutput } from './protocol';

/** Calls that store what they did as they go, and go on from there when they are called again. */
type Resumable = Extract<WorkerMethod, 'index.run' | 'tracks.run' | 'watch.run'>;

/** The worker is gone; or a device was set aside, and the next call goes to another one. */
const LOST: ReadonlySet<ErrorCode> = new Set(['WorkerLost', 'DeviceFailed']);

export interface CallAgainOptions<M extends Resumable> extends CallOptions<M> {
  readonly signal: AbortSignal;
  /** Times that it is called when the worker dies without having stored anything new. */
  readonly tries: number;
}

/**
 * Calls a worker until it has done it. When the worker dies it is called again and goes on from the last checkpoint, as often
 * as there is a new one in between, else only so many times, the last time on the CPU. What turns out to be damaged was
 * thrown away by the worker, and is made anew, once.
 */
export async function callAgain<M extends Resumable>(
  worker: WorkerClient,
  method: M,
  input: WorkerInput<M>,
  { tries: most, ...options }: CallAgainOptions<M>,
): Promise<WorkerOutput<M>> {
  const { signal, onEvent } = options;
  let anew = false;
  for (let tries = 1; ; tries += 1) {
    // A driver that takes the process down with it does so each time.
    const onCpu = tries > 1 && tries === most && 'device' in input;
    try {
      return await worker.call(method, onCpu ? { ...input, device: 'cpu' as const } : input, {
        ...options,
        onEvent: (event, payload) => {
          if (signal.aborted) return;
          if (event === 'checkpoint') tries = 0;
          onEvent?.(event, payload);
        },
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof LongtakeError)) throw error;
      if (error.code === 'IndexBroken' && !anew) anew = true;
      else if (!LOST.has(error.code) || tries >= most) throw error;
    }
  }
}
