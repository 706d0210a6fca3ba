// Dependency wiring of main: library, workers, queue, packs, answers and exports, as the window and the command line both open them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SceneCard } from '../../src-shared/analysis';
import type { MachineDevices } from '../../src-shared/devices';
import type { LongtakeError } from '../../src-shared/errors';
import type { OwnModelPlace, OwnServer } from '../../src-shared/own-model';
import { wantedTracks } from '../../src-shared/passes';
import type { VideoId } from '../../src-shared/primitives';
import type { Settings } from '../../src-shared/settings';
import type { Language } from '../../src-shared/words/language';
import type { Answerer, SearchService } from '../base/answer/types';
import { cudaWords } from '../base/devices/cuda/support';
import { DeviceFolder, formsFolder } from '../base/devices/home';
import { DeviceRecords } from '../base/devices/records';
import { type CopyOptions, copyLibrary } from '../base/library/copy';
import { holdsLibrary, openLibrary } from '../base/library/library';
import { presentLibrary } from '../base/library/place';
import type { Library } from '../base/library/types';
import { probe } from '../base/media/probe';
import { MediaPrograms } from '../base/media/programs';
import type { ProgramPath } from '../base/media/types';
import { ChosenPacks } from '../base/packs/chosen';
import { userPacks } from '../base/packs/places';
import type { PackService } from '../base/packs/types';
import type { SpawnWorker, WorkerClient } from '../base/rpc/protocol';
import { StoredChats } from './chat/chat';
import { ModelAnswerer } from './chat/generative';
import { RemoteQuestions } from './chat/remote-questions';
import { Collections } from './collections/collections';
import { FolderWatch } from './intake/folder-watch';
import { Intake } from './intake/intake';
import { Posters } from './intake/posters';
import { Corrections } from './jobs/corrections';
import { deviceWorker } from './jobs/device-worker';
import { holdOf, type Surroundings } from './jobs/hold';
import { LineEditor } from './jobs/line-edits';
import { paceFile } from './jobs/pace-file';
import { IndexQueue } from './jobs/queue';
import type { AnswerTools, TrackTools } from './jobs/run';
import { WorkerSupervisor } from './jobs/supervisor';
import { Transcripts } from './jobs/transcripts';
import { withProbes } from './jobs/try-device';
import { CudaSupport } from './packs/cuda-support';
import { Packs } from './packs/packs';
import { type ReportPlaces, removeReports } from './telemetry-leftovers';

export interface ServiceOptions {
  /** Folder of everything that Longtake keeps; the library lies in `library` below it, or where a person moved it. */
  readonly userDataDir: string;
  /** The library's folder, for whoever names one. */
  readonly libraryDir?: string;
  /** Folder with `packs/` and `bin/`: the checkout's `resources`, or the packaged app's. */
  readonly resourcesDir: string;
  readonly spawnWorker: SpawnWorker;
  /** One that is open already, in the place of the one in the folder. */
  readonly library?: Library;
  /** Reads beside a writer in another process: searches, no jobs, nothing stored. */
  readonly readOnly?: boolean;
  /** For a reader: what kept the library from being opened for writing; null where another process writes to it. */
  readonly why?: LongtakeError | null;
  /** What this process is called where another one is told who has the library. */
  readonly program?: string;
  /** Whether jobs go on with the language model's reading, which takes hours, after the index. Asked at each job's end. */
  readonly watch?: () => boolean;
  /** Whether jobs left over from an earlier run go on by themselves. */
  readonly resumeJobs?: boolean;
  /** How the machine stands, where the settings may have films wait for it: left out, they never do. */
  readonly surroundings?: () => Surroundings;
  /** Where reports of ONNX Runtime may lie that earlier versions let it make: they are removed. Left out: nothing is. */
  readonly reports?: ReportPlaces | null;
  /** What answers are worded in, asked at each question: left out, English. */
  readonly language?: () => Language;
  /** Told of failures that nobody foresaw. */
  readonly onUnexpected?: (error: unknown) => void;
}

export interface Services {
  readonly library: Library;
  readonly intake: Intake;
  /** Pictures of films whose index has none yet. */
  readonly posters: Posters;
  /** Looks into watched folders once it is started: the window does so, commands do not. */
  readonly folderWatch: FolderWatch;
  readonly jobs: IndexQueue;
  /** What people correct in transcripts. */
  readonly corrections: Corrections;
  readonly lineEditor: LineEditor;
  /** Which transcript of a film is shown, and which sound track is heard. */
  readonly transcripts: Transcripts;
  /** What people keep. */
  readonly collections: Collections;
  readonly search: SearchService;
  /** Answers by the language model that is chosen, the user's own before a pack's, where it can; else as `searchAnswerer`. */
  readonly answerer: Answerer;
  /** The same without the user's own. */
  readonly packAnswerer: Answerer;
  /** Answers from what was seen and said alone. */
  readonly searchAnswerer: Answerer;
  readonly chat: StoredChats;
  /** What is stored of one scene. */
  sceneCard(videoId: VideoId, sceneIndex: number): Promise<SceneCard>;
  /** Looks once for servers with language models on this computer. @throws NotThisComputer, WorkerLost */
  lookForOwn(place: OwnModelPlace, signal?: AbortSignal): Promise<OwnServer[]>;
  /** A process each for jobs, searches and the language model, each started when first needed. */
  readonly workers: {
    readonly index: WorkerClient;
    readonly query: WorkerClient;
    readonly answer: WorkerClient;
    /** The one that reaches the network. */
    readonly install: WorkerClient;
  };
  /** Forgets what is known of this machine's devices, so that each is tried again. @throws RecordsStay */
  forgetDevices(): void;
  /** Which device runs what, and what was found of the others. Trying them takes seconds, the first time. */
  deviceReport(signal?: AbortSignal): Promise<MachineDevices>;
  readonly packs: PackService;
  /** Folders of the packs that the settings choose, looked up each time. */
  readonly chosen: ChosenPacks;
  /** The programs that read films; each is looked for, and tried out, when it is first needed. */
  readonly programs: MediaPrograms;
  readonly ffmpegPath: ProgramPath;
  /** Copies the library to another folder; no film is worked on meanwhile. @throws as `copyLibrary` of the library */
  copyLibrary(to: string, how: CopyOptions): Promise<void>;
  /** Loads the models that questions need, and what a large library is searched by, so that the first one need not wait for them. Never rejects. */
  warm(): Promise<void>;
  /** Stops what is being added, answers, then jobs (they go on at the next start), then the workers, then the library. */
  close(): Promise<void>;
}

/** Milliseconds of silence after which trying the devices counts as hung: each of them has a minute. */
/** Milliseconds of silence after which a worker that makes a film counts as hung: it tells of each picture. */
const MAKING_DEADLINE = 180_000;
const DEVICES_DEADLINE = 300_000;

/** The folder of the built-in pack. */
export function corePackDir(resourcesDir: string): string {
  return join(resourcesDir, 'packs', 'core');
}

/** The folder of the built-in pack that reads tracks. */
export function tracksPackDir(resourcesDir: string): string {
  return join(resourcesDir, 'packs', 'tracks');
}

/** Folder of the built-in pack that tells voices apart; null where set-up could not make it, and for who does not want it. */
function voicesPackDir(resourcesDir: string, { tellSpeakers }: Settings): string | null {
  const dir = join(resourcesDir, 'packs', 'voices');
  return tellSpeakers && existsSync(dir) ? dir : null;
}

/**
 * Builds the services that the app and the command line share.
 * @throws LibraryInUse, LibraryBroken, LibraryAway and what else opening a library throws
 */
export function openServices(options: ServiceOptions): Services {
  const { resourcesDir, onUnexpected } = options;
  // What a worker loads of CUDA is decided when it starts; those that search and fetch run nothing on a device.
  const withCuda: SpawnWorker = (role, words = []) => {
    const runsGraphs = role !== 'install' && role !== 'query';
    return options.spawnWorker(role, runsGraphs ? [...words, ...cudaWords(options.userDataDir)] : words);
  };
  const spawnWorker = withProbes(withCuda);
  const libraryDir = options.libraryDir ?? options.library?.dir ?? presentLibrary(options.userDataDir);
  if (options.reports !== undefined && !options.readOnly) {
    removeReports(options.userDataDir, holdsLibrary(libraryDir), options.reports);
  }
  const library =
    options.library ??
    openLibrary({
      dir: libraryDir,
      readOnly: options.readOnly ?? false,
      why: options.why ?? null,
      ...(options.program === undefined ? {} : { program: options.program }),
    });
  const verifiedFile = join(options.userDataDir, 'verified-files.json');
  const told = onUnexpected ? { onUnexpected } : {};
  const deviceFolder = new DeviceFolder(options.userDataDir);
  const supervise = (role: 'index' | 'query' | 'answer') =>
    deviceWorker(spawnWorker, role, deviceFolder, told);
  const installer = new WorkerSupervisor({ spawn: spawnWorker, role: 'install', ...told });
  const forgetDevices = () => new DeviceRecords(deviceFolder.records).clear();
  const cuda = new CudaSupport({
    userDataDir: options.userDataDir,
    licencesDir: join(resourcesDir, 'licences'),
    spawn: options.spawnWorker,
    changed() {
      forgetDevices();
      for (const worker of [workers.index, workers.answer]) worker.renew();
    },
  });
  const packs = new Packs({
    cuda,
    builtInDir: join(resourcesDir, 'packs'),
    userDataDir: options.userDataDir,
    verifiedFile,
    // Another catalogue serves tests, and whoever keeps models of their own on a mirror.
    catalogueFile: process.env.LONGTAKE_CATALOGUE ?? join(resourcesDir, 'catalogue.json'),
    worker: installer,
    settings: () => library.settings.get(),
    setSettings: (change) => void library.settings.set(change),
    // A job may have any of the chosen packs open.
    formsFolder: () => formsFolder(deviceFolder.records),
    inUse: (packId) =>
      Object.values(library.settings.get()).includes(packId) &&
      jobs.list().some(({ state }) => state === 'running'),
    readOnly: options.readOnly ?? false,
    ...told,
  });
  const chosen = new ChosenPacks(
    packs,
    () => library.settings.get(),
    corePackDir(resourcesDir),
    tracksPackDir(resourcesDir),
    userPacks(options.userDataDir),
  );
  const programs = new MediaPrograms({
    resourcesDir,
    cacheFile: join(options.userDataDir, 'programs.json'),
  });
  const workers = {
    index: supervise('index'),
    query: supervise('query'),
    answer: supervise('answer'),
    install: installer,
  };
  const reader = (): AnswerTools | null => {
    const pack = (options.watch?.() ?? true) ? chosen.answers : null;
    return pack && { packDir: pack.packDir, model: pack.model, verifiedFile };
  };
  let copying = false;
  const jobs = new IndexQueue({
    library,
    worker: workers.index,
    tools: async () => ({
      ffmpegPath: await programs.ffmpegPath(),
      probe: async (path, signal) => probe(await programs.ffprobePath(), path, signal),
      packDir: chosen.search,
      corePackDir: chosen.core,
      speechPackDir: chosen.speech,
      voicesPackDir: voicesPackDir(resourcesDir, library.settings.get()),
      tracks: trackTools(chosen, library.settings.get()),
      answers: reader(),
    }),
    chosen: () => ({
      search: chosen.models.search,
      answers: reader()?.model ?? null,
      tracks: wantedTracks(library.settings.get()),
    }),
    hold: () => {
      if (copying) return 'copying';
      return options.surroundings ? holdOf(library.settings.get(), options.surroundings()) : null;
    },
    ...(options.readOnly ? {} : { paces: paceFile(join(options.userDataDir, 'pace.json')) }),
    resume: !options.readOnly && (options.resumeJobs ?? true),
    ...told,
  });
  const corrections = new Corrections({
    library,
    worker: workers.query,
    jobs,
    packDir: () => chosen.core,
    ...told,
  });
  const lineEditor = new LineEditor(library, corrections);
  const transcripts = new Transcripts({ library, worker: workers.query, corrections, jobs });
  const intake = new Intake(library, programs.ffprobePath, async (request, signal) =>
    workers.index.call(
      'film.make',
      { ...request, ffmpegPath: await programs.ffmpegPath() },
      { deadline: MAKING_DEADLINE, ...(signal ? { signal } : {}) },
    ),
  );
  const posters = new Posters({ library, ffmpegPath: programs.ffmpegPath });
  const folderWatch = new FolderWatch({
    ...{ library, intake, onUnexpected },
    onAdded(ids) {
      const fresh = ids.filter((id) => library.videos.find(id)?.state === 'new');
      for (const id of fresh) jobs.start(id);
      posters.make(ids);
    },
  });
  const language = options.language ?? (() => 'en' as const);
  const place = {
    libraryDir: library.dir,
    builtInPacks: join(resourcesDir, 'packs'),
    userPacks: userPacks(options.userDataDir),
    mayRemake: !library.readOnly,
  };
  const questions = new RemoteQuestions(workers.query, place, language);
  const models = {
    questions,
    worker: workers.answer,
    language,
    pack: () => chosen.answers,
    device: () => library.settings.get().device,
    indexDir: (id: VideoId) => library.indexDir(id),
    verifiedFile,
  };
  const answerer = new ModelAnswerer({ ...models, own: () => library.settings.get().ownModel });
  const chat = new StoredChats({ chats: library.chats, answerer, language, ...told });
  return {
    library,
    intake,
    posters,
    folderWatch,
    jobs,
    corrections,
    lineEditor,
    transcripts,
    collections: new Collections({ library }),
    search: questions,
    answerer,
    packAnswerer: new ModelAnswerer({ ...models, own: () => null }),
    searchAnswerer: { answer: (question) => questions.ask(question, null) },
    chat,
    sceneCard: (videoId, sceneIndex) => questions.sceneCard(videoId, sceneIndex),
    lookForOwn: (place, signal) => questions.lookForOwn(place, signal),
    workers,
    forgetDevices,
    deviceReport: (signal) =>
      workers.query.call(
        'device.report',
        {
          packDir: chosen.search,
          answersPackDir: chosen.answers?.packDir ?? null,
          tracksPackDir: chosen.tracks,
          speechPackDir: chosen.speech,
          device: library.settings.get().device,
        },
        { ...(signal ? { signal } : {}), deadline: DEVICES_DEADLINE },
      ),
    packs,
    chosen,
    programs,
    ffmpegPath: programs.ffmpegPath,
    async copyLibrary(to, how) {
      copying = true;
      jobs.reconsider();
      try {
        await copyLibrary(library, to, how);
      } finally {
        copying = false;
        jobs.reconsider();
      }
    },
    async warm() {
      // A search through nothing. What fails here fails again, and is told, when something is asked.
      const nothing = { packDir: chosen.search, videos: [], query: 'film', limit: 1 };
      await workers.query.call('frames.search', nothing).catch(() => undefined);
      await questions.prepareSearch().catch(() => undefined);
    },
    close: () =>
      closeAll([
        () => folderWatch.close(),
        () => intake.close(),
        () => posters.close(),
        () => chat.close(),
        () => jobs.close(),
        () => corrections.close(),
        () => packs.close(),
        () => Promise.all(Object.values(workers).map((worker) => worker.close())),
        () => deviceFolder.close(),
        () => library.close(),
      ]),
  };
}

/**
 * Does every step, one after the other, whatever becomes of those before: a disk that takes nothing must not leave processes behind.
 * @throws what the first step that failed threw
 */
export async function closeAll(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function trackTools(chosen: ChosenPacks, settings: Settings): TrackTools | null {
  const names = wantedTracks(settings);
  const { tracks: packDir, scripts: scriptPackDirs } = chosen;
  return names.length === 0 ? null : { packDir, scriptPackDirs, names };
}
