import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { loadPack } from '../../src-main/base/packs/pack';
import { WRITING_PICTURE } from '../../src-main/worker/recognition/types';
import { openTextReader } from '../../src-main/worker/recognition/writing/reader';
import { pictureOf } from '../../src-main/worker/recognition/writing/testing/picture';
import { clipPath, isOwn, rowsOf } from '../clip-list';
import type { Figure, Measurement } from '../measurement';
import { type CharacterErrors, characterErrors, rate, sum } from './character-errors';

interface Clip {
  readonly path: string;
  readonly seconds: number;
  readonly written: string;
}
interface Read {
  readonly path: string;
  readonly spaced: CharacterErrors;
  readonly bare: CharacterErrors;
}

function clipsOf(list: string): Clip[] {
  return rowsOf(list).map((row) => {
    const [path, seconds, ...written] = row;
    if (!path || !seconds || written.length === 0) {
      throw new Error(`not "path, seconds, lines" with tabs between: ${row.join('\t')}`);
    }
    return { path, seconds: Number(seconds), written: written.join(' ') };
  });
}

const withoutSpaces = (text: string) => text.replace(/\s/g, '');
const percent = (errors: CharacterErrors) => `${(100 * rate(errors)).toFixed(1).padStart(5)} %`;

function lineOf(all: readonly Read[], name: string): string {
  const spaced = percent(sum(all.map((clip) => clip.spaced)));
  return `${spaced}  ${percent(sum(all.map((clip) => clip.bare)))} without spaces  ${name}`;
}

function figure(name: string, all: readonly Read[], kind: 'spaced' | 'bare'): Figure {
  const errors = sum(all.map((clip) => clip[kind]));
  return {
    name,
    value: errors.characters === 0 ? null : rate(errors),
    unit: 'share',
    of: errors.characters,
  };
}

/**
 * Reads single pictures of clips and counts the characters that came out wrong. A list has a line a picture: its file's path (the
 * project's own, or in the folder of recordings), the seconds from its start, and the lines written there.
 */
export const characterErrorRate: Measurement = {
  name: 'cer',
  what: 'characters read by the built-in model in single pictures, against what is written',
  needs: [],
  async measure({ media, list }, say) {
    const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
    const clips = clipsOf(readFileSync(list ?? join('eval', 'writing', 'clips.tsv'), 'utf8'));
    const reader = await openTextReader(
      await loadPack(resolve('resources', 'packs', 'tracks')),
      availableParallelism(),
    );
    const all: Read[] = [];
    let milliseconds = 0;
    try {
      for (const { path, seconds, written } of clips.filter((clip) => media !== null || isOwn(clip.path))) {
        const file = clipPath(path, media);
        const picture = pictureOf(ffmpegPath, file, seconds, WRITING_PICTURE.longSide);
        const start = process.cpuUsage();
        const lines = await reader.read(picture);
        const { user, system } = process.cpuUsage(start);
        milliseconds += (user + system) / 1000;
        const read = lines.map((line) => line.text).join(' ');
        const spaced = characterErrors(written, read);
        all.push({ path, spaced, bare: characterErrors(withoutSpaces(written), withoutSpaces(read)) });
        say(`${percent(spaced)}  ${path} at ${seconds} s  (${spaced.characters} characters)`);
        say(`         written: ${written}\n         read:    ${read}`);
      }
    } finally {
      await reader.dispose();
    }
    for (const path of new Set(all.map((clip) => clip.path)))
      say(
        lineOf(
          all.filter((clip) => clip.path === path),
          path,
        ),
      );
    say(`${(milliseconds / all.length).toFixed(0)} ms of processor time a picture`);
    const own = all.filter(({ path }) => isOwn(path));
    return [
      figure('character error rate, own picture', own, 'spaced'),
      ...(media === null
        ? []
        : [
            figure('character error rate', all, 'spaced'),
            figure('character error rate without spaces', all, 'bare'),
          ]),
    ];
  },
};
