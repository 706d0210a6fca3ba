import { deflateSync } from 'node:zlib';
import type { Segment } from '../../../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../../../src-shared/time';
import type { WhisperSpeech } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';
import { tokenizerOf } from '../../inference/pack-tokenizer';
import type { Session } from '../../inference/session';
import { type CutRules, DEFAULT_CUT_RULES } from '../cutter';
import { loopAtEnd } from '../guard';
import { segmentsOf } from '../lines';
import { SAMPLE_RATE } from '../pcm-file';
import type { HeardSpeech, Listener } from '../transcription';
import { VAD_FRAME } from '../vad';
import { promptOf } from './prompt';
import { keepsLinesWhole, spreadWords, timedLines, wordsIn } from './segments';
import type { WhisperSettings } from './settings';
import { Whisper, type WhisperHeard } from './whisper';
import { placeWords, withSureness, wordsOfTokens } from './words';

/**
 * Every utterance costs Whisper half a minute of sound, however short it is: so one goes on over longer pauses than
 * Moonshine's, up to 28 seconds and its padding.
 */
export const WHISPER_CUT_RULES: CutRules = {
  ...DEFAULT_CUT_RULES,
  silence: [
    { fromLength: 0, frames: 125 },
    { fromLength: 312, frames: 62 },
    { fromLength: 560, frames: 25 },
    { fromLength: 720, frames: 10 },
  ],
  maxLength: 880,
};

/** The limits of Whisper's authors, beyond which a transcript is doubted: repetition, guessing, silence. */
const MOST_COMPRESSION = 2.4;
const GUESSING = -1;
const SILENCE = 0.6;
/** Frames before the speech that a second try leaves out. */
const RETRY_TRIM = 8;

interface Try {
  readonly heard: WhisperHeard;
  /** First frame since the cut, and how many. */
  readonly from: number;
  readonly frames: number;
}

/** @throws ModelPackBroken when the tokenizer cannot be read */
export async function openWhisperListener(
  pack: Pack,
  part: WhisperSpeech,
  settings: WhisperSettings,
  { encoder, decoder }: { readonly encoder: Session; readonly decoder: Session },
  terms: readonly string[] = [],
): Promise<Listener> {
  const tokenizer = await tokenizerOf(pack, part);
  const runsInCircle = (tokens: readonly number[]) => loopAtEnd(words(tokens, settings)) !== null;
  const whisper = new Whisper(encoder, decoder, settings, part.melBins, runsInCircle);
  const prompt = terms.length === 0 ? [] : promptOf(terms, tokenizer);
  const textOf = (tokens: readonly number[]) =>
    tokenizer.decode([...tokens], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  return new WhisperListener(whisper, settings, textOf, prompt);
}

const words = (tokens: readonly number[], { start }: WhisperSettings) => tokens.filter((t) => t < start);

/**
 * Hears utterances with Whisper. Lines get their times from the model; words theirs from where it looked, or by their length
 * where that is not known.
 */
export class WhisperListener implements Listener {
  readonly rules = WHISPER_CUT_RULES;

  constructor(
    private readonly whisper: Pick<Whisper, 'hear'>,
    private readonly settings: WhisperSettings,
    private readonly textOf: (tokens: readonly number[]) => string,
    private readonly prompt: readonly number[] = [],
  ) {}

  async hear(speech: HeardSpeech): Promise<Segment[]> {
    const { from, to } = speech.speech;
    const first = await this.listen(speech, from, this.prompt);
    const trim = Math.min(RETRY_TRIM, Math.floor((to - from) / 4));
    // A prompt can make of hard speech what is not there, or nothing at all: a second try does without it.
    const lost = this.prompt.length > 0 && this.isSilence(first.heard);
    const again = lost || this.doubtful(first.heard);
    const second = again ? await this.listen(speech, from + trim, []) : first;
    const best = this.better(first, second);
    if (this.isSilence(best.heard)) return [];
    if (meanOf(best.heard) < GUESSING) return [this.nothingUnderstood(speech, best)];
    const { language } = best.heard;
    const segments = this.segments(speech, best);
    return language === null ? segments : segments.map((segment) => ({ ...segment, language }));
  }

  /** What was guessed is not what was said: that somebody speaks is told, as of what the built-in model does not know. */
  private nothingUnderstood({ from, nextId }: HeardSpeech, { heard, from: first, frames }: Try): Segment {
    const time = (frame: number) =>
      Math.round(((from + frame * VAD_FRAME) * MICROS_PER_SECOND) / SAMPLE_RATE);
    const confidence = Math.round(1000 * Math.exp(meanOf(heard))) / 1000;
    const span = { from: time(first), to: time(first + frames) };
    return { id: nextId, source: 'speech', ...span, text: '', words: [], confidence };
  }

  private async listen(
    { pcm, from, speech, signal }: HeardSpeech,
    first: number,
    prompt: readonly number[],
  ): Promise<Try> {
    const frames = speech.to - first;
    const samples = await pcm.read(from + first * VAD_FRAME, frames * VAD_FRAME);
    return { heard: await this.whisper.hear(samples, signal, prompt), from: first, frames };
  }

  /** Silence is an answer, not a doubt. */
  private doubtful(heard: WhisperHeard): boolean {
    if (this.isSilence(heard)) return false;
    const looped = loopAtEnd(words(heard.tokens, this.settings)) !== null;
    return (
      looped || !heard.finished || this.compression(heard) > MOST_COMPRESSION || meanOf(heard) < GUESSING
    );
  }

  private better(first: Try, second: Try): Try {
    const [a, b] = [this.doubtful(first.heard), this.doubtful(second.heard)];
    if (a !== b) return a ? second : first;
    return meanOf(second.heard) > meanOf(first.heard) ? second : first;
  }

  private isSilence(heard: WhisperHeard): boolean {
    if (words(heard.tokens, this.settings).length === 0) return true;
    return heard.noSpeech > SILENCE && meanOf(heard) < GUESSING;
  }

  /** How much shorter the text gets by saying what repeats only once. */
  private compression({ tokens }: WhisperHeard): number {
    const bytes = Buffer.from(this.textOf(words(tokens, this.settings)));
    return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
  }

  private segments(
    { from, probabilities, nextId }: HeardSpeech,
    { heard, from: first, frames }: Try,
  ): Segment[] {
    const start = Math.round(((from + first * VAD_FRAME) * MICROS_PER_SECOND) / SAMPLE_RATE);
    const voice = {
      probabilities: probabilities.slice(first, first + frames),
      frameSeconds: VAD_FRAME / SAMPLE_RATE,
      pause: this.rules.begin,
    };
    const tokens = this.withoutLoop(heard.tokens);
    const whole = keepsLinesWhole(heard.language);
    const { times } = heard;
    const lines = timedLines(tokens, this.settings, (frames * VAD_FRAME) / SAMPLE_RATE).map((line) => {
      const words = wordsOfTokens(line.tokens, this.textOf);
      const timed =
        times === null || whole
          ? spreadWords(wordsIn(this.textOf(line.tokens), heard.language), line, voice, start)
          : placeWords(words, line, times, voice, start);
      return withSureness(timed, words, line, heard.logProbabilities);
    });
    if (!whole) return segmentsOf(lines.flat(), nextId);
    const segments: Segment[] = [];
    for (const line of lines) segments.push(...segmentsOf(line, nextId + segments.length));
    return segments;
  }

  /** A phrase that runs in a circle is kept once. Times among it do not count as part of it. */
  private withoutLoop(tokens: readonly number[]): readonly number[] {
    const loop = loopAtEnd(words(tokens, this.settings));
    if (!loop) return tokens;
    let left = words(tokens, this.settings).length - loop.tokens + loop.phrase;
    const end = tokens.findIndex((token) => token < this.settings.start && left-- === 0);
    return end < 0 ? tokens : tokens.slice(0, end);
  }
}

function meanOf({ logProbabilities }: WhisperHeard): number {
  if (logProbabilities.length === 0) return Number.NEGATIVE_INFINITY;
  return logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length;
}
