// node scripts/run.mjs eval/speech/word-error-rate.ts FOLDER [LIST]
// Transcribes clips and prints how many words came out wrong. LIST (eval/speech/clips.tsv) has a line a clip:
// its path in FOLDER, the seconds from its start that count (empty: all), and the words said, with tabs between.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadPack } from '../../src-main/base/packs/pack';
import { openTranscriber } from '../../src-main/worker/tracks/transcriber';
import type { Transcriber } from '../../src-main/worker/tracks/types';
import type { Word } from '../../src-shared/domain';
import { microsToSeconds } from '../../src-shared/time';
import { extractSound } from './extract-sound';
import { normalise } from './normalise';
import { rate, sum, type WordErrors, wordErrors } from './word-errors';

interface Clip {
  readonly path: string;
  readonly seconds: number;
  readonly said: string;
}

function clipsOf(list: string): Clip[] {
  const lines = list.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [path, seconds, said] = line.split('\t');
    if (!path || said === undefined) throw new Error(`not "path, seconds, words" with tabs between: ${line}`);
    return { path, seconds: seconds ? Number(seconds) : Number.POSITIVE_INFINITY, said };
  });
}

async function wordsIn(transcriber: Transcriber, pcmPath: string): Promise<Word[]> {
  const words: Word[] = [];
  await transcriber.transcribe({
    pcmPath,
    fromSample: 0,
    nextSegmentId: 0,
    onSegments: async (segments) => {
      words.push(...segments.flatMap((segment) => segment.words));
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return words;
}

function report(name: string, errors: WordErrors): string {
  const { words, substituted, left, added } = errors;
  const percent = (100 * rate(errors)).toFixed(1);
  return `${percent.padStart(5)} %  ${name}  (${words} words: ${substituted} wrong, ${left} left out, ${added} added)`;
}

const [folder, list = join('eval', 'speech', 'clips.tsv')] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('Which folder? node scripts/run.mjs eval/speech/word-error-rate.ts FOLDER [LIST]');
const pack = await loadPack(resolve('resources', 'packs', 'core'));
const transcriber = await openTranscriber(pack, pack, availableParallelism());
const work = mkdtempSync(join(tmpdir(), 'longtake-wer-'));
try {
  const all: WordErrors[] = [];
  for (const { path, seconds, said } of clipsOf(readFileSync(list, 'utf8'))) {
    const pcmPath = join(work, 'sound.pcm');
    await extractSound(join(folder, path), pcmPath);
    const words = (await wordsIn(transcriber, pcmPath)).filter(
      (word) => microsToSeconds(word.from) < seconds,
    );
    const written = words.map((word) => word.text).join(' ');
    const errors = wordErrors(normalise(said), normalise(written));
    all.push(errors);
    console.log(`${report(path, errors)}\n         said:    ${said}\n         written: ${written}`);
  }
  console.log(report('total', sum(all)));
} finally {
  rmSync(work, { recursive: true, force: true });
  await transcriber.dispose();
}
