import { LongtakeError, toUserError, type UserError } from '../../../src-shared/errors';
import { Cancelled } from '../../base/media/errors';
import { WorkerLost } from '../../base/rpc/errors';
import { type CallNote, isWorthLogging, noteOf, stageOf, toFailure } from '../../base/rpc/failure';
import type {
  WorkerInput,
  WorkerMethod,
  WorkerMethods,
  WorkerOutput,
  WorkerRequest,
} from '../../base/rpc/protocol';
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
  | 'frames.search'
  | 'frames.similar'
  | 'frames.prepare'
  | 'frames.presence'
  | 'frames.likeness'
  | 'frames.describe'
  | 'speech.search'
  | 'speech.prepare'
  | 'speech.embed'
  | 'text.embed'
>;
type AnyHandler = (input: unknown, context: CallContext<WorkerMethod>) => Promise<unknown>;

export interface Server {
  /** Sends it for the log, then rejects and stops every call: something failed, and nobody knows in which of them. */
  fail(cause: unknown): void;
  /** Sends for the log what went wrong in a way that calls go on without. */
  log(error: unknown): void;
}

/**
 * Answers the calls that come over a channel, each with a value or with an error as data. What nobody foresaw, of which the
 * caller only learns in general words, is sent for the log with its stack and its causes.
 */
export function serve(channel: Channel, handlers: Handlers): Server {
  const calls = new Map<number, { readonly controller: AbortController; readonly note: CallNote }>();

  async function answer(request: Extract<WorkerRequest, { kind: 'call' }>): Promise<void> {
    const { id, method, input } = request;
    const controller = new AbortController();
    const note = noteOf(method, input);
    calls.set(id, { controller, note });
    const context: CallContext<WorkerMethod> = {
      signal: controller.signal,
      emit: (event: string, payload: unknown) => {
        note.stage = stageOf(payload) ?? note.stage;
        channel.send({ kind: 'event', id, event, payload });
      },
    };
    try {
      // Both ends of the channel are typed by one table, so the input is what the method takes.
      const handle = handlers[method] as AnyHandler;
      const value = await handle(input, context);
      if (calls.has(id)) channel.send({ kind: 'result', id, value });
    } catch (error) {
      if (calls.has(id)) channel.send({ kind: 'error', id, error: words(note, error, controller.signal) });
    } finally {
      calls.delete(id);
    }
  }

  function words(note: CallNote, error: unknown, signal: AbortSignal): UserError {
    // Whatever an aborted call ended with, its caller only wanted the end.
    if (signal.aborted) return toUserError(new Cancelled({ cause: error }));
    if (isWorthLogging(error)) report([note], error);
    return toUserError(error);
  }

  function report(notes: CallNote[], error: unknown, foreseen = error instanceof LongtakeError): void {
    channel.send({ kind: 'failure', notes, failure: toFailure(error), foreseen });
  }

  channel.onRequest((request) => {
    if (request.kind === 'abort') calls.get(request.id)?.controller.abort();
    else if (request.kind === 'call') void answer(request);
  });
  channel.send({ kind: 'ready' });
  const running = () => [...calls.values()].map(({ note }) => note);
  return {
    log: (error) => report(running(), error, true),
    fail(cause) {
      report(running(), cause);
      const error = toUserError(new WorkerLost('failed unexpectedly', { cause }));
      for (const [id, { controller }] of calls) {
        // It has its answer: what it ends with, now that it is stopped, is not another.
        calls.delete(id);
        channel.send({ kind: 'error', id, error });
        controller.abort();
      }
    },
  };
}
