// node scripts/electron-node.mjs FILE ARGUMENT…   runs FILE in Electron's own Node: the one that the app has.
import { electron, nodeEnvironment } from './lib/electron.mjs';
import { main, run } from './lib/process.mjs';

await main(() => run(electron().executable, process.argv.slice(2), { env: nodeEnvironment() }));
