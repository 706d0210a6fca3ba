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
  ...['npm-tarball.mjs', 'wheel.mjs'].map((file) => `scripts/lib/${file}`),
  'src-main/worker/formats/onnx',
  'src-main/base/packs/manifest.ts',
];

/** What a built pack was made of is not always the best: then this stands behind the recipe. */
const SECOND_BEST = 'second best';

/**
 * Builds the built-in packs of models that are missing, or whose recipe has changed since.
 * @param {{ best: boolean, again: boolean }} options `best`: a second-best model in a pack is a failure; `again`: whether to look once more
 *   for the best one where a pack was built without it
 */
export async function buildBuiltInPacks({ best, again }) {
  for (const id of PACKS) {
    await buildPack(id, best || again);
    if (best && isSecondBest(id)) {
      throw new ScriptFailed(
        'The models that read writing in many languages could not be fetched, and what is shipped or tested has them. Let this ' +
          'machine have Python with pip, or reach www.modelscope.cn, and run this again.',
      );
    }
  }
  for (const id of OPTIONAL) {
    try {
      await buildPack(id, false);
    } catch (error) {
      if (!(error instanceof ScriptFailed)) throw error;
      say(`${error.message} Longtake works without; "npm run setup" tries again.`);
    }
  }
}

function manifestOf(id) {
  return join(ROOT, 'resources', 'packs', id, 'manifest.json');
}

/** Whether the pack for tracks has the older model for writing. */
function isSecondBest(id) {
  const { writing } = JSON.parse(readFileSync(manifestOf(id), 'utf8'));
  return writing !== undefined && !/PP-OCRv6/.test(writing.model ?? '');
}

async function buildPack(id, again) {
  const folder = join('scripts', 'packs', id);
  const manifest = manifestOf(id);
  const stamp = join(ROOT, '.cache', `${id}-pack.stamp`);
  const recipe = await fingerprint([folder, ...TOOLS]);
  const builtFrom = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  const enough = builtFrom === recipe || (!again && builtFrom === `${recipe} ${SECOND_BEST}`);
  if (existsSync(manifest) && enough) return;

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
  await writeFile(stamp, isSecondBest(id) ? `${recipe} ${SECOND_BEST}` : recipe);
}
