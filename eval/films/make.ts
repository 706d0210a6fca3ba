// node scripts/run.mjs eval/films/make.ts   builds the films of the question set in .cache/eval/films, and lists them.
import { buildFilms } from './build';

for (const [name, file] of await buildFilms(console.error)) console.log(`${name}\t${file}`);
