import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ScriptFailed } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { bundledPackages } from './bundled.mjs';
import { dependencyFolders, readNotices } from './notices.mjs';

/** Beside the app's other resources: here the program looks for it, and packaging takes it along. */
export const NOTICES_FILE = join(ROOT, 'resources', 'notices.json');

/** The licences of all npm packages that are shipped: in the bundles of the last build, and beside them. */
export function collectNotices() {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return readNotices([...dependencyFolders(packages), ...bundledPackages()]);
}

/** @param {import('./notices.mjs').Notice[]} notices */
export function noticesText(notices) {
  return `${JSON.stringify({ format: 'longtake.notices.1', packages: notices }, null, 1)}\n`;
}

/** Writes them where the app reads them. @throws ScriptFailed where a package may not be shipped so */
export async function writeNotices() {
  const { notices, problems } = collectNotices();
  if (problems.length > 0)
    throw new ScriptFailed(
      `These packages cannot be shipped as they are (scripts/licences/notices.mjs):\n${problems.join('\n')}`,
    );
  await mkdir(dirname(NOTICES_FILE), { recursive: true });
  await writeFile(NOTICES_FILE, noticesText(notices));
}
