// The notice of newer versions, with electron-updater's own AppImage updater, against a server on this machine.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppImageUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import type { UpdateStatus } from '../../../src-shared/updates';
import { KeptJson } from '../../base/kept-json';
import { isNewer, listName } from '../../base/release/feed';
import type { WorkerClient } from '../../base/rpc/protocol';
import { fetchRelease, readReleases } from '../../worker/install/release/fetch';
import {
  listOf,
  type ReleaseServer,
  startReleases,
} from '../../worker/install/release/testing/release-server';
import { PackageReplacer } from '../desktop/self-installer/package-replacer';
import { Updates } from './updates';

const DAY = 24 * 3600 * 1000;
const NAME = 'Longtake-1.3.0.AppImage';
const QUICK = { timing: { stall: 200, backOff: () => 1, longestWait: 1 } };

let server: ReleaseServer;
let dir: string;
let own: string;
let now: number;
let settings: Settings;
let told: UpdateStatus[];
let log: unknown[];

/** A program that says that it ran, as an AppImage is one. */
function program(name: string): Buffer {
  return Buffer.from(`#!/bin/sh\necho ${name} "$@" > '${join(dir, 'started')}'\n${'#'.repeat(50_000)}\n`);
}

/** The worker's end, in this process. */
const worker: Pick<WorkerClient, 'call'> = {
  call: (async (method: string, input: never, { signal }: { signal: AbortSignal }) => {
    if (method === 'release.read') return readReleases(input, signal, QUICK);
    await fetchRelease(input, { signal, onProgress: () => undefined }, QUICK);
    return null;
  }) as WorkerClient['call'],
};

function open(version = '1.2.3', { installs = true } = {}): Updates {
  const updates = join(dir, 'updates');
  const appUpdateConfigPath = join(dir, 'app-update.yml');
  writeFileSync(
    appUpdateConfigPath,
    'provider: generic\nurl: https://longtake.example\nupdaterCacheDirName: cache\n',
  );
  const adapter = {
    ...{ version, name: 'Longtake', isPackaged: true, appUpdateConfigPath },
    ...{ userDataPath: updates, baseCachePath: updates, whenReady: async () => undefined },
    ...{ relaunch: () => undefined, quit: () => undefined, onQuit: () => undefined },
  };
  const updater = async () => new AppImageUpdater(null, adapter);
  return new Updates({
    worker,
    settings: () => settings,
    version,
    feed: server.url,
    list: 'latest-linux.yml',
    kept: new KeptJson(join(dir, 'updates.json'), (error) => log.push(error)),
    dir: updates,
    installer: installs
      ? new PackageReplacer({ updater, ending: '.AppImage', arch: null, feed: server.url, own })
      : null,
    changed: (status) => told.push(status),
    onUnexpected: (error) => log.push(error),
    now: () => now,
  });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-updates-'));
  server = await startReleases();
  own = join(dir, 'apps', 'Longtake-1.2.3.AppImage');
  mkdirSync(join(dir, 'apps'));
  writeFileSync(own, program('old'));
  chmodSync(own, 0o755);
  vi.stubEnv('APPIMAGE', own);
  settings = { ...DEFAULT_SETTINGS, updates: true };
  [now, told, log] = [Date.UTC(2026, 0, 1), [], []];
  publish('1.3.0');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

function publish(version: string, content = program('new')): void {
  const name = `Longtake-${version}.AppImage`;
  server.files.set('latest-linux.yml', listOf(version, { [name]: content }, { releaseNotes: 'Faster.' }));
  server.files.set(name, content);
}

describe('asking', () => {
  it('is not done where nobody has said yes, nor where fetching is switched off', async () => {
    for (const off of [{ updates: false }, { downloads: false }]) {
      settings = { ...DEFAULT_SETTINGS, updates: true, ...off };
      const updates = open();
      updates.start();
      updates.lookIfDue();
      await expect(updates.check()).rejects.toMatchObject({ code: 'NetworkOff' });
      expect(() => updates.fetch()).toThrow(expect.objectContaining({ code: 'NetworkOff' }));
      await updates.close();
    }
    expect(DEFAULT_SETTINGS.updates).toBe(false);
    expect(server.requests).toEqual([]);
  });

  it('is done once a day, over restarts too, whether it was answered or not', async () => {
    for (const [hours, asked] of [
      [0, 1],
      [1, 1],
      [23, 1],
      [24, 2],
      [47, 2],
      [48, 3],
      [24, 4],
    ] as const) {
      now = Date.UTC(2026, 0, 1) + hours * 3600 * 1000;
      if (hours === 24) server.files.set('latest-linux.yml', (_, response) => response.writeHead(503).end());
      const updates = open();
      updates.lookIfDue();
      await vi.waitFor(() => expect(updates.status().state).toBe('idle'));
      await updates.close();
      expect(server.requests, `${hours}`).toHaveLength(asked);
    }
  });

  it('leaves what was known where it fails, and keeps why for who looks', async () => {
    const updates = open();
    await updates.check();
    server.files.delete('latest-linux.yml');
    now += 1000;
    const { offer, error, checkedAt } = await updates.check();
    expect([offer?.version, error?.code, checkedAt]).toEqual(['1.3.0', 'DownloadFailed', now - 1000]);
    publish('1.4.0');
    expect(await updates.check()).toMatchObject({ offer: { version: '1.4.0' }, error: null });
    await updates.close();
  });

  it('offers what is newer, and nothing that is the same or older', async () => {
    for (const [version, offered] of [
      ['1.2.2', false],
      ['1.2.3', false],
      ['0.99.99', false],
      ['1.2.10', true],
      ['2.0.0', true],
    ] as const) {
      publish(version);
      const updates = open();
      const { offer } = await updates.check();
      expect(offer?.version ?? null).toBe(offered ? version : null);
      await updates.close();
    }
    // What was offered is offered no more once it runs, or nobody wants to know.
    expect(open('2.0.0').status().offer).toBeNull();
    expect(open().status().offer).toEqual({ version: '2.0.0', notes: 'Faster.' });
    settings = { ...settings, updates: false };
    expect(open().status().offer).toBeNull();
  });

  it('reads versions and names of lists as electron-builder writes them', () => {
    expect(isNewer('0.3.0', '0.3.0-beta.1')).toBe(true);
    expect(isNewer('0.3.0-beta.2', '0.3.0')).toBe(false);
    expect(isNewer('nonsense', '0.3.0')).toBe(false);
    expect([listName('linux', 'x64'), listName('linux', 'arm64')]).toEqual([
      'latest-linux.yml',
      'latest-linux-arm64.yml',
    ]);
    expect([listName('win32', 'arm64'), listName('darwin', 'arm64')]).toEqual([
      'latest.yml',
      'latest-mac.yml',
    ]);
  });
});

describe('an AppImage', () => {
  async function offered(): Promise<Updates> {
    const updates = open();
    expect(await updates.check()).toMatchObject({ installs: true, state: 'idle' });
    return updates;
  }

  it('is replaced by the newer one after a click each, and started', async () => {
    const updates = await offered();
    await expect(updates.install()).rejects.toMatchObject({ code: 'NotFound' });
    await updates.fetch();
    expect(updates.status()).toMatchObject({ state: 'ready', error: null });
    expect(readFileSync(own, 'utf8')).toContain('old');
    await updates.close();
    await updates.install();
    await vi.waitFor(() => expect(readFileSync(join(dir, 'started'), 'utf8')).toBe('new\n'));
    // A name with a version in it is that of the new one.
    expect(readdirSync(join(dir, 'apps'))).toEqual([NAME]);
    // No identifier of this computer, which the library would make up and send.
    expect(readdirSync(join(dir, 'updates'), { recursive: true })).not.toContain('.updaterId');
    const asked = server.requests.map(({ path }) => path);
    expect(asked).toEqual(['/releases/latest-linux.yml', `/releases/${NAME}`]);
    for (const { headers } of server.requests)
      expect(Object.keys(headers).filter((name) => name.startsWith('x-') || name === 'cookie')).toEqual([]);
  });

  it('stays where the package has another hash, or never comes whole', async () => {
    const updates = await offered();
    const faults = [program('bad'), Buffer.alloc(10), () => undefined];
    for (const fault of faults) {
      server.files.set(NAME, fault);
      await updates.fetch();
      expect(updates.status()).toMatchObject({ state: 'idle', error: { code: 'DownloadFailed' } });
      await expect(updates.install()).rejects.toMatchObject({ code: 'NotFound' });
    }
    server.files.set(NAME, program('new'));
    await updates.fetch();
    expect(updates.status().state).toBe('ready');
    // What is ready stays so while it is what is offered.
    expect(await updates.check()).toMatchObject({ state: 'ready' });
    publish('1.4.0');
    expect(await updates.check()).toMatchObject({ state: 'idle', offer: { version: '1.4.0' } });
    // None of these was a surprise.
    expect(log).toEqual([]);
    expect(readdirSync(join(dir, 'apps'))).toEqual(['Longtake-1.2.3.AppImage']);
    await updates.close();
  });

  it('is there again where the new one cannot take its place', async () => {
    const updates = await offered();
    await updates.fetch();
    // The library moves files with a program that is then not to be found.
    vi.stubEnv('PATH', '');
    await expect(updates.install()).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(readdirSync(join(dir, 'apps'))).toEqual(['Longtake-1.2.3.AppImage']);
    expect(readFileSync(own, 'utf8')).toContain('old');
    expect(existsSync(join(dir, 'started'))).toBe(false);
    await updates.close();
  });

  it('of which the release has none is fetched by hand, as is every package that is no AppImage', async () => {
    server.files.set('latest-linux.yml', listOf('1.3.0', { 'longtake_1.3.0_amd64.deb': program('deb') }));
    const without = open();
    expect(await without.check()).toMatchObject({ installs: false, offer: { version: '1.3.0' } });
    expect(() => without.fetch()).toThrow(expect.objectContaining({ code: 'NotFound' }));
    await without.close();
    publish('1.3.0');
    const debian = open('1.2.3', { installs: false });
    now += DAY;
    expect(await debian.check()).toMatchObject({ installs: false, offer: { version: '1.3.0' } });
    expect(() => debian.fetch()).toThrow(expect.objectContaining({ code: 'NotFound' }));
    await debian.close();
  });
});
