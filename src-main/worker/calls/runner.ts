import type { RunName } from '../../../src-shared/passes';
import type { RunCallbacks, RunCalls } from '../../base/film/types';
import type { RunMethods } from '../../base/rpc/protocol';
import type { Resources } from './resources';
import type { CallContext } from './serve';

/** Does one run of a job over one video, from its last checkpoint. */
export type Runner<R extends RunName> = (
  resources: Resources,
  request: RunCalls[R]['request'],
  callbacks: RunCallbacks<R>,
  signal: AbortSignal,
) => Promise<RunCalls[R]['result']>;

/** The handler of a run: it tells how far it has come, and a device that fails is set aside. */
export function running<R extends RunName>(
  resources: Resources,
  run: Runner<R>,
): (
  request: RunCalls[R]['request'],
  context: Pick<CallContext<keyof RunMethods>, 'signal' | 'emit'>,
) => Promise<RunCalls[R]['result']> {
  return (request, { signal, emit }) => {
    const callbacks: RunCallbacks<R> = {
      onProgress: (progress) => emit('progress', progress),
      onCheckpoint: (checkpoint) => emit('checkpoint', checkpoint),
    };
    return resources.settingAside(() => run(resources, request, callbacks, signal));
  };
}
