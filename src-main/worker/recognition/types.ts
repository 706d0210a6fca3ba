// What each recognition model takes and gives: speech, writing, objects, shot boundaries. The passes of worker/index know
// these alone.
import type { Segment, Shot } from '../../../src-shared/analysis';
import type { Box } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';

export interface TranscribeOptions {
  /** Raw signed 16-bit little-endian mono samples at 16 kHz. */
  readonly pcmPath: string;
  /** What samples are multiplied by before they are listened to; 1 unless said otherwise. */
  readonly gain?: number;
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

/** A piece of speech, and how it sounds. */
export interface VoicePiece {
  readonly from: Micros;
  readonly to: Micros;
  /** How much speech the vector was made of: it says less of a voice where that was little. */
  readonly heard: Micros;
  /** A vector of the length that the model gives, its direction alone: 0 to 255 a value. */
  readonly voice: Uint8Array;
}
export interface ListenToVoicesOptions
  extends Pick<TranscribeOptions, 'pcmPath' | 'gain' | 'fromSample' | 'onProgress' | 'signal'> {
  /** As `onSegments` of a transcriber. */
  readonly onPieces: (pieces: readonly VoicePiece[], nextSample: number) => Promise<void>;
}
/** Hears how voices sound, piece by piece. */
export interface VoiceListener {
  listen(options: ListenToVoicesOptions): Promise<void>;
  dispose(): Promise<void>;
}

/** A picture as it is shown (aspect and rotation applied): RGB, 8 bits a channel, rows top to bottom. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly pixels: Uint8Array;
}

/** The long side of pictures that are read for writing; smaller ones are left as they are. */
export const WRITING_PICTURE = { longSide: 1280 } as const;

/** A line of writing in a picture. */
export interface TextLine {
  readonly text: string;
  readonly box: Box;
  /** 0..1, mean over its characters. */
  readonly confidence: number;
}
/** Reads what is written in a picture. */
export interface TextReader {
  /**
   * @param onUnread told how many lines there are besides that could not be read: mostly letters that no model here knows
   * @returns lines from top to bottom, then from left to right
   */
  read(picture: Picture, onUnread?: (lines: number) => void): Promise<TextLine[]>;
  dispose(): Promise<void>;
}

/** A thing in a picture. */
export interface Detection {
  readonly label: string;
  readonly box: Box;
  /** 0..1 */
  readonly score: number;
}
/** Finds things of the kinds that it knows in a picture. */
export interface ObjectDetector {
  /** Names of the kinds. */
  readonly labels: readonly string[];
  /** @returns surest first */
  find(picture: Picture): Promise<Detection[]>;
  dispose(): Promise<void>;
}

/** Size of the frames that cuts are looked for in: what TransNetV2 was trained with. */
export const SHOT_FRAME = { width: 48, height: 27 } as const;

/**
 * Looks for cuts in every frame of a film. First each frame is measured, from itself and its nearest neighbours alone, so that
 * the work can stop anywhere and go on; then all measurements together say where the cuts are.
 */
export interface ShotDetector {
  /** Frames before and behind a frame that its values depend on. */
  readonly context: number;
  /** Values that it keeps of a frame. */
  readonly width: number;
  /**
   * @param frames [count, 27, 48, 3] RGB, consecutive. The first and the last `context` of them only lend their surroundings,
   *   unless `first` or `last` says that the film begins or ends there
   * @returns [count, width]; rows of frames that only lent their surroundings hold nothing of use
   */
  measure(frames: Uint8Array, count: number, ends: { first: boolean; last: boolean }): Promise<Float32Array>;
  /**
   * @param times of all frames, ascending
   * @param values [times.length, width]
   * @param duration the film's; the last shot ends there
   */
  shots(times: ArrayLike<Micros>, values: Float32Array, duration: Micros): Shot[];
  dispose(): Promise<void>;
}
