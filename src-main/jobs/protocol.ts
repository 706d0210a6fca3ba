import type { MachineDevices, SegmentSource, Settings } from '../../src-shared/domain';
import type { UserError } from '../../src-shared/errors';
import type { Micros } from '../../src-shared/time';
import type {
  FrameDescription,
  FrameSearchResult,
  IndexCheckpoint,
  IndexedVideo,
  IndexProgress,
  IndexRequest,
  IndexResult,
  Presence,
  SpeechHit,
  TracksRequest,
  TracksResult,
  WatchRequest,
  WatchResult,
} from '../index/types';
import type { LanguageAnswer, LanguageTurn, Sampling } from '../inference/llava-mini/types';
import type { InstallRequest, StepProgress } from '../models/install-types';

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
}
/** What a worker process is for: each role has a process of its own, started when first needed. */
export type WorkerRole = 'index' | 'query' | 'answer' | 'install';

/** What a worker process can be asked. One entry file serves both roles: indexing and queries. */
export interface WorkerMethods {
  'index.run': {
    input: IndexRequest;
    output: IndexResult;
    events: { progress: IndexProgress; checkpoint: IndexCheckpoint };
  };
  'frames.search': {
    input: { packDir: string; videos: IndexedVideo[]; query: string; limit: number };
    output: FrameSearchResult;
    events: Record<never, never>;
  };
  'frames.similar': {
    input: { packDir: string; videos: IndexedVideo[]; like: IndexedVideo; frameIndex: number; limit: number };
    output: FrameSearchResult;
    events: Record<never, never>;
  };
  'frames.presence': {
    input: { packDir: string; video: IndexedVideo; query: string };
    output: Presence;
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
    input: {
      packDir: string;
      videos: IndexedVideo[];
      source: SegmentSource;
      query: string;
      limit: number;
    };
    output: SpeechHit[];
    events: Record<never, never>;
  };
  /** Makes a video's lines of one source, as they are now, searchable by meaning. Lines that it knows cost nothing. */
  'speech.embed': {
    input: { packDir: string; dir: string; source: SegmentSource; lines: { id: number; text: string }[] };
    output: null;
    events: { progress: null };
  };
  /** Reads a video's tracks. Goes on where an earlier run stopped. */
  'tracks.run': {
    input: TracksRequest;
    output: TracksResult;
    events: { progress: IndexProgress; checkpoint: { time: Micros } };
  };
  /** Reads a video's frames for a language model. Goes on where an earlier run stopped. */
  'watch.run': {
    input: WatchRequest;
    output: WatchResult;
    events: { progress: IndexProgress; checkpoint: { frameCount: number } };
  };
  /** Asks a language model about a video that was read for it. */
  'answers.ask': {
    input: AskRequest;
    output: LanguageAnswer;
    events: { text: string; phase: { phase: 'load' | 'prefix' | 'question'; fraction: number } };
  };
  /** Fetches, checks and converts a pack. */
  'packs.install': { input: InstallRequest; output: { packId: string }; events: { progress: StepProgress } };
  'device.report': {
    input: { packDir: string; answersPackDir: string | null; device: Settings['device'] };
    output: MachineDevices;
    events: Record<never, never>;
  };
}
export type WorkerMethod = keyof WorkerMethods;
export type WorkerInput<M extends WorkerMethod> = WorkerMethods[M]['input'];
export type WorkerOutput<M extends WorkerMethod> = WorkerMethods[M]['output'];

/** main -> worker */
export type WorkerRequest =
  | { kind: 'call'; id: number; method: WorkerMethod; input: unknown }
  | { kind: 'abort'; id: number };
/** worker -> main */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'event'; id: number; event: string; payload: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; error: UserError };

export interface CallOptions<M extends WorkerMethod> {
  signal?: AbortSignal;
  /** Milliseconds without an answer or event after which the process counts as hung and is replaced. */
  deadline?: number;
  onEvent?: <E extends keyof WorkerMethods[M]['events']>(
    event: E,
    payload: WorkerMethods[M]['events'][E],
  ) => void;
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

/** How a process is started: utilityProcess in the app, child_process in the command line and tests. */
export interface WorkerPort {
  post(message: WorkerRequest): void;
  onMessage(listener: (message: WorkerMessage) => void): void;
  /** Exit code, or null when killed. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}
/** @param words more of the command line, after the role */
export type SpawnWorker = (role: WorkerRole, words?: readonly string[]) => WorkerPort;
