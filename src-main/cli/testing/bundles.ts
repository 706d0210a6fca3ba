// For tests of index bundles: short films, the command line over a worker that only counts, and what it left on the disk.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openLibrary } from '../../base/library/library';
import { makeMedia } from '../../base/media/testing';
import type { Manifest } from '../../main/bundles/manifest';
import { childWorkers } from '../../main/jobs/child-worker';
import type { Surroundings } from '../context';
import { run } from '../run';
import { Sink } from './sink';

const FAKE = fileURLToPath(new URL('../../main/jobs/testing/fake-worker.mjs', import.meta.url));
export const root = mkdtempSync(join(tmpdir(), 'longtake-bundles-'));
export const films = join(root, 'films');
/** The folder of the test that runs. */
export let dir: string;
let count = 0;
export let stdout: Sink;
export let stderr: Sink;

/** A film of six seconds with a picture of its own: which one its path says to the worker. */
export function film(name: string): string {
  count += 1;
  const path = join(films, name);
  const source = `color=c=0x${(count * 40).toString(16).padStart(6, '0')}:s=64x36:r=2:d=6`;
  return existsSync(path) ? path : makeMedia(path, `-f lavfi -i ${source} -c:v mpeg4`);
}
export const around = (signal = new AbortController().signal): Surroundings => ({
  ...{ stdin: Readable.from([]), stdout, stderr, signal, version: '1.2.3' },
  ...{ userDataDir: join(root, 'user'), resourcesDir: resolve('resources'), spawnWorker: childWorkers(FAKE) },
});
export const longtake = (...argv: string[]) => run(argv, around());
export const lines = () =>
  stdout.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
export const bundles = () => join(dir, 'bundles');
export const ids = () => readdirSync(bundles()).filter((name) => /^[0-9a-f]{32}$/.test(name));
export const manifestOf = (bundle: string) =>
  JSON.parse(readFileSync(join(bundle, 'bundle.json'), 'utf8')) as Manifest;
export const reading = <T>(name: string, work: (library: ReturnType<typeof openLibrary>) => T): T => {
  const library = openLibrary({ dir: join(dir, name) });
  try {
    return work(library);
  } finally {
    library.close();
  }
};

/** Gives a file's tests a folder for their films, and each a folder of its own. To be called at its head. */
export function bundlesPerTest(): void {
  beforeAll(() => mkdirSync(films, { recursive: true }));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  beforeEach(() => {
    dir = mkdtempSync(join(root, 'test-'));
    [stdout, stderr] = [new Sink(), new Sink()];
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
}

/** Every file of an index. */
export const contents = (index: string) =>
  Object.fromEntries(
    readdirSync(index, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'base64')]),
  );

/** Milliseconds. Each test starts workers, some of them dozens of times; this only ends one that hangs. */
export const LIMIT = { timeout: 240_000 };
