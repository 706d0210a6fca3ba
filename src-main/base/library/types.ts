// The library's contract: one repository an aggregate, over SQLite (library.ts opens it).
import type {
  ObjectTrack,
  Scene,
  Segment,
  SegmentSource,
  Shot,
  TrackItems,
} from '../../../src-shared/analysis';
import type { ChatMessage, Scope } from '../../../src-shared/answers';
import type { UserError } from '../../../src-shared/errors';
import type { Job } from '../../../src-shared/jobs';
import type { TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { Micros } from '../../../src-shared/time';
import type { TranscriptInfo, Transcripts } from '../../../src-shared/transcripts';
import type { MediaInfo, Video, VideoAnswers, VideoState } from '../../../src-shared/video';

export interface NewVideo {
  readonly id: VideoId;
  readonly path: string;
  readonly title: string;
  readonly sizeBytes: number;
  readonly media: MediaInfo;
}

/** All repositories are synchronous and quick: the main process calls them. Bad ids throw NotFound. */
export interface VideoRepository {
  list(): Video[];
  get(id: VideoId): Video;
  find(id: VideoId): Video | null;
  /** Where the file was last seen. */
  path(id: VideoId): string;
  /** Whether a file of this content is in the library. */
  has(id: VideoId): boolean;
  /** Where every video's file was last seen. */
  paths(): string[];
  /** @param addedAt milliseconds since 1970; now unless said otherwise */
  add(video: NewVideo, addedAt?: number): Video;
  rename(id: VideoId, title: string): Video;
  setPath(id: VideoId, path: string): Video;
  setState(id: VideoId, state: VideoState, error?: UserError | null): Video;
  /** Shows a state that cannot be stored, until one is stored or the library is closed. */
  holdState(id: VideoId, state: VideoState, error: UserError | null): void;
  setIndexed(
    id: VideoId,
    index: { frameCount: number; duration?: Micros; packId?: string; hasPoster?: boolean },
  ): Video;
  /** How far a language model has read it; null forgets that one did. */
  setAnswers(id: VideoId, answers: VideoAnswers | null): Video;
  /** Which tracks were read to the film's end. */
  setTracks(id: VideoId, tracks: readonly TrackName[]): Video;
  /** For the repository of transcripts alone: its lines go with it. */
  setTranscripts(id: VideoId, known: Transcripts): Video;
  /** What another look at the file has found. */
  setMedia(id: VideoId, media: MediaInfo): Video;
  remove(id: VideoId): void;
}
export interface JobRepository {
  /** In queue order. */
  list(): Job[];
  find(id: VideoId): Job | null;
  save(job: Job): void;
  remove(id: VideoId): void;
}
export interface SceneRepository {
  list(id: VideoId): Scene[];
  replace(id: VideoId, scenes: readonly Scene[]): void;
}
/** A segment found by its words. `marks` are character ranges in `segment.text`; lower `rank` is better (bm25). */
export interface SegmentMatch {
  readonly videoId: VideoId;
  readonly segment: Segment;
  readonly rank: number;
  readonly marks: readonly (readonly [number, number])[];
}
/** Lines of speech and of writing, in order of time. Where a person corrected one, that is its text, and what is searched. */
export interface SegmentRepository {
  /** All of a video, or those of one source. */
  list(id: VideoId, source?: SegmentSource | null): Segment[];
  get(id: VideoId, source: SegmentSource, segmentId: number): Segment | null;
  /** The lines of one source whose text passes a test, in order of time: only these are read as a whole. */
  matching(id: VideoId, source: SegmentSource, test: (text: string) => boolean): Segment[];
  /** Whether there is any line of a video. */
  has(id: VideoId): boolean;
  /** Segments of which any part lies in [from, to). */
  between(id: VideoId, from: Micros, to: Micros, source?: SegmentSource | null): Segment[];
  /**
   * Makes these all that there is of a source, but for what a person has written: a correction goes over to the line that says
   * the same or takes the same time, else its own line stays; see standing-corrections.ts.
   */
  replace(id: VideoId, source: SegmentSource, segments: readonly Segment[]): void;
  /** Adds segments, and changes those that are there under the same numbers, as `replace` does; all others stay. */
  put(id: VideoId, segments: readonly Segment[]): void;
  /** Which videos have lines of a source. */
  having(source: SegmentSource): Set<VideoId>;
  /** Whether a person corrected any line of a source. */
  isCorrected(id: VideoId, source: SegmentSource): boolean;
  /** Takes all lines of a source out, to be put back by `putBack`. */
  takeOut(id: VideoId, source: SegmentSource): KeptLine[];
  putBack(id: VideoId, lines: readonly KeptLine[]): void;
  /** A person's text for a line; null takes it back. Times stay. @throws NotFound */
  correct(id: VideoId, source: SegmentSource, segmentId: number, text: string | null): Segment;
  /** Full-text search; the query is any user text, its syntax characters have no meaning. `all`: every word must occur. */
  search(query: string, options: LineSearch): SegmentMatch[];
}
/** Where lines are searched, and how many of the words they must hold. */
export interface LineSearch {
  readonly scope: Scope;
  readonly limit: number;
  readonly mode: 'all' | 'any' | 'phrase';
  /** Both where it is left out. */
  readonly source?: SegmentSource | null;
}
/** A line as it is kept while another transcript is shown: as it was made, with what a person made of it. */
export interface KeptLine {
  readonly segment: Segment;
  readonly correction: string | null;
}
/** A transcript from the file, as it was read. */
export interface FileTranscript {
  readonly info: TranscriptInfo;
  readonly segments: readonly Segment[];
}
/**
 * A film's transcripts. One is shown: its lines are those of `segments` whose source is speech, corrections and all. The others'
 * are kept aside with their corrections, and come back as they were.
 */
export interface TranscriptRepository {
  /** Shows another one. @param byHand whether a person wants it, who is then not overruled @throws NotFound */
  show(id: VideoId, key: string, byHand: boolean): void;
  /** A person chooses a sound track: what was heard in it, if anything yet, is shown. @throws NotFound */
  chooseAudio(id: VideoId, audio: number): void;
  /** Takes lines that are being heard in a sound track; those of a transcript that is not shown wait for `storeHeard`. */
  growHeard(id: VideoId, audio: number, segments: readonly Segment[]): void;
  /** Takes all that was heard in a sound track. @param silent tracks in which nothing is to be heard */
  storeHeard(id: VideoId, audio: number, segments: readonly Segment[], silent: readonly number[]): void;
  /** Takes transcripts from the file. Unless a person chose another, the one that fits best is shown. */
  storeFromFile(id: VideoId, found: readonly FileTranscript[]): void;
  /** Lines of a transcript, shown or not, in order of time. @throws NotFound */
  lines(id: VideoId, key: string): Segment[];
}
/** What a track found in a video, in order of time. */
export interface TrackRepository<T> {
  list(id: VideoId): T[];
  replace(id: VideoId, items: readonly T[]): void;
}
export interface ObjectRepository extends TrackRepository<ObjectTrack> {
  /** In order of time; of one kind where `label` is given. */
  list(id: VideoId, label?: string | null): ObjectTrack[];
  /** Those of some kinds in the whole library, by video, then in order of time. */
  ofKinds(labels: readonly string[]): Map<VideoId, ObjectTrack[]>;
}
export interface ChatRepository {
  history(scope: Scope): ChatMessage[];
  /** Inserts, or replaces the message with the same id. */
  save(scope: Scope, message: ChatMessage): void;
  find(messageId: string): { scope: Scope; message: ChatMessage } | null;
  clear(scope: Scope): void;
}
export interface SettingsRepository {
  get(): Settings;
  set(change: Partial<Settings>): Settings;
}
export interface Library {
  readonly dir: string;
  readonly readOnly: boolean;
  readonly videos: VideoRepository;
  readonly jobs: JobRepository;
  readonly scenes: SceneRepository;
  readonly segments: SegmentRepository;
  readonly transcripts: TranscriptRepository;
  readonly shots: TrackRepository<Shot>;
  readonly objects: ObjectRepository;
  /** Where what each track finds is kept. */
  readonly tracks: { readonly [N in TrackName]: TrackRepository<TrackItems[N]> };
  readonly chats: ChatRepository;
  readonly settings: SettingsRepository;
  /** Runs `work` as one unit: all of its writes are stored, or none. May be nested. */
  transaction<T>(work: () => T): T;
  /** Folder of a video's index files; made when missing. */
  indexDir(id: VideoId): string;
  close(): void;
}
