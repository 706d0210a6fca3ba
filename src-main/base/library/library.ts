import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LongtakeError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import { usableBackup } from './backups';
import { Chats } from './chats';
import { ChatsInMemory } from './chats-in-memory';
import { Collections } from './collections';
import { Database } from './database';
import { LibraryBroken, LibraryFolderDenied, LibraryInUse, LibraryMissing } from './errors';
import { countIndexes, IndexFolders, makeFolder } from './folders';
import { Glossaries } from './glossaries';
import { Jobs } from './jobs';
import { takeWriterLock, type WriterLock } from './lock';
import { checkDamage, checkVersion, MIGRATIONS, migrate } from './migrations';
import { Objects } from './objects';
import { openToRead } from './read-only';
import { Scenes } from './scenes';
import { Segments } from './segments';
import { StoredSettings } from './settings';
import { markShared } from './shared-disk';
import { Shots } from './shots';
import { Speakers } from './speakers';
import { spelledText } from './spelling';
import { StoredTranscripts } from './transcripts';
import type { ChatRepository, Library } from './types';
import { Videos } from './videos';
import { WatchedFolders } from './watched-folders';

export interface OpenLibraryOptions {
  /** The library's folder; made when missing. */
  readonly dir: string;
  /** Opens beside a writer in another process, for searching and reading. */
  readonly readOnly?: boolean;
  /** For a reader: what kept the library from being opened for writing; null where another process writes to it. */
  readonly why?: LongtakeError | null;
  /** What this process is called where another one is told who has the library. */
  readonly program?: string;
}

/**
 * Opens the library in `dir`, brought up to date, and sets right what a crash left half-way.
 * @throws LibraryInUse when another process writes to it, LibraryBroken when its database is damaged,
 * LibraryUnknown when that is a later version's, LibraryMissing for a reader without a library
 */
export function openLibrary({ dir, readOnly = false, why = null, program }: OpenLibraryOptions): Library {
  return readOnly ? openForReading(dir, why) : openForWriting(dir, program ?? null);
}

/**
 * Opens the library for writing, or, where that cannot be, for reading: beside another process of this machine if it may, beside
 * another machine's, and where the folder may not be written to, or its disk is full.
 * @throws what opening it for writing threw, where it cannot be read either
 */
export function openOrRead<T>(beside: boolean, open: (why: LongtakeError | null | undefined) => T): T {
  try {
    return open(undefined);
  } catch (error) {
    const elsewhere = error instanceof LibraryInUse && error.elsewhere;
    const codes = ['NoPermission', 'DiskFull', ...(beside || elsewhere ? ['LibraryInUse'] : [])];
    if (!(error instanceof LongtakeError) || !codes.includes(error.code)) throw error;
    try {
      return open(error.code === 'LibraryInUse' && beside ? null : error);
    } catch (second) {
      // Where there is nothing to read, what kept it from being made is what matters.
      throw second instanceof LibraryMissing || second instanceof LibraryFolderDenied ? error : second;
    }
  }
}

/** The database's file, in the library's folder. */
export const DATABASE = 'library.db';

/** Whether there is a library in `dir`, in whatever state. */
export function holdsLibrary(dir: string): boolean {
  return existsSync(join(dir, DATABASE));
}

/**
 * A database of no bytes is what a fault of the disk leaves, or is about to be begun: where films were indexed, or a backup holds
 * something, it was not empty. @throws LibraryBroken
 */
function checkEmptied(dir: string): void {
  const file = join(dir, DATABASE);
  if (statSync(file, { throwIfNoEntry: false })?.size !== 0) return;
  const backup = usableBackup(file);
  if (backup !== null || countIndexes(dir) > 0) throw new LibraryBroken(file, backup);
}

function openForReading(dir: string, why: LongtakeError | null): Library {
  const file = join(dir, DATABASE);
  if (!existsSync(file)) throw new LibraryMissing(dir);
  checkEmptied(dir);
  const database = openToRead(file, why);
  return closingOnFailure(database, () => {
    checkVersion(database, MIGRATIONS);
    return new SqliteLibrary(dir, database, null, join(dir, 'index'));
  });
}

/**
 * A library that is gone with its process: its rows are in memory, its indexes in a folder, where another one takes them up.
 * @param indexRoot made when missing @throws DiskFull, LibraryFolderDenied
 */
export function openPassingLibrary(indexRoot: string): Library {
  makeFolder(indexRoot);
  const database = new Database(join(indexRoot, DATABASE), { at: ':memory:', backup: () => null });
  return closingOnFailure(database, () => {
    migrate(database, MIGRATIONS);
    return new SqliteLibrary(
      indexRoot,
      database,
      { afterCrash: false, shared: false, release: () => undefined },
      indexRoot,
    );
  });
}

function openForWriting(dir: string, program: string | null): Library {
  makeFolder(dir);
  const lock = takeWriterLock(dir, program);
  return closingOnFailure({ close: () => lock.release() }, () => {
    const file = join(dir, DATABASE);
    checkEmptied(dir);
    const { shared } = lock;
    const database = new Database(file, { shared, backup: () => usableBackup(file) });
    if (shared) markShared(dir);
    return closingOnFailure(database, () => {
      if (lock.afterCrash) checkDamage(database);
      migrate(database, MIGRATIONS);
      recover(database);
      return new SqliteLibrary(dir, database, lock, join(dir, 'index'));
    });
  });
}

function closingOnFailure<T>(opened: { close(): void }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** What was under way when the last process ended: answers stay as far as they came, jobs run again. */
function recover(database: Database): void {
  database.transaction(() => {
    database.run("UPDATE messages SET state = 'stopped' WHERE state = 'streaming'");
    database.run("UPDATE jobs SET state = 'queued', eta_seconds = NULL WHERE state = 'running'");
    database.run("UPDATE videos SET state = 'queued' WHERE state = 'indexing'");
  });
}

class SqliteLibrary implements Library {
  readonly videos: Videos;
  readonly jobs: Jobs;
  readonly scenes: Scenes;
  readonly segments: Segments;
  readonly glossary: Glossaries;
  readonly transcripts: StoredTranscripts;
  readonly shots: Shots;
  readonly objects: Objects;
  readonly speakers: Speakers;
  readonly tracks: Library['tracks'];
  readonly chats: ChatRepository;
  readonly collections: Collections;
  readonly settings: StoredSettings;
  readonly watchedFolders: WatchedFolders;
  readonly #folders: IndexFolders;

  constructor(
    readonly dir: string,
    private readonly database: Database,
    private readonly lock: WriterLock | null,
    indexRoot: string,
  ) {
    this.videos = new Videos(database, (id) => this.#removeFolder(id), indexRoot);
    this.jobs = new Jobs(database);
    this.scenes = new Scenes(database);
    this.glossary = new Glossaries(database);
    this.segments = new Segments(database, (id) => {
      const terms = this.glossary.of(id);
      return ({ words }) => spelledText(words, terms);
    });
    this.transcripts = new StoredTranscripts(database, this.videos, this.segments);
    this.shots = new Shots(database);
    this.objects = new Objects(database);
    this.speakers = new Speakers(database);
    const { segments, shots, objects } = this;
    this.tracks = {
      shots,
      objects,
      text: {
        list: (id) => segments.list(id, 'text'),
        replace: (id, lines) => segments.replace(id, 'text', lines),
      },
    };
    const chats = new Chats(database);
    // Who may only read may still ask.
    this.chats = lock === null ? new ChatsInMemory(chats) : chats;
    this.collections = new Collections(database);
    this.settings = new StoredSettings(database);
    this.watchedFolders = new WatchedFolders(database);
    this.#folders = new IndexFolders(indexRoot, this.readOnly);
    if (!this.readOnly) this.#removeLeftovers();
  }

  get readOnly(): boolean {
    return this.lock === null;
  }

  version(): number {
    return Number(this.database.pragma('data_version'));
  }

  transaction<T>(work: () => T): T {
    return this.database.transaction(work);
  }

  indexDir(id: VideoId): string {
    return this.#folders.path(id);
  }

  copyTo(file: string): Promise<void> {
    return this.database.copyTo(file);
  }

  makeStaging(): string {
    return this.#folders.makeStaging();
  }

  adoptIndex(id: VideoId, staging: string): boolean {
    return this.#folders.adopt(id, staging);
  }

  close(): void {
    this.videos.letAllGo();
    this.database.close();
    this.lock?.release();
  }

  /** A folder that cannot be moved away now (a file in it is open, on Windows) stays marked for the next start. */
  #removeFolder(id: VideoId): void {
    if (this.#folders.remove(id)) this.database.run('DELETE FROM doomed_folders WHERE video_id = ?', id);
  }

  #removeLeftovers(): void {
    this.#folders.sweep();
    this.collections.purge(Date.now());
    const doomed = this.database.all<{ video_id: string }>('SELECT video_id FROM doomed_folders');
    for (const { video_id: id } of doomed) this.#removeFolder(id);
  }
}
