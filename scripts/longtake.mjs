// npm run -s longtake -- COMMAND …: the command line of a checkout. Standard output is the command's alone.
import { join } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, run } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  await buildIfChanged();
  return run(electron().executable, [join(ROOT, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
    env: nodeEnvironment(),
    // npm moves to the project's folder; the user's files are relative to where they were.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
});
