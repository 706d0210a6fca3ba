import { type Session, Tensor } from '../../inference/session';
import { DecoderSteps } from './decoder';
import { INPUT_FRAMES, INPUT_SAMPLES, MelSpectrogram } from './mel';
import { applyRules, likeliest } from './rules';
import type { WhisperSettings } from './settings';
import { ENCODER_FRAME, tokenFrames } from './token-times';

const SAMPLES_PER_ENCODER_FRAME = 320;

export interface WhisperHeard {
  /** Words and times, without what the transcript was asked for with and without its end. */
  readonly tokens: readonly number[];
  /** Natural logarithm of each token's probability among those that were allowed. */
  readonly logProbabilities: readonly number[];
  /**
   * Seconds into the sound at which each token begins, and one more: where the last ends. Null where the decoder does not give
   * back where it looked.
   */
  readonly times: readonly number[] | null;
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
    const frames = encoderFrames(samples.length);
    const steps = new DecoderSteps(this.decoder, settings, states as Tensor, frames);
    /** Where the decoder looked for the token behind each that it was given. */
    const attention: Float32Array[] = [];
    const next = async (token: number) => {
      const step = await steps.next(token);
      if (step.attention) attention.push(step.attention);
      return step.logits;
    };
    let logits = await next(settings.start);
    const noSpeech = shareOf(logits, settings.noSpeech);
    const language = languageOf(logits, settings.languages);
    let asked = 1;
    for (const token of [language, settings.transcribe]) {
      if (token === null) continue;
      logits = await next(token);
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
      logits = await next(id);
    }
    const code = language === null ? null : (settings.languages.get(language) ?? null);
    const times = this.timesOf(attention, asked, tokens.length, frames);
    return { tokens, logProbabilities, times, language: code, noSpeech, finished };
  }

  /** The tokens that the transcript is asked for with are placed too, so that they take up what comes before the words. */
  private timesOf(
    attention: readonly Float32Array[],
    asked: number,
    count: number,
    frames: number,
  ): number[] | null {
    if (attention.length === 0) return null;
    const { alignmentHeads, medianWidth } = this.settings;
    const places = tokenFrames(attention, alignmentHeads.length, frames, medianWidth);
    // The last token was not given to the decoder where it had to stop: then it ends with the sound.
    return Array.from({ length: count + 1 }, (_, i) => (places[asked - 1 + i] ?? frames) * ENCODER_FRAME);
  }
}

/** Whole frames of the encoder in so many samples. */
function encoderFrames(samples: number): number {
  return Math.max(1, Math.floor(Math.min(samples, INPUT_SAMPLES) / SAMPLES_PER_ENCODER_FRAME));
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
