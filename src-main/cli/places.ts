import { basename, dirname, join, resolve } from 'node:path';

/** The app's folder for its data: where Electron puts it for a program of this name, so that both share a library. */
export function userDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (env.LONGTAKE_USER_DATA) return resolve(env.LONGTAKE_USER_DATA);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Longtake');
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Longtake');
    default:
      return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Longtake');
  }
}

/**
 * The folder with packs/ and bin/, from the folder that this code runs in: `resources` in a checkout, the one that
 * holds `app.asar` in a packaged app.
 */
export function resourcesDirOf(codeDir: string): string {
  const root = resolve(codeDir, '..', '..');
  return /^app(?:\.asar)?$/.test(basename(root)) && basename(dirname(root)).toLowerCase() === 'resources'
    ? dirname(root)
    : join(root, 'resources');
}
