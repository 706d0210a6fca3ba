import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  EncodedVideo,
  LanguageAnswer,
  LanguageQuestion,
} from '../../../base/film/language-tokens/types';
import { NotEnoughMemory } from '../../../base/packs/memory';
import { DeviceFailed } from '../session';
import { languageCache } from './cache';
import { answersOf, openFrameReader, type PictureReader } from './frame-reader';
import { inMemory, type PrefixPlace } from './kv-prefix';
import { type LanguageModelOptions, type OpenLanguageModel, openLanguageModel } from './language-model';
import { Prefix } from './prefix';
import { asking, type TinyPack, tinyPack, watch } from './testing/tiny';

let tiny: TinyPack;
let reader: PictureReader;
let folders = 0;
const open: OpenLanguageModel[] = [];

beforeAll(async () => {
  tiny = await tinyPack();
  reader = await openFrameReader(tiny.pack, 'cpu', 1);
}, 60_000);
afterAll(async () => {
  await reader?.dispose();
  for (const model of open) await model.dispose();
  tiny?.remove();
});

async function model(options: Partial<LanguageModelOptions> = {}): Promise<OpenLanguageModel> {
  const opened = await openLanguageModel(tiny.pack, 'cpu', 1, { memoryBytes: 1e9, ...options });
  open.push(opened);
  return opened;
}

/** What is made of a question's frames is written while the answer is said. */
async function askAndWrite(asked: OpenLanguageModel, question: LanguageQuestion): Promise<LanguageAnswer> {
  const answer = await asked.ask(question);
  await asked.settled();
  return answer;
}

const folder = () => join(tiny.root, `cache-${folders++}`);
const video = (count: number, kept: readonly number[] = [], seed = 1): Promise<EncodedVideo> =>
  watch(reader, count, kept, folder(), seed);
const files = (watched: EncodedVideo) => readdirSync(watched.cacheDir);

describe('a language model over frames', () => {
  it('answers the same from a prefix just made, from memory, and from disk after a restart', async () => {
    const watched = await video(20, [0, 8, 16]);
    const first = await model();
    const made = await first.ask(asking(watched));
    expect(made.details).toContain('20 frames');
    expect(made.details).toContain('Question fused with 3 of 20 frames (an approximation)');
    const [again, other] = [asking(watched), asking(watched, { question: 'And why?' })];
    const kept = await first.ask(again);
    expect(kept.details.at(-1)).toBe('Frames read for an earlier question');
    expect(again.phases.at(-1)).toBe('question');
    const others = await first.ask(other);
    const second = await model();
    const restarted = await second.ask(asking(watched));
    expect(restarted.details.at(-1)).toContain('from disk');
    for (const answer of [kept, restarted]) {
      expect(answer.text).toBe(made.text);
      expect(answer.tokens).toBe(made.tokens);
      expect(answer.frames).toEqual(made.frames);
    }
    expect((await second.ask(asking(watched, { question: 'And why?' }))).text).toBe(others.text);
    expect(made.tokens).toBeGreaterThan(1);
  });

  it('streams the text that it returns', async () => {
    const question = asking(await video(4, [0, 1, 2, 3]));
    const answer = await (await model()).ask(question);
    expect(question.heard.join('')).toBe(answer.text);
    expect(answer.details).toContain('Question fused with all 4 frames');
  });

  it('answers the same whatever the size of the steps', async () => {
    const watched = await video(30, [0]);
    const answers = [];
    for (const chunk of [1, 7, 64, 1000]) {
      const fresh = { ...watched, cacheDir: folder() };
      answers.push((await (await model({ chunk })).ask(asking(fresh))).text);
    }
    expect(new Set(answers).size).toBe(1);
  });

  it('takes earlier turns, and answers the same with them from a kept prefix', async () => {
    const watched = await video(6, [0, 3]);
    const turns = [{ question: 'Who is there?', answer: 'A man, and a dog!' }];
    const one = await (await model()).ask(asking(watched, { turns }));
    const warm = await model();
    await warm.ask(asking(watched));
    expect((await warm.ask(asking(watched, { turns }))).text).toBe(one.text);
  });

  it('gives the model only the frames of a stretch', async () => {
    const watched = await video(20, [0, 4, 8, 12, 16]);
    const answer = await (await model()).ask(asking(watched, { range: { from: 4_000_000, to: 9_000_000 } }));
    expect(answer.details.slice(0, 2)).toEqual([
      '5 frames',
      'Question fused with 2 of 5 frames (an approximation)',
    ]);
    for (const { frame } of answer.frames) {
      expect(frame).toBeGreaterThanOrEqual(4);
      expect(frame).toBeLessThan(9);
    }
  });

  it('learns how much a device takes: half of the frames, and half again, and says so', async () => {
    const watched = await video(20, [0, 10]);
    const plain = await model();
    const shape = languageCache(answersOf(tiny.pack));
    const asked: number[] = [];
    const placeOf = (most: number): PrefixPlace => ({
      ...inMemory(shape),
      async make(capacity) {
        asked.push(capacity - plain.systemRows);
        const run = { device: 'webgpu', graph: 'tiny@1/answer.onnx', versions: '1' } as const;
        if (capacity - plain.systemRows > most)
          throw new DeviceFailed(run, { cause: new Error('no memory') });
        return new Prefix(shape, capacity);
      },
    });
    const small = await model({ place: placeOf(6) });
    const answer = await askAndWrite(small, asking({ ...watched, cacheDir: folder() }));
    expect(asked).toEqual([20, 10, 5]);
    expect(answer.details[0]).toContain('5 of 20');
    expect(answer.details[0]).toContain('memory');
    const memoryBytes = (plain.systemRows + 5) * plain.bytesPerRow;
    const fitting = await model({ memoryBytes });
    expect(answer.text).toBe((await fitting.ask(asking({ ...watched, cacheDir: folder() }))).text);
    // What was learnt is kept for the next question.
    await small.ask(asking(watched, { question: 'And why?' }));
    expect(asked.slice(3).every((rows) => rows <= 6)).toBe(true);
    asked.length = 0;
    const none = await model({ place: placeOf(0) });
    await expect(none.ask(asking({ ...watched, cacheDir: folder() }))).rejects.toBeInstanceOf(DeviceFailed);
    expect(asked).toEqual([20, 10, 5, 2]);
  });

  it('thins frames where memory has no room for all, and refuses where it has room for none', async () => {
    const watched = await video(30, [0]);
    const one = await model();
    const memoryBytes = one.bytesPerRow * (one.systemRows + 10);
    const answer = await (await model({ memoryBytes })).ask(asking(watched));
    expect(answer.details[0]).toBe('every third frame: 10 of 30, to fit the memory');
    const none = await model({ memoryBytes: one.bytesPerRow * one.systemRows });
    await expect(none.ask(asking(watched))).rejects.toBeInstanceOf(NotEnoughMemory);
  });

  it('draws the same answer for the same seed', async () => {
    const watched = await video(5, [0]);
    const one = await model();
    const ask = async (seed: number) =>
      (await one.ask(asking(watched, { sampling: { temperature: 1.5, topP: 0.95, seed } }))).text;
    const drawn = [await ask(1), await ask(1), await ask(2), await ask(3)];
    expect(drawn[0]).toBe(drawn[1]);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });
});

describe('stopping', () => {
  it('between two tokens keeps what was said', async () => {
    const watched = await video(5, [0]);
    const one = await model();
    const whole = await one.ask(asking(watched, { maxTokens: 40 }));
    const controller = new AbortController();
    const question = asking(watched, {
      maxTokens: 40,
      signal: controller.signal,
      onText: () => controller.abort(),
    });
    const cut = await one.ask(question);
    expect(cut.stopped).toBe('cancelled');
    expect(cut.tokens).toBeLessThan(whole.tokens);
    expect(whole.text.startsWith(cut.text)).toBe(true);
  });

  it('while frames are read leaves nothing broken, and the next question goes on from there', async () => {
    const watched = await video(60, [0]);
    const expected = await (await model()).ask(asking({ ...watched, cacheDir: folder() }));
    const one = await model({ chunk: 16, checkpoint: 0 });
    const controller = new AbortController();
    const stopped = asking(watched, {
      signal: controller.signal,
      onPhase: (phase, fraction) => phase === 'prefix' && fraction > 0.5 && controller.abort(),
    });
    await expect(one.ask(stopped)).rejects.toMatchObject({ name: 'AbortError' });
    expect(files(watched)).toHaveLength(1);
    for (const next of [one, await model({ chunk: 16 })]) {
      const fractions: number[] = [];
      const onPhase = (phase: string, fraction: number) => {
        if (phase === 'prefix') fractions.push(fraction);
      };
      const answer = await next.ask(asking(watched, { onPhase }));
      expect(answer.text).toBe(expected.text);
      // The first call only says that it begins.
      expect(fractions[1] ?? 1).toBeGreaterThan(0.4);
    }
  });
});

describe('kept prefixes', () => {
  it('are made anew where their file is damaged', async () => {
    const watched = await video(10, [0]);
    const good = await askAndWrite(await model(), asking(watched));
    const path = join(watched.cacheDir, files(watched)[0] as string);
    const whole = readFileSync(path);
    const { length } = whole;
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, length - 5),
      (bytes: Buffer) => bytes.fill(bytes[length - 9] === 1 ? 2 : 1, length - 9, length - 8),
      (bytes: Buffer) => bytes.fill(0, 20, 24),
      () => Buffer.alloc(0),
    ]) {
      writeFileSync(path, damage(Buffer.from(whole)));
      const answer = await askAndWrite(await model(), asking(watched));
      expect(answer.text).toBe(good.text);
      expect(answer.details.at(-1)).toContain('Frames read for this question');
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
  });

  it('are given up in memory and on disk, those first that were not used for longest', async () => {
    const [a, b] = [await video(10, [0]), await video(10, [0], 7)];
    const sizing = await model();
    await askAndWrite(sizing, asking(a));
    const bytes = sizing.prefixBytes;
    const one = await model({ memoryBytes: bytes * 1.5, diskBytes: bytes * 1.5 });
    await askAndWrite(one, asking(a));
    await askAndWrite(one, asking(b));
    expect(one.prefixBytes).toBe(bytes);
    expect((await askAndWrite(one, asking(a))).details.at(-1)).toContain('from disk');
    await askAndWrite(one, asking(a, { range: { from: 0, to: 9_000_000 } }));
    expect(files(a)).toHaveLength(1);
    expect(statSync(join(a.cacheDir, files(a)[0] as string)).size).toBeLessThan(bytes);
  });

  it('of another model or other frames are never taken', async () => {
    const watched = await video(10, [0]);
    const one = await model();
    await askAndWrite(one, asking(watched));
    const changed = await askAndWrite(one, asking({ ...watched, hash: 'other' }));
    expect(changed.details.at(-1)).toContain('Frames read for this question');
  });
});
