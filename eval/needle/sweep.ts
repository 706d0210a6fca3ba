/**
 * Reads ten thousand different frames, puts a symbol into one of them at many places, and asks each time; then measures which
 * way of finding the answer's place is better. What came out is in docs/lab/needle.md.
 *
 *   node scripts/run.mjs eval/needle/sweep.ts [PLACES [FRAMES [PRECISION]]]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFrameReader } from '../../src-main/worker/inference/llava-mini/frame-reader';
import { openLanguageModel } from '../../src-main/worker/inference/llava-mini/language-model';
import {
  asking,
  CHECKPOINT,
  Haystack,
  readScene,
  readScenes,
} from '../../src-main/worker/inference/llava-mini/needle/needle';
import { convertFixture } from '../../src-main/worker/inference/llava-mini/parity/fixtures';
import { symbolAt, symbolName } from './scenes';

const [places = 100, frames = 10_000] = process.argv.slice(2, 4).map(Number);
const precision = (process.argv[4] ?? 'fp32') as 'fp32' | 'fp16' | 'int8' | 'int4';
const QUESTION = 'Which symbol is shown?';
const KEPT = 32;

const folder = await mkdtemp(join(tmpdir(), 'longtake-sweep-'));
try {
  await sweep();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function sweep(): Promise<void> {
  const threads = availableParallelism();
  const pack = await convertFixture(CHECKPOINT, join(folder, 'pack'), precision);
  const reader = await openFrameReader(pack, 'cpu', threads);
  const started = performance.now();
  const haystack = new Haystack(reader, await readScenes(reader, frames), frames);
  say(`${frames} frames drawn and read in ${seconds(started)}`);
  const model = await openLanguageModel(pack, 'cpu', threads, { memoryBytes: 1e9, diskBytes: 1, chunk: 512 });
  const none = await model.ask(asking(haystack.film(null, KEPT, join(folder, 'cache')), QUESTION));
  say(`without a symbol: ${none.text} (${none.timings.prefix.toFixed(0)} ms for the frames)`);
  const found = { named: 0, again: 0, first: 0, any: 0 };
  for (let place = 0; place < places; place++) {
    const at = places === 1 ? 0 : Math.round((place * (frames - 1)) / (places - 1));
    const symbol = symbolAt((place * 7) % 16);
    const film = haystack.film(
      { at, frame: await readScene(reader, at, symbol) },
      KEPT,
      join(folder, 'cache'),
    );
    const answer = await model.ask(asking(film, QUESTION));
    const again = await model.ask(asking(film, QUESTION));
    const named = answer.text === `A ${symbolName(symbol)} is shown.`;
    found.named += Number(named);
    found.again += Number(again.text === answer.text);
    found.first += Number(answer.frames[0]?.frame === at);
    found.any += Number(answer.frames.some(({ frame }) => frame === at));
    const best = answer.frames[0];
    const wrong = named && best?.frame === at ? '' : `  asked for ${symbolName(symbol)}`;
    say(
      `${at}: ${answer.text} attention: ${best?.frame ?? '-'} (share ${best?.weight.toFixed(3) ?? '-'})${wrong}`,
    );
  }
  say(
    `${precision}: named ${found.named} of ${places}, the same again ${found.again}, ` +
      `the frame first ${found.first}, among those told ${found.any}`,
  );
  await model.dispose();
  await reader.dispose();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
