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

/** npm leaves a lock of what it really installed in node_modules: compare that with ours, package by package. */
function isInstalled() {
  const installedFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const installed = packagesOf(installedFile);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
