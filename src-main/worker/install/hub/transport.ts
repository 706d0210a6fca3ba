import { type Dispatcher, EnvHttpProxyAgent, ProxyAgent, request } from 'undici';
import { Cancelled } from '../../../base/media/errors';
import { DownloadFailed } from '../../../base/packs/hub-errors';

/** Milliseconds. Tests take shorter ones. */
export interface Timing {
  /** Without a byte or a header for so long, a connection counts as dead. */
  readonly stall: number;
  /** Before the n-th try after a failure, n from 1. */
  readonly backOff: (failures: number) => number;
  /** Longest wait that a server may ask for. */
  readonly longestWait: number;
}
export const TIMING: Timing = {
  stall: 30_000,
  backOff: (failures) => Math.min(500 * 2 ** (failures - 1), 30_000) * (0.75 + Math.random() / 2),
  longestWait: 300_000,
};

export interface Response {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Ends or fails with the connection; must be read or destroyed. */
  readonly body: Dispatcher.ResponseData['body'];
  /** Address that answered, after redirections. */
  readonly url: string;
  /** What the first answer said, before any redirection: the hub puts the file's hash and size there. */
  readonly first: (name: string) => string | null;
}

/** A failure that may pass: a dropped connection, a stall, a busy server. */
export class Passing extends Error {
  constructor(
    message: string,
    /** Milliseconds that the server asked to wait. */
    readonly wait: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Passing';
  }
}

const MOST_REDIRECTIONS = 5;

/**
 * Speaks HTTP to one hub. Only https is spoken, unless the hub's own address is a plain http one, as a mirror in a local
 * network may be; a redirection never leads to another scheme, nor from https to http.
 */
export class Transport {
  readonly #dispatcher: Dispatcher;
  readonly #hub: URL;
  readonly timing: Timing;

  /** @param proxy address of an HTTP proxy; null follows the system's HTTP_PROXY, HTTPS_PROXY and NO_PROXY */
  constructor(options: {
    readonly hub: string;
    readonly proxy: string | null;
    readonly timing?: Partial<Timing> | undefined;
  }) {
    this.#hub = new URL(options.hub);
    this.timing = { ...TIMING, ...options.timing };
    const limits = {
      headersTimeout: this.timing.stall,
      bodyTimeout: this.timing.stall,
      connectTimeout: this.timing.stall,
    };
    this.#dispatcher = options.proxy
      ? new ProxyAgent({ uri: options.proxy, ...limits })
      : new EnvHttpProxyAgent(limits);
  }

  /** An address of the hub. @param path begins with a slash, escaped */
  address(path: string): string {
    return `${this.#hub.origin}${this.#hub.pathname.replace(/\/$/, '')}${path}`;
  }

  /**
   * One request, redirections followed.
   * @throws Passing for what may be tried again; DownloadFailed for a redirection that must not be followed; Cancelled
   */
  async send(
    method: 'GET' | 'HEAD',
    url: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    let at = this.#allowed(url, null);
    let first: Response['first'] | null = null;
    for (let hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
      const { statusCode, headers: got, body } = await this.#once(method, at, headers, signal);
      const header = (name: string) => {
        const value = got[name.toLowerCase()];
        return (Array.isArray(value) ? value[0] : value) ?? null;
      };
      first ??= header;
      const location = header('location');
      if (statusCode >= 300 && statusCode < 400 && location !== null) {
        // An error of a body that nobody wants concerns nobody.
        body.on('error', () => undefined).destroy();
        at = this.#allowed(location, at);
        continue;
      }
      return { status: statusCode, header, body, url: at.href, first };
    }
    throw new DownloadFailed(at.host, 'its redirections never end');
  }

  async #once(
    method: 'GET' | 'HEAD',
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) {
    try {
      return await request(url, {
        method,
        // Sizes and ranges are those of the file itself, never of a packed form of it.
        headers: { 'accept-encoding': 'identity', 'user-agent': 'Longtake', ...headers },
        dispatcher: this.#dispatcher,
        signal,
      });
    } catch (cause) {
      if (signal.aborted) throw new Cancelled({ cause });
      throw new Passing('no answer', null, { cause });
    }
  }

  #allowed(location: string, from: URL | null): URL {
    const url = URL.canParse(location, from?.href) ? new URL(location, from?.href) : null;
    const plain = this.#hub.protocol === 'http:' && from?.protocol !== 'https:';
    if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && plain))) return url;
    throw new DownloadFailed(
      this.#hub.host,
      'it points to an address that is not secure',
      'Try again without the mirror or the proxy; on a network with a sign-in page, sign in first.',
    );
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}

/** Milliseconds that a Retry-After header asks for, in seconds or as a date; null where there is none. */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Reads a small answer as text. @throws Passing where it breaks off or is larger than `most` bytes */
export async function readText(response: Response, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of response.body as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw new Error(`more than ${most} bytes`);
      pieces.push(piece);
    }
  } catch (cause) {
    throw new Passing('the answer broke off', null, { cause });
  }
  return Buffer.concat(pieces).toString('utf8');
}
