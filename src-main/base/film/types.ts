// What a worker is asked for each run over a film, what it tells on its way, and what searches over an index give.
import type { Scene, Segment, SegmentSource, TrackItems } from '../../../src-shared/analysis';
import type { UserError } from '../../../src-shared/errors';
import type { JobStage } from '../../../src-shared/jobs';
import type { RunName, TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { SpeakersFound } from '../../../src-shared/speakers';
import type { Micros } from '../../../src-shared/time';
import type { TranscriptInfo } from '../../../src-shared/transcripts';
import type { MediaInfo, RecordingClock } from '../../../src-shared/video';

export interface IndexRequest {
  readonly videoId: VideoId;
  readonly path: string;
  /** The video's own folder in the library: token store, thumbnails, waveform, checkpoint. */
  readonly dir: string;
  readonly ffmpegPath: string;
  /** The pack that makes the frame tokens. */
  readonly packDir: string;
  /** The built-in pack: meaning of what is said, and where somebody speaks. */
  readonly corePackDir: string;
  readonly speechPackDir: string;
  /** The pack that tells voices apart; null or missing where it is not asked who speaks. */
  readonly voicesPackDir?: string | null;
  readonly media: MediaInfo;
  readonly framesPerSecond: number;
  readonly device: Settings['device'];
  readonly transcribe: boolean;
  /** Processor cores to be used at most; all where it is left out. */
  readonly cores?: number;
  /** The sound track that a person chose, as it stands in `media.audio`; null leaves it to the file. */
  readonly audio?: number | null;
  /** Names and terms that a speech model which can be told should expect. */
  readonly terms?: readonly string[];
  /** Keys of transcripts from the file that the library has: they are not read again. */
  readonly knownTranscripts?: readonly string[];
  /** What reads subtitles that are pictures; null or missing where that is not wanted. */
  readonly writing?: WritingPacks | null;
}

/** Packs that read writing. */
export interface WritingPacks {
  readonly packDir: string;
  /** Those that read it in other scripts; none where left out. */
  readonly scriptPackDirs?: readonly string[];
}

export interface IndexProgress {
  readonly stage: JobStage;
  /** 0..1 of the stage: how long the rest takes is told by who knows what follows, see main/jobs/estimate.ts. */
  readonly stageFraction: number;
  /** 0..1 over the whole run. */
  readonly fraction: number;
  readonly framesDone: number;
  readonly framesPerSecond: number | null;
  /** The device the frame encoder runs on, once it is open. */
  readonly device: string | null;
}

/** Reading a video's frames for a language model: a pass of its own, as it takes far longer than the index. */
export interface WatchRequest {
  readonly videoId: VideoId;
  readonly path: string;
  /** The video's own folder; what is made lies in a folder of the model's name in it. */
  readonly dir: string;
  readonly ffmpegPath: string;
  readonly packDir: string;
  /** Where to remember which files of packs were found good; null for no longer than the process lives. */
  readonly verifiedFile: string | null;
  readonly media: MediaInfo;
  /** That of the index: then both have the same frames. */
  readonly framesPerSecond: number;
  readonly device: Settings['device'];
  readonly cores?: number;
}
export interface WatchResult {
  readonly frameCount: number;
  /** See `tokenModel` in models/pack. */
  readonly model: string;
}

/** Reading a film's tracks: cuts, things and writing, in one pass of its own over a film that is indexed. */
export interface TracksRequest {
  readonly videoId: VideoId;
  readonly path: string;
  /** The video's own folder; what is made lies in `tracks/` in it. */
  readonly dir: string;
  readonly ffmpegPath: string;
  /** The built-in pack that reads tracks, and the one in whose space lines of writing are compared. */
  readonly tracksPackDir: string;
  /** Packs that read writing in other scripts; none where left out. */
  readonly scriptPackDirs?: readonly string[];
  readonly device: Settings['device'];
  readonly corePackDir: string;
  readonly media: MediaInfo;
  /** That of the index: then both have the same frames. */
  readonly framesPerSecond: number;
  readonly duration: Micros;
  readonly tracks: readonly TrackName[];
  readonly cores?: number;
  /** Presentation times of the scenes' key frames: writing is always read there. */
  readonly keyFrames: readonly Micros[];
}
/** What was found; missing for a track that was not asked for. */
export type TracksFound = { readonly [N in TrackName]?: readonly TrackItems[N][] };
export type TracksResult = TracksFound & {
  /** With `text`: where writing first stands that could not be read; missing where there is hardly any. Known at the end. */
  readonly unreadWriting?: Micros;
};

/** A tracks pass has come as far as `time`. */
export interface TracksCheckpoint {
  readonly time: Micros;
  /** Now and then: what was found until then, as it would be told if the film ended there. Of the tracks alone that are being read. */
  readonly found?: TracksFound;
}

/** So many frames are read by now. */
export type LanguageTokenCheckpoint = WatchResult;

/** What a worker is asked for each run of a job, what it tells on its way, and what it gives. */
export interface RunCalls {
  readonly index: RunCall<IndexRequest, IndexCheckpoint, IndexResult>;
  readonly tracks: RunCall<TracksRequest, TracksCheckpoint, TracksResult>;
  readonly watch: RunCall<WatchRequest, LanguageTokenCheckpoint, WatchResult>;
}
interface RunCall<Request, Checkpoint, Result> {
  readonly request: Request;
  readonly checkpoint: Checkpoint;
  readonly result: Result;
}
/** Who is told how far a run has come, and that something new lies safely on disk. */
export interface RunCallbacks<R extends RunName> {
  onProgress(progress: IndexProgress): void;
  onCheckpoint(checkpoint: RunCalls[R]['checkpoint']): void;
}

/** Something new lies safely on disk. */
export interface IndexCheckpoint {
  readonly what: 'frames' | 'scenes' | 'transcript' | 'waveform' | 'subtitles';
  readonly frameCount: number;
  /** With `scenes`: they are known long before the speech of a long film is. */
  readonly scenes?: readonly Scene[];
  /** With `subtitles`: the transcripts that were read from the file, and from files beside it. */
  readonly subtitles?: readonly FileTranscript[];
}
/** A transcript from the file, as it was read. */
export interface FileTranscript {
  readonly info: TranscriptInfo;
  readonly segments: readonly Segment[];
}

export interface IndexResult {
  readonly frameCount: number;
  /** From the decode pass: the end of the last frame or sample. */
  readonly duration: Micros;
  readonly packId: string;
  readonly scenes: readonly Scene[];
  readonly segments: readonly Segment[];
  /** Missing where it was not listened for. */
  readonly speakers?: SpeakersFound;
  /** The sound track that was heard, as it stands in `media.audio`, and those in which nothing is to be heard. */
  readonly sound?: { readonly track: number; readonly silent: readonly number[] };
  /** Missing where the film's clock is as it should be. */
  readonly clock?: RecordingClock | undefined;
  /** What the file was like, for the user: "stopped being readable at 3:12". Empty when all was well. */
  readonly warnings: readonly string[];
}

/** A video as the query worker finds it. */
export interface IndexedVideo {
  readonly videoId: VideoId;
  readonly dir: string;
  /** How many frames the library gives it; missing where that does not matter. */
  readonly frames?: number;
}

export interface FrameHit {
  readonly videoId: VideoId;
  readonly frameIndex: number;
  readonly time: Micros;
  /** Cosine between the query and the frame's view; only its order means anything. */
  readonly resemblance: number;
  /** 0..1 mass of the labels that the query names; null where it names none. */
  readonly probability: number | null;
  /** The frame's most likely labels. */
  readonly labels: readonly { readonly name: string; readonly probability: number }[];
}
export interface FrameSearchResult {
  /** Best first: by probability where the query names something, then by resemblance. */
  readonly hits: readonly FrameHit[];
  /** Words of the query that the pack has names for, and those it has not. */
  readonly named: readonly string[];
  readonly unnamed: readonly string[];
  /** Videos left out because of what their own files are like; only when several were searched. */
  readonly unreadable?: readonly Unreadable[];
  /** How many were not searched yet, as what a large library is searched by is still being read or made. */
  readonly waiting?: number;
}
/** A video whose index could not be read, and why. */
export interface Unreadable {
  readonly videoId: VideoId;
  readonly error: UserError;
}
/** What is stored of one frame. */
export interface FrameDescription {
  readonly frameIndex: number;
  readonly time: Micros;
  /** The frame's most likely labels, most likely first. */
  readonly labels: readonly { readonly name: string; readonly probability: number }[];
}
/** How present the things that a query names are, frame by frame. */
export interface LabelPresence {
  readonly times: Float64Array;
  /** 0..1 a frame. Null where the query names nothing the pack knows. */
  readonly probability: Float32Array | null;
  readonly named: readonly string[];
  readonly unnamed: readonly string[];
}
/** What bears out that a frame looks like a text. */
export interface BearingWords {
  /** Words of which captions of pictures near the frame have to hold one. */
  readonly words: readonly string[];
  /** What is found there anyhow: pictures of it bear out nothing more. */
  readonly apartFrom: readonly string[];
}
export interface Likeness {
  readonly times: Float64Array;
  /**
   * How alike the words each frame is: 0 where one in a hundred of the pack's pictures is as alike, in standard deviations of what all of them
   * are. Null where the pack has no pictures to compare with, or views are of an earlier version.
   */
  readonly alike: Float32Array | null;
  /**
   * Of each frame that is alike, 0 or more: how many times as often as pictures of all kinds those nearest to it show what was asked for. 0 of all
   * other frames.
   */
  readonly borneOut: Float32Array;
}
/** Lines by their meaning. */
export interface SpeechSearchResult {
  /** Best first. */
  readonly hits: readonly SpeechHit[];
  /** Videos whose lines could not be searched: their file is damaged, or not there, as where there are no lines. */
  readonly unreadable: readonly VideoId[];
  /** See `FrameSearchResult`. */
  readonly waiting?: number;
}
/** A line that is said, or written in the picture. */
export interface SpeechHit {
  readonly videoId: VideoId;
  readonly source: SegmentSource;
  readonly segmentId: number;
  /** Cosine between the query and the segment. */
  readonly similarity: number;
}
