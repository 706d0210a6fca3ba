import { join } from 'node:path';
import { ROOT } from './root.mjs';

const UNPACKED = {
  darwin: join('mac-arm64', 'Longtake.app', 'Contents', 'MacOS', 'Longtake'),
  win32: join(process.arch === 'arm64' ? 'win-arm64-unpacked' : 'win-unpacked', 'Longtake.exe'),
  linux: join(process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'longtake-desktop'),
};

/** Where `npm run package` puts the program of the unpacked app. */
export const PACKAGED_PROGRAM = join(ROOT, 'dist', UNPACKED[process.platform] ?? UNPACKED.linux);
