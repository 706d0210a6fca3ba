// node scripts/run.mjs eval/speech/understood.ts FILE…
// What the built-in model hears in each file, how sure it is of it, and how much of that is shown as said.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { tellUnderstood } from '../../src-main/base/film/understood';
import { loadPack } from '../../src-main/base/packs/pack';
import { openTranscriber } from '../../src-main/worker/tracks/transcriber';
import { isUnderstood, type Segment } from '../../src-shared/domain';
import { microsToSeconds } from '../../src-shared/time';
import { extractSound } from './extract-sound';

function wordsOf(lines: readonly Segment[]): number {
  return lines.reduce((sum, { words }) => sum + words.length, 0);
}

/** Mean of the logarithm of the confidence, by words. */
function sureness(lines: readonly Segment[]): string {
  const words = wordsOf(lines);
  if (words === 0) return '-';
  const sum = lines.reduce(
    (all, { words: own, confidence = 1 }) => all + (own.length === 0 ? 0 : own.length * Math.log(confidence)),
    0,
  );
  return (sum / words).toFixed(2);
}

const files = process.argv.slice(2);
const pack = await loadPack(resolve('resources', 'packs', 'core'));
const transcriber = await openTranscriber(pack, pack, availableParallelism());
const work = mkdtempSync(join(tmpdir(), 'longtake-understood-'));
console.log('| file | words heard | mean log certainty | words shown | seconds not understood |');
console.log('| --- | --- | --- | --- | --- |');
try {
  for (const file of files) {
    const pcmPath = join(work, 'sound.pcm');
    await extractSound(file, pcmPath);
    const heard: Segment[] = [];
    await transcriber.transcribe({
      ...{ pcmPath, fromSample: 0, nextSegmentId: 0 },
      onSegments: async (segments) => {
        heard.push(...segments);
      },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const shown = tellUnderstood(heard);
    const not = shown.filter((line) => !isUnderstood(line));
    const seconds = microsToSeconds(not.reduce((sum, { from, to }) => sum + to - from, 0));
    const cells = [basename(file), wordsOf(heard), sureness(heard), wordsOf(shown), seconds.toFixed(0)];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
  await transcriber.dispose();
}
