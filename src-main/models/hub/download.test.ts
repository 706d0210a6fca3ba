import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StepProgress } from '../install-types';
import { type ResolvedFile, resolvePart } from './client';
import { type DownloadOptions, downloadAll } from './download';
import { madeUpBytes, sha256Of, temporaryFolder, writeFiles } from './testing/repository';
import { type Fault, type Hub, type HubRequest, startHub } from './testing/server';
import { Transport } from './transport';

const KB = 1024;
const PIECE = 64 * KB;
const root = temporaryFolder();
const repositories = join(root, 'hub');
const large = madeUpBytes(5 * PIECE + 1000);
const small = 'a small file';
writeFiles(join(repositories, 'a/model'), { 'big.bin': large, 'config.json': small, 'empty.txt': '' });

const opened: { close(): Promise<void> }[] = [];
let count = 0;
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function setUp(fault: (request: HubRequest) => Fault | null = () => null, more: object = {}) {
  const hub = await startHub({ repositories, fault, ...more });
  const timing = { stall: 300, backOff: () => 1, longestWait: 50 };
  const transport = new Transport({ hub: hub.url, proxy: null, timing });
  opened.push(hub, transport);
  const dir = join(root, `target-${count++}`);
  return { hub, transport, dir };
}
type SetUp = Awaited<ReturnType<typeof setUp>>;

const wanted = (names: readonly string[]) => ({
  repository: 'a/model',
  revision: 'main',
  files: names.map((path) => ({ path, bytes: null, sha256: null })),
  into: '',
});
async function resolveFiles(
  { transport }: SetUp,
  names: readonly string[] = ['big.bin'],
): Promise<ResolvedFile[]> {
  return (await resolvePart(transport, wanted(names), new AbortController().signal)).files;
}

async function fetchFiles(
  place: SetUp,
  { names, ...options }: { names?: string[] } & Partial<DownloadOptions> = {},
): Promise<void> {
  const files = await resolveFiles(place, names);
  await downloadAll(files, place.dir, {
    transport: place.transport,
    pieceBytes: PIECE,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
}
const contentOf = (hub: Hub) => hub.requests.filter((request) => request.kind === 'content');
const isPiece = (n: number) => (request: HubRequest) =>
  request.kind === 'content' && request.range?.from === n * PIECE && request.earlier < 6;

function once(when: (request: HubRequest) => boolean, fault: Fault): (request: HubRequest) => Fault | null {
  let left = 1;
  return (request) => (left > 0 && when(request) && left-- > 0 ? fault : null);
}

describe('a download', () => {
  it('fetches every file, in ranges, checked, and leaves nothing else behind', async () => {
    const place = await setUp();
    const seen: StepProgress[] = [];
    await fetchFiles(place, {
      names: ['big.bin', 'config.json', 'empty.txt'],
      onProgress: (progress) => seen.push(progress),
    });
    expect(readFileSync(join(place.dir, 'big.bin')).equals(large)).toBe(true);
    expect(readFileSync(join(place.dir, 'config.json'), 'utf8')).toBe(small);
    expect(readFileSync(join(place.dir, 'empty.txt')).length).toBe(0);
    expect(readdirSync(place.dir).sort()).toEqual(['big.bin', 'config.json', 'empty.txt']);
    expect(contentOf(place.hub)).toHaveLength(6);
    // The hub itself was asked once: the other pieces came from where it had pointed.
    expect(place.hub.requests.filter((r) => r.kind === 'resolve' && r.path === 'big.bin')).toHaveLength(1);
    const total = large.length + small.length;
    expect(seen.at(-1)).toEqual({ step: 'check', bytesDone: total, bytesTotal: total });
    expect(seen.filter((p) => p.step === 'download').at(-1)?.bytesDone).toBe(total);
    for (const { bytesDone } of seen) expect(bytesDone).toBeLessThanOrEqual(total);
  });

  it('asks for nothing that is there already', async () => {
    const place = await setUp();
    await fetchFiles(place);
    const before = place.hub.sentBytes();
    await fetchFiles(place);
    expect(place.hub.sentBytes()).toBe(before);
  });

  const passing: [string, (request: HubRequest) => Fault | null][] = [
    ['a dropped connection', (r) => (isPiece(2)(r) ? { kind: 'drop', after: 10 * KB } : null)],
    ['a connection dropped at once', (r) => (r.earlier < 2 ? { kind: 'drop', after: 0 } : null)],
    ['a server that stalls', (r) => (isPiece(1)(r) ? { kind: 'stall', after: 1000 } : null)],
    ['fewer bytes than were asked for', (r) => (isPiece(3)(r) ? { kind: 'short', by: 500 } : null)],
    ['more bytes than were asked for', (r) => (isPiece(1)(r) ? { kind: 'short', by: -500 } : null)],
    [
      'a busy server',
      (r) => (r.kind !== 'resolve' && r.earlier < 3 ? { kind: 'status', status: 503 } : null),
    ],
    [
      'too many requests',
      (r) => (r.earlier < 1 ? { kind: 'status', status: 429, headers: { 'retry-after': '0.02' } } : null),
    ],
    // Once: the hub's own new address is valid, or nobody may have the file.
    ['an address that is no longer valid', once((r) => isPiece(4)(r), { kind: 'status', status: 403 })],
    ['one wrong size', (r) => (r.kind === 'content' && r.earlier === 1 ? { kind: 'size', by: 7 } : null)],
    ['wrong bytes once', (r) => (r.kind === 'content' && r.earlier === 2 ? { kind: 'wrong' } : null)],
    ['a server without ranges', (r) => (r.kind === 'content' ? { kind: 'no-ranges' } : null)],
    [
      'a server without ranges that drops the connection',
      (r) =>
        r.kind !== 'content'
          ? null
          : r.earlier < 3
            ? { kind: 'drop', after: 20 * KB }
            : { kind: 'no-ranges' },
    ],
  ];
  it.each(passing)('survives %s', async (_, fault) => {
    // A fault that would come with every try comes with the first ones only.
    const times = new Map<string, number>();
    const place = await setUp((request) => {
      const found = fault(request);
      if (!found || found.kind === 'no-ranges') return found;
      const key = `${request.kind} ${request.path} ${found.kind}`;
      times.set(key, (times.get(key) ?? 0) + 1);
      return (times.get(key) ?? 0) <= 3 ? found : null;
    });
    await fetchFiles(place);
    expect(readFileSync(join(place.dir, 'big.bin')).equals(large)).toBe(true);
    expect(readdirSync(place.dir)).toEqual(['big.bin']);
  });

  const final: [string, (request: HubRequest) => Fault | null, RegExp][] = [
    ['wrong bytes every time', (r) => (r.kind === 'content' ? { kind: 'wrong' } : null), /big\.bin.*twice/],
    [
      'a size that is never right',
      (r) => (r.kind === 'content' ? { kind: 'size', by: 9 } : null),
      /another size/,
    ],
    [
      'nothing but dropped connections',
      (r) => (r.kind === 'content' ? { kind: 'drop', after: 0 } : null),
      /in a row/,
    ],
    ['a missing file', (r) => (r.kind === 'resolve' ? { kind: 'status', status: 404 } : null), /not there/],
    ['a closed model', (r) => (r.kind === 'list' ? { kind: 'status', status: 401 } : null), /signed in/],
    [
      'a file: redirection',
      (r) => (r.kind === 'resolve' ? { kind: 'redirect', to: 'file:///etc/passwd' } : null),
      /not secure/,
    ],
    [
      'a circle',
      (r) =>
        r.kind === 'resolve' ? { kind: 'redirect', to: `/${r.repository}/resolve/main/${r.path}` } : null,
      /never end/,
    ],
  ];
  it.each(final)('gives up at %s, and says so', async (_, fault, words) => {
    const place = await setUp(fault);
    const failure = fetchFiles(place);
    await expect(failure).rejects.toMatchObject({
      code: 'DownloadFailed',
      message: expect.stringMatching(words),
    });
    expect(existsSync(join(place.dir, 'big.bin'))).toBe(false);
  });

  it('stops when told to, and goes on from the pieces that it has', async () => {
    const stop = new AbortController();
    // The last pieces never come, and they are fetched one after the other: it is certain what is there when it is stopped.
    let stalls = true;
    const place = await setUp((r) => {
      const late = r.kind === 'content' && (r.range?.from ?? 0) >= 3 * PIECE;
      return late && stalls ? { kind: 'stall', after: 100 } : null;
    });
    const onProgress = ({ bytesDone }: StepProgress) => {
      if (bytesDone >= 3 * PIECE + 100) stop.abort();
    };
    await expect(
      fetchFiles(place, { signal: stop.signal, onProgress, connections: 1 }),
    ).rejects.toMatchObject({
      code: 'Cancelled',
    });
    expect(readdirSync(place.dir).sort()).toEqual(['big.bin.part', 'big.bin.part.journal']);
    stalls = false;
    const before = contentOf(place.hub).length;
    await fetchFiles(place);
    expect(
      contentOf(place.hub)
        .slice(before)
        .map((r) => r.range?.from)
        .sort(),
    ).toEqual([3 * PIECE, 4 * PIECE, 5 * PIECE]);
    expect(readFileSync(join(place.dir, 'big.bin')).equals(large)).toBe(true);
  });

  it('fetches pieces again that the disk did not keep, and no others', async () => {
    let stalls = true;
    const place = await setUp((r) => {
      const late = r.kind === 'content' && (r.range?.from ?? 0) >= 3 * PIECE;
      return late && stalls ? { kind: 'status', status: 404 } : null;
    });
    await expect(fetchFiles(place, { connections: 1 })).rejects.toMatchObject({ code: 'DownloadFailed' });
    const path = join(place.dir, 'big.bin.part');
    const bytes = readFileSync(path);
    bytes[PIECE + 5] = (bytes[PIECE + 5] as number) ^ 1;
    writeFileSync(path, bytes);
    // A crash cut the journal's last line off.
    writeFileSync(`${path}.journal`, `${readFileSync(`${path}.journal`, 'utf8')}{"piece":5,"sha`);
    stalls = false;
    const before = contentOf(place.hub).length;
    await fetchFiles(place);
    const asked = contentOf(place.hub)
      .slice(before)
      .map((r) => (r.range?.from ?? 0) / PIECE);
    expect(asked.slice().sort()).toEqual([1, 3, 4, 5]);
    expect(asked.at(-1)).toBe(1);
    expect(readFileSync(join(place.dir, 'big.bin')).equals(large)).toBe(true);
  });
});

describe('a hub', () => {
  it('fills in what the catalogue lacks, and pins the revision', async () => {
    const place = await setUp();
    const { revision, files } = await resolvePart(
      place.transport,
      wanted(['big.bin', 'config.json']),
      new AbortController().signal,
    );
    expect(revision).toMatch(/^[0-9a-f]{40}$/);
    const [big, config] = files;
    expect(big).toMatchObject({ bytes: large.length, sha256: sha256Of(large), gitSha1: null });
    expect(config).toMatchObject({ bytes: small.length, sha256: null });
    expect(config?.gitSha1).toMatch(/^[0-9a-f]{40}$/);
    expect(big?.url).toContain(revision);
  });

  it('that lists nothing is asked for each file instead', async () => {
    const place = await setUp(() => null, { lists: false });
    const files = await resolveFiles(place, ['big.bin', 'config.json']);
    expect(files[0]).toMatchObject({ bytes: large.length, sha256: sha256Of(large) });
    expect(files[1]).toMatchObject({ bytes: small.length, sha256: null });
    expect(files[1]?.gitSha1).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each([
    [{ path: 'big.bin', bytes: 5, sha256: null }, /another file/],
    [{ path: 'big.bin', bytes: null, sha256: 'f'.repeat(64) }, /another file/],
    [{ path: 'gone.bin', bytes: null, sha256: null }, /any more/],
    [{ path: '../up.bin', bytes: null, sha256: null }, /a name that no file/],
    [{ path: 'C:/x.bin', bytes: null, sha256: null }, /a name that no file/],
  ])('is not believed about %j', async (file, words) => {
    const place = await setUp();
    const asked = resolvePart(
      place.transport,
      { ...wanted([]), files: [file] },
      new AbortController().signal,
    );
    await expect(asked).rejects.toMatchObject({
      code: 'DownloadFailed',
      message: expect.stringMatching(words),
    });
  });

  it('is reached through a proxy', async () => {
    const place = await setUp();
    const proxied: string[] = [];
    const proxy = await startConnectProxy((target) => proxied.push(target));
    const transport = new Transport({ hub: place.hub.url, proxy: proxy.url });
    opened.push(proxy, transport);
    await fetchFiles({ ...place, transport }, { names: ['config.json'] });
    expect(proxied.length).toBeGreaterThan(0);
    expect(proxied[0]).toBe(new URL(place.hub.url).host);
  });
});

/** A proxy that only opens tunnels. */
async function startConnectProxy(onConnect: (target: string) => void) {
  const { createServer } = await import('node:http');
  const { connect } = await import('node:net');
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket) => {
    onConnect(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    const end = () => {
      far.destroy();
      socket.destroy();
    };
    far.on('error', end).on('close', end);
    socket.on('error', end);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
