import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NOTICES_FILE, writeNotices } from '../licences/file.mjs';
import { electron, nodeEnvironment } from './electron.mjs';
import { fingerprint } from './fingerprint.mjs';
import { run, ScriptFailed, say } from './process.mjs';
import { ROOT } from './root.mjs';

const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'electron.vite.config.ts',
  'scripts/licences',
  'tsconfig.json',
  'package-lock.json',
];
const STAMP = join(ROOT, 'out', '.built-from');
const PROGRAMS = ['main/start.js', 'main/worker.js', 'preload/preload.cjs', 'renderer/index.html'];

/** Builds the app into out/, unless the sources are those that the last build had. */
export async function buildIfChanged() {
  const sources = await fingerprint(SOURCES);
  const builtFrom = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (builtFrom === sources && missingPrograms().length === 0 && existsSync(NOTICES_FILE)) return;

  say('Building …');
  const vite = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const code = await run(electron().executable, [vite, 'build', '--logLevel', 'warn'], {
    env: nodeEnvironment(),
    stdio: ['ignore', 2, 'inherit'],
  });
  if (code !== 0) throw new ScriptFailed('The build failed.');
  const missing = missingPrograms();
  if (missing.length > 0) throw new ScriptFailed(`The build made no ${missing.join(', ')}.`);
  await writeNotices();
  await writeFile(STAMP, sources);
}

function missingPrograms() {
  return PROGRAMS.filter((file) => !existsSync(join(ROOT, 'out', file)));
}
