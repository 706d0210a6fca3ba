// Fetching CUDA support in miniature from a server on this machine, which breaks off and lies.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOfParts, readSupport } from '../../../base/devices/cuda/support';
import type { CudaRequest, StepProgress } from '../../../base/packs/install-types';
import { madeUpBytes, temporaryFolder } from '../hub/testing/repository';
import { type ReleaseServer, startReleases } from '../release/testing/release-server';
import { installCuda } from './install';
import { smallParts, smallRuntime } from './testing/parts';

const root = temporaryFolder();
const runtime = smallRuntime(join(root, 'runtime'));
const NAMES = ['binding.node', 'libcublas.so.13', 'libprovider.so', 'libruntime.so', 'support.json'];

let server: ReleaseServer;
let request: CudaRequest;
let packages: Map<string, Buffer>;
let count = 0;
beforeEach(async () => {
  server = await startReleases();
  const small = smallParts(server.url);
  packages = small.packages;
  for (const [name, bytes] of packages) server.files.set(name, bytes);
  const user = join(root, `user-${count++}`);
  const { wanted } = small;
  request = { wanted, proxy: null, workDir: join(user, 'installs', 'a'), dir: join(user, 'cuda') };
});
afterEach(() => server.close());

function install(how: { signal?: AbortSignal; told?: StepProgress[] } = {}): Promise<void> {
  const options = {
    signal: how.signal ?? new AbortController().signal,
    onProgress: (progress: StepProgress) => void how.told?.push(progress),
  };
  const tools = { timing: { stall: 200, backOff: () => 1, longestWait: 1 }, pieceBytes: 64 * 1024, runtime };
  return installCuda(request, options, tools);
}

describe('CUDA support', () => {
  it('is the named files of each package beside a copy of the runtime, and nothing else', async () => {
    const told: StepProgress[] = [];
    await install({ told });
    expect(readdirSync(request.dir).sort()).toEqual(NAMES);
    const support = readSupport(request.dir);
    expect(support).toMatchObject({ runtime: '1.2.3', load: ['libcublas.so.13'] });
    expect(support && isOfParts(support, request.wanted)).toBe(true);
    expect(readFileSync(join(request.dir, 'libruntime.so'), 'utf8')).toBe('libruntime.so');
    const steps = new Set(told.map(({ step }) => step));
    expect(steps).toEqual(new Set(['download', 'check', 'finish']));
    // Packed, each was there until it was unpacked.
    expect(readdirSync(join(request.workDir, 'fetched'))).toEqual([]);
  });

  it('goes on where it was broken off, and fetches nothing twice', async () => {
    const stop = new AbortController();
    const whole = packages.get('ort.whl') as Buffer;
    let sent = 0;
    server.files.set('ort.whl', ({ headers }, response) => {
      const [from = 0, to = 0] = (/(\d+)-(\d+)/.exec(headers.range ?? '') ?? []).slice(1).map(Number);
      sent += to + 1 - from;
      if (from >= 128 * 1024 && !stop.signal.aborted) return void stop.abort();
      const range = { 'content-range': `bytes ${from}-${to}/${whole.length}` };
      response.writeHead(206, { ...range, 'content-length': to + 1 - from });
      response.end(whole.subarray(from, to + 1));
    });
    await expect(install({ signal: stop.signal })).rejects.toMatchObject({ code: 'Cancelled' });
    expect(existsSync(request.dir)).toBe(false);
    await install();
    expect(readdirSync(request.dir).sort()).toEqual(NAMES);
    expect(sent).toBeLessThan(2 * whole.length);
    const before = server.requests.length;
    // A run that ended after all was unpacked, and before it lay in its place.
    mkdirSync(join(request.workDir, 'made'));
    for (const name of ['libcublas.so.13', 'libprovider.so'])
      writeFileSync(join(request.workDir, 'made', name), readFileSync(join(request.dir, name)));
    await install();
    expect(server.requests.length).toBe(before);
    expect(readSupport(request.dir)).not.toBeNull();
  });

  it('is not there where a server sends something else, and what was there stays', async () => {
    await install();
    rmSync(join(request.workDir), { recursive: true });
    server.files.set('cublas.whl', madeUpBytes((packages.get('cublas.whl') as Buffer).length));
    await expect(install()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(readSupport(request.dir)).not.toBeNull();
  });

  it('takes the place of an older one', async () => {
    mkdirSync(request.dir, { recursive: true });
    writeFileSync(join(request.dir, 'old.so'), 'old');
    await install();
    expect(readdirSync(request.dir).sort()).toEqual(NAMES);
  });

  it('is not fetched for another runtime than the one that is installed', async () => {
    request = { ...request, wanted: { ...request.wanted, runtime: '1.2.4' } };
    await expect(install()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(server.requests).toEqual([]);
  });

  it('counts as nothing where a file of it is gone or cut', async () => {
    await install();
    writeFileSync(join(request.dir, 'libcublas.so.13'), 'cut');
    expect(readSupport(request.dir)).toBeNull();
  });
});
