import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  listOf,
  type ReleaseServer,
  startReleases,
} from '../../worker/install/release/testing/release-server';
import { childWorkers } from '../jobs/child-worker';
import { WorkerSupervisor } from '../jobs/supervisor';
import { buildWorker } from '../jobs/testing/build-worker';

/* The real worker process of these sources reads a list of releases and fetches a package. */
const NAME = 'Longtake-9.8.7.AppImage';
const PACKAGE = Buffer.alloc(200_000, 'package');
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

let dir: string;
let server: ReleaseServer;
let worker: WorkerSupervisor;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-release-'));
  server = await startReleases();
  server.files.set('latest-linux.yml', listOf('9.8.7', { [NAME]: PACKAGE }));
  server.files.set(NAME, PACKAGE);
  const spawn = childWorkers(await buildWorker('test-release'));
  worker = new WorkerSupervisor({ spawn, role: 'install', backOff: () => 1 });
}, LIMIT);
afterAll(async () => {
  await worker.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
}, LIMIT);

it(
  'reads and fetches in a process of its own, and tells why it cannot',
  async () => {
    const place = { feed: server.url, proxy: null };
    const release = await worker.call('release.read', { ...place, list: 'latest-linux.yml' });
    const [file] = release.files;
    expect(file).toMatchObject({ name: NAME, bytes: PACKAGE.length });
    if (!file) return;
    const to = join(dir, NAME);
    const told: string[] = [];
    const fetched = worker.call(
      'release.fetch',
      { ...place, file, to },
      { onEvent: ({ payload }) => told.push(payload.step) },
    );
    await fetched;
    expect(readFileSync(to)).toEqual(PACKAGE);
    expect(told).toContain('download');
    await expect(worker.call('release.read', { ...place, list: 'other.yml' })).rejects.toMatchObject({
      code: 'DownloadFailed',
    });
  },
  LIMIT,
);
