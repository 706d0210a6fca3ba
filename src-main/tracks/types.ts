import type { Segment } from '../../src-shared/domain';

export interface TranscribeOptions {
  /** Raw signed 16-bit little-endian mono samples at 16 kHz. */
  readonly pcmPath: string;
  /** Where an earlier run stopped: its last `nextSample`. 0 at first. */
  readonly fromSample: number;
  /** Number of the next segment: segments are counted from 0 over the whole video. */
  readonly nextSegmentId: number;
  /**
   * Called in order. `nextSample` is a point from which a new run gives exactly the segments that this one
   * would have given: all state is reset there. Awaited, so that the caller can write before more comes.
   */
  readonly onSegments: (segments: readonly Segment[], nextSample: number) => Promise<void>;
  readonly onProgress: (samplesDone: number, samplesTotal: number) => void;
  readonly signal: AbortSignal;
}

/** Speech to timed text. */
export interface Transcriber {
  transcribe(options: TranscribeOptions): Promise<void>;
  dispose(): Promise<void>;
}
