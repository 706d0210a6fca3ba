// Retry after worker death: a worker process that dies or hangs is replaced, and what was asked of it rejects.
import { fromUserError } from '../../../src-shared/errors';
import { Cancelled } from '../../base/media/errors';
import { WorkerLost } from '../../base/rpc/errors';
import { type CallNote, noteOf, stageOf, WorkerDied, WorkerFailed } from '../../base/rpc/failure';
import type {
  CallOptions,
  SpawnWorker,
  WorkerClient,
  WorkerEnd,
  WorkerEvent,
  WorkerInput,
  WorkerMessage,
  WorkerMethod,
  WorkerOutput,
  WorkerPort,
  WorkerRole,
} from '../../base/rpc/protocol';

export interface SupervisorOptions {
  readonly spawn: SpawnWorker;
  readonly role: WorkerRole;
  /** Milliseconds that a process may take until it says that it is ready. */
  readonly startDeadline?: number;
  /** Milliseconds between asking a call to stop and ending the process that does not. */
  readonly abortGrace?: number;
  /** Milliseconds to wait before a process is started after so many failures in a row. */
  readonly backOff?: (failures: number) => number;
  /** Called when a process died or hung by itself. What it gives is what the calls under way reject with, instead of WorkerLost. */
  readonly onLost?: () => Error | null;
  /** Told, for the log, of what went wrong in the process, and of its death. */
  readonly onUnexpected?: (error: Error) => void;
}

interface Worker {
  readonly port: WorkerPort;
  readonly ready: PromiseWithResolvers<void>;
  readonly exited: PromiseWithResolvers<void>;
  isReady: boolean;
  /** That another one is wanted in its place as soon as it has nothing to do. */
  renewed: boolean;
  /** Why it was given up, and what it was doing then; null while it has not been. */
  lost: { readonly why: string; readonly notes: readonly CallNote[] } | null;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onEvent(event: string, payload: unknown): void;
  readonly deadline: NodeJS.Timeout | null;
  /** Asks the process to stop this call. */
  abort(): void;
  /** Why the caller cannot take what comes: outlives the process's own answer. */
  failure: Error | null;
  readonly note: CallNote;
  /** Frees timers and listeners. */
  dispose(): void;
}

function doubling(failures: number): number {
  return Math.min(200 * 2 ** (failures - 1), 10_000);
}

/**
 * Keeps one worker process for its callers. It is started with the first call, and anew with the next call
 * after it died; a process that hangs is ended. Whatever happens, every call settles.
 */
export class WorkerSupervisor implements WorkerClient {
  readonly #options: Required<SupervisorOptions>;
  readonly #pending = new Map<number, Pending>();
  readonly #closing = new AbortController();
  #worker: Worker | null = null;
  #starting: Promise<Worker> | null = null;
  /** Settles once the process before the present one is gone: two never work in the same folder. */
  #previousGone: Promise<void> = Promise.resolve();
  #failures = 0;
  #nextId = 1;

  constructor(options: SupervisorOptions) {
    this.#options = {
      startDeadline: 60_000,
      abortGrace: 10_000,
      backOff: doubling,
      onLost: () => null,
      onUnexpected: () => undefined,
      ...options,
    };
  }

  async call<M extends WorkerMethod>(
    method: M,
    input: WorkerInput<M>,
    options: CallOptions<M> = {},
  ): Promise<WorkerOutput<M>> {
    const signal = options.signal
      ? AbortSignal.any([options.signal, this.#closing.signal])
      : this.#closing.signal;
    if (signal.aborted) throw new Cancelled();
    const worker = await untilAborted(this.#running(), signal);
    // The signal, and the process's death, may have come between its being ready and this turn.
    if (signal.aborted) throw new Cancelled();
    if (this.#worker !== worker) {
      if (worker.renewed) return this.call(method, input, options);
      throw new WorkerLost('ended unexpectedly');
    }
    const { promise, resolve, reject } = Promise.withResolvers<WorkerOutput<M>>();
    this.#send(worker, { method, input }, signal, {
      deadline: options.deadline,
      // The worker's own entry answers these methods; the types of both ends come from one table.
      resolve: (value) => resolve(value as WorkerOutput<M>),
      reject,
      onEvent: (event, payload) => options.onEvent?.({ event, payload } as WorkerEvent<M>),
    });
    return promise;
  }

  /** Has the next call that begins while nothing is under way answered by a new process, as what a process loads has changed. */
  renew(): void {
    if (this.#worker) this.#worker.renewed = true;
  }

  /** Ends the process; calls under way reject as cancelled, later ones too. */
  async close(): Promise<void> {
    const exited = this.#worker?.exited.promise;
    this.#closing.abort();
    this.#lose(this.#worker, new Cancelled(), 'was closed');
    await exited;
    await this.#previousGone;
  }

  #running(): Promise<Worker> {
    const old = this.#worker;
    if (old?.renewed && old.isReady && this.#pending.size === 0) this.#endRenewed(old);
    if (this.#starting) return this.#starting;
    const starting = this.#start();
    this.#starting = starting;
    // The callers see the failure; the next call starts anew.
    starting.catch(() => {
      if (this.#starting === starting) this.#starting = null;
    });
    return starting;
  }

  async #start(): Promise<Worker> {
    await this.#previousGone;
    if (this.#failures > 0) await delay(this.#options.backOff(this.#failures), this.#closing.signal);
    if (this.#closing.signal.aborted) throw new Cancelled();
    const worker: Worker = {
      port: this.#options.spawn(this.#options.role),
      ready: Promise.withResolvers(),
      exited: Promise.withResolvers(),
      isReady: false,
      lost: null,
      renewed: false,
    };
    this.#worker = worker;
    this.#previousGone = worker.exited.promise;
    worker.port.onMessage((message) => {
      if (this.#worker === worker) this.#receive(worker, message);
    });
    worker.port.onExit((code, end) => {
      worker.exited.resolve();
      this.#died(worker, 'ended unexpectedly');
      const ended = worker.renewed && worker.lost?.notes.length === 0;
      if (!this.#closing.signal.aborted && !ended) void this.#tellDeath(worker, code, end);
    });
    const deadline = setTimeout(
      () => this.#lose(worker, new WorkerLost('did not start in time'), 'did not start in time'),
      this.#options.startDeadline,
    );
    await worker.ready.promise.finally(() => clearTimeout(deadline));
    return worker;
  }

  #send(
    worker: Worker,
    call: { method: WorkerMethod; input: unknown },
    signal: AbortSignal,
    caller: Pick<Pending, 'resolve' | 'reject' | 'onEvent'> & { deadline: number | undefined },
  ): void {
    const id = this.#nextId++;
    let grace: NodeJS.Timeout | null = null;
    const onAbort = () => {
      if (grace) return;
      worker.port.post({ kind: 'abort', id });
      grace = setTimeout(() => {
        this.#settle(id, (pending) => pending.reject(new Cancelled()));
        this.#lose(worker, new WorkerLost('had to be restarted'), 'did not stop what it was told to');
      }, this.#options.abortGrace);
    };
    const deadline =
      caller.deadline === undefined
        ? null
        : setTimeout(() => this.#died(worker, 'stopped answering'), caller.deadline);
    this.#pending.set(id, {
      ...caller,
      deadline,
      abort: onAbort,
      failure: null,
      note: noteOf(call.method, call.input),
      dispose() {
        if (deadline) clearTimeout(deadline);
        if (grace) clearTimeout(grace);
        signal.removeEventListener('abort', onAbort);
      },
    });
    signal.addEventListener('abort', onAbort, { once: true });
    worker.port.post({ kind: 'call', id, ...call });
  }

  #receive(worker: Worker, message: WorkerMessage): void {
    // Calls share one thread over there: a sign of life for one is a sign of life for all.
    for (const pending of this.#pending.values()) pending.deadline?.refresh();
    switch (message.kind) {
      case 'failure': {
        const { notes, failure, foreseen } = message;
        this.#options.onUnexpected(new WorkerFailed(this.#options.role, notes, failure, foreseen));
        break;
      }
      case 'ready':
        worker.isReady = true;
        worker.ready.resolve();
        break;
      case 'event':
        this.#deliver(message.id, message.event, message.payload);
        break;
      case 'result':
        this.#failures = 0;
        this.#settle(message.id, (pending) => pending.resolve(message.value));
        break;
      case 'error':
        this.#failures = 0;
        this.#settle(message.id, (pending) => pending.reject(fromUserError(message.error)));
        break;
      case 'probe':
        // Answered where processes are started (try-device.ts).
        break;
    }
  }

  /** A caller that cannot store what it is told has its call stopped, and gets its own error back. */
  #deliver(id: number, event: string, payload: unknown): void {
    const pending = this.#pending.get(id);
    if (!pending || pending.failure) return;
    pending.note.stage = stageOf(payload) ?? pending.note.stage;
    try {
      pending.onEvent(event, payload);
    } catch (error) {
      pending.failure = error instanceof Error ? error : new Error(String(error));
      pending.abort();
    }
  }

  #settle(id: number, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.dispose();
    if (pending.failure) pending.reject(pending.failure);
    else how(pending);
  }

  /** Gives a process up that nobody wanted to end. */
  #died(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#lose(worker, this.#options.onLost() ?? new WorkerLost(why), why);
  }

  /** Gives a process up: ends it where it still runs, and rejects whatever waits for it. */
  #lose(worker: Worker | null, error: Error, why: string): void {
    if (worker === null || this.#worker !== worker) return;
    worker.lost = { why, notes: [...this.#pending.values()].map(({ note }) => note) };
    this.#worker = null;
    this.#starting = null;
    this.#failures += 1;
    worker.port.kill();
    worker.ready.reject(error);
    for (const id of [...this.#pending.keys()]) this.#settle(id, (pending) => pending.reject(error));
  }

  /** Not a death: nothing waits for it, and the next one starts at once. */
  #endRenewed(worker: Worker): void {
    this.#lose(worker, new Cancelled(), 'was renewed');
    this.#failures = 0;
  }

  async #tellDeath({ lost }: Worker, code: number | null, end: WorkerEnd | undefined): Promise<void> {
    const lines = (await end?.lastLines()) ?? [];
    const { why, notes } = lost ?? { why: 'ended', notes: [] };
    const how = { code, signal: end?.signal ?? null };
    this.#options.onUnexpected(new WorkerDied(this.#options.role, how, { why, notes, lines }));
  }
}

/** Waits for a promise, but no longer than until the signal; the promise itself goes on. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(new Cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Resolves after so many milliseconds, or at once when the signal comes. */
function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  const onAbort = () => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  });
}
