import { type ErrorCode, LongtakeError } from '../../../src-shared/errors';
import type { IndexProgress } from '../../base/film/types';
import type {
  CallOptions,
  RunMethods,
  WorkerClient,
  WorkerInput,
  WorkerOutput,
} from '../../base/rpc/protocol';
import { Lives } from './lives';

/** Calls that store what they did as they go, and go on from there when they are called again. */
type Resumable = keyof RunMethods;

/** The worker is gone; or a device was set aside, and the next call goes to another one. */
const LOST: ReadonlySet<ErrorCode> = new Set(['WorkerLost', 'DeviceFailed']);

export interface CallAgainOptions<M extends Resumable> extends CallOptions<M> {
  readonly signal: AbortSignal;
  /** Times in a row that the worker may die before it has got on; see `Lives`. */
  readonly tries: number;
}

/**
 * Calls a worker until it has done it. When the worker, or the ffmpeg that it reads with, dies, it is called again and goes on
 * from the last checkpoint, the last time on the CPU. What turns out to be damaged was thrown away by the worker, and is made
 * anew, once.
 * @throws KeepsDying
 */
export async function callAgain<M extends Resumable>(
  worker: WorkerClient,
  method: M,
  input: WorkerInput<M>,
  { tries, ...options }: CallAgainOptions<M>,
): Promise<WorkerOutput<M>> {
  const { signal, onEvent } = options;
  const lives = new Lives(tries);
  let anew = false;
  for (;;) {
    // A driver that takes the process down with it does so each time.
    const onCpu = lives.last && 'device' in input;
    lives.begin();
    try {
      return await worker.call(method, onCpu ? { ...input, device: 'cpu' as const } : input, {
        ...options,
        onEvent: (told) => {
          if (signal.aborted) return;
          if (told.event === 'progress') lives.at((told.payload as IndexProgress).fraction);
          if (told.event === 'checkpoint') lives.stored();
          onEvent?.(told);
        },
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof LongtakeError)) throw error;
      if (error.code === 'IndexBroken' && !anew) {
        anew = true;
        lives.forget();
      } else if (LOST.has(error.code)) lives.end(error);
      else throw error;
    }
  }
}
