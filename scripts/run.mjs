// node scripts/run.mjs [--built] FILE.ts ARGUMENT…   runs a TypeScript file of this project in Electron's own Node; with
// --built, one that starts the built app's worker: the app is built before, if its sources have changed.
import { join } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, run, ScriptFailed } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const needsBuild = args[0] === '--built';
  const [file, ...more] = needsBuild ? args.slice(1) : args;
  if (file === undefined) throw new ScriptFailed('Which file? node scripts/run.mjs FILE.ts ARGUMENT…');
  if (needsBuild) await buildIfChanged();
  const bundler = join(ROOT, 'scripts', 'lib', 'bundle-and-run.mjs');
  return run(electron().executable, ['--enable-source-maps', bundler, file, ...more], {
    env: nodeEnvironment(),
  });
});
