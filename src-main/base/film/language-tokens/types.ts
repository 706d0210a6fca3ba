import type { Micros } from '../../../../src-shared/time';
import type { Language } from '../../../../src-shared/words/language';

/** What one call of the frame reader gives. */
export interface ReadFrames {
  /** float32 [count, dim]: each frame's token, or its compressed tokens one after the other. */
  readonly tokens: Float32Array;
  /** float64 [systemRows, hidden]: the system prompt's rows as these frames fused them, summed over the frames. */
  readonly systemSum: Float64Array;
  /** For each frame that was to be kept, by its place in the batch: what exact question fusion needs of it. */
  readonly fusion: ReadonlyMap<number, Uint16Array>;
}

/** Reads frames for a language model: one token a frame, independent of any question. */
export interface FrameReader {
  /** Values that are stored of a frame: hidden × compressed tokens. */
  readonly dim: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly batchSize: number;
  readonly systemRows: number;
  readonly hidden: number;
  /** Length of one frame's `fusion`: keys and values of its rows in the pre-fusion layers, as 16-bit words of whatever they are kept in. */
  readonly fusionLength: number;
  /**
   * @param pixels RGB uint8 [count, inputHeight, inputWidth, 3]
   * @param keep places in the batch whose `fusion` is wanted
   */
  read(pixels: Uint8Array, count: number, keep: readonly number[]): Promise<ReadFrames>;
  dispose(): Promise<void>;
}

/** A video as a FrameReader left it: what the language model answers from. Read from disk as it is needed. */
export interface EncodedVideo {
  /** Changes with the tokens: names what may be kept of a prefix. */
  readonly hash: string;
  readonly count: number;
  /** Presentation times, ascending: [count]. */
  readonly times: Float64Array;
  /** @returns float32 [to − from, dim] */
  readTokens(from: number, to: number): Promise<Float32Array>;
  /** float64 [systemRows, hidden], summed over `count` frames. */
  readonly systemSum: Float64Array;
  /** Numbers of the frames of which `fusion` was kept, ascending and evenly spread. */
  readonly fusionFrames: readonly number[];
  readFusion(frame: number): Promise<Uint16Array>;
  /** A folder of its own for the language model's keys and values; may be emptied at any time. */
  readonly cacheDir: string;
}

export interface LanguageTurn {
  readonly question: string;
  readonly answer: string;
}

export interface Sampling {
  /** 0 takes the likeliest token each time. */
  readonly temperature: number;
  /** 0..1: the likeliest tokens that together have this probability are drawn from. */
  readonly topP: number;
  readonly seed: number;
}

export interface LanguageQuestion {
  readonly video: EncodedVideo;
  readonly question: string;
  /** Earlier questions and answers of this chat, oldest first. */
  readonly turns: readonly LanguageTurn[];
  /** Only frames of this stretch are given to the model; all where null. */
  readonly range: { readonly from: Micros; readonly to: Micros } | null;
  /** Longest answer, in tokens. */
  readonly maxTokens: number;
  /** Null is greedy. */
  readonly sampling: Sampling | null;
  /** What is said of how the answer came about; not what the model writes in. English where it is left out. */
  readonly language?: Language;
  readonly signal: AbortSignal;
  /** Each piece of text as soon as it is whole. */
  readonly onText: (text: string) => void;
  /** What is being done before the first word. `fraction` 0..1. */
  readonly onPhase: (phase: 'load' | 'prefix' | 'question', fraction: number) => void;
}

/** A frame and its share in the answer. */
export interface AttributedFrame {
  readonly frame: number;
  readonly time: Micros;
  /** Share of all attention that the answer's tokens pay to frames; the shares of all frames sum to 1. */
  readonly weight: number;
  /** How many times the mean share of a frame this is. */
  readonly lift: number;
}

export interface LanguageAnswer {
  readonly text: string;
  readonly tokens: number;
  readonly stopped: 'end' | 'length' | 'cancelled';
  /** The frames that moved the answer most, most first; empty where none stands out. */
  readonly frames: readonly AttributedFrame[];
  /** How it came about, one line each, for the user: frames used, fusion exact or not, thinning, cache. */
  readonly details: readonly string[];
  /** Milliseconds, for benchmarks. */
  readonly timings: { readonly prefix: number; readonly firstToken: number; readonly perToken: number };
}

/** The language model of a pack. One question at a time. */
export interface LanguageModel {
  /** @throws NotEnoughMemory, ModelPackBroken; BadRequest where the question alone is longer than the model takes */
  ask(question: LanguageQuestion): Promise<LanguageAnswer>;
  dispose(): Promise<void>;
}
