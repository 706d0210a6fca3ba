// node scripts/run.mjs eval/writing/character-error-rate.ts FOLDER [LIST]
// Reads single pictures of clips and prints how many characters came out wrong. LIST (eval/writing/clips.tsv) has a line a
// picture: its file's path in FOLDER, the seconds from its start, and the lines written there, with tabs between.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { loadPack } from '../../src-main/base/packs/pack';
import { WRITING_PICTURE } from '../../src-main/worker/tracks/types';
import { openTextReader } from '../../src-main/worker/tracks/writing/reader';
import { pictureOf } from '../../src-main/worker/tracks/writing/testing/picture';
import { type CharacterErrors, characterErrors, rate, sum } from './character-errors';

interface Clip {
  readonly path: string;
  readonly seconds: number;
  readonly written: string;
}

/** The project's own pictures, wherever the others lie. */
const OWN = /^src-main\//;

function clipsOf(list: string): Clip[] {
  const lines = list.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [path, seconds, ...written] = line.split('\t');
    if (!path || !seconds || written.length === 0) {
      throw new Error(`not "path, seconds, lines" with tabs between: ${line}`);
    }
    return { path, seconds: Number(seconds), written: written.join(' ') };
  });
}

const withoutSpaces = (text: string) => text.replace(/\s/g, '');
const percent = (errors: CharacterErrors) => `${(100 * rate(errors)).toFixed(1).padStart(5)} %`;

const [folder, list = join('eval', 'writing', 'clips.tsv')] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Which folder? node scripts/run.mjs eval/writing/character-error-rate.ts FOLDER [LIST]');
const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
const reader = await openTextReader(pack, availableParallelism());
try {
  const all: { path: string; spaced: CharacterErrors; bare: CharacterErrors }[] = [];
  let milliseconds = 0;
  for (const { path, seconds, written } of clipsOf(readFileSync(list, 'utf8'))) {
    const file = OWN.test(path) ? path : join(folder, path);
    const picture = pictureOf(ffmpegPath, file, seconds, WRITING_PICTURE.longSide);
    const start = process.cpuUsage();
    const lines = await reader.read(picture);
    const { user, system } = process.cpuUsage(start);
    milliseconds += (user + system) / 1000;
    const read = lines.map((line) => line.text).join(' ');
    const spaced = characterErrors(written, read);
    const bare = characterErrors(withoutSpaces(written), withoutSpaces(read));
    all.push({ path, spaced, bare });
    console.log(`${percent(spaced)}  ${path} at ${seconds} s  (${spaced.characters} characters)`);
    console.log(`         written: ${written}\n         read:    ${read}`);
  }
  for (const path of new Set(all.map((clip) => clip.path))) {
    const here = all.filter((clip) => clip.path === path);
    console.log(
      `${percent(sum(here.map((clip) => clip.spaced)))}  ${percent(sum(here.map((clip) => clip.bare)))} without spaces  ${path}`,
    );
  }
  const spaced = sum(all.map((clip) => clip.spaced));
  console.log(
    `${percent(spaced)}  ${percent(sum(all.map((clip) => clip.bare)))} without spaces  total of ${spaced.characters} characters`,
  );
  console.log(`${(milliseconds / all.length).toFixed(0)} ms of processor time a picture`);
} finally {
  await reader.dispose();
}
