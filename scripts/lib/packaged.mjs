import { constants } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ROOT } from './root.mjs';

const DIST = join(ROOT, 'dist');
const INSPECTABLE = join(DIST, 'inspectable');
const UNPACKED = {
  darwin: join('mac-arm64', 'Longtake.app', 'Contents', 'MacOS', 'Longtake'),
  win32: join(process.arch === 'arm64' ? 'win-arm64-unpacked' : 'win-unpacked', 'Longtake.exe'),
  linux: join(process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'longtake-desktop'),
};

/** Where `npm run package` puts the program of the unpacked app. */
export const PACKAGED_PROGRAM = join(DIST, UNPACKED[process.platform] ?? UNPACKED.linux);
/**
 * The same program in a copy of the app that differs in one fuse: Node's inspector, through which tests drive the window,
 * may be opened. What is shipped is not that copy: e2e/packed.spec.ts compares the two.
 */
export const INSPECTABLE_PROGRAM = join(INSPECTABLE, relative(DIST, PACKAGED_PROGRAM));

/** Makes that copy of an app that is packed. */
export async function makeInspectable() {
  // Here, because a fresh clone has no packages yet when this file is loaded.
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  const [folder] = relative(DIST, PACKAGED_PROGRAM).split(sep);
  await rm(INSPECTABLE, { recursive: true, force: true });
  await cp(join(DIST, folder), join(INSPECTABLE, folder), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    verbatimSymlinks: true,
  });
  await flipFuses(INSPECTABLE_PROGRAM, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
