import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../npm-tarball.mjs';
import { say } from '../process.mjs';
import { ROOT } from '../root.mjs';

/** Installs what package-lock.json lists, unless it is there already. */
export async function installPackages() {
  if (isInstalled()) return;
  say('Installing npm packages …');
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT });
}

/** npm leaves a lock of what it really installed in node_modules. */
function isInstalled() {
  const installedFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  return holdsAll(packagesOf(installedFile), packagesOf(join(ROOT, 'package-lock.json')));
}

/**
 * Whether everything that one lock's `packages` wants is in another's. Optional packages may be missing, as those
 * for other systems always are, but not be there in another version.
 */
export function holdsAll(installed, wanted) {
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
