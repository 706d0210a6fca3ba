import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type MachineDevices,
  type SceneCard,
  type Settings,
  TRACKS,
  type TrackName,
  type VideoId,
} from '../src-shared/domain';
import type { Micros } from '../src-shared/time';
import { StoredChats } from './answer/chat';
import { ExtractiveAnswerer } from './answer/extractive';
import { ModelAnswerer } from './answer/generative';
import { sceneCard } from './answer/scene-card';
import { EvidenceSearch } from './answer/search';
import type { Answerer, SearchService } from './answer/types';
import { readFrameTimes } from './index/reader';
import { deviceRecordsFile } from './inference/device-home';
import { DeviceRecords } from './inference/device-records';
import { Corrections } from './jobs/corrections';
import { deviceWorker } from './jobs/device-worker';
import type { SpawnWorker, WorkerClient } from './jobs/protocol';
import { IndexQueue } from './jobs/queue';
import type { AnswerTools, TrackTools } from './jobs/run-index';
import { WorkerSupervisor } from './jobs/supervisor';
import { Intake } from './library/intake';
import { openLibrary } from './library/library';
import type { Library } from './library/types';
import { locateFfmpeg } from './media/locate';
import { ChosenPacks } from './packs/chosen';
import { Packs } from './packs/packs';
import type { PackService } from './packs/types';

export interface ServiceOptions {
  /** Folder of everything that Longtake keeps; the library lies in `library` below it. */
  readonly userDataDir: string;
  /** The library's folder where it is elsewhere. */
  readonly libraryDir?: string;
  /** Folder with `packs/` and `bin/`: the checkout's `resources`, or the packaged app's. */
  readonly resourcesDir: string;
  readonly spawnWorker: SpawnWorker;
  /** Reads beside a writer in another process: searches, no jobs, nothing stored. */
  readonly readOnly?: boolean;
  /** Whether jobs go on with the language model's reading, which takes hours, after the index. Asked at each job's end. */
  readonly watch?: () => boolean;
  /** Whether jobs left over from an earlier run go on by themselves. */
  readonly resumeJobs?: boolean;
  /** Told of failures that nobody foresaw. */
  readonly onUnexpected?: (error: unknown) => void;
}

export interface Services {
  readonly library: Library;
  readonly intake: Intake;
  readonly jobs: IndexQueue;
  /** What people correct in transcripts. */
  readonly corrections: Corrections;
  readonly search: SearchService;
  /** Answers by the chosen language model where it can, else as `searchAnswerer`. */
  readonly answerer: Answerer;
  /** Answers from what was seen and said alone. */
  readonly searchAnswerer: Answerer;
  readonly chat: StoredChats;
  /** What is stored of one scene. */
  sceneCard(videoId: VideoId, sceneIndex: number): Promise<SceneCard>;
  /** A process each for jobs, searches and the language model, each started when first needed. */
  readonly workers: {
    readonly index: WorkerClient;
    readonly query: WorkerClient;
    readonly answer: WorkerClient;
  };
  /** What is known of this machine's devices. */
  readonly devices: DeviceRecords;
  /** Which device runs what, and what was found of the others. Trying them takes seconds, the first time. */
  deviceReport(signal?: AbortSignal): Promise<MachineDevices>;
  readonly packs: PackService;
  /** Folders of the packs that the settings choose, looked up each time. */
  readonly chosen: ChosenPacks;
  /** @throws FfmpegMissing where there is none: only what needs it fails */
  ffmpegPath(): string;
  /** Loads the models that questions need, so that the first one need not wait for them. Never rejects. */
  warm(): Promise<void>;
  /** Stops what is being added, answers, then jobs (they go on at the next start), then the workers, then the library. */
  close(): Promise<void>;
}

/** Milliseconds of silence after which trying the devices counts as hung: each of them has a minute. */
const DEVICES_DEADLINE = 300_000;

/** The folder of the built-in pack. */
export function corePackDir(resourcesDir: string): string {
  return join(resourcesDir, 'packs', 'core');
}

/** The folder of the built-in pack that reads tracks. */
export function tracksPackDir(resourcesDir: string): string {
  return join(resourcesDir, 'packs', 'tracks');
}

/**
 * Builds the services that the app and the command line share.
 * @throws LibraryInUse, LibraryBroken and what else opening a library throws
 */
export function openServices(options: ServiceOptions): Services {
  const { resourcesDir, spawnWorker, onUnexpected } = options;
  const library = openLibrary({
    dir: options.libraryDir ?? join(options.userDataDir, 'library'),
    readOnly: options.readOnly ?? false,
  });
  const verifiedFile = join(options.userDataDir, 'verified-files.json');
  const installer = new WorkerSupervisor({ spawn: spawnWorker, role: 'install' });
  const packs = new Packs({
    builtInDir: join(resourcesDir, 'packs'),
    userDataDir: options.userDataDir,
    verifiedFile,
    // Another catalogue serves tests, and whoever keeps models of their own on a mirror.
    catalogueFile: process.env.LONGTAKE_CATALOGUE ?? join(resourcesDir, 'catalogue.json'),
    worker: installer,
    settings: () => library.settings.get(),
    setSettings: (change) => void library.settings.set(change),
    // A job may have any of the chosen packs open.
    inUse: (packId) =>
      Object.values(library.settings.get()).includes(packId) &&
      jobs.list().some(({ state }) => state === 'running'),
    readOnly: options.readOnly ?? false,
    ...(onUnexpected ? { onUnexpected } : {}),
  });
  const chosen = new ChosenPacks(
    packs,
    () => library.settings.get(),
    corePackDir(resourcesDir),
    tracksPackDir(resourcesDir),
  );
  const ffmpegPath = remembered(() =>
    locateFfmpeg({ resourcesDir: existsSync(resourcesDir) ? resourcesDir : null }),
  );
  const workers = {
    index: deviceWorker(spawnWorker, 'index', options.userDataDir),
    query: deviceWorker(spawnWorker, 'query', options.userDataDir),
    answer: deviceWorker(spawnWorker, 'answer', options.userDataDir),
  };
  const reader = (): AnswerTools | null => {
    const pack = (options.watch?.() ?? true) ? chosen.answers : null;
    return pack && { packDir: pack.packDir, model: pack.model, verifiedFile };
  };
  const jobs = new IndexQueue({
    library,
    worker: workers.index,
    tools: () => ({
      ffmpegPath: ffmpegPath(),
      packDir: chosen.search,
      corePackDir: chosen.core,
      speechPackDir: chosen.speech,
      tracks: trackTools(chosen.tracks, library.settings.get()),
      answers: reader(),
    }),
    chosen: () => ({
      search: chosen.models.search,
      answers: reader()?.model ?? null,
      tracks: wantedTracks(library.settings.get()),
    }),
    resume: !options.readOnly && (options.resumeJobs ?? true),
    ...(onUnexpected ? { onUnexpected } : {}),
  });
  const corrections = new Corrections({
    library,
    worker: workers.query,
    jobs,
    packDir: () => chosen.core,
    ...(onUnexpected ? { onUnexpected } : {}),
  });
  const intake = new Intake(library, ffmpegPath);
  const evidence = {
    library,
    worker: workers.query,
    packs: chosen,
    frameTimes: (id: VideoId): Promise<ArrayLike<Micros>> => readFrameTimes(library.indexDir(id)),
  };
  const searchAnswerer = new ExtractiveAnswerer(evidence);
  const answerer = new ModelAnswerer({
    evidence,
    search: searchAnswerer,
    worker: workers.answer,
    pack: () => chosen.answers,
    device: () => library.settings.get().device,
    verifiedFile,
  });
  const chat = new StoredChats({ chats: library.chats, answerer, ...(onUnexpected ? { onUnexpected } : {}) });
  return {
    library,
    intake,
    jobs,
    corrections,
    search: new EvidenceSearch(evidence),
    answerer,
    searchAnswerer,
    chat,
    sceneCard: (videoId, sceneIndex) => sceneCard(evidence, videoId, sceneIndex),
    workers,
    devices: new DeviceRecords(deviceRecordsFile(options.userDataDir)),
    deviceReport: (signal) =>
      workers.query.call(
        'device.report',
        {
          packDir: chosen.search,
          answersPackDir: chosen.answers?.packDir ?? null,
          device: library.settings.get().device,
        },
        { ...(signal ? { signal } : {}), deadline: DEVICES_DEADLINE },
      ),
    packs,
    chosen,
    ffmpegPath,
    async warm() {
      // A search through nothing. What fails here fails again, and is told, when something is asked.
      const nothing = { packDir: chosen.search, videos: [], query: 'film', limit: 1 };
      await workers.query.call('frames.search', nothing).catch(() => undefined);
    },
    async close() {
      await intake.close();
      await chat.close();
      await jobs.close();
      await corrections.close();
      await packs.close();
      await Promise.all([...Object.values(workers), installer].map((worker) => worker.close()));
      library.close();
    },
  };
}

/** The tracks that the settings ask for. */
function wantedTracks({ findShots, findObjects, readText }: Settings): TrackName[] {
  const wanted = { shots: findShots, objects: findObjects, text: readText };
  return TRACKS.filter((name) => wanted[name]);
}

function trackTools(packDir: string, settings: Settings): TrackTools | null {
  const names = wantedTracks(settings);
  return names.length === 0 ? null : { packDir, names };
}

/** Calls once; a failure is tried again, as what was missing may have come. */
function remembered<T extends string>(find: () => T): () => T {
  let known: T | null = null;
  return () => {
    known ??= find();
    return known;
  };
}
