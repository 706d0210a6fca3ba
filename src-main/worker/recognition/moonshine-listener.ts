import type { Segment } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND } from '../../../src-shared/time';
import { placeTokens, timeWords } from './align';
import { DEFAULT_CUT_RULES } from './cutter';
import { believe, better, certainty } from './guard';
import { segmentsOf } from './lines';
import { type Heard, type Moonshine, SAMPLES_PER_ENCODER_FRAME } from './moonshine';
import { type PcmFile, SAMPLE_RATE } from './pcm-file';
import type { HeardSpeech, Listener } from './transcription';
import { VAD_FRAME } from './vad';
import { spokenWords } from './words';

/** The encoder's convolutions need some sound to work on; shorter utterances are filled up with silence. */
const SHORTEST_INPUT = SAMPLE_RATE;
/** Frames of sound before the speech that a second try leaves out: the model hears it afresh, without a new cut. */
const RETRY_TRIM = 8;

/**
 * Where the model makes nothing of an utterance, somebody speaks if the voice detector is this sure over so many of its frames. English
 * of which nothing was heard has at most 0.34, music 0.22; other languages 0.67 or more. Where it made a guess, half is enough.
 */
const SURE_SPEECH = { mean: 0.65, frames: 78 };
const SPEECH = { mean: 0.5, frames: 47 };

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Try {
  readonly heard: Heard;
  /** Number of its first sample in the file, and its length in frames of the voice detector. */
  readonly first: number;
  readonly frames: number;
}

/** Hears utterances with Moonshine; words get their times from where it looked. */
export class MoonshineListener implements Listener {
  readonly rules = DEFAULT_CUT_RULES;

  constructor(private readonly moonshine: Moonshine) {}

  async hear({ pcm, from, speech, probabilities, nextId, signal }: HeardSpeech): Promise<Segment[]> {
    const try1 = await this.listen(pcm, signal, from + speech.from * VAD_FRAME, speech.to - speech.from);
    const trim = Math.min(RETRY_TRIM, Math.floor((speech.to - speech.from) / 4));
    const again = believe(try1.heard).doubtful;
    const try2 = again
      ? await this.listen(
          pcm,
          signal,
          from + (speech.from + trim) * VAD_FRAME,
          speech.to - speech.from - trim,
        )
      : try1;
    const { heard, first, frames } = better(try1.heard, try2.heard) === try1.heard ? try1 : try2;
    const { kept } = believe(heard);
    const sure = Math.round(certainty(heard) * 1000) / 1000;
    if (kept === 0) {
      const voiced = voicedPart(probabilities, speech);
      const least = heard.tokens.length === 0 ? SURE_SPEECH : SPEECH;
      return voiced && isSpeech(probabilities, speech, least)
        ? [nothingUnderstood(nextId, from, voiced, sure)]
        : [];
    }
    const places = placeTokens(heard.attention.slice(0, kept)).map(
      (frame) => (frame * SAMPLES_PER_ENCODER_FRAME) / SAMPLE_RATE,
    );
    const firstFrame = (first - from) / VAD_FRAME;
    const words = timeWords(
      spokenWords(heard.tokens.slice(0, kept), places),
      {
        probabilities: probabilities.slice(firstFrame, firstFrame + frames),
        frameSeconds: VAD_FRAME / SAMPLE_RATE,
        pause: DEFAULT_CUT_RULES.begin,
      },
      Math.round((first * MICROS_PER_SECOND) / SAMPLE_RATE),
      (frames * VAD_FRAME) / SAMPLE_RATE,
    );
    return segmentsOf(words, nextId).map((line) => ({ ...line, confidence: sure }));
  }

  private async listen(pcm: PcmFile, signal: AbortSignal, first: number, frames: number): Promise<Try> {
    const length = frames * VAD_FRAME;
    const samples = await pcm.read(first, Math.max(length, SHORTEST_INPUT));
    samples.fill(0, length);
    return { heard: await this.moonshine.hear(samples, signal), first, frames };
  }
}

function isSpeech(probabilities: readonly number[], { from, to }: Span, least: typeof SPEECH): boolean {
  const all = probabilities.slice(from, to);
  return to - from >= least.frames && all.reduce((a, b) => a + b, 0) / all.length >= least.mean;
}

/** The frames of an utterance from the first to the last that is speech; null where none is. */
function voicedPart(probabilities: readonly number[], { from, to }: Span): Span | null {
  const isVoiced = (probability: number, frame: number) =>
    frame >= from && frame < to && probability >= DEFAULT_CUT_RULES.begin;
  const first = probabilities.findIndex(isVoiced);
  return first < 0 ? null : { from: first, to: probabilities.findLastIndex(isVoiced) + 1 };
}

function nothingUnderstood(id: number, firstSample: number, voiced: Span, confidence: number): Segment {
  const time = (frame: number) =>
    Math.round(((firstSample + frame * VAD_FRAME) * MICROS_PER_SECOND) / SAMPLE_RATE);
  return {
    id,
    source: 'speech',
    from: time(voiced.from),
    to: time(voiced.to),
    text: '',
    words: [],
    confidence,
  };
}
