// node scripts/run.mjs eval/films/store.ts   stores what the kept library of the question set's films holds, for the tests.
import { storeFilms } from '../answers/stored-films';
import { CannotRun } from '../errors';

try {
  console.log(await storeFilms());
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
