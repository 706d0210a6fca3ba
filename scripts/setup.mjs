// npm run setup: makes a checkout ready to run. Each step looks first and does nothing when it is done already.
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasDisplay } from './lib/electron.mjs';
import { main, ScriptFailed } from './lib/process.mjs';
import { isMain, ROOT } from './lib/root.mjs';
import { buildBuiltInPacks } from './lib/setup/built-in-packs.mjs';
import { installElectron } from './lib/setup/electron.mjs';
import { installFfmpeg } from './lib/setup/ffmpeg.mjs';
import { installPackages } from './lib/setup/node-modules.mjs';
import { installSystemLibraries } from './lib/setup/system-libraries.mjs';

/**
 * @param {object} [options]
 * @param {boolean} [options.forTests] also a virtual display, where there is no real one
 * @param {boolean} [options.toShip] also an ffmpeg that goes into packages, where the user's own would do otherwise, and, but for
 *   tests, the best models or none
 * @param {boolean} [options.again] looks once more for what could not be fetched and was done without
 */
export async function setUp({ forTests = false, toShip = forTests, again = false } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new ScriptFailed(`Longtake needs Node 20.19 or later; this is ${process.versions.node}.`);
  }
  await installPackages();
  await installElectron();
  await installSystemLibraries({ forTests, withXvfb: forTests && !hasDisplay() });
  await installFfmpeg({ bundled: toShip });
  await buildBuiltInPacks({ best: toShip && !forTests, again });
  await layOutAssets();
}

/** A checkout's resources/ is laid out as a packed app's: the window's icon, what models can be fetched, the film to try. */
async function layOutAssets() {
  await mkdir(join(ROOT, 'resources'), { recursive: true });
  for (const name of ['icon.png', 'catalogue.json', 'licences', 'sample']) {
    await cp(join(ROOT, 'assets', name), join(ROOT, 'resources', name), { recursive: true });
  }
  await cp(join(ROOT, 'LICENSE'), join(ROOT, 'resources', 'LICENSE'));
}

if (isMain(import.meta.url)) {
  await main(() => setUp({ forTests: process.argv.includes('--tests'), again: true }));
}
