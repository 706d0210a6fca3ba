// The RPC contract between main and its workers: roles, methods with input and output, events, and what a message holds.
import type { SceneCard, SegmentSource } from '../../../src-shared/analysis';
import type { AnswerEvent, ChatMessage, ChatScope, Scope, SearchGroup } from '../../../src-shared/answers';
import type { Device, MachineDevices } from '../../../src-shared/devices';
import type { UserError } from '../../../src-shared/errors';
import type { OwnModel, OwnModelPlace, OwnServer } from '../../../src-shared/own-model';
import type { RunName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Settings } from '../../../src-shared/settings';
import type { Micros } from '../../../src-shared/time';
import type { Language } from '../../../src-shared/words/language';
import type { CheckPart, DeviceCheck } from '../devices/check';
import type { CudaTrouble } from '../devices/cuda/support';
import type { ProbeOutcome, TriedHere } from '../devices/probe';
import type { LanguageAnswer, LanguageTurn, Sampling } from '../film/language-tokens/types';
import type {
  BearingWords,
  FileTranscript,
  FrameDescription,
  FrameSearchResult,
  IndexedVideo,
  IndexProgress,
  LabelPresence,
  Likeness,
  RunCalls,
  SpeechSearchResult,
} from '../film/types';
import type { MakeFilmRequest } from '../media/made/make-film';
import type { CudaRequest, InstallRequest, StepProgress } from '../packs/install-types';
import type { Release, ReleaseFile, ReleasePlace } from '../release/types';
import type { CallNote, Failure } from './failure';

export interface AskRequest {
  readonly packDir: string;
  /** Where to remember which files of packs were found good; null for no longer than the process lives. */
  readonly verifiedFile: string | null;
  readonly device: Settings['device'];
  /** The video's own folder in the library. */
  readonly dir: string;
  readonly question: string;
  readonly turns: readonly LanguageTurn[];
  readonly range: { readonly from: Micros; readonly to: Micros } | null;
  readonly maxTokens: number;
  readonly sampling: Sampling | null;
  /** What is said of how the answer came about. */
  readonly language?: Language;
}

/** Where a query worker reads what it answers from, beside the process that writes it. */
export interface QueryPlace {
  readonly libraryDir: string;
  /** Folders whose folders are packs: those that came with Longtake, and the user's own. */
  readonly builtInPacks: string;
  readonly userPacks: string;
  /** Whether damaged files that are made from others may be made anew: not where the library is only read. */
  readonly mayRemake: boolean;
  /** What answers, notes and their citations are worded in. */
  readonly language: Language;
}
/** A question as it was asked. */
export interface AskedQuestion<S extends ChatScope = ChatScope> {
  readonly scope: S;
  readonly text: string;
  readonly range: { readonly from: Micros; readonly to: Micros } | null;
  /** Earlier messages of this chat, oldest first. */
  readonly history: readonly ChatMessage[];
}
/** A pack whose language model answers. */
export interface AnsweringPack {
  readonly packDir: string;
  /** See `tokenModel` in base/packs/pack. */
  readonly model: string;
  readonly name: string;
}
/** That a language model is to answer, and about what. */
export interface ModelTurn {
  readonly videoId: VideoId;
  readonly range: AskRequest['range'];
}
/** Ranked places, and how the query was read or why nothing was found, one sentence each. */
export interface SearchResult {
  readonly groups: SearchGroup[];
  readonly notes: string[];
  /** How many films were not searched yet, where there are such; see `Patient`. */
  readonly waiting?: number;
}
/** Of a search that need not be of all. */
export interface Patient {
  /** Milliseconds after which films that are not made ready for searching yet are left out; without it, all are waited for. */
  readonly patience?: number;
}
/** Of a call that may take long without a word: `alive` says that it goes on. */
interface Lively {
  alive: null;
}

/**
 * What a worker process is for: each role has a process of its own, started when first needed. A `probe` tries one device,
 * which may take its process down, and is ended then.
 */
export type WorkerRole = 'index' | 'query' | 'answer' | 'install' | 'probe';

/** The runs of a job: each goes on where an earlier one stopped. */
export type RunMethods = {
  [R in RunName as `${R}.run`]: {
    input: RunCalls[R]['request'];
    output: RunCalls[R]['result'];
    events: { progress: IndexProgress; checkpoint: RunCalls[R]['checkpoint'] };
  };
};

/** What a worker process can be asked. One entry file serves every role. */
export interface WorkerMethods extends RunMethods {
  'frames.search': {
    /** `by` "look" ranks by resemblance alone, also where labels name what is asked for. */
    input: Patient & {
      packDir: string;
      videos: IndexedVideo[];
      query: string;
      limit: number;
      by?: 'labels' | 'look';
    };
    output: FrameSearchResult;
    events: Record<never, never>;
  };
  'frames.similar': {
    input: Patient & {
      packDir: string;
      videos: IndexedVideo[];
      like: IndexedVideo;
      frameIndex: number;
      limit: number;
    };
    output: FrameSearchResult;
    events: Record<never, never>;
  };
  /** Reads, and makes where it is missing, what a search through a large library goes over first. */
  'frames.prepare': {
    input: { packDir: string; videos: IndexedVideo[] };
    output: null;
    events: Record<never, never>;
  };
  'frames.presence': {
    input: { packDir: string; video: IndexedVideo; query: string };
    output: LabelPresence;
    events: Record<never, never>;
  };
  /** How alike some words each frame is, against pictures of all kinds, and whether pictures near it bear that out. */
  'frames.likeness': {
    input: { packDir: string; video: IndexedVideo; query: string; bearing: BearingWords };
    output: Likeness;
    events: Record<never, never>;
  };
  /** What the pack sees in given frames, in the order asked; a frame number that is not stored is left out. */
  'frames.describe': {
    input: { packDir: string; video: IndexedVideo; frameIndexes: number[] };
    output: FrameDescription[];
    events: Record<never, never>;
  };
  /** Lines by their meaning: of one source, as those of two cannot be ranked together. */
  'speech.search': {
    input: Patient & {
      packDir: string;
      videos: IndexedVideo[];
      source: SegmentSource;
      query: string;
      limit: number;
    };
    output: SpeechSearchResult;
    events: Record<never, never>;
  };
  /** As `frames.prepare`. */
  'speech.prepare': {
    input: { packDir: string; videos: IndexedVideo[]; source: SegmentSource };
    output: null;
    events: Record<never, never>;
  };
  /** Texts in the pack's sentence space: unit vectors, float32 [texts.length, dim]. */
  'text.embed': {
    input: { packDir: string; texts: string[] };
    output: Float32Array;
    events: Record<never, never>;
  };
  /** Makes a video's lines of one source, as they are now, searchable by meaning. Lines that it knows cost nothing. */
  'speech.embed': {
    input: { packDir: string; dir: string; source: SegmentSource; lines: { id: number; text: string }[] };
    output: null;
    events: { progress: null };
  };
  /** Makes a film of an animation, or of pictures that follow one another, and tells how many: see base/media/made. */
  'film.make': { input: MakeFilmRequest; output: number; events: Lively };
  /** Reads a file of subtitles that a person brought. */
  'subtitles.read': {
    input: { path: string; duration: Micros | null };
    output: FileTranscript;
    events: Record<never, never>;
  };
  /**
   * Answers from what is stored, checked. Where a pack's language model is to answer instead, it says so, with what comes
   * before the model's words; `answer.places` follows them. A model of the user's own is asked right here: it is a matter of
   * evidence, of waiting, and of holding what it says against the evidence.
   */
  'answer.ask': {
    input: QueryPlace & { question: AskedQuestion; pack: AnsweringPack | null; own: OwnModel | null };
    output: ModelTurn | null;
    events: { event: AnswerEvent } & Lively;
  };
  /** Looks once for servers with language models on this computer. */
  'own.look': { input: OwnModelPlace; output: OwnServer[]; events: Record<never, never> };
  /** What follows a language model's words: the places that they name, each checked. */
  'answer.places': {
    input: QueryPlace & { videoId: VideoId; answer: LanguageAnswer };
    output: null;
    events: { event: AnswerEvent } & Lively;
  };
  'search.text': {
    input: QueryPlace & Patient & { scope: Scope; text: string; limit: number };
    output: SearchResult;
    events: Lively;
  };
  'search.similar': {
    input: QueryPlace &
      Patient & { scope: Scope; like: { videoId: VideoId; frameIndex: number }; limit: number };
    output: SearchResult;
    events: Lively;
  };
  /** Makes ready what searches of the library go over first, so that none has to wait for it. */
  'search.prepare': { input: QueryPlace; output: null; events: Lively };
  'scene.card': {
    input: QueryPlace & { videoId: VideoId; sceneIndex: number };
    output: SceneCard;
    events: Lively;
  };
  /** Asks a language model about a video that was read for it. */
  'answers.ask': {
    input: AskRequest;
    output: LanguageAnswer;
    events: { text: string; phase: { phase: 'load' | 'prefix' | 'question'; fraction: number } };
  };
  /** What a folder with a model holds, from its files' names and a few lines of text. */
  'packs.identify': { input: { path: string }; output: { name: string }; events: Record<never, never> };
  /** Fetches, checks and converts a pack. */
  'packs.install': { input: InstallRequest; output: { packId: string }; events: { progress: StepProgress } };
  /** Fetches what CUDA takes, checks it, and puts it in its place. */
  'cuda.install': { input: CudaRequest; output: null; events: { progress: StepProgress } };
  /** In a process that was given CUDA support: whether it was loaded, and a graph runs. */
  'cuda.check': { input: null; output: CudaTrouble; events: Record<never, never> };
  /** Reads the list of Longtake's own releases, once. */
  'release.read': { input: ReleasePlace & { list: string }; output: Release; events: Record<never, never> };
  /** Fetches a package of Longtake's own, and checks it. */
  'release.fetch': {
    input: ReleasePlace & { file: ReleaseFile; to: string };
    output: null;
    events: { progress: StepProgress };
  };
  'device.report': {
    input: {
      packDir: string;
      answersPackDir: string | null;
      tracksPackDir: string;
      speechPackDir: string;
      device: Settings['device'];
    };
    output: MachineDevices;
    events: Record<never, never>;
  };
  /** Tries a device: tells its numbers, then how long they take. */
  'device.try': {
    input: TriedDevice;
    output: TriedHere;
    events: { parts: readonly CheckPart[] };
  };
}
export type WorkerMethod = keyof WorkerMethods;
export type WorkerInput<M extends WorkerMethod> = WorkerMethods[M]['input'];
export type WorkerOutput<M extends WorkerMethod> = WorkerMethods[M]['output'];

export interface TriedDevice {
  readonly device: Device;
  readonly check: DeviceCheck;
  /** For one operator on the CPU. */
  readonly threads: number;
}

/** main -> worker */
export type WorkerRequest =
  | { kind: 'call'; id: number; method: WorkerMethod; input: unknown }
  | { kind: 'abort'; id: number }
  | { kind: 'probed'; id: number; outcome: ProbeOutcome };
/** worker -> main */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'event'; id: number; event: string; payload: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; error: UserError }
  /** Wants a device tried: a worker cannot start processes of its kind itself. */
  | ({ kind: 'probe'; id: number } & TriedDevice)
  /** What went wrong, for the log alone; the caller learns what it may know by `error`. */
  | { kind: 'failure'; notes: CallNote[]; failure: Failure; foreseen: boolean };

/** What a call tells before its end: the event's name says what it carries. */
export type WorkerEvent<M extends WorkerMethod> = {
  readonly [E in keyof WorkerMethods[M]['events']]: {
    readonly event: E;
    readonly payload: WorkerMethods[M]['events'][E];
  };
}[keyof WorkerMethods[M]['events']];

export interface CallOptions<M extends WorkerMethod> {
  signal?: AbortSignal;
  /** Milliseconds without an answer or event after which the process counts as hung and is replaced. */
  deadline?: number;
  onEvent?: (told: WorkerEvent<M>) => void;
}

/** A worker process as its users see it. Calls reject with WorkerLost when the process dies. */
export interface WorkerClient {
  call<M extends WorkerMethod>(
    method: M,
    input: WorkerInput<M>,
    options?: CallOptions<M>,
  ): Promise<WorkerOutput<M>>;
  close(): Promise<void>;
}

/** What else is known of a process's end. */
export interface WorkerEnd {
  readonly signal: string | null;
  /** What it last wrote to its standard error; waits, for a moment, until all of it has come. */
  lastLines(): Promise<string[]>;
}

/** How a process is started: utilityProcess in the app and its command line, child_process in tests and scripts. */
export interface WorkerPort {
  post(message: WorkerRequest): void;
  onMessage(listener: (message: WorkerMessage) => void): void;
  /** Exit code, or null when killed. */
  onExit(listener: (code: number | null, end?: WorkerEnd) => void): void;
  kill(): void;
}
/** @param words more of the command line, after the role */
export type SpawnWorker = (role: WorkerRole, words?: readonly string[]) => WorkerPort;
