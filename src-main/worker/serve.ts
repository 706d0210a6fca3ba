import { LongtakeError, toUserError, type UserError } from '../../src-shared/errors';
import { WorkerLost } from '../jobs/errors';
import type { WorkerInput, WorkerMethod, WorkerMethods, WorkerOutput, WorkerRequest } from '../jobs/protocol';
import { Cancelled } from '../media/errors';
import type { Channel } from './channel';

export interface CallContext<M extends WorkerMethod> {
  /** Aborted when the caller does not want the answer any more. */
  readonly signal: AbortSignal;
  emit<E extends keyof WorkerMethods[M]['events'] & string>(
    event: E,
    payload: WorkerMethods[M]['events'][E],
  ): void;
}
/** What a worker does for each method that it can be asked. */
export type Handlers = {
  readonly [M in WorkerMethod]: (input: WorkerInput<M>, context: CallContext<M>) => Promise<WorkerOutput<M>>;
};
/** Those that find in what is stored of videos: whoever answers in the same process calls them without a message. */
export type FindingHandlers = Pick<
  Handlers,
  'frames.search' | 'frames.similar' | 'frames.presence' | 'frames.describe' | 'speech.search'
>;
type AnyHandler = (input: unknown, context: CallContext<WorkerMethod>) => Promise<unknown>;

export interface Server {
  /** Rejects and stops every call: something failed, and nobody knows in which of them. */
  fail(cause: unknown): void;
}

/**
 * Answers the calls that come over a channel, each with a value or with an error as data.
 * @param logUnexpected told of failures that nobody foresaw, which the caller only learns of in general words
 */
export function serve(
  channel: Channel,
  handlers: Handlers,
  logUnexpected: (method: WorkerMethod, error: unknown) => void,
): Server {
  const calls = new Map<number, AbortController>();

  async function answer(request: Extract<WorkerRequest, { kind: 'call' }>): Promise<void> {
    const { id, method, input } = request;
    const controller = new AbortController();
    calls.set(id, controller);
    const context: CallContext<WorkerMethod> = {
      signal: controller.signal,
      emit: (event: string, payload: unknown) => channel.send({ kind: 'event', id, event, payload }),
    };
    try {
      // Both ends of the channel are typed by one table, so the input is what the method takes.
      const handle = handlers[method] as AnyHandler;
      const value = await handle(input, context);
      if (calls.has(id)) channel.send({ kind: 'result', id, value });
    } catch (error) {
      if (calls.has(id)) channel.send({ kind: 'error', id, error: words(method, error, controller.signal) });
    } finally {
      calls.delete(id);
    }
  }

  function words(method: WorkerMethod, error: unknown, signal: AbortSignal): UserError {
    // Whatever an aborted call ended with, its caller only wanted the end.
    if (signal.aborted) return toUserError(new Cancelled({ cause: error }));
    if (!(error instanceof LongtakeError)) logUnexpected(method, error);
    return toUserError(error);
  }

  channel.onRequest((request) => {
    if (request.kind === 'abort') calls.get(request.id)?.abort();
    else void answer(request);
  });
  channel.send({ kind: 'ready' });
  return {
    fail(cause) {
      const error = toUserError(new WorkerLost('failed unexpectedly', { cause }));
      for (const [id, controller] of calls) {
        // It has its answer: what it ends with, now that it is stopped, is not another.
        calls.delete(id);
        channel.send({ kind: 'error', id, error });
        controller.abort();
      }
    },
  };
}
