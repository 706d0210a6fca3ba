import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../../../base/media/testing';
import type { WhisperSpeech } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';
import { openSession, type Session, Tensor } from '../../inference/session';
import { exposeBranchValues } from '../onnx-outputs';
import { openDecoder } from './decoder';
import { INPUT_FRAMES, MelSpectrogram, transform } from './mel';
import { applyRules } from './rules';
import { settingsOf } from './settings';
import { Whisper } from './whisper';

/** A tiny random model in the hub's layout; recorded by eval/search-parity/whisper.py. */
const TINY = join(import.meta.dirname, 'testing/tiny');
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const { sounds } = json(join(import.meta.dirname, 'testing/recorded.json')) as {
  sounds: readonly {
    seed: number;
    seconds: number;
    language: string;
    noSpeech: number;
    ids: number[];
    /** Seconds at which each of `ids` begins by transformers: with the heads that are named, and with those of the upper layers. */
    times: number[];
    upperTimes: number[];
    frames: Record<string, number[]>;
    states: Record<string, number[]>;
  }[];
};
const config = json(join(TINY, 'config.json'));
const generation = json(join(TINY, 'generation_config.json'));
const settings = settingsOf(config, generation);
const signal = new AbortController().signal;

/** The same sound as in whisper.py. */
function sound(seed: number, seconds: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.trunc(seconds * 16_000) }, (_, i) => {
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    const noise = (state >> 16) / 16384 - 1;
    const t = i / 16_000;
    const phase = 2 * Math.PI * (110 + 13 * seed) * t + 6 * Math.sin(2 * Math.PI * (0.3 + 0.2 * seed) * t);
    let voice = 0;
    for (let k = 1; k < 12; k++) voice += Math.sin(k * phase) / (k + (seed % 3));
    const syllables = Math.max(0, Math.sin(2 * Math.PI * (1 + 0.7 * seed) * t));
    return Math.round(32767 * (0.2 * voice * syllables + 0.02 * noise)) / 32768;
  });
}

describe('transform', () => {
  it('gives what the definition of the Fourier transform gives', () => {
    const input = { re: new Float64Array(400), im: new Float64Array(400) };
    for (let i = 0; i < 400; i++) [input.re[i], input.im[i]] = [Math.sin(i * i), Math.cos(3 * i)];
    const out = { re: new Float64Array(400), im: new Float64Array(400) };
    transform(input, out);
    for (const k of [0, 1, 7, 199, 200, 201, 399]) {
      let [re, im] = [0, 0];
      for (let i = 0; i < 400; i++) {
        const angle = (-2 * Math.PI * i * k) / 400;
        re += (input.re[i] as number) * Math.cos(angle) - (input.im[i] as number) * Math.sin(angle);
        im += (input.re[i] as number) * Math.sin(angle) + (input.im[i] as number) * Math.cos(angle);
      }
      expect(out.re[k]).toBeCloseTo(re, 9);
      expect(out.im[k]).toBeCloseTo(im, 9);
    }
  });
});

describe.each(sounds)('a sound of $seconds s', (want) => {
  let encoder: Session;
  let decoder: Session;
  beforeAll(async () => {
    const options = { device: 'cpu', threads: 1 } as const;
    encoder = await openSession(join(TINY, 'onnx/encoder_model.onnx'), options);
    decoder = await openSession(join(TINY, 'onnx/decoder_model_merged.onnx'), options);
  });
  afterAll(async () => {
    await encoder.dispose();
    await decoder.dispose();
  });

  it('has the features and the encoder’s states of transformers', async () => {
    const features = new MelSpectrogram(80).of(sound(want.seed, want.seconds));
    for (const [frame, values] of Object.entries(want.frames)) {
      const got = values.map((_, bin) => features[bin * INPUT_FRAMES + Number(frame)] as number);
      expect(Math.max(...values.map((value, i) => Math.abs(value - (got[i] as number))))).toBeLessThan(1e-4);
    }
    const input = new Tensor('float32', features, [1, 80, INPUT_FRAMES]);
    const { last_hidden_state: states } = await encoder.run({ input_features: input });
    for (const [row, values] of Object.entries(want.states)) {
      const at = Number(row) * values.length;
      const got = ((states as Tensor).data as Float32Array).subarray(at, at + values.length);
      expect(Math.max(...values.map((value, i) => Math.abs(value - (got[i] as number))))).toBeLessThan(1e-3);
    }
  });

  it('is written down with the tokens, times and language of transformers', async () => {
    const whisper = new Whisper(encoder, decoder, settings, 80, () => false);
    const heard = await whisper.hear(sound(want.seed, want.seconds), signal);
    expect(`<|${heard.language}|>`).toBe(want.language);
    expect(heard.noSpeech).toBeCloseTo(want.noSpeech, 6);
    const end = want.ids.indexOf(settings.end);
    expect(heard.tokens).toEqual(want.ids.slice(3, end < 0 ? undefined : end));
    expect(heard.finished).toBe(end >= 0);
  });

  it('is written down alike by a decoder that takes nothing empty, as devices do', async () => {
    const options = { device: 'cpu', threads: 1, takesEmpty: false } as const;
    const filled = await openSession(join(TINY, 'onnx/decoder_model_merged.onnx'), options);
    const hear = (by: Session) =>
      new Whisper(encoder, by, settings, 80, () => false).hear(sound(want.seed, want.seconds), signal);
    expect(await hear(filled)).toEqual(await hear(decoder));
    await filled.dispose();
  });
});

describe('the times of tokens', () => {
  const options = { device: 'cpu', threads: 1 } as const;
  const dir = temporaryDir();
  /** As exports with attention return it. */
  const returned = join(dir, 'decoder_timestamped.onnx');
  writeFileSync(
    returned,
    gunzipSync(readFileSync(join(import.meta.dirname, 'testing/decoder_timestamped.onnx.gz'))),
  );
  const inner = join(TINY, 'onnx/decoder_model_merged.onnx');
  const { alignment_heads: _named, ...unnamed } = generation;
  const upper = settingsOf(config, unnamed);
  let encoder: Session;
  beforeAll(async () => {
    encoder = await openSession(join(TINY, 'onnx/encoder_model.onnx'), options);
  });
  afterAll(() => encoder.dispose());

  async function timesOf(path: string, files: readonly string[], using = settings, heard = sounds) {
    const pack = { manifest: { files: files.map((file) => ({ path: file })) }, file: () => path };
    const part = { decoder: 'decoder.onnx' } as WhisperSpeech;
    const decoder = await openDecoder(pack as unknown as Pack, part, using, options);
    const whisper = new Whisper(encoder, decoder, using, 80, () => false);
    const all: (readonly number[] | null)[] = [];
    for (const { seed, seconds } of heard) {
      all.push((await whisper.hear(sound(seed, seconds), signal)).times);
    }
    await decoder.dispose();
    return all;
  }

  it.each([
    ['inside the usual decoder', inner, settings, 'times'],
    ['returned by an export with attention', returned, settings, 'times'],
    ['inside, where no heads are named', inner, upper, 'upperTimes'],
  ] as const)(
    'are within a frame of those of transformers: attention %s',
    async (_, path, using, key) => {
      const all = await timesOf(path, ['decoder.onnx'], using);
      for (const [i, want] of sounds.entries()) {
        const got = all[i] as readonly number[];
        // Transformers has three more tokens in front, those that the transcript was asked for with.
        const times = want[key].slice(3);
        expect(got).toHaveLength(times.length + 1);
        expect(Math.max(...times.map((time, token) => Math.abs(time - (got[token] as number))))).toBeLessThan(
          0.021,
        );
      }
    },
    60_000,
  );

  it('are not known where the weights lie in another file, for such a graph is not changed', async () => {
    const files = ['decoder.onnx', 'decoder.onnx_data'];
    expect(await timesOf(inner, files, settings, sounds.slice(0, 1))).toEqual([null]);
  }, 60_000);

  it('are not known where a graph does not take the change, which is then used as it is', async () => {
    const half = join(dir, 'decoder_half.onnx');
    const name = '/model/decoder/layers.1/encoder_attn/Softmax_output_0';
    writeFileSync(half, exposeBranchValues(readFileSync(inner), [name], ['cross_attentions.1']));
    const first = sounds.slice(0, 1);
    expect(await timesOf(half, ['decoder.onnx'], upper, first)).not.toEqual([null]);
    // To return both layers, this one would be returned twice under one name.
    expect(await timesOf(half, ['decoder.onnx'], settings, first)).toEqual([null]);
  }, 60_000);

  it('are not asked of heads that the model does not have', () => {
    const distilled = settingsOf(config, { ...generation, alignment_heads: [[6, 1]] });
    expect(distilled.alignmentHeads).toEqual(upper.alignmentHeads);
    expect(upper.alignmentHeads).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });
});

describe('applyRules', () => {
  const { firstTime, end, noTimestamps } = settings;
  const allowed = (written: readonly number[], favourite = 20) => {
    const logits = new Float32Array(settings.vocabulary);
    logits[favourite] = 20;
    applyRules(logits, written, settings);
    return (token: number) => logits[token] !== Number.NEGATIVE_INFINITY;
  };

  it('begins with a time within the first second', () => {
    const may = allowed([]);
    expect([may(20), may(firstTime), may(firstTime + 50), may(firstTime + 51)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('goes on with words behind the time that begins a line', () => {
    const may = allowed([firstTime + 3]);
    expect([may(20), may(firstTime + 10)]).toEqual([true, false]);
  });

  it('wants a time or the end behind the time that ends a line, and never one before it', () => {
    const may = allowed([firstTime, 20, firstTime + 9], end);
    expect([may(20), may(end), may(firstTime + 8), may(firstTime + 9)]).toEqual([false, true, false, true]);
  });

  it('lets no line be of no length', () => {
    const may = allowed([firstTime + 5, 20]);
    expect([may(firstTime + 5), may(firstTime + 6)]).toEqual([false, true]);
  });

  it('never writes what is suppressed, and takes a time where all times together are likelier', () => {
    const may = allowed([firstTime, 21], 20);
    expect([may(noTimestamps), ...settings.suppressed.map(may)].some(Boolean)).toBe(false);
    // Fifteen hundred equal times against one word that is but twice as likely as each.
    const logits = new Float32Array(settings.vocabulary);
    logits[20] = Math.log(2);
    applyRules(logits, [firstTime, 21], settings);
    expect(logits[20]).toBe(Number.NEGATIVE_INFINITY);
  });
});
