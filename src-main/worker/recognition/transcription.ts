import type { Segment } from '../../../src-shared/analysis';
import type { CutRules } from './cutter';
import { openPcm, type PcmFile } from './pcm-file';
import type { TranscribeOptions } from './types';
import { nextUtterance, type Utterance } from './utterances';
import { VAD_FRAME, type VoiceDetector } from './vad';

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
        const cut = await nextUtterance(pcm, at, {
          detector: this.detector,
          rules: this.listener.rules,
          signal,
        });
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

  private async hear(pcm: PcmFile, from: number, { speech, probabilities }: Utterance): Promise<Segment[]> {
    if (!speech) return [];
    const { nextId } = this;
    return this.listener.hear({ pcm, from, speech, probabilities, nextId, signal: this.options.signal });
  }
}
