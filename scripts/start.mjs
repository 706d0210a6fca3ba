// npm start [-- FILE…]: sets up, builds and opens the window; the files are added to the library and indexed.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildIfChanged } from './lib/build.mjs';
import { appEnvironment, chromiumFlags, electron, hasDisplay } from './lib/electron.mjs';
import { main, run, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { setUp } from './setup.mjs';

const NO_DISPLAY = `
There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened.
Longtake works without one as well:

  npm run -s longtake -- index FILE            index a video
  npm run -s longtake -- ask FILE "QUESTION"   ask about it
  npm run -s longtake -- help                  everything else

With Xvfb installed, "xvfb-run npm start" opens the window on a virtual display.`;

await main(async () => {
  await setUp();
  await buildIfChanged();
  if (!hasDisplay()) {
    say(NO_DISPLAY);
    return 1;
  }
  const flags = chromiumFlags();
  if (flags.includes('--no-sandbox')) {
    say(
      "Chromium's sandbox cannot be used here (root, or user namespaces are switched off): starting without.",
    );
  }
  return run(electron().executable, [...flags, ROOT, ...process.argv.slice(2).map(absolute)], {
    env: appEnvironment(),
  });
});

/** npm moves to the project's folder; what the user typed is relative to where they were. */
function absolute(argument) {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), argument);
  return !argument.startsWith('-') && existsSync(path) ? path : argument;
}
