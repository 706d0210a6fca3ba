import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server is asked for: the list of a repository's files, a file at the hub's address, or its content at the "CDN". */
export interface HubRequest {
  readonly kind: 'list' | 'resolve' | 'content';
  readonly method: string;
  /** `owner/name`, and the file's path in it; '' for a list. */
  readonly repository: string;
  readonly path: string;
  /** Bytes asked for, `to` exclusive; null without a Range header. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** How many requests of this kind for this file came before. */
  readonly earlier: number;
}

/** What goes wrong with an answer. */
export type Fault =
  /** The connection is cut after so many bytes of the body. */
  | { readonly kind: 'drop'; readonly after: number }
  /** Nothing comes any more after so many bytes, and the connection stays open. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One byte of the body is another. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Tells the file's size as so much larger (smaller, where negative) than it is. */
  | { readonly kind: 'size'; readonly by: number }
  /** Sends so many bytes less (more, where negative) than were asked for, and a Content-Length that fits the bytes sent. */
  | { readonly kind: 'short'; readonly by: number }
  /** Answers a range with the whole file. */
  | { readonly kind: 'no-ranges' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface HubOptions {
  /** Holds `owner/name/…`: one folder a repository. */
  readonly repositories: string;
  /** Decides for each request what goes wrong; null for nothing. */
  readonly fault?: (request: HubRequest) => Fault | null;
  /** Of all connections together; without it as fast as it goes. */
  readonly bytesPerSecond?: number;
  readonly port?: number;
  /** Whether the hub lists files; a plain mirror does not. */
  readonly lists?: boolean;
}

export interface Hub {
  readonly url: string;
  /** All requests so far, oldest first. */
  readonly requests: readonly HubRequest[];
  /** Bytes of content sent so far. */
  sentBytes(): number;
  close(): Promise<void>;
}

/** Files from this size on are answered by a redirection to the content, as those in LFS are. */
const LARGE = 64 * 1024;

/** A commit's name for a repository: it stays while the files do. */
export async function commitOf(repository: string): Promise<string> {
  const hash = createHash('sha1');
  for (const path of await filesOf(repository))
    hash.update(`${path}\0`).update(await sha256(join(repository, path)));
  return hash.digest('hex');
}

/** Serves folders in the form of the Hugging Face hub, on this machine only. For tests; it can be made to fail in many ways. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const state = new HubState(options);
  const server = createServer((request, response) => {
    state.answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.on('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: state.requests,
    sentBytes: () => state.sent,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

class HubState {
  readonly requests: HubRequest[] = [];
  sent = 0;
  readonly #began = Date.now();

  constructor(private readonly options: HubOptions) {}

  async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://hub');
    const asked = read(url.pathname);
    if (!asked) return void response.writeHead(404).end();
    const method = incoming.method ?? 'GET';
    const earlier = this.requests.filter(
      (r) => r.kind === asked.kind && r.repository === asked.repository && r.path === asked.path,
    ).length;
    const request: HubRequest = { ...asked, method, range: readRange(incoming.headers.range), earlier };
    this.requests.push(request);
    const fault = this.options.fault?.(request) ?? null;
    if (fault?.kind === 'status') return void response.writeHead(fault.status, fault.headers).end();
    if (fault?.kind === 'redirect') return void response.writeHead(302, { location: fault.to }).end();
    if (request.kind === 'list') return this.#list(request, response);
    await this.#file(request, response, fault);
  }

  async #list(request: HubRequest, response: ServerResponse): Promise<void> {
    const dir = join(this.options.repositories, request.repository);
    if (this.options.lists === false || !(await isFolder(dir))) return void response.writeHead(404).end();
    const siblings = await Promise.all(
      (await filesOf(dir)).map(async (path) => {
        const { size } = await stat(join(dir, path));
        const lfs =
          size >= LARGE ? { sha256: await sha256(join(dir, path)), size, pointerSize: 134 } : undefined;
        return { rfilename: path, size, blobId: lfs ? '0'.repeat(40) : await gitHash(join(dir, path)), lfs };
      }),
    );
    const body = { id: request.repository, sha: await commitOf(dir), siblings };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #file(request: HubRequest, response: ServerResponse, fault: Fault | null): Promise<void> {
    const root = join(this.options.repositories, request.repository);
    const path = resolve(root, request.path);
    const found = path.startsWith(resolve(root) + sep) ? await stat(path).catch(() => null) : null;
    if (!found?.isFile()) return void response.writeHead(404).end();
    if (request.kind === 'resolve') {
      const large = found.size >= LARGE;
      const tag = large ? await sha256(path) : await gitHash(path);
      response.setHeader('x-repo-commit', await commitOf(root));
      response.setHeader('etag', `"${tag}"`);
      if (large) {
        response.setHeader('x-linked-etag', `"${tag}"`);
        response.setHeader('x-linked-size', String(found.size));
        const location = `/content/${request.repository}/${request.path}?signature=1`;
        return void response.writeHead(302, { location }).end();
      }
    }
    await this.#content(request, response, { path, size: found.size }, fault);
  }

  async #content(
    request: HubRequest,
    response: ServerResponse,
    file: { path: string; size: number },
    fault: Fault | null,
  ): Promise<void> {
    const whole = request.range === null || fault?.kind === 'no-ranges';
    const from = whole ? 0 : (request.range?.from ?? 0);
    let to = whole ? file.size : Math.min(request.range?.to ?? file.size, file.size);
    if (from >= file.size && file.size > 0) return void response.writeHead(416).end();
    const told = file.size + (fault?.kind === 'size' ? fault.by : 0);
    if (fault?.kind === 'short') to -= fault.by;
    const length = whole && fault?.kind === 'size' ? told : to - from;
    response.setHeader('content-length', Math.max(0, length));
    response.setHeader('accept-ranges', 'bytes');
    if (!whole) response.setHeader('content-range', `bytes ${from}-${to - 1}/${told}`);
    response.writeHead(whole ? 200 : 206);
    if (request.method === 'HEAD' || length <= 0) return void response.end();
    await this.#send(response, { ...file, from, to }, fault);
  }

  async #send(
    response: ServerResponse,
    { path, size, from, to }: { path: string; size: number; from: number; to: number },
    fault: Fault | null,
  ): Promise<void> {
    const limit = fault?.kind === 'drop' || fault?.kind === 'stall' ? fault.after : Number.POSITIVE_INFINITY;
    let sent = 0;
    if (limit === 0) response.flushHeaders();
    for await (const read of createReadStream(path, { start: from, end: Math.min(to, size) - 1 })) {
      const bytes = Buffer.from((read as Buffer).subarray(0, limit - sent));
      if (fault?.kind === 'wrong' && sent === 0 && bytes.length > 0) bytes[0] = (bytes[0] as number) ^ 0xff;
      if (bytes.length > 0) await write(response, bytes);
      sent += bytes.length;
      this.sent += bytes.length;
      await this.#pace();
      if (sent >= limit || response.destroyed) break;
    }
    if (fault?.kind === 'drop') response.destroy();
    else if (fault?.kind !== 'stall') {
      // More than there is, where that was promised.
      if (to > size) await write(response, Buffer.alloc(to - size));
      response.end();
    }
  }

  /** Waits until so many bytes would have taken so long. */
  async #pace(): Promise<void> {
    const { bytesPerSecond } = this.options;
    if (!bytesPerSecond) return;
    const early = (this.sent / bytesPerSecond) * 1000 - (Date.now() - this.#began);
    if (early > 0) await sleep(early);
  }
}

function read(pathname: string): Pick<HubRequest, 'kind' | 'repository' | 'path'> | null {
  const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const [a, b, c, d] = parts;
  if (a === 'api' && b === 'models' && c && d && parts[4] === 'revision') {
    return { kind: 'list', repository: `${c}/${d}`, path: '' };
  }
  if (a === 'content' && b && c)
    return { kind: 'content', repository: `${b}/${c}`, path: parts.slice(3).join('/') };
  if (a && b && c === 'resolve' && d) {
    return { kind: 'resolve', repository: `${a}/${b}`, path: parts.slice(4).join('/') };
  }
  return null;
}

function readRange(header: string | undefined): HubRequest['range'] {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return null;
  return { from: Number(from), to: to ? Number(to) + 1 : Number.MAX_SAFE_INTEGER };
}

async function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (response.destroyed || response.write(bytes)) return;
  await new Promise<void>((go) => {
    response.once('drain', go);
    response.once('close', go);
  });
}

async function filesOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function gitHash(path: string): Promise<string> {
  const bytes = await readFile(path);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
