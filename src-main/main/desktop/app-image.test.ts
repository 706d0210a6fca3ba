import { expect, it } from 'vitest';
import { againAs, appImageOf, passOnUnpacking } from './app-image';

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
