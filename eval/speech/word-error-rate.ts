import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { microsToSeconds } from '../../src-shared/time';
import { clipPath, isOwn, rowsOf } from '../clip-list';
import type { Figure, Measurement } from '../measurement';
import { corePack, Listener } from './hear';
import { normalise } from './normalise';
import { rate, sum, type WordErrors, wordErrors } from './word-errors';

interface Clip {
  readonly path: string;
  readonly seconds: number;
  readonly said: string;
}

function clipsOf(list: string): Clip[] {
  return rowsOf(list).map((row) => {
    const [path, seconds, said] = row;
    if (!path || said === undefined)
      throw new Error(`not "path, seconds, words" with tabs between: ${row.join('\t')}`);
    return { path, seconds: seconds ? Number(seconds) : Number.POSITIVE_INFINITY, said };
  });
}

function report(name: string, errors: WordErrors): string {
  const { words, substituted, left, added } = errors;
  const percent = (100 * rate(errors)).toFixed(1);
  return `${percent.padStart(5)} %  ${name}  (${words} words: ${substituted} wrong, ${left} left out, ${added} added)`;
}

function figure(name: string, all: readonly WordErrors[]): Figure {
  const errors = sum(all);
  return { name, value: errors.words === 0 ? null : rate(errors), unit: 'share', of: errors.words };
}

/**
 * Transcribes clips and counts the words that came out wrong. A list has a line a clip: its path (the project's own, or in the folder of
 * recordings), the seconds from its start that count (empty: all), and the words said.
 */
export const wordErrorRate: Measurement = {
  name: 'wer',
  what: 'words heard by the built-in model, against what is said',
  needs: [],
  async measure({ media, list }, say) {
    const clips = clipsOf(readFileSync(list ?? join('eval', 'speech', 'clips.tsv'), 'utf8'));
    const there = clips.filter(({ path }) => media !== null || isOwn(path));
    const core = await corePack();
    await using listener = await Listener.open(core, core);
    const all: { readonly path: string; readonly errors: WordErrors }[] = [];
    for (const { path, seconds, said } of there) {
      const lines = await listener.hear(clipPath(path, media));
      const words = lines
        .flatMap((line) => line.words)
        .filter((word) => microsToSeconds(word.from) < seconds);
      const written = words.map((word) => word.text).join(' ');
      const errors = wordErrors(normalise(said), normalise(written));
      all.push({ path, errors });
      say(`${report(path, errors)}\n         said:    ${said}\n         written: ${written}`);
    }
    const own = all.filter(({ path }) => isOwn(path)).map(({ errors }) => errors);
    const every = all.map(({ errors }) => errors);
    const whole = media === null ? [] : [figure('word error rate', every)];
    return [figure('word error rate, own clip', own), ...whole];
  },
};
