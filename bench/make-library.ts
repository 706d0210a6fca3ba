import { makeLibrary } from './made-library';

// node scripts/run.mjs bench/make-library.ts FOLDER FILMS   makes a library of made-up films in a folder of user data, for tests.
const [folder, films] = process.argv.slice(2);
if (folder === undefined || !(Number(films) > 0)) {
  console.error('Where, and of how many films? bench/make-library.ts FOLDER FILMS');
  process.exit(2);
}
await makeLibrary(folder, Number(films));
