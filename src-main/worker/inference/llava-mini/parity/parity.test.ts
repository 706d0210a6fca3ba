import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EncodedVideo, LanguageTurn } from '../../../../base/film/language-tokens/types';
import { openLanguageModel } from '../language-model';
import { frameViews, pictureViews } from '../picture-crops';
import {
  convertFixture,
  FIXTURES,
  madeUp,
  madeUpFrames,
  NAMES,
  type Recorded,
  type Run,
  readRecord,
  relativeError,
  watched,
} from './fixtures';
import { Stages } from './stages';

/** Of the largest value of a stage, in full precision. */
const BOUND = 1e-4;
const MANY = 40;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longtake-parity-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(NAMES)('a checkpoint like “%s” gives what PyTorch gives', (name) => {
  let record: Recorded;
  let stages: Stages;
  /** By run: the film that it asks about. */
  const videos = new Map<string, EncodedVideo>();

  beforeAll(async () => {
    record = readRecord(name);
    const pack = await convertFixture(join(FIXTURES, name, 'checkpoint'), join(folder, name), 'fp32');
    stages = await Stages.open(pack);
    const cache = (of: string) => join(folder, `${name}-cache-${of}`);
    for (const count of [1, 3, MANY]) {
      const read = await stages.read(madeUpFrames(record.side, count), count);
      videos.set(String(count), watched(read, count, cache(String(count))));
    }
    const { width, height, number } = record.still;
    const still = await stages.reader.readPicture(madeUp(width, height, number), true);
    videos.set('still', watched(still, 1, cache('still'), 'still'));
  }, 60_000);
  afterAll(() => stages.close());

  const videoOf = (run: Run) =>
    videos.get(run.name === 'still' ? 'still' : String(run.frames)) as EncodedVideo;
  const within = (got: ArrayLike<number>, stage: string) =>
    expect(relativeError(got, record.tensor(stage)), stage).toBeLessThan(BOUND);

  test('pixels of frames and of still pictures', () => {
    const { side, still } = record;
    const frame = new Float32Array(record.tensor('pixels.frame').length);
    frameViews(madeUp(side, side, 0), stages.part, frame, 0);
    expect(relativeError(frame, record.tensor('pixels.frame'))).toBeLessThan(1e-6);
    const picture = pictureViews(madeUp(still.width, still.height, still.number), stages.part);
    expect(relativeError(picture, record.tensor('pixels.still'))).toBeLessThan(1e-6);
  });

  test('rows of the vision graph', async () => {
    within(await stages.rows(record.tensor('pixels.frame')), 'rows.frame');
    within(await stages.rows(record.tensor('pixels.still')), 'rows.still');
  });

  test('prompts, token for token', () => {
    for (const run of record.runs) {
      const { system, question } = stages.prompt(run);
      expect([...system, -200, ...question], run.name).toEqual(run.ids);
    }
    // Token 0 is a word like any other that pre-fusion takes for padding.
    expect(record.runs.some((run) => run.ids.includes(0))).toBe(true);
  });

  test('frame tokens, and text rows as the frames fuse them', async () => {
    const staged = record.runs.filter((run) => record.has(`${run.name}.question`));
    expect(staged.map((run) => run.name)).toEqual(['still', 'one', 'three', 'three-other', 'three-turns']);
    for (const run of staged) {
      const video = videoOf(run);
      within(await video.readTokens(0, video.count), `${run.name}.tokens`);
      within(await stages.question(run, video), `${run.name}.question`);
      if (run.turns.length > 0) continue;
      within(
        video.systemSum.map((sum) => sum / video.count),
        `${run.name}.system`,
      );
    }
    within(await (videos.get(String(MANY)) as EncodedVideo).readTokens(0, MANY), 'many.tokens');
  });

  test('logits, and greedy tokens to the last', async () => {
    for (const run of record.runs) {
      const { logits, ids } = await stages.greedy(run, videoOf(run));
      within(logits, `${run.name}.logits`);
      expect(ids, run.name).toEqual(run.answer);
    }
  });

  test('the language model says the same, asked for the first time and again', async () => {
    const model = await openLanguageModel(stages.pack, 'cpu', 1, { memoryBytes: 1e9, chunk: 24 });
    const ask = async (run: Run) => {
      const answer = await model.ask({
        video: videoOf(run),
        question: run.question,
        turns: run.turns as readonly LanguageTurn[],
        range: null,
        maxTokens: run.answer.length,
        sampling: null,
        signal: new AbortController().signal,
        onText: () => {},
        onPhase: () => {},
      });
      return { text: answer.text, tokens: answer.tokens };
    };
    // The last ones once more: over prefixes that are there already.
    for (const run of [...record.runs, ...record.runs.slice(-2)]) {
      const expected = { text: run.text.trim(), tokens: run.answer.length };
      expect(await ask(run), run.name).toEqual(expected);
    }
    await model.dispose();
  });
});
