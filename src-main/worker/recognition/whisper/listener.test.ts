import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../../src-shared/analysis';
import { makeMedia, temporaryDir } from '../../../base/media/testing';
import { CheckpointUnusable } from '../../../base/packs/errors';
import { loadPack, type Pack } from '../../../base/packs/pack';
import { isWhisperFolder, makeWhisperPack } from '../../checkpoints/hub-packs/whisper';
import { identifyFolder } from '../../install/identify';
import type { PcmFile } from '../pcm-file';
import { openTranscriber } from '../transcriber';
import type { Transcriber } from '../types';
import { WhisperListener } from './listener';
import { spreadWords, timedLines, wordsIn } from './segments';
import type { WhisperSettings } from './settings';
import type { WhisperHeard } from './whisper';

const TINY = join(import.meta.dirname, 'testing/tiny');
const root = temporaryDir();
const signal = new AbortController().signal;

async function packFrom(dir: string): Promise<string> {
  const target = await mkdtemp(join(root, 'pack-'));
  const source = { dir, repository: 'someone/whisper', revision: null, licences: [] };
  const options = { signal, onProgress: () => undefined };
  await makeWhisperPack(source, { dir: target, id: 'tiny', name: 'Tiny', precision: 'fp32' }, options);
  return target;
}

describe('makeWhisperPack', () => {
  it('makes a pack that openTranscriber takes, and knows such a folder', async () => {
    expect(await isWhisperFolder(TINY)).toBe(true);
    expect(await identifyFolder(TINY)).toMatchObject({ kind: 'whisper', make: makeWhisperPack });
    const { manifest } = await loadPack(await packFrom(TINY));
    expect(manifest.speech).toMatchObject({
      kind: 'whisper',
      decoder: 'decoder_model_merged.onnx',
      melBins: 80,
    });
    expect(manifest.provides).toEqual(['speech']);
  });

  it('says what is missing or of another kind', async () => {
    const dir = await mkdtemp(join(root, 'hub-'));
    await cp(TINY, dir, { recursive: true });
    await cp(join(dir, 'onnx/encoder_model.onnx'), join(dir, 'onnx/decoder_model_merged.onnx'));
    await expect(packFrom(dir)).rejects.toThrow(/takes input_features/);
    await rm(join(dir, 'onnx/decoder_model_merged.onnx'));
    await expect(packFrom(dir)).rejects.toBeInstanceOf(CheckpointUnusable);
    expect(await isWhisperFolder(dir)).toBe(false);
  });
});

describe('a Whisper pack as a transcriber', () => {
  const speech = makeMedia(
    join(root, 'speech.pcm'),
    `-i ${resolve('e2e/media/jfk.flac')} -af apad=pad_dur=5,aloop=loop=1:size=256000 -ac 1 -ar 16000 -f s16le`,
  );
  let transcriber: Transcriber;
  beforeAll(async () => {
    const core: Pack = await loadPack(resolve('resources/packs/core'));
    transcriber = await openTranscriber(await loadPack(await packFrom(TINY)), core, 1);
  }, 60_000);
  afterAll(() => transcriber.dispose());

  async function transcribe(fromSample: number, nextSegmentId: number) {
    const steps: { segments: readonly Segment[]; next: number }[] = [];
    await transcriber.transcribe({
      ...{ pcmPath: speech, fromSample, nextSegmentId, signal },
      onSegments: async (segments, next) => {
        steps.push({ segments, next });
      },
      onProgress: () => undefined,
    });
    return steps;
  }

  it('gives the same segments from any of its cuts on, numbered and in order', async () => {
    const whole = await transcribe(0, 0);
    expect(whole.length).toBeGreaterThan(1);
    expect(await readdir(root)).toContain('speech.pcm');
    const all = whole.flatMap(({ segments }) => segments);
    expect(all.map(({ id }) => id)).toEqual(all.map((_, i) => i));
    const [first] = whole;
    const known = first?.segments.length ?? 0;
    expect([first, ...(await transcribe(first?.next ?? 0, known))]).toEqual(whole);
  }, 60_000);
});

const settings = { start: 100, end: 99, firstTime: 200 } as WhisperSettings;
const voice = (pattern: string) => ({
  probabilities: [...pattern].map((mark) => (mark === '#' ? 0.9 : 0.1)),
  frameSeconds: 0.5,
  pause: 0.35,
});

/** Tokens stand for letters: 1 is "a". */
const listenerFor = (...heard: Partial<WhisperHeard>[]) => listenerWith([], ...heard);
function listenerWith(prompt: readonly number[], ...heard: Partial<WhisperHeard>[]) {
  const tries: number[] = [];
  /** The prompt of each try. */
  const prompts: (readonly number[])[] = [];
  const hear = async (samples: Float32Array, _: AbortSignal, told: readonly number[] = []) => {
    prompts.push(told);
    const given = heard[Math.min(tries.length, heard.length - 1)] as Partial<WhisperHeard>;
    tries.push(samples.length);
    const tokens = given.tokens ?? [];
    const sure = tokens.map(() => -0.1);
    return {
      tokens,
      logProbabilities: sure,
      times: null,
      language: 'en',
      noSpeech: 0,
      finished: true,
      ...given,
    };
  };
  const text = (tokens: readonly number[]) =>
    tokens.map((t) => (t === 50 ? ' ' : String.fromCharCode(96 + t))).join('');
  const pcm: PcmFile = {
    samples: 1e6,
    read: async (_, count) => new Float32Array(count),
    close: async () => undefined,
  };
  const listener = new WhisperListener({ hear }, settings, text, prompt);
  const probabilities = new Array<number>(100).fill(0.9);
  const run = () =>
    listener.hear({ pcm, from: 16_000, speech: { from: 10, to: 90 }, probabilities, nextId: 4, signal });
  return { run, tries, prompts };
}

describe('WhisperListener', () => {
  it('gives lines their times in the film, and keeps the language', async () => {
    const { run, tries } = listenerFor({ tokens: [200, 1, 2, 50, 3, 250] });
    const [segment, ...others] = await run();
    expect(others).toEqual([]);
    // A second, ten frames of 32 ms, and the model's time of 1.00 s.
    expect(segment).toMatchObject({ id: 4, text: 'ab c', from: 1_320_000, to: 2_320_000, language: 'en' });
    expect(tries).toEqual([80 * 512]);
  });

  it('gives words the times of their tokens where the decoder said where it looked', async () => {
    const tokens = [200, 1, 2, 50, 3, 250];
    const { run } = listenerFor({ tokens, times: [0, 0.1, 0.3, 0.5, 0.6, 0.9, 0.95] });
    const [segment] = await run();
    expect(segment?.words).toEqual([
      { text: 'ab', from: 1_420_000, to: 1_820_000, sure: 0.9 },
      { text: 'c', from: 1_920_000, to: 2_220_000, sure: 0.9 },
    ]);
  });

  it('tells that somebody speaks where it only guessed, and writes down nothing', async () => {
    const tokens = [200, 1, 2, 250];
    const { run, tries } = listenerFor({ tokens, logProbabilities: tokens.map(() => -2) });
    const told = { id: 4, text: '', words: [], from: 1_320_000, to: 3_880_000, confidence: 0.135 };
    expect(await run()).toEqual([{ source: 'speech', ...told }]);
    expect(tries).toHaveLength(2);
  });

  it('tries without its names and terms where it heard nothing, or guessed, with them', async () => {
    const said = { tokens: [200, 1, 250] };
    const silent = { tokens: [200, 1, 250], noSpeech: 0.9, logProbabilities: [-2, -2, -2] };
    const lost = listenerWith([7], silent, said);
    expect((await lost.run()).map(({ text }) => text)).toEqual(['a']);
    expect(lost.prompts).toEqual([[7], []]);
    const fine = listenerWith([7], said);
    await fine.run();
    expect(fine.prompts).toEqual([[7]]);
  });

  it('takes silence for what it is, and does not try again', async () => {
    const { run, tries } = listenerFor({
      tokens: [200, 1, 210],
      logProbabilities: [-3, -3, -3],
      noSpeech: 0.9,
    });
    expect(await run()).toEqual([]);
    expect(tries).toHaveLength(1);
  });

  it('tries again where it guessed, and keeps the better try', async () => {
    const { run, tries } = listenerFor(
      { tokens: [200, 1, 210], logProbabilities: [-3, -3, -3] },
      { tokens: [200, 2, 210] },
    );
    expect((await run()).map(({ text }) => text)).toEqual(['b']);
    expect(tries).toEqual([80 * 512, 72 * 512]);
  });

  it('keeps a phrase that runs in a circle once', async () => {
    const { run } = listenerFor({ tokens: [200, 5, ...new Array(12).fill([1, 2]).flat()], finished: false });
    expect((await run()).map(({ text }) => text)).toEqual(['eab']);
  });

  it('leaves the lines of a language without spaces whole', async () => {
    const { run } = listenerFor({ tokens: [200, 1, 2, 210, 210, 3, 230], language: 'ja' });
    expect((await run()).map(({ text, id }) => [id, text])).toEqual([
      [4, 'ab'],
      [5, 'c'],
    ]);
  });
});

describe('timedLines', () => {
  it('divides at times, none beyond the end, and closes the last line', () => {
    expect(timedLines([200, 1, 225, 225, 2, 3, 900, 4], settings, 5)).toEqual([
      { tokens: [1], places: [1], from: 0, to: 0.5 },
      { tokens: [2, 3], places: [4, 5], from: 0.5, to: 5 },
      { tokens: [4], places: [7], from: 5, to: 5 },
    ]);
    expect(timedLines([], settings, 5)).toEqual([]);
  });
});

describe('spreadWords', () => {
  it('puts words where somebody speaks, by their length', () => {
    const words = spreadWords(['aa', 'bb'], { from: 0, to: 3 }, voice('#...#.'), 0);
    expect(words.map(({ from, to }) => [from, to])).toEqual([
      [0, 500_000],
      [2_000_000, 2_500_000],
    ]);
  });

  it('spreads them evenly where the detector heard nobody, in order and inside the line', () => {
    const words = spreadWords(['a', 'bbb', ''], { from: 1, to: 3 }, voice('......'), 1_000_000);
    expect(words.map(({ from, to }) => [from, to])).toEqual([
      [2_000_000, 2_500_000],
      [2_500_000, 4_000_000],
      [4_000_000, 4_000_000],
    ]);
  });

  it('knows words by their spaces where there are any', () => {
    expect(wordsIn(' so it  goes ', 'en')).toEqual(['so', 'it', 'goes']);
    expect(wordsIn('猫 寝', 'ja')).toEqual(['猫 寝']);
    expect(wordsIn('  ', null)).toEqual([]);
  });
});
