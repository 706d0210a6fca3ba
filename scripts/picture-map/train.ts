// node scripts/run.mjs scripts/picture-map/train.ts [--check]
// Learns the map of frames among texts (src-main/worker/inference/picture-map.ts) from pictures.tsv and features.u8, and writes it
// beside the recipe of the pack Core. With --check it writes nothing, and prints how well pictures are found that a map was not
// learnt from, against how many it was learnt from, and how well single attributes are.
import { readFileSync, writeFileSync } from 'node:fs';
import { floatsToHalves } from '../../src-main/base/float16';
import { meanRow, PictureMap, withPlaces } from '../../src-main/worker/inference/picture-map';
import { measureAttributes } from './attributes';
import {
  embedCaptions,
  MAP,
  MAP_FACTS,
  type Picture,
  PLACES,
  plainSpace,
  RANK,
  readPictures,
  readTokens,
  sha256,
  TOKEN,
  WORDS,
} from './data';
import { labelVectors, likenessOf, measureFinding } from './measure';
import { fitMap, type LowRankMap, unitRows } from './ridge';

function bytesOf({ meanToken, toPlane, fromPlane, meanText }: LowRankMap): Uint8Array {
  const values = Float32Array.from([...meanToken, ...toPlane, ...fromPlane, ...meanText]);
  return new Uint8Array(floatsToHalves(values).buffer);
}

/** Where the pictures lie as frames do, by a map that was learnt from them. */
async function placesBy(map: Uint8Array): Promise<Uint8Array> {
  const halves = new Uint16Array(map.buffer, map.byteOffset, map.length / 2);
  const views = await space.viewFrames(seen, pictures.length);
  const labels = meanRow(await labelVectors(), space.dim);
  const { embeddings } = withPlaces(
    views,
    seen,
    pictures.length,
    new PictureMap(halves, TOKEN, RANK, space.dim),
    labels,
  );
  return new Uint8Array(floatsToHalves(embeddings).buffer);
}

/** The words that say what a picture shows, a line a picture: its captions', and the attributes that were written down for it. */
function wordsOf(pictures: readonly Picture[]): string {
  const rows = pictures.map(({ captions, attributes }) => [
    ...new Set(`${captions} ${attributes}`.toLowerCase().match(/[a-z]{2,}/g) ?? []),
  ]);
  return `${JSON.stringify(
    rows.map((row) => row.sort().join(' ')),
    null,
    2,
  )}\n`;
}

const pictures = readPictures();
const seen = readTokens(pictures.length);
const tokens = unitRows(seen, pictures.length, TOKEN);
const space = await plainSpace();
const captions = await embedCaptions(pictures, space);
if (process.argv.includes('--check')) {
  const stored = new Uint8Array(readFileSync(MAP));
  const known = sha256(stored) === JSON.parse(readFileSync(MAP_FACTS, 'utf8')).sha256;
  const same = Buffer.compare(bytesOf(fitMap(tokens, captions.means, RANK)), stored) === 0;
  const listed = JSON.parse(readFileSync(MAP_FACTS, 'utf8'));
  const placed =
    [await placesBy(stored), readFileSync(PLACES)].every((bytes) => sha256(bytes) === listed.places) &&
    [Buffer.from(wordsOf(pictures)), readFileSync(WORDS)].every((bytes) => sha256(bytes) === listed.words);
  console.log(
    `${MAP}: ${known ? 'as listed' : 'NOT as listed'}, ${same ? 'and what would be written now' : 'and NOT what would be written now'}; ${PLACES}: ${placed ? 'as listed' : 'NOT as listed'}`,
  );
  const measured = { pictures, seen, tokens, captions, space };
  const like = await likenessOf(measured, [...pictures.keys()]);
  await measureFinding(measured, like);
  await measureAttributes(measured, like);
  if (!known || !same || !placed) process.exitCode = 1;
} else {
  const bytes = bytesOf(fitMap(tokens, captions.means, RANK));
  writeFileSync(MAP, bytes);
  const places = await placesBy(bytes);
  writeFileSync(PLACES, places);
  const words = wordsOf(pictures);
  writeFileSync(WORDS, words);
  const facts = {
    pictures: pictures.length,
    token: TOKEN,
    rank: RANK,
    text: space.dim,
    sha256: sha256(bytes),
    places: sha256(places),
    words: sha256(Buffer.from(words)),
  };
  writeFileSync(MAP_FACTS, `${JSON.stringify(facts, null, 2)}\n`);
  console.log(`${pictures.length} pictures, ${captions.owner.length} captions, ${bytes.length} bytes`);
}
await space.dispose();
