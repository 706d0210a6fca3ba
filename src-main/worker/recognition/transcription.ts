import type { Segment } from '../../../src-shared/analysis';
import { type Cut, type CutRules, UtteranceCutter } from './cutter';
import { openPcm, type PcmFile } from './pcm-file';
import type { TranscribeOptions } from './types';
import { VAD_FRAME, type VoiceDetector } from './vad';

/** Frames read from the file at once: 8 seconds. */
const FRAMES_PER_READ = 256;

export interface Utterance extends Cut {
  /** The voice detector's probabilities from the last cut on. */
  readonly probabilities: readonly number[];
}

/** Speech between two cuts, as a speech model gets it. */
export interface HeardSpeech {
  readonly pcm: PcmFile;
  /** Number of the sample that the cut before lies at. */
  readonly from: number;
  /** Frames of the voice detector since that cut: [from, to). */
  readonly speech: { readonly from: number; readonly to: number };
  readonly probabilities: readonly number[];
  readonly nextId: number;
  readonly signal: AbortSignal;
}

/** A speech model: what it makes of an utterance depends on nothing but the utterance. */
export interface Listener {
  /** How long utterances should be for it. */
  readonly rules: CutRules;
  hear(heard: HeardSpeech): Promise<Segment[]>;
}

/** One pass over one file, cut by cut. */
export class Transcription {
  private nextId: number;

  constructor(
    private readonly detector: VoiceDetector,
    private readonly listener: Listener,
    private readonly options: TranscribeOptions,
  ) {
    this.nextId = options.nextSegmentId;
  }

  async run(): Promise<void> {
    const { pcmPath, gain, fromSample, onSegments, signal } = this.options;
    const pcm = await openPcm(pcmPath, gain);
    try {
      let at = fromSample;
      while (at < pcm.samples) {
        const cut = await this.nextCut(pcm, at);
        const segments = await this.hear(pcm, at, cut);
        at = Math.min(pcm.samples, at + cut.next * VAD_FRAME);
        signal.throwIfAborted();
        await onSegments(segments, at);
        this.nextId += segments.length;
        this.options.onProgress(at, pcm.samples);
      }
    } finally {
      await pcm.close();
    }
  }

  /** Listens from a cut to the next one. Depends on nothing but the file and `from`. */
  private async nextCut(pcm: PcmFile, from: number): Promise<Utterance> {
    this.detector.reset();
    const cutter = new UtteranceCutter(this.listener.rules);
    const probabilities: number[] = [];
    for (let at = from; at < pcm.samples; at += FRAMES_PER_READ * VAD_FRAME) {
      this.options.signal.throwIfAborted();
      const block = await pcm.read(at, FRAMES_PER_READ * VAD_FRAME);
      for (let i = 0; i < FRAMES_PER_READ && at + i * VAD_FRAME < pcm.samples; i++) {
        const frame = block.subarray(i * VAD_FRAME, (i + 1) * VAD_FRAME);
        const probability = await this.detector.probability(frame);
        probabilities.push(probability);
        const cut = cutter.push(probability, meanSquare(frame));
        if (cut) return { ...cut, probabilities };
      }
    }
    return { ...cutter.finish(), probabilities };
  }

  private async hear(pcm: PcmFile, from: number, { speech, probabilities }: Utterance): Promise<Segment[]> {
    if (!speech) return [];
    const { nextId } = this;
    return this.listener.hear({ pcm, from, speech, probabilities, nextId, signal: this.options.signal });
  }
}

function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum / samples.length;
}
