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
} from '../../src-main/worker/inference/llava-mini/needle/testing';
import { convertFixture } from '../../src-main/worker/inference/llava-mini/parity/fixtures';
import { CannotRun } from '../errors';
import type { Measurement } from '../measurement';
import { symbolAt, symbolName } from './scenes';

const QUESTION = 'Which symbol is shown?';
const KEPT = 32;
const PRECISIONS = ['fp32', 'fp16', 'int8', 'int4'] as const;
type Precision = (typeof PRECISIONS)[number];

interface Sweep {
  readonly places: number;
  readonly frames: number;
  readonly precision: Precision;
  readonly folder: string;
  readonly say: (line: string) => void;
}
type Counts = Record<'named' | 'again' | 'first' | 'any', number>;

/** @returns how often the symbol was named, named the same again, and its frame told first and at all */
async function sweep({ places, frames, precision, folder, say }: Sweep): Promise<Counts> {
  const threads = availableParallelism();
  const cache = join(folder, 'cache');
  const pack = await convertFixture(CHECKPOINT, join(folder, 'pack'), precision);
  const reader = await openFrameReader(pack, 'cpu', threads);
  const started = performance.now();
  const haystack = new Haystack(reader, await readScenes(reader, frames), frames);
  say(`${frames} frames drawn and read in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const model = await openLanguageModel(pack, 'cpu', threads, { memoryBytes: 1e9, diskBytes: 1, chunk: 512 });
  const none = await model.ask(asking(haystack.film(null, KEPT, cache), QUESTION));
  say(`without a symbol: ${none.text} (${none.timings.prefix.toFixed(0)} ms for the frames)`);
  const found: Counts = { named: 0, again: 0, first: 0, any: 0 };
  for (let place = 0; place < places; place++) {
    const at = places === 1 ? 0 : Math.round((place * (frames - 1)) / (places - 1));
    const symbol = symbolAt((place * 7) % 16);
    const film = haystack.film({ at, frame: await readScene(reader, at, symbol) }, KEPT, cache);
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
  await model.dispose();
  await reader.dispose();
  return found;
}

/**
 * Reads many different frames, puts a symbol into one of them at many places, and asks each time: whether it is named, and whether
 * attention tells its place. What came out is in docs/lab/needle.md.
 */
export const needle: Measurement = {
  name: 'needle',
  what: 'a symbol in one frame among many: named, and its place told, by a tiny LLaVA-Mini',
  needs: [],
  async measure({ needle: { places = 100, frames = 10_000, precision: asked = 'fp32' } }, say) {
    const precision = PRECISIONS.find((one) => one === asked);
    if (!precision) throw new CannotRun(`--precision is ${PRECISIONS.join(', ')}.`);
    const folder = await mkdtemp(join(tmpdir(), 'longtake-sweep-'));
    try {
      const found = await sweep({ places, frames, precision, folder, say });
      return (['named', 'again', 'first', 'any'] as const).map((name) => {
        return { name: NAMES[name], value: found[name] / places, unit: 'share', of: places };
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const NAMES: Record<keyof Counts, string> = {
  named: 'symbol named',
  again: 'the same when asked again',
  first: 'its frame told first',
  any: 'its frame among those told',
};
