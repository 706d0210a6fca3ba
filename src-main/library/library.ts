import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VideoId } from '../../src-shared/domain';
import { Chats } from './chats';
import { Database } from './database';
import { LibraryMissing } from './errors';
import { IndexFolders, makeFolder } from './folders';
import { Jobs } from './jobs';
import { takeWriterLock, type WriterLock } from './lock';
import { checkDamage, checkVersion, MIGRATIONS, migrate, newestBackup } from './migrations';
import { Objects } from './objects';
import { Scenes } from './scenes';
import { Segments } from './segments';
import { StoredSettings } from './settings';
import { Shots } from './shots';
import type { Library } from './types';
import { Videos } from './videos';

export interface OpenLibraryOptions {
  /** The library's folder; made when missing. */
  readonly dir: string;
  /** Opens beside a writer in another process, for searching and reading. */
  readonly readOnly?: boolean;
}

/**
 * Opens the library in `dir`, brought up to date, and sets right what a crash left half-way.
 * @throws LibraryInUse when another process writes to it, LibraryBroken when its database is damaged,
 * LibraryUnknown when that is a later version's, LibraryMissing for a reader without a library
 */
export function openLibrary({ dir, readOnly = false }: OpenLibraryOptions): Library {
  return readOnly ? openForReading(dir) : openForWriting(dir);
}

const DATABASE = 'library.db';

/** Whether there is a library in `dir`, in whatever state. */
export function holdsLibrary(dir: string): boolean {
  return existsSync(join(dir, DATABASE));
}

function openForReading(dir: string): Library {
  const file = join(dir, DATABASE);
  if (!existsSync(file)) throw new LibraryMissing(dir);
  const database = new Database(file, true, () => newestBackup(file));
  return closingOnFailure(database, () => {
    checkVersion(database, MIGRATIONS);
    return new SqliteLibrary(dir, database, null);
  });
}

function openForWriting(dir: string): Library {
  makeFolder(dir);
  const lock = takeWriterLock(dir);
  return closingOnFailure({ close: () => lock.release() }, () => {
    const file = join(dir, DATABASE);
    const database = new Database(file, false, () => newestBackup(file));
    return closingOnFailure(database, () => {
      if (lock.afterCrash) checkDamage(database);
      migrate(database, MIGRATIONS);
      recover(database);
      return new SqliteLibrary(dir, database, lock);
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
  readonly shots: Shots;
  readonly objects: Objects;
  readonly chats: Chats;
  readonly settings: StoredSettings;
  readonly #folders: IndexFolders;

  constructor(
    readonly dir: string,
    private readonly database: Database,
    private readonly lock: WriterLock | null,
  ) {
    this.videos = new Videos(database, (id) => this.#removeFolder(id));
    this.jobs = new Jobs(database);
    this.scenes = new Scenes(database);
    this.segments = new Segments(database);
    this.shots = new Shots(database);
    this.objects = new Objects(database);
    this.chats = new Chats(database);
    this.settings = new StoredSettings(database);
    this.#folders = new IndexFolders(dir, this.readOnly);
    if (!this.readOnly) this.#removeLeftovers();
  }

  get readOnly(): boolean {
    return this.lock === null;
  }

  transaction<T>(work: () => T): T {
    return this.database.transaction(work);
  }

  indexDir(id: VideoId): string {
    return this.#folders.path(id);
  }

  close(): void {
    this.database.close();
    this.lock?.release();
  }

  /** A folder that cannot be moved away now (a file in it is open, on Windows) stays marked for the next start. */
  #removeFolder(id: VideoId): void {
    if (this.#folders.remove(id)) this.database.run('DELETE FROM doomed_folders WHERE video_id = ?', id);
  }

  #removeLeftovers(): void {
    this.#folders.sweep();
    const doomed = this.database.all<{ video_id: string }>('SELECT video_id FROM doomed_folders');
    for (const { video_id: id } of doomed) this.#removeFolder(id);
  }
}
