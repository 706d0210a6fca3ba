// npm run icon: draws assets/icon.png from assets/icon.svg.
import { withDisplay } from '../lib/display.mjs';
import { appEnvironment, chromiumFlags, electron } from '../lib/electron.mjs';
import { main, run } from '../lib/process.mjs';

const drawing = ['scripts/packaging/render-icon.mjs'];
await main(() =>
  withDisplay((display) =>
    run(electron().executable, [...chromiumFlags(), ...drawing], { env: appEnvironment(display) }),
  ),
);
