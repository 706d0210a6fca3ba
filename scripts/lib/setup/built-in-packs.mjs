import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { electron, nodeEnvironment } from '../electron.mjs';
import { fingerprint } from '../fingerprint.mjs';
import { run, ScriptFailed, say } from '../process.mjs';
import { ROOT } from '../root.mjs';

/** The packs that come with Longtake, by their ids; scripts/packs/<id> makes each. */
const PACKS = ['core', 'tracks'];
/** Those that Longtake does without where they cannot be made: what they are made of is fetched by programs that need not be there. */
const OPTIONAL = ['voices'];
/** What the recipes are written with: a change there changes the packs' bytes as well. */
const TOOLS = [
  ...['build.mjs', 'packages.ts', 'tfjs-weights.ts', 'write-pack.ts'].map((file) => `scripts/packs/${file}`),
  'src-main/worker/formats/onnx',
  'src-main/base/packs/manifest.ts',
];

/** Builds the built-in packs of models that are missing, or whose recipe has changed since. */
export async function buildBuiltInPacks() {
  for (const id of PACKS) await buildPack(id);
  for (const id of OPTIONAL) {
    try {
      await buildPack(id);
    } catch (error) {
      if (!(error instanceof ScriptFailed)) throw error;
      say(`${error.message} Longtake works without; "npm run setup" tries again.`);
    }
  }
}

async function buildPack(id) {
  const folder = join('scripts', 'packs', id);
  const manifest = join(ROOT, 'resources', 'packs', id, 'manifest.json');
  const stamp = join(ROOT, '.cache', `${id}-pack.stamp`);
  const recipe = await fingerprint([folder, ...TOOLS]);
  const builtFrom = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (existsSync(manifest) && builtFrom === recipe) return;

  say(`Building the built-in models "${id}" from published packages (once, up to a few minutes) …`);
  const toStandardError = ['ignore', 2, 'inherit'];
  const code = await run(electron().executable, [join(ROOT, folder, 'build.mjs')], {
    env: nodeEnvironment(),
    stdio: toStandardError,
  });
  if (code !== 0 || !existsSync(manifest)) {
    throw new ScriptFailed(
      `The built-in models could not be built (scripts/packs/${id}/build.mjs ended with ${code}).`,
    );
  }
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, recipe);
}
