import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LibraryBroken } from '../../base/library/errors';
import { openLog } from '../../base/log';
import { ffmpegPath } from '../../base/media/testing';
import { openServices, type Services } from '../services';
import { diagnosticsReport } from './report';

let dir: string;
let services: Services;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-report-'));
  services = openServices({
    userDataDir: dir,
    resourcesDir: resolve('resources'),
    spawnWorker: () => {
      throw new Error('no worker here');
    },
  });
});
afterEach(async () => {
  await services.close();
  rmSync(dir, { recursive: true, force: true });
});
const report = (open: () => Services = () => services) =>
  diagnosticsReport({
    version: '9.8.7',
    userDataDir: dir,
    resourcesDir: resolve('resources'),
    services: open,
  });

function fill(): void {
  const { library } = services;
  const media = { container: 'mov,mp4', duration: 3_600_000_000, video: null, audio: [] };
  const path = join(homedir(), 'Secret Client', 'Zanzibar wedding.mp4');
  library.videos.add({
    id: 'ab'.repeat(16),
    path,
    title: 'Zanzibar wedding, rough cut',
    sizeBytes: 1,
    media,
  });
  library.segments.replace('ab'.repeat(16), 'speech', [
    { id: 0, source: 'speech', from: 0, to: 1, text: 'The password is xylophone', words: [] },
  ]);
  library.settings.set({
    ...{ mirror: 'http://me:hunter2@mirror.corp.example/', proxy: 'http://10.9.8.7:3128/' },
    ownModel: { address: 'http://localhost:11434', model: 'secret-model', key: 'hunter2' },
  });
  const log = openLog(join(dir, 'logs'));
  log.error('Unforeseen', new Error(`ENOENT: no such file or directory, open '${path}'`));
  log.error(
    'Unforeseen',
    new Error(`Zanzibar wedding, rough cut of ${userInfo().username} on ${hostname()} in ${dir}`),
  );
  const brought = join(dir, 'packs', 'my-secret-model');
  mkdirSync(brought, { recursive: true });
  writeFileSync(join(brought, 'manifest.json'), '{}');
}

it('a report tells of the program, the machine, ffmpeg, packs, settings, counts and the log', async () => {
  fill();
  vi.stubEnv('LONGTAKE_FFMPEG', ffmpegPath);
  const text = await report().finally(() => vi.unstubAllEnvs());
  const sections = [...text.matchAll(/^\[(\w+)\]$/gm)].map(([, name]) => name);
  expect(sections).toEqual([
    'program',
    'machine',
    'devices',
    'ffmpeg',
    'packs',
    'settings',
    'library',
    'log',
  ]);
  expect(text).toContain('Longtake 9.8.7\nNode ');
  expect(text).toMatch(/\[devices\]\ncannot be told: Internal\n/);
  expect(text).toMatch(/\[ffmpeg\]\nffmpeg \S+, named by LONGTAKE_FFMPEG\b/);
  expect(text).toMatch(/^core: built in, ready, for .*, \d+ bytes, manifest [0-9a-f]{64}$/m);
  expect(text).toMatch(/^an imported pack: installed, broken \(ModelPackBroken\)/m);
  for (const name of ['mirror', 'ownModel', 'proxy']) expect(text).toContain(`\n${name}: set\n`);
  expect(text).toContain('1 films, 1.0 hours, 0 frames\nstates: 1 new\nkinds: 1 mov no picture no sound\n');
  expect(text).toMatch(
    /Z error Unforeseen: Error: ENOENT: no such file or directory, open \[quoted\]\n {4}at /,
  );
});

it('and of no film, folder, person, address or word', async () => {
  fill();
  const text = await report();
  expect(text).not.toMatch(
    /zanzibar|wedding|rough cut|secret|client|xylophone|password|hunter2|corp|10\.9|my-secret|11434|abab/i,
  );
  for (const place of [dir, homedir(), resolve('.'), hostname()]) expect(text).not.toContain(place);
});

it('can be made where the library cannot be opened, and leaves the log out there', async () => {
  fill();
  const text = await report(() => {
    throw new LibraryBroken(join(dir, 'library.db'), null);
  });
  expect(text).toContain('[library]\ncannot be told: LibraryBroken\n');
  expect(text).toContain('[log]\ncannot be told: LibraryBroken\n');
  expect(text).toMatch(/^core: built in, ready/m);
  expect(text).not.toMatch(/zanzibar|my-secret/i);
});
