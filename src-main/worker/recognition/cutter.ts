/**
 * Cuts a stream of speech probabilities into utterances. Pure: it knows frames, not samples or files.
 *
 * A cut is a point where everything starts anew, so what follows depends on nothing before it. That is what
 * lets a transcription continue from its last cut and end with the same segments as one never stopped.
 */
export interface CutRules {
  /** Speech begins at a frame at least this probable, and lasts until frames are less probable than `stay`. */
  readonly begin: number;
  readonly stay: number;
  /** Fewer speech frames than this are a click or a cough. */
  readonly minSpeech: number;
  /** Frames of silence that end an utterance, by the utterance's length so far: long ones are cut sooner. */
  readonly silence: readonly { readonly fromLength: number; readonly frames: number }[];
  /** Frames kept before and after the speech: onsets in noise are found late, so more before. */
  readonly padBefore: number;
  readonly padAfter: number;
  /** An utterance longer than this is cut at its quietest frame, which lies in its last `searchBack` frames. */
  readonly maxLength: number;
  readonly searchBack: number;
  /** So many frames without speech, and the state is reset there: a checkpoint in a long silence. */
  readonly maxIdle: number;
}

/**
 * Frames of 32 ms (512 samples at 16 kHz), as Silero VAD takes them. Moonshine hears best what has some context and
 * stays well under half a minute: so a short utterance goes on over a pause that would end a long one.
 */
export const DEFAULT_CUT_RULES: CutRules = {
  begin: 0.35,
  stay: 0.25,
  minSpeech: 4,
  silence: [
    { fromLength: 0, frames: 47 },
    { fromLength: 156, frames: 25 },
    { fromLength: 312, frames: 13 },
    { fromLength: 468, frames: 6 },
  ],
  padBefore: 31,
  padAfter: 10,
  maxLength: 690,
  searchBack: 310,
  maxIdle: 940,
};

export interface Cut {
  /** Speech with its padding: frames [from, to) since the last cut; null when there was none. */
  readonly speech: { readonly from: number; readonly to: number } | null;
  /** The frame where everything starts anew. */
  readonly next: number;
}

export class UtteranceCutter {
  private readonly probabilities: number[] = [];
  private readonly energies: number[] = [];
  /** First speech frame, and the one after the last. */
  private begin = -1;
  private end = 0;
  private speechFrames = 0;

  constructor(private readonly rules: CutRules = DEFAULT_CUT_RULES) {}

  /**
   * Takes the next frame.
   * @param probability that the frame is speech, 0..1
   * @param energy mean square of its samples
   * @returns the cut that this frame completes; a new cutter must be used after it
   */
  push(probability: number, energy: number): Cut | null {
    const { rules } = this;
    const frame = this.probabilities.length;
    this.probabilities.push(probability);
    this.energies.push(energy);
    const speaking = this.begin >= 0 && this.end === frame;
    if (probability >= (speaking ? rules.stay : rules.begin)) {
      if (this.begin < 0) this.begin = frame;
      this.end = frame + 1;
      this.speechFrames++;
    }
    if (this.begin < 0) return frame + 1 >= rules.maxIdle ? { speech: null, next: frame + 1 } : null;
    const silent = frame + 1 - this.end;
    if (silent >= this.silenceNeeded()) return this.cutAt(frame + 1);
    return frame + 1 - this.begin >= rules.maxLength ? this.cutAtQuietest() : null;
  }

  /** The sound ended. */
  finish(): Cut {
    const next = this.probabilities.length;
    return this.begin < 0 ? { speech: null, next } : { ...this.cutAt(next), next };
  }

  private silenceNeeded(): number {
    const length = this.end - this.begin;
    const rule = this.rules.silence.findLast((r) => length >= r.fromLength);
    return rule?.frames ?? this.rules.maxIdle;
  }

  /** Cuts within the silence that ended the speech, so that the next utterance keeps some of it before its onset. */
  private cutAt(now: number): Cut {
    const { padAfter, minSpeech } = this.rules;
    const next = this.end + Math.ceil((now - this.end) / 2);
    if (this.speechFrames < minSpeech) return { speech: null, next };
    return { speech: { from: this.paddedBegin(), to: Math.min(now, this.end + padAfter) }, next };
  }

  private paddedBegin(): number {
    return Math.max(0, this.begin - this.rules.padBefore);
  }

  /** Speech without a pause: the frame least like speech, the quieter of equals, in the last stretch. */
  private cutAtQuietest(): Cut {
    const last = this.probabilities.length;
    const first = last - this.rules.searchBack;
    let best = first;
    let bestScore = Number.POSITIVE_INFINITY;
    const loudest = Math.max(...this.energies.slice(first), Number.MIN_VALUE);
    const loudness = (frame: number) =>
      (this.probabilities[frame] ?? 1) + Math.sqrt((this.energies[frame] ?? loudest) / loudest);
    for (let frame = first; frame < last; frame++) {
      // Neighbours count too: one low frame within a word is no pause.
      const score = 2 * loudness(frame) + loudness(frame - 1) + loudness(frame + 1);
      if (score < bestScore) {
        bestScore = score;
        best = frame;
      }
    }
    return { speech: { from: this.paddedBegin(), to: best + 1 }, next: best };
  }
}
