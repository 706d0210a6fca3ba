import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { LongtakeError } from '../../../src-shared/errors';
import { DiskFull, systemCode } from '../media/errors';
import type { Backup } from './backups';
import {
  LibraryBroken,
  LibraryBusy,
  LibraryDiskFailed,
  LibraryFolderDenied,
  LibraryHalfWritten,
  LibraryReadOnly,
} from './errors';

/** SQLite's primary result codes that have words of their own. https://sqlite.org/rescode.html */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
/** Its extended result code of a reader who finds a journal that has to be rolled back. */
const READONLY_ROLLBACK = 776;

/** How long one waits for another's lock, in ms: a change of a shared database waits for all who read at that moment, and they for it. */
const PATIENCE = 5_000;
const PATIENCE_SHARED = 20_000;

/** Without a write-ahead log a reader in another process would block the writer. */
const LOGGED = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL';
/**
 * The journal keeps its file, and more than no bytes: a reader elsewhere is told late of a file that came, went or grew, but is
 * told of the content of one that it opens.
 */
const ROLLED_BACK =
  'PRAGMA journal_mode = PERSIST; PRAGMA journal_size_limit = 1048576; PRAGMA synchronous = FULL';

/** Of a copy that is written while others go on: some milliseconds' worth. */
const PAGES_AT_ONCE = 1_000;

const CACHE_KILOBYTES = 64 * 1024;

/** SQLite's extended result code. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode;
}

/** Bytes without which SQLite cannot even make its shared memory. */
const LEAST_ROOM = 64 * 1024;

function isFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < LEAST_ROOM;
  } catch {
    return false;
  }
}

/** SQLite does not say why it cannot open a file: the system is asked once more. */
export function cannotOpen(file: string, cause: unknown): unknown {
  try {
    closeSync(openSync(file, 'r'));
  } catch (error) {
    if (['EMFILE', 'ENFILE', 'ENOMEM'].includes(systemCode(error) ?? '')) return error;
  }
  if (isFull(file)) return new DiskFull({ path: file, cause });
  return new LibraryFolderDenied(dirname(file), { cause });
}

/** Where a copy is written until it is whole; what an earlier try left is removed. */
function partialOf(file: string): string {
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  return partial;
}

function bringToDisk(partial: string, file: string): void {
  const handle = openSync(partial, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(partial, file);
}

export interface DatabaseOptions {
  readonly readOnly?: boolean;
  /** Where it is opened, where that is not the file itself: a copy, or the file with options for SQLite. */
  readonly at?: string | URL;
  readonly onClosed?: () => void;
  /** What kept it from being opened for writing. */
  readonly why?: LongtakeError | null;
  /** Whether other machines may have it open. */
  readonly shared?: boolean;
  /** What is told of backups where the file is damaged. */
  readonly backup: () => Backup | null;
}

/**
 * One connection to a SQLite file: statements are prepared once, and SQLite's errors become Longtake's.
 * Rows are typed by the caller, who knows the schema.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  readonly readOnly: boolean;

  constructor(
    readonly file: string,
    private readonly options: DatabaseOptions,
  ) {
    const { readOnly = false, shared = false, at = file } = options;
    this.readOnly = readOnly;
    const timeout = shared ? PATIENCE_SHARED : PATIENCE;
    this.#connection = this.#guard(() => new DatabaseSync(at, { readOnly, timeout }));
    try {
      // SQLite's own 2 MB hold too little of a large library's index: each search would read it from the disk again.
      this.exec(`PRAGMA cache_size = -${CACHE_KILOBYTES}`);
      if (!readOnly) this.exec(shared ? ROLLED_BACK : LOGGED);
      this.exec('PRAGMA foreign_keys = ON; SELECT count(*) FROM sqlite_schema');
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values) as unknown as Row[]);
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | null {
    return this.#guard(() => (this.#prepare(sql).get(...values) as unknown as Row | undefined) ?? null);
  }

  /** Runs a statement that changes something; answers how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).changes));
  }

  /** Inserts one row and answers its rowid. */
  insert(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).lastInsertRowid));
  }

  exec(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  pragma(
    name: 'user_version' | 'application_id' | 'quick_check(1)' | 'data_version',
  ): number | string | null {
    const row = this.#guard(() => this.#connection.prepare(`PRAGMA ${name}`).get());
    const value = row === undefined ? null : Object.values(row)[0];
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  }

  /** Everything that `work` writes is stored as a whole or not at all. An inner transaction joins the outer one. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.exec('BEGIN IMMEDIATE');
    this.#depth += 1;
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // After some failures (a full disk) SQLite has rolled back already.
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Writes a whole, consistent copy at once; the name appears only once the copy is complete. */
  copyNow(file: string): void {
    const partial = partialOf(file);
    this.#guard(() => this.#connection.prepare('VACUUM INTO ?').run(partial));
    bringToDisk(partial, file);
  }

  /**
   * Writes a whole, consistent copy, while others go on: what is changed meanwhile is in it. The name appears only once the copy is
   * complete.
   */
  async copyTo(file: string): Promise<void> {
    const partial = partialOf(file);
    try {
      await backup(this.#connection, partial, { rate: PAGES_AT_ONCE });
      const copy = new DatabaseSync(partial);
      // A copy is read where nothing may be written beside it.
      copy.exec('PRAGMA journal_mode = DELETE');
      copy.close();
    } catch (error) {
      rmSync(partial, { force: true });
      throw this.#told(error);
    }
    bringToDisk(partial, file);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
    this.options.onClosed?.();
  }

  /** Whether the file as it is now, read anew, is whole. */
  #isSound(): boolean {
    let anew: DatabaseSync | null = null;
    try {
      anew = new DatabaseSync(this.options.at ?? this.file, { readOnly: true, timeout: PATIENCE_SHARED });
      return anew.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok';
    } catch {
      return false;
    } finally {
      anew?.close();
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** SQLite's error in Longtake's words. */
  #told(error: unknown): unknown {
    const extended = resultCode(error);
    const code = extended === null ? null : extended & 0xff;
    const options = { cause: error };
    if (extended === READONLY_ROLLBACK) return new LibraryHalfWritten(options);
    if (code === BUSY) return new LibraryBusy(options);
    if (code === READONLY) return new LibraryReadOnly(this.options.why ?? null, options);
    // SQLite says so of a disk that is full in two ways: of its shared memory it says that a write failed.
    if (code === FULL || (code === IOERR && isFull(this.file))) {
      return new DiskFull({ path: this.file, ...options });
    }
    if (code === IOERR) return new LibraryDiskFailed(basename(this.file), options);
    if (code === CANTOPEN) return cannotOpen(this.file, error);
    if (code === CORRUPT || code === NOTADB) {
      // A file server that lost its clients' locks makes a sound file look so for a moment.
      if (this.options.shared && this.#isSound()) return new LibraryDiskFailed(basename(this.file), options);
      return new LibraryBroken(basename(this.file), this.options.backup(), options);
    }
    return error;
  }
}
