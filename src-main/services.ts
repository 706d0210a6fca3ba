import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VideoId } from '../src-shared/domain';
import type { Micros } from '../src-shared/time';
import { StoredChats } from './answer/chat';
import { ExtractiveAnswerer } from './answer/extractive';
import { EvidenceSearch } from './answer/search';
import type { Answerer, SearchService } from './answer/types';
import { readFrameTimes } from './index/reader';
import type { SpawnWorker, WorkerClient } from './jobs/protocol';
import { IndexQueue } from './jobs/queue';
import { WorkerSupervisor } from './jobs/supervisor';
import { Intake } from './library/intake';
import { openLibrary } from './library/library';
import type { Library } from './library/types';
import { locateFfmpeg } from './media/locate';
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
  /** Whether jobs left over from an earlier run go on by themselves. */
  readonly resumeJobs?: boolean;
  /** Told of failures that nobody foresaw. */
  readonly onUnexpected?: (error: unknown) => void;
}

export interface Services {
  readonly library: Library;
  readonly intake: Intake;
  readonly jobs: IndexQueue;
  readonly search: SearchService;
  readonly answerer: Answerer;
  readonly chat: StoredChats;
  /** One process for indexing and one for questions, each started when first needed. */
  readonly workers: { readonly index: WorkerClient; readonly query: WorkerClient };
  readonly packs: PackService;
  readonly packDir: string;
  /** @throws FfmpegMissing where there is none: only what needs it fails */
  ffmpegPath(): string;
  /** Loads the models that questions need, so that the first one need not wait for them. Never rejects. */
  warm(): Promise<void>;
  /** Stops what is being added, answers, then jobs (they go on at the next start), then the workers, then the library. */
  close(): Promise<void>;
}

/** The folder of the built-in pack. */
export function corePackDir(resourcesDir: string): string {
  return join(resourcesDir, 'packs', 'core');
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
  const packDir = corePackDir(resourcesDir);
  const packs = new Packs({
    builtInDir: join(resourcesDir, 'packs'),
    verifiedFile: join(options.userDataDir, 'verified-files.json'),
  });
  const ffmpegPath = remembered(() =>
    locateFfmpeg({ resourcesDir: existsSync(resourcesDir) ? resourcesDir : null }),
  );
  const workers = {
    index: new WorkerSupervisor({ spawn: spawnWorker, role: 'index' }),
    query: new WorkerSupervisor({ spawn: spawnWorker, role: 'query' }),
  };
  const jobs = new IndexQueue({
    library,
    worker: workers.index,
    tools: () => ({ ffmpegPath: ffmpegPath(), packDir }),
    resume: !options.readOnly && (options.resumeJobs ?? true),
    ...(onUnexpected ? { onUnexpected } : {}),
  });
  const intake = new Intake(library, ffmpegPath);
  const evidence = {
    library,
    worker: workers.query,
    packDir,
    frameTimes: (id: VideoId): Promise<ArrayLike<Micros>> => readFrameTimes(library.indexDir(id)),
  };
  const answerer = new ExtractiveAnswerer(evidence);
  const chat = new StoredChats({ chats: library.chats, answerer, ...(onUnexpected ? { onUnexpected } : {}) });
  return {
    library,
    intake,
    jobs,
    search: new EvidenceSearch(evidence),
    answerer,
    chat,
    workers,
    packs,
    packDir,
    ffmpegPath,
    async warm() {
      // A search through nothing. What fails here fails again, and is told, when something is asked.
      const nothing = { packDir, videos: [], query: 'film', limit: 1 };
      await workers.query.call('frames.search', nothing).catch(() => undefined);
    },
    async close() {
      await intake.close();
      await chat.close();
      await jobs.close();
      await Promise.all([workers.index.close(), workers.query.close()]);
      library.close();
    },
  };
}

/** Calls once; a failure is tried again, as what was missing may have come. */
function remembered<T extends string>(find: () => T): () => T {
  let known: T | null = null;
  return () => {
    known ??= find();
    return known;
  };
}
