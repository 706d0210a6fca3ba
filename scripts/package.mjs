// npm run package [-- OPTION…]: packs the app for the machine that it runs on. Without options into a folder, without any network;
// the options are electron-builder's, e.g. --linux deb. For an AppImage it downloads its tools, or takes those of
// APPIMAGE_TOOLS_PATH; for a Debian package it needs nothing but dpkg-deb.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron } from './lib/electron.mjs';
import { makeInspectable, PACKAGED_PROGRAM } from './lib/packaged.mjs';
import { main, run, ScriptFailed, say } from './lib/process.mjs';
import { isMain, ROOT } from './lib/root.mjs';
import { feedNotes } from './release/feed-notes.mjs';
import { thisRelease } from './release/tag-check.mjs';
import { setUp } from './setup.mjs';

/** Packs the app for this machine into a folder. */
export async function packUnpacked() {
  say('Packing …');
  await rm(dirname(PACKAGED_PROGRAM), { recursive: true, force: true });
  const code = await electronBuilder(['--dir']);
  if (code !== 0 || !existsSync(PACKAGED_PROGRAM))
    throw new ScriptFailed(`The app could not be packed (${code}).`);
}

/** Packs it, and a copy for the end-to-end tests that they can drive. */
export async function packForTests() {
  await packUnpacked();
  await makeInspectable();
}

/** With the very Electron that runs it in development. */
async function electronBuilder(options) {
  const notes = join(ROOT, '.cache', 'release-notes.txt');
  await writeFile(notes, feedNotes(thisRelease().changes));
  const cli = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const { dist, version } = electron();
  const ours = [
    ...['--publish', 'never', `-c.electronDist=${dist}`, `-c.electronVersion=${version}`],
    `-c.releaseInfo.releaseNotesFile=${notes}`,
  ];
  // In the installed Node, not Electron's: its argument parser takes Electron for a packed app and miscounts.
  return run(process.execPath, [cli, ...ours, ...options], {
    stdio: ['ignore', 2, 'inherit'],
    env: { CUSTOM_FPM_PATH: join(ROOT, 'scripts', 'packaging', 'fpm.mjs'), ...process.env },
  });
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
