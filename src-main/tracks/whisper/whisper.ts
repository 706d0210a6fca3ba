import { floats, type Session, Tensor } from '../../inference/session';
import { INPUT_FRAMES, MelSpectrogram } from './mel';
import { applyRules, likeliest } from './rules';
import type { WhisperSettings } from './settings';

export interface WhisperHeard {
  /** Words and times, without what the transcript was asked for with and without its end. */
  readonly tokens: readonly number[];
  /** Natural logarithm of each token's probability among those that were allowed. */
  readonly logProbabilities: readonly number[];
  /** Code of the language that it heard; null for a model of English alone. */
  readonly language: string | null;
  /** 0..1, how likely nobody speaks. */
  readonly noSpeech: number;
  /** False when it was still writing at the limit, or was stopped. */
  readonly finished: boolean;
}

/** Greedy speech recognition of up to half a minute, over the encoder and the merged decoder of the hub's exports. */
export class Whisper {
  readonly #mel: MelSpectrogram;
  readonly #melBins: number;

  constructor(
    private readonly encoder: Session,
    private readonly decoder: Session,
    private readonly settings: WhisperSettings,
    melBins: number,
    /** Asked after every token; true ends the decoding, as for speech that runs in a circle. */
    private readonly stopEarly: (tokens: readonly number[]) => boolean,
  ) {
    this.#mel = new MelSpectrogram(melBins);
    this.#melBins = melBins;
  }

  /** @param samples 16 kHz in -1..1; only the first half minute is heard */
  async hear(samples: Float32Array, signal: AbortSignal): Promise<WhisperHeard> {
    const { settings } = this;
    const input = new Tensor('float32', this.#mel.of(samples), [1, this.#melBins, INPUT_FRAMES]);
    const { last_hidden_state: states } = await this.encoder.run({ input_features: input });
    const steps = new DecoderSteps(this.decoder, settings, states as Tensor);
    let logits = await steps.next(settings.start);
    const noSpeech = shareOf(logits, settings.noSpeech);
    const language = languageOf(logits, settings.languages);
    let asked = 1;
    for (const token of [language, settings.transcribe]) {
      if (token === null) continue;
      logits = await steps.next(token);
      asked++;
    }
    const tokens: number[] = [];
    const logProbabilities: number[] = [];
    let finished = false;
    while (asked + tokens.length < settings.positions) {
      signal.throwIfAborted();
      const { id, logProbability } = likeliest(applyRules(logits, tokens, settings));
      if (id === settings.end) {
        finished = true;
        break;
      }
      tokens.push(id);
      logProbabilities.push(logProbability);
      if (this.stopEarly(tokens) || asked + tokens.length === settings.positions) break;
      logits = await steps.next(id);
    }
    const code = language === null ? null : (settings.languages.get(language) ?? null);
    return { tokens, logProbabilities, language: code, noSpeech, finished };
  }
}

/**
 * The decoder, one token at a time, with the keys and values of those before. What the export's branch with a past does
 * with several tokens at once differs between versions; one at a time is alike in all.
 */
class DecoderSteps {
  readonly #past: Record<string, Tensor> = {};
  #first = true;

  constructor(
    private readonly decoder: Session,
    private readonly settings: WhisperSettings,
    private readonly states: Tensor,
  ) {
    const { heads, headWidth } = settings;
    for (const name of decoder.inputNames.filter((input) => input.startsWith('past_key_values.'))) {
      this.#past[name] = new Tensor('float32', new Float32Array(0), [1, heads, 0, headWidth]);
    }
  }

  /** @returns the logits behind `token`: [vocabulary], the caller's own */
  async next(token: number): Promise<Float32Array> {
    const inputs: Record<string, Tensor> = {
      input_ids: new Tensor('int64', BigInt64Array.of(BigInt(token)), [1, 1]),
      encoder_hidden_states: this.states,
      ...this.#past,
    };
    if (this.decoder.inputNames.includes('use_cache_branch')) {
      inputs.use_cache_branch = new Tensor('bool', Uint8Array.of(this.#first ? 0 : 1), [1]);
    }
    const kept = Object.keys(this.#past).map((name) => name.replace('past_key_values', 'present'));
    // The keys and values of the sound stay as they are after the first step; asking again would copy them.
    const wanted = this.#first ? kept : kept.filter((name) => name.includes('.decoder.'));
    const output = await this.decoder.run(inputs, ['logits', ...wanted]);
    for (const name of wanted)
      this.#past[name.replace('present', 'past_key_values')] = output[name] as Tensor;
    this.#first = false;
    return floats(output, 'logits').slice(-this.settings.vocabulary);
  }
}

function shareOf(logits: Float32Array, token: number): number {
  const { id, logProbability } = likeliest(logits);
  return Math.exp(logProbability + (logits[token] as number) - (logits[id] as number));
}

/** The language's token; null where the model knows but one. */
function languageOf(logits: Float32Array, languages: ReadonlyMap<number, string>): number | null {
  let best: number | null = null;
  for (const id of languages.keys()) {
    if (best === null || (logits[id] as number) > (logits[best] as number)) best = id;
  }
  return best;
}
