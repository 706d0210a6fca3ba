import { Agent, type IncomingMessage, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { loopbackAddress } from '../../../src-shared/own-model';
import { NotThisComputer, OwnModelFailed } from '../../base/answer/own-model-errors';

/** Milliseconds and bytes that a request may take. */
export interface Limits {
  /** Until a connection stands: a server on this computer that is there takes it at once. */
  readonly connect: number;
  /** Until the answer begins, and from then until its first byte: a model may have to be loaded, and reads the question before its first word. */
  readonly first: number;
  /** Between two pieces of the answer. */
  readonly silence: number;
  /** For all of it. */
  readonly whole: number;
  readonly bytes: number;
}

export interface LoopbackRequest {
  /** See `loopbackAddress`. */
  readonly address: string;
  /** Begins with a slash. */
  readonly path: string;
  /** Sent as it is, with a bearer's name before it; empty for none. */
  readonly key: string;
  /** Sent as JSON, by POST; null asks by GET. */
  readonly body: unknown;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

export interface LoopbackResponse {
  readonly status: number;
  readonly type: string;
  /** Pieces as they come. Ends or throws with the connection; leaving it early closes that. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** For who does not read it. */
  close(): void;
}

const SELF = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** The one name that may be asked for is not looked up: what a resolver says of it, or a hosts file, is no matter. */
const lookUp: LookupFunction = (hostname, { all }, done) => {
  if (hostname !== 'localhost') done(new NotThisComputer(), '', 0);
  else if (all) done(null, SELF);
  else done(null, '127.0.0.1', 4);
};

/**
 * Speaks to a server on this computer, and to nothing else. The only place that does: addresses are checked here again, whoever
 * asks; the name `localhost` means 127.0.0.1 and ::1 without a look-up; where the connection has led is checked before anything
 * is sent; no proxy is used, whatever the environment says; and no redirection is followed: it is an answer like another.
 * @throws NotThisComputer before anything is sent; OwnModelFailed; the signal's reason
 */
export async function askLoopback(asked: LoopbackRequest): Promise<LoopbackResponse> {
  asked.signal.throwIfAborted();
  if (loopbackAddress(asked.address) !== asked.address) throw new NotThisComputer();
  const watch = new Watch(asked.limits, asked.signal);
  try {
    const response = await watch.unless(send(asked, watch));
    // Some servers begin to answer before they have read the question: the first word may still take its time.
    watch.expect('first');
    const close = () => {
      response.on('error', () => undefined).destroy();
      watch.end();
    };
    return {
      status: response.statusCode ?? 0,
      type: response.headers['content-type'] ?? '',
      pieces: read(response, asked.limits.bytes, watch, close),
      close,
    };
  } catch (error) {
    watch.end();
    throw error;
  }
}

function send({ address, path, key, body }: LoopbackRequest, watch: Watch): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const text = body === null ? null : JSON.stringify(body);
  const asking = request(`${address}${path}`, {
    method: text === null ? 'GET' : 'POST',
    // An agent of its own takes no proxy from the environment, and keeps no connection.
    agent: new Agent({ keepAlive: false }),
    lookup: lookUp,
    headers: {
      accept: text === null ? 'application/json' : 'text/event-stream, application/json',
      ...(text === null
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
  });
  watch.onEnd((error) => asking.destroy(error));
  asking.on('error', (cause) =>
    reject(cause instanceof OwnModelFailed ? cause : new OwnModelFailed('gone', { cause })),
  );
  asking.on('response', resolve);
  asking.on('socket', (socket) => {
    const connected = () => {
      if (!isSelf(socket.remoteAddress))
        asking.destroy(new OwnModelFailed('gone', { cause: new NotThisComputer() }));
      else {
        watch.expect('first');
        asking.end(text ?? undefined);
      }
    };
    if (socket.connecting) socket.once('connect', connected);
    else connected();
  });
  return promise;
}

function isSelf(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(?:::ffff:)?127\./.test(address));
}

async function* read(
  response: IncomingMessage,
  most: number,
  watch: Watch,
  close: () => void,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (;;) {
      const { value, done } = await watch.unless(pieces.next());
      if (done) return;
      watch.expect('silence');
      size += value.length;
      if (size > most) throw new OwnModelFailed('tooLong');
      yield value;
    }
  } catch (cause) {
    if (cause instanceof OwnModelFailed || watch.stopped) throw cause;
    // It broke off in the middle.
    throw new OwnModelFailed('gone', { cause });
  } finally {
    close();
  }
}

/** Ends a request that takes too long, or that nobody waits for any more. */
class Watch {
  readonly #ended = Promise.withResolvers<never>();
  readonly #whole: NodeJS.Timeout;
  #next: NodeJS.Timeout;
  #close: (error: Error) => void = () => undefined;
  stopped = false;

  constructor(
    private readonly limits: Limits,
    private readonly signal: AbortSignal,
  ) {
    this.#ended.promise.catch(() => undefined);
    this.#whole = setTimeout(() => this.#fail(new OwnModelFailed('stalled')), limits.whole);
    this.#next = setTimeout(() => this.#fail(new OwnModelFailed('gone')), limits.connect);
    signal.addEventListener('abort', this.#stop, { once: true });
  }

  /** The next sign of life has to come within a limit. */
  expect(what: 'first' | 'silence'): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#fail(new OwnModelFailed('stalled')), this.limits[what]);
  }

  unless<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#ended.promise]);
  }

  onEnd(close: (error: Error) => void): void {
    this.#close = close;
  }

  end(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#next);
    this.signal.removeEventListener('abort', this.#stop);
  }

  readonly #stop = (): void => {
    this.stopped = true;
    this.#fail(this.signal.reason);
  };

  #fail(error: Error): void {
    this.#ended.reject(error);
    this.#close(error);
    this.end();
  }
}
