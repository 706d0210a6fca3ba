// npm run package [-- OPTION…]: packs the app. Without options into a folder, without any network; the options are
// electron-builder's, e.g. --linux deb.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron } from './lib/electron.mjs';
import { makeInspectable, PACKAGED_PROGRAM } from './lib/packaged.mjs';
import { main, run, ScriptFailed, say } from './lib/process.mjs';
import { isMain, ROOT } from './lib/root.mjs';
import { setUp } from './setup.mjs';

/** Packs the app for this machine into a folder, with the very Electron that runs it in development. */
export async function packUnpacked() {
  say('Packing …');
  await rm(dirname(PACKAGED_PROGRAM), { recursive: true, force: true });
  const { dist, version } = electron();
  const code = await electronBuilder(['--dir', `-c.electronDist=${dist}`, `-c.electronVersion=${version}`]);
  if (code !== 0 || !existsSync(PACKAGED_PROGRAM))
    throw new ScriptFailed(`The app could not be packed (${code}).`);
}

/** Packs it, and a copy for the end-to-end tests that they can drive. */
export async function packForTests() {
  await packUnpacked();
  await makeInspectable();
}

function electronBuilder(options) {
  const cli = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  // In the installed Node, not Electron's: its argument parser takes Electron for a packed app and miscounts.
  return run(process.execPath, [cli, '--publish', 'never', ...options], { stdio: ['ignore', 2, 'inherit'] });
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUp({ toShip: true });
    await buildIfChanged();
    const options = process.argv.slice(2);
    if (options.length === 0) await packUnpacked();
    else return electronBuilder(options);
    say(`Packed: ${resolve(PACKAGED_PROGRAM)}`);
  });
}
