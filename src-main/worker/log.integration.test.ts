import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childWorkers } from '../jobs/child-worker';
import { WorkerSupervisor } from '../jobs/supervisor';
import { buildWorker } from '../jobs/testing/build-worker';
import { openLog } from '../log';
import { temporaryDir } from '../media/testing';

/* The real worker process, in the ways in which nobody foresaw that it fails. */
const root = temporaryDir();
const ID = 'cd'.repeat(16);
const workers: WorkerSupervisor[] = [];
let workerFile = '';
beforeAll(async () => {
  workerFile = await buildWorker('log-test');
}, 300_000);
afterAll(async () => {
  for (const worker of workers) await worker.close();
});

function supervise(role: 'index' | 'install') {
  const log = openLog(join(root, role));
  const onUnexpected = (error: unknown) => log.error('Unforeseen', error);
  const worker = new WorkerSupervisor({ spawn: childWorkers(workerFile), role, onUnexpected });
  workers.push(worker);
  return { worker, text: () => readFileSync(log.file, 'utf8') };
}

it('the log holds what an index job fell over, with its film, and the caller only general words', async () => {
  const { worker, text } = supervise('index');
  const packDir = resolve('resources/packs/core');
  const file = join(root, 'no-folder');
  writeFileSync(file, '');
  const request = {
    ...{ videoId: ID, path: file, dir: join(file, 'index'), ffmpegPath: file },
    ...{ packDir, corePackDir: packDir, speechPackDir: packDir },
    ...{ framesPerSecond: 1, device: 'cpu' as const, transcribe: false },
    media: { container: 'mp4', duration: 1, video: null, audio: [] },
  };
  const error = await worker.call('index.run', request).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code: 'Internal' });
  expect(JSON.stringify(error)).not.toContain('no-folder');
  expect(text()).toContain(`the index worker failed at index.run of film ${ID}`);
  expect(text()).toMatch(/caused by Error: E\w+: .*\n(\s+at .*\n)+/);
});

it('and what an install fell over', async () => {
  const { worker, text } = supervise('install');
  const file = join(root, 'packs');
  writeFileSync(file, '');
  const request = {
    ...{ workDir: join(root, 'work'), packsDir: join(file, 'below'), id: null, name: null, precision: null },
    ...{ source: { kind: 'folder' as const, path: root }, licences: [], packBytes: null },
  };
  await expect(worker.call('packs.install', request as never)).rejects.toMatchObject({ code: 'Internal' });
  expect(text()).toMatch(/the install worker failed at packs\.install\n {2}caused by Error: E\w+/);
});
