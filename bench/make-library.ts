import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeLibrary } from './made-library';

// node scripts/run.mjs bench/make-library.ts FOLDER FILMS [PICTURES]   makes a library of made-up films in a folder of user data, for tests
// and screenshots; with the JPEG files of a folder as their posters, in turn.
const [folder, films, pictures] = process.argv.slice(2);
if (folder === undefined || !(Number(films) > 0)) {
  console.error('Where, and of how many films? bench/make-library.ts FOLDER FILMS [PICTURES]');
  process.exit(2);
}
const posters = pictures === undefined ? [] : readdirSync(pictures).toSorted();
await makeLibrary(
  folder,
  Number(films),
  posters.map((name) => join(pictures ?? '', name)),
);
