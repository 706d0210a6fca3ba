import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTokenizer } from '../../inference/pack-tokenizer';
import { openSession, type Tensor } from '../../inference/session';
import { promptOf } from './prompt';
import { settingsOf } from './settings';
import { Whisper } from './whisper';

const TINY = join(__dirname, 'testing/tiny');
const read = (name: string) => JSON.parse(readFileSync(join(TINY, name), 'utf8'));
const tokenizer = await readTokenizer('tiny', {
  tokenizer: join(TINY, 'tokenizer.json'),
  tokenizerConfig: join(TINY, 'tokenizer_config.json'),
});

describe('a prompt of names and terms', () => {
  it('is the terms in a row, as many as there is room for', () => {
    const text = (terms: string[]) =>
      tokenizer.decode(promptOf(terms, tokenizer), {
        skip_special_tokens: false,
        clean_up_tokenization_spaces: false,
      });
    expect(text(['Ada Lovelace', 'Köln'])).toBe(' Ada Lovelace, Köln.');
    const many = Array.from({ length: 60 }, (_, i) => `Term${i}`);
    expect(promptOf(many, tokenizer).length).toBeLessThanOrEqual(80);
    expect(text(many)).toMatch(/^ Term0, Term1, .*\.$/);
    expect(promptOf([], tokenizer)).toEqual([]);
  });

  it('stands before the transcript is asked for, and is no part of what was heard', async () => {
    const settings = settingsOf(read('config.json'), read('generation_config.json'));
    const options = { device: 'cpu', threads: 1 } as const;
    const encoder = await openSession(join(TINY, 'onnx/encoder_model.onnx'), options);
    const real = await openSession(join(TINY, 'onnx/decoder_model_merged.onnx'), options);
    const given: number[] = [];
    const decoder = {
      ...{ inputNames: real.inputNames, outputNames: real.outputNames, takesEmpty: real.takesEmpty },
      run: (inputs: Parameters<typeof real.run>[0], outputs?: Parameters<typeof real.run>[1]) => {
        given.push(Number(((inputs.input_ids as Tensor).data as BigInt64Array)[0]));
        return real.run(inputs, outputs);
      },
    } as typeof real;
    try {
      const whisper = new Whisper(encoder, decoder, settings, 80, (tokens) => tokens.length >= 3);
      const sound = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i / 9) / 3);
      const { signal } = new AbortController();
      const heard = await whisper.hear(sound, signal, [300, 301]);
      expect(given.slice(0, 4)).toEqual([settings.previous, 300, 301, settings.start]);
      expect(heard.tokens).toHaveLength(3);
      expect(heard.logProbabilities).toHaveLength(3);
      given.length = 0;
      await whisper.hear(sound, signal);
      expect(given[0]).toBe(settings.start);
    } finally {
      await encoder.dispose();
      await real.dispose();
    }
  });
});
