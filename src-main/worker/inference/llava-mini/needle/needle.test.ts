import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { symbolAt, symbolName } from '../../../../../eval/needle/scenes';
import type { Pack } from '../../../../base/packs/pack';
import { openFrameReader, type PictureReader } from '../frame-reader';
import { type OpenLanguageModel, openLanguageModel } from '../language-model';
import { convertFixture } from '../parity/fixtures';
import { asking, CHECKPOINT, Haystack, readScene, readScenes } from './testing';

const FRAMES = 10_000;
/** Frames that are really drawn and read; the film repeats them. the needle of `npm run eval` reads ten thousand different ones. */
const DRAWN = 96;
const KEPT = 32;
const QUESTION = 'Which symbol is shown?';

let folder: string;
let pack: Pack;
let reader: PictureReader;
let haystack: Haystack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longtake-needle-'));
  pack = await convertFixture(CHECKPOINT, join(folder, 'pack'), 'fp32');
  reader = await openFrameReader(pack, 'cpu', 1);
  haystack = new Haystack(reader, await readScenes(reader, DRAWN), FRAMES);
}, 120_000);
afterAll(async () => {
  await reader.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function needleAt(at: number, symbol: number) {
  return { at, frame: await readScene(reader, at, symbolAt(symbol)) };
}
const open = (): Promise<OpenLanguageModel> =>
  openLanguageModel(pack, 'cpu', 2, { memoryBytes: 1e9, chunk: 512 });

describe('one frame among ten thousand shows a symbol', () => {
  test.each([
    { at: 0, symbol: 0 },
    { at: 4321, symbol: 6 },
    { at: FRAMES - 1, symbol: 15 },
  ])(
    'at $at: it is named, and its place',
    async ({ at, symbol }) => {
      const cacheDir = join(folder, `at-${at}`);
      const film = haystack.film(await needleAt(at, symbol), KEPT, cacheDir);
      const model = await open();
      const expected = `A ${symbolName(symbolAt(symbol))} is shown.`;
      const first = await model.ask(asking(film, QUESTION));
      expect(first.text).toBe(expected);
      expect(first.stopped).toBe('end');
      expect(first.frames[0]?.frame).toBe(at);
      expect(first.frames[0]?.time).toBe(at * 1e6);
      // From the prefix in memory, and after a restart from the one on disk.
      expect(await model.ask(asking(film, QUESTION))).toMatchObject({ text: expected, frames: first.frames });
      await model.dispose();
      const again = await open();
      expect(await again.ask(asking(film, QUESTION))).toMatchObject({ text: expected, frames: first.frames });
      await again.dispose();
    },
    120_000,
  );

  test('where no frame shows one, that is said', async () => {
    const model = await open();
    const answer = await model.ask(asking(haystack.film(null, KEPT, join(folder, 'none')), QUESTION));
    expect(answer.text).toBe('No symbol is shown.');
    await model.dispose();
  }, 120_000);

  test('the question fused with every frame is answered alike', async () => {
    const small = new Haystack(reader, await readScenes(reader, 48), 480);
    const needle = await needleAt(123, 9);
    const model = await open();
    for (const kept of [480, KEPT]) {
      const film = small.film(needle, kept, join(folder, `fused-${kept}`));
      const answer = await model.ask(asking(film, QUESTION));
      expect(answer.text, `${kept} frames`).toBe(`A ${symbolName(symbolAt(9))} is shown.`);
      expect(answer.frames[0]?.frame).toBe(123);
    }
    await model.dispose();
  }, 120_000);

  test('a second turn asks on', async () => {
    const small = new Haystack(reader, await readScenes(reader, 48), 480);
    const film = small.film(await needleAt(77, 2), KEPT, join(folder, 'turns'));
    const model = await open();
    const first = await model.ask(asking(film, QUESTION));
    const turns = [{ question: QUESTION, answer: first.text }];
    expect((await model.ask(asking(film, 'What colour is the symbol?', turns))).text).toBe(
      'The symbol is red.',
    );
    await model.dispose();
  }, 120_000);
});
