// The library's contract: one repository an aggregate, over SQLite (library.ts opens it).
import type {
  ObjectTrack,
  Scene,
  Segment,
  SegmentSource,
  Shot,
  TrackItems,
} from '../../../src-shared/analysis';
import type { ChatInfo, ChatMessage, ChatScope, Scope } from '../../../src-shared/answers';
import type { Collection, KeptPlace, NewPlace, PlaceChange } from '../../../src-shared/collections';
import type { UserError } from '../../../src-shared/errors';
import type { Glossary, Term } from '../../../src-shared/glossary';
import type { Job } from '../../../src-shared/jobs';
import type { TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { FilmSpeakers, SpeakersFound } from '../../../src-shared/speakers';
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
  /** Where the file was last seen; of a film that was made of pictures, the first of these. */
  path(id: VideoId): string;
  /** What is read of the film: its file, or the film that was made of pictures. */
  source(id: VideoId): string;
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
  /** Removes it with all that belongs to it, and its index. */
  remove(id: VideoId): void;
  /** Removes them, all or none, so that each can be put back as it was, until it is let go, added anew, or the library is closed. @throws NotFound */
  takeOut(...ids: readonly VideoId[]): void;
  /** All or none. @throws NotFound where one was not taken out, or is there again */
  putBack(...ids: readonly VideoId[]): Video[];
  /** What was taken out is gone for good. Does nothing where it is there again. */
  letGo(id: VideoId): void;
}
export interface JobRepository {
  /** In queue order. */
  list(): Job[];
  find(id: VideoId): Job | null;
  save(job: Job): void;
  remove(id: VideoId): void;
  /** Brings jobs into this order; they stay where they are among all others. */
  order(ids: readonly VideoId[]): void;
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
  /** The first lines of one source, so many at most, in order of time. */
  first(id: VideoId, source: SegmentSource, most: number): Segment[];
  get(id: VideoId, source: SegmentSource, segmentId: number): Segment | null;
  /** The lines of one source whose text passes a test, in order of time: only these are read as a whole. */
  matching(id: VideoId, source: SegmentSource, test: (text: string) => boolean): Segment[];
  /** Whether there is any line of a video. */
  has(id: VideoId): boolean;
  /** Where somebody speaks whom the speech model does not understand; read without the other lines. */
  notUnderstood(id: VideoId): Segment[];
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
  /** All lines of a source as they are stored. */
  keptLines(id: VideoId, source: SegmentSource): KeptLine[];
  /** A line as it is stored. @throws NotFound */
  kept(id: VideoId, source: SegmentSource, segmentId: number): KeptLine;
  /** All lines that a person split or joined. */
  shaped(id: VideoId, source: SegmentSource): KeptLine[];
  /** A number that no line of the source has, and none of a model's will have. */
  freeNumber(id: VideoId, source: SegmentSource): number;
  /** Takes lines out by their numbers and puts others in. */
  exchange(id: VideoId, source: SegmentSource, out: readonly number[], lines: readonly KeptLine[]): void;
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
  /** The correction is the glossary's, no person's. */
  readonly spelled?: true;
  /** Of a line that a person split or joined. */
  readonly shape?: LineShape;
}
/** What a line was made of by splitting and joining; lines of one group come from the same ones, and are taken back together. */
export interface LineShape {
  readonly group: string;
  readonly originals: readonly KeptLine[];
}
/** Lines of a video in the place of others. */
export interface LineChange {
  readonly id: VideoId;
  readonly source: SegmentSource;
  readonly removed: readonly KeptLine[];
  readonly added: readonly KeptLine[];
}
/** Names and terms, of the library (video null) or of a film. */
export interface GlossaryRepository {
  list(id: VideoId | null): Term[];
  /** Makes these all that there are. */
  replace(id: VideoId | null, terms: Glossary): void;
  /** All that count for a film: its own, and the library's. */
  of(id: VideoId): Term[];
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
  /** Those that are not shown, in the order of their keys. */
  kept(id: VideoId): KeptTranscript[];
  /** Makes these all that are not shown. */
  putKept(id: VideoId, kept: readonly KeptTranscript[]): void;
}
/** A transcript that is not shown, with what people corrected in it. */
export interface KeptTranscript {
  readonly key: string;
  readonly lines: readonly KeptLine[];
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
export interface NamedSpeakers extends SpeakersFound {
  readonly speakers: (SpeakersFound['speakers'][number] & { readonly name: string | null })[];
}
export interface SpeakerRepository {
  /** Who speaks in a video, and when. */
  of(id: VideoId): FilmSpeakers;
  /** What those who speak are called, by video; of videos without any, nothing. */
  names(): ReadonlyMap<VideoId, readonly string[]>;
  /** Takes in who was found; names that people gave go to whoever speaks at most of the same times. */
  replace(id: VideoId, found: SpeakersFound): void;
  /** Who was found in a video, with the names that people gave; null where nobody listened for them. */
  record(id: VideoId): NamedSpeakers | null;
  /** Puts such in the place of what is there. */
  putRecord(id: VideoId, found: NamedSpeakers): void;
  /**
   * Names a speaker, and whoever is shown under the same name; null: each by its own number again. Who has the name of another is
   * shown as one with them.
   * @param everywhere also to be suggested for the same voice in other videos; without a name, no longer
   * @throws NotFound
   */
  rename(id: VideoId, number: number, name: string | null, everywhere: boolean): FilmSpeakers;
}
/** Chats and messages that were taken out, with all that puts them back in their places. Null: the chat stayed. */
export interface TakenMessages {
  readonly scope: ChatScope;
  readonly chat: Row | null;
  readonly messages: readonly Row[];
}
/** Which of a scope's messages: those of the open chat, some of them, or another chat with all that is in it. */
export type MessageChoice = 'open' | { readonly messageIds: readonly string[] } | { readonly chatId: string };
/** Several chats a video, and several about the library. One of each is open: the one that was opened last. */
export interface ChatRepository {
  /** The open chat's messages, oldest first. */
  history(scope: ChatScope): ChatMessage[];
  /** Inserts into the open chat, or replaces the message with the same id, whatever chat it is in. */
  save(scope: ChatScope, message: ChatMessage): void;
  find(messageId: string): { scope: ChatScope; message: ChatMessage } | null;
  /** The one opened last first. */
  list(scope: ChatScope): ChatInfo[];
  /** The open one; null where there is none yet. */
  openId(scope: ChatScope): string | null;
  /** Opens a chat; null begins a new one, unless the open one is empty still. @throws NotFound */
  open(scope: ChatScope, chatId: string | null): void;
  /** An empty name is its first question again. @throws NotFound */
  rename(chatId: string, name: string): void;
  takeOut(scope: ChatScope, which: MessageChoice): TakenMessages;
  putBack(taken: TakenMessages): void;
}
/** When a place's frame is shown: by this it is found again where another index has it under another number. */
export interface WithFrameTime {
  readonly frameTime: Micros | null;
}
export type StoredPlace = KeptPlace & WithFrameTime;
/**
 * Places that people keep, in collections. Those of a film that is not in the library stay, and are listed. What is removed can be
 * put back for some days. Where nothing else is said, ids that stand for nothing that is there throw NotFound.
 */
export interface CollectionRepository {
  /** In the order in which they were made. */
  list(): Collection[];
  get(id: string): Collection;
  /** @throws TooManyCollections */
  create(name: string): Collection;
  change(id: string, change: Partial<Pick<Collection, 'name' | 'note'>>): Collection;
  /** With its places. */
  remove(id: string): void;
  /** The one that was kept into last; null where there is none. */
  lastUsed(): Collection | null;
  /** In the collection's own order. */
  places(id: string): StoredPlace[];
  /** Those of all collections in one film, by time. The film need not be there. */
  placesOf(id: VideoId): StoredPlace[];
  place(placeId: string): StoredPlace;
  /** Adds places at the end, each as far as its film goes (`withinFilm`). Their films have to be there. @throws PlaceOutside, CollectionFull */
  keep(id: string, places: readonly (NewPlace & WithFrameTime)[]): StoredPlace[];
  /** @throws PlaceOutside */
  changePlace(placeId: string, change: PlaceChange): StoredPlace;
  /** Removes all of these or, where one is not there, none. */
  removePlaces(placeIds: readonly string[]): void;
  /** Undoes removals: places come back where they stood, and with them their collection, where that was removed too. */
  putBack(placeIds: readonly string[]): StoredPlace[];
  /** Puts a place before another of its collection; null: at the end. @throws OtherCollection */
  move(placeId: string, before: string | null): void;
  /** Places whose title, note, tags or film's title hold all the words, whatever their case and accents; by collection, in order. */
  search(text: string): StoredPlace[];
}
/** A row of a table, as it is stored. */
export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;
/** A folder whose new films are added by themselves. */
export interface WatchedFolder {
  readonly id: string;
  readonly path: string;
}
/** What tells that a file is as it was: size in bytes, time of its last change in whole milliseconds. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
}
export interface WatchedFolderRepository {
  list(): WatchedFolder[];
  /** @returns the one that is there, where it is watched already. @throws NotToBeWatched of a whole disk, or the library's own folder */
  add(path: string): WatchedFolder;
  /** Its films stay. @throws NotFound */
  remove(id: string): void;
  /** Whether a file was looked at as it is now. */
  isKnown(path: string, stamp: FileStamp): boolean;
  /** A file was looked at. @param videoId the film that it is; null where it is none that can be taken */
  note(path: string, stamp: FileStamp, videoId: VideoId | null): void;
  /** Whether a film was ever taken from a watched folder. */
  hasTaken(id: VideoId): boolean;
  /** Whether one was ever taken from this path, whatever lies there now. */
  hasTakenFrom(path: string): boolean;
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
  readonly glossary: GlossaryRepository;
  readonly transcripts: TranscriptRepository;
  readonly shots: TrackRepository<Shot>;
  readonly objects: ObjectRepository;
  readonly speakers: SpeakerRepository;
  /** Where what each track finds is kept. */
  readonly tracks: { readonly [N in TrackName]: TrackRepository<TrackItems[N]> };
  readonly chats: ChatRepository;
  readonly collections: CollectionRepository;
  readonly settings: SettingsRepository;
  readonly watchedFolders: WatchedFolderRepository;
  /** A number that is another one once another process has written; never for what this one writes. */
  version(): number;
  /** Runs `work` as one unit: all of its writes are stored, or none. May be nested. */
  transaction<T>(work: () => T): T;
  /** Folder of a video's index files; made when missing. */
  indexDir(id: VideoId): string;
  /** Writes a whole copy of the database; its name appears once it is complete. */
  copyTo(file: string): Promise<void>;
  /** A new folder beside the indexes to put one together in; one that is left behind is deleted at the next start. */
  makeStaging(): string;
  /** Makes such a folder the index of a video, in the place of what is there. @returns false where that is in use and stays */
  adoptIndex(id: VideoId, staging: string): boolean;
  close(): void;
}
