// node scripts/run.mjs FILE.ts ARGUMENT…   runs a TypeScript file of this project in Electron's own Node.
import { join } from 'node:path';
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, run, ScriptFailed } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';

await main(() => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined) throw new ScriptFailed('Which file? node scripts/run.mjs FILE.ts ARGUMENT…');
  const bundler = join(ROOT, 'scripts', 'lib', 'bundle-and-run.mjs');
  return run(electron().executable, ['--enable-source-maps', bundler, file, ...more], {
    env: nodeEnvironment(),
  });
});
