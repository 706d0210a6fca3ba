// npm run -s longtake -- COMMAND …: the command line of a checkout. Standard output is the command's alone.
import { buildIfChanged } from './lib/build.mjs';
import { commandLineStart, electron } from './lib/electron.mjs';
import { main, run } from './lib/process.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  await buildIfChanged();
  const { args, env } = commandLineStart(process.argv.slice(2));
  return run(electron().executable, args, {
    env,
    // npm moves to the project's folder; the user's files are relative to where they were.
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
});
