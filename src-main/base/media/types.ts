import type { Box } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';

/** An exact number: a rate such as 30000/1001, or a unit of time such as 1/90000 s. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/** One sampled frame, decoded once and handed on in two sizes. */
export interface SampledFrame {
  readonly kind: 'frame';
  /** The frame's own presentation time, counted from the start of the file. */
  readonly time: Micros;
  /** RGB, 8 bits a channel, rows top to bottom: [height, width, 3]. Aspect is ignored, rotation applied. */
  readonly pixels: Uint8Array;
  /** The same frame as JPEG at thumbnail size, aspect and rotation as shown. Empty where none was asked for. */
  readonly thumbnail: Uint8Array;
}
/** Consecutive 16 kHz mono samples, from the start of the file (silence where the sound starts late). */
export interface AudioBlock {
  readonly kind: 'audio';
  readonly samples: Int16Array;
}
export type DecodeItem = SampledFrame | AudioBlock;

export interface DecodeOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: MediaInfo;
  /** Frames a second; the first frame at or after each multiple of 1/framesPerSecond is taken, by presentation time. */
  readonly framesPerSecond: number;
  /** Side of the square handed to the encoder, in pixels. */
  readonly frameSize: { readonly width: number; readonly height: number };
  /** The part of the picture that is handed to the encoder, where it is not all of it; thumbnails are always whole. */
  readonly crop?: Box | null;
  /** Null makes none. */
  readonly thumbnailHeight: number | null;
  /** As ffmpeg counts it, 2 (best) to 31; 5 where it is left out. */
  readonly thumbnailQuality?: number;
  /** Whether the picture's shape may change on the way: thumbnails of another one are then fitted in. See TurnsOnTheWay. */
  readonly turns?: boolean;
  /** How frames are brought to `frameSize`: `smooth` (bicubic) unless said otherwise; `nearest` picks single pixels. */
  readonly scaling?: 'smooth' | 'nearest';
  /** Only frames at or after this time are yielded; the sound is always yielded from the start. */
  readonly framesFrom: Micros;
  /**
   * Whether to seek to `framesFrom` rather than decode all that comes before it. Quick, but some files are not
   * sought exactly: the caller compares what comes with what it has, and decodes from the start where it differs.
   */
  readonly seek?: boolean;
  readonly withFrames: boolean;
  readonly withAudio: boolean;
  /** Which of the file's sound tracks, from 0: see `positionOf`. The first unless said otherwise. */
  readonly audioPosition?: number;
  /**
   * How far an earlier pass came that ended with StoppedEarly: one that gives up there again shows that the film cannot be read
   * any further. Not given, or elsewhere, a pass that gives up throws.
   */
  readonly stoppedAt?: Micros | undefined;
  /** Threads that decode at most; as many as there are cores where it is left out. */
  readonly cores?: number | undefined;
  readonly signal: AbortSignal;
}

/** One ffmpeg process over one file. Iterating pulls: a slow consumer slows ffmpeg down. */
export interface DecodePass extends AsyncIterable<DecodeItem> {
  /** After the iteration ended: what ffmpeg complained about, for a file that was only partly readable. */
  readonly warnings: readonly string[];
  /** Whether ffmpeg has complained about the file so far. */
  readonly damaged: boolean;
  /**
   * After the iteration ended: the length of what can be read. The header's duration, unless the file goes on longer,
   * broke off before it, or shows it to be wrong: see `overstated`.
   */
  readonly end: Micros;
  /**
   * After the iteration ended: whether the header tells a film far longer than it is. `end` is then exact for sound alone, and of a
   * picture where the last frame that was taken ends.
   */
  readonly overstated: boolean;
  /** Where signs came up that the recording's clock jumps: ascending, in the film's time as it is played. */
  readonly jumps: readonly Micros[];
}

/**
 * Finds a fit program, when it is first needed.
 * @throws FfmpegMissing, FfmpegUnfit
 */
export type ProgramPath = () => string | Promise<string>;
