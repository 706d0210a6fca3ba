/**
 * Makes a film of 90 seconds, 640 × 360, that shows one symbol for two seconds.
 *
 *   node scripts/run.mjs eval/needle/make-film.ts FILE.mp4 [SYMBOL 0..15 [SECOND]]
 */
import { resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { makeFilm } from './film';
import { symbolAt, symbolName } from './scenes';

const [path, number = '6', second = '52'] = process.argv.slice(2);
if (!path)
  throw new Error('Where to? node scripts/run.mjs eval/needle/make-film.ts FILE.mp4 [SYMBOL [SECOND]]');
const symbol = symbolAt(Number(number));
const from = Number(second);
const film = { path, width: 640, height: 360, fps: 10, seconds: 90, symbol, from, to: from + 2 };
await makeFilm(locateFfmpeg({ resourcesDir: resolve('resources') }), film);
process.stdout.write(`${path}: a ${symbolName(symbol)} from ${from} s to ${from + 2} s\n`);
