import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dump } from 'js-yaml';

export interface ReleaseServer {
  /** The folder of the list. */
  readonly url: string;
  /** All requests so far: method, path, and every header by name. */
  readonly requests: readonly { method: string; path: string; headers: IncomingMessage['headers'] }[];
  /** What is there, by its name; a function answers for itself. */
  readonly files: Map<string, Buffer | ((request: IncomingMessage, response: ServerResponse) => void)>;
  close(): Promise<void>;
}

/** A server of releases on this machine alone. It knows ranges, as servers of files do. */
export async function startReleases(): Promise<ReleaseServer> {
  const requests: ReleaseServer['requests'][number][] = [];
  const files: ReleaseServer['files'] = new Map();
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url, headers });
    const file = files.get(decodeURIComponent(url.replace('/releases/', '')));
    if (typeof file === 'function') return file(request, response);
    if (file === undefined) return void response.writeHead(404).end();
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    if (!range) return void response.writeHead(200, { 'content-length': file.length }).end(file);
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), file.length - 1)];
    const content = {
      'content-range': `bytes ${from}-${to}/${file.length}`,
      'content-length': to - from + 1,
    };
    response.writeHead(206, content).end(file.subarray(from, to + 1));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/releases`, requests, files },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** What electron-builder writes of a release. */
export function listOf(
  version: string,
  packages: Readonly<Record<string, Buffer>>,
  more: Readonly<Record<string, unknown>> = {},
): Buffer {
  const files = Object.entries(packages).map(([url, bytes]) => ({
    ...{ url, sha512: createHash('sha512').update(bytes).digest('base64'), size: bytes.length },
  }));
  return Buffer.from(dump({ version, files, releaseDate: '2026-01-02T03:04:05.678Z', ...more }));
}
