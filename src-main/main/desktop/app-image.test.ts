import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { NotStartedAgain } from '../../base/release/errors';
import { againAs, appImageOf, environmentOutside, passOnUnpacking, prepareRestart } from './app-image';

const FILE = '/home/ada/Longtake-1.2.3.AppImage';
const MOUNTED = { APPIMAGE: FILE, APPDIR: '/tmp/.mount_LongtaXyz' };
const UNPACKED = { APPIMAGE: FILE, APPDIR: '/tmp/appimage_extracted_0123456789abcdef' };
const inside = ({ APPDIR }: { APPDIR: string }) => `${APPDIR}/longtake-desktop`;

it('knows the AppImage that it runs from, mounted and unpacked', () => {
  expect(appImageOf(MOUNTED, inside(MOUNTED))).toEqual({ file: FILE, unpacked: false });
  expect(appImageOf(UNPACKED, inside(UNPACKED))).toEqual({ file: FILE, unpacked: true });
});

it('takes no other program’s AppImage for its own: a package is not started again as it, nor put in its place', () => {
  const fromFileManager = { APPIMAGE: '/home/ada/Files.AppImage', APPDIR: '/tmp/.mount_FilesAbc' };
  for (const execPath of ['/opt/Longtake/longtake-desktop', '/tmp/.mount_FilesAbcd/longtake-desktop'])
    expect(appImageOf(fromFileManager, execPath)).toBeNull();
  expect(appImageOf({}, '/opt/Longtake/longtake-desktop')).toBeNull();
});

it('starts an AppImage again by its file, with the words of this start; all else as Electron does', () => {
  const image = appImageOf(MOUNTED, inside(MOUNTED));
  expect(againAs(image, [inside(MOUNTED), '--no-sandbox', 'film.mp4'])).toEqual({
    execPath: FILE,
    args: ['--no-sandbox', 'film.mp4'],
  });
  expect(againAs(null, ['/opt/Longtake/longtake-desktop', 'film.mp4'])).toBeUndefined();
});

it('has the next one unpack itself only where this one did', () => {
  const env: Record<string, string | undefined> = { ...MOUNTED };
  passOnUnpacking(env, appImageOf(env, inside(MOUNTED)));
  passOnUnpacking(env, null);
  expect(env).toEqual(MOUNTED);
  const unpacking: Record<string, string | undefined> = { ...UNPACKED };
  passOnUnpacking(unpacking, appImageOf(unpacking, inside(UNPACKED)));
  expect(unpacking).toEqual({ ...UNPACKED, APPIMAGE_EXTRACT_AND_RUN: '1' });
});

it('starts the next one in the environment that was there before the AppImage', () => {
  const { APPDIR } = MOUNTED;
  const env = {
    ...MOUNTED,
    ...{ ARGV0: './Longtake.AppImage', OWD: '/home/ada', LONGTAKE_USER_DATA: '/home/ada/data', EMPTY: '' },
    PATH: `${APPDIR}:${APPDIR}/usr/sbin:/usr/bin:/bin`,
    LD_LIBRARY_PATH: `${APPDIR}/usr/lib`,
    GSETTINGS_SCHEMA_DIR: `${APPDIR}/usr/share/glib-2.0/schemas:/opt/schemas`,
    OTHER: `${APPDIR}Other/bin:/bin`,
  };
  expect(environmentOutside(env)).toEqual({
    ...{ LONGTAKE_USER_DATA: '/home/ada/data', EMPTY: '' },
    ...{ PATH: '/usr/bin:/bin', GSETTINGS_SCHEMA_DIR: '/opt/schemas', OTHER: `${APPDIR}Other/bin:/bin` },
  });
});

describe('a restart', () => {
  const app = () => ({ relaunch: vi.fn(), releaseSingleInstanceLock: vi.fn() });

  it('is left to Electron, but from a mounted AppImage', async () => {
    for (const image of [null, appImageOf(UNPACKED, inside(UNPACKED))]) {
      const electron = app();
      const argv = [image ? inside(UNPACKED) : '/opt/Longtake/longtake-desktop', 'film.mp4'];
      await prepareRestart(electron, image, { argv, env: {} })();
      expect(electron.relaunch.mock.calls).toEqual([[againAs(image, argv)]]);
      expect(electron.releaseSingleInstanceLock).not.toHaveBeenCalled();
    }
  });

  // As only Linux has AppImages.
  it.runIf(process.platform === 'linux')(
    'from a mounted AppImage starts its file, with this start’s words, only when all is closed and the place is free',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'longtake image-'));
      try {
        const [file, told] = [join(folder, 'Longtake.AppImage'), join(folder, 'told')];
        const says = [
          'read -r _ _ _ _ _ session _ < /proc/$$/stat',
          `echo "$# $1 $2|$APPDIR|$KEPT|$session $$" > '${told}.new'`,
          `mv '${told}.new' '${told}'`,
        ];
        writeFileSync(file, ['#!/bin/sh', ...says, ''].join('\n'));
        chmodSync(file, 0o755);
        const env = { APPIMAGE: file, APPDIR: MOUNTED.APPDIR, PATH: process.env.PATH, KEPT: 'kept' };
        const electron = app();
        const argv = [inside(MOUNTED), '--a', 'a film.mp4'];
        const startAgain = prepareRestart(electron, appImageOf(env, inside(MOUNTED)), { argv, env });
        expect(electron.releaseSingleInstanceLock).not.toHaveBeenCalled();
        await startAgain();
        expect(electron.releaseSingleInstanceLock).toHaveBeenCalledOnce();
        expect(electron.relaunch).not.toHaveBeenCalled();
        const words = await vi.waitFor(() => readFileSync(told, 'utf8').trim(), { timeout: 20_000 });
        const [args, appDir, kept, ids = ''] = words.split('|');
        expect([args, appDir, kept]).toEqual(['2 --a a film.mp4', '', 'kept']);
        const [session, pid] = ids.split(' ');
        expect(session, 'a session of its own').toBe(pid);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it('says so where the AppImage is no longer there', async () => {
    const image = { file: '/nowhere/Longtake.AppImage', unpacked: false };
    const startAgain = prepareRestart(app(), image, { argv: [inside(MOUNTED)], env: MOUNTED });
    await expect(startAgain()).rejects.toThrow(NotStartedAgain);
  });
});
