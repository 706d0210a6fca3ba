import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { DiskFull } from '../media/errors';
import { LibraryBroken, LibraryFolderDenied, LibraryReadOnly } from './errors';

/** SQLite's primary result codes that have words of their own. https://sqlite.org/rescode.html */
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const CACHE_KILOBYTES = 64 * 1024;

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/**
 * One connection to a SQLite file: statements are prepared once, and SQLite's errors become Longtake's.
 * Rows are typed by the caller, who knows the schema.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(
    readonly file: string,
    readonly readOnly: boolean,
    /** Name of the newest backup, for the message about a damaged file. */
    private readonly backupName: () => string | null,
  ) {
    this.#connection = this.#guard(() => new DatabaseSync(file, { readOnly, timeout: 5000 }));
    try {
      // SQLite's own 2 MB hold too little of a large library's index: each search would read it from the disk again.
      this.exec(`PRAGMA cache_size = -${CACHE_KILOBYTES}`);
      // Without a write-ahead log a reader in another process would block the writer.
      if (!readOnly) this.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
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

  pragma(name: 'user_version' | 'application_id' | 'quick_check(1)'): number | string | null {
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

  /** Writes a whole, consistent copy; the name appears only once the copy is complete. */
  copyTo(file: string): void {
    const partial = `${file}.partial`;
    rmSync(partial, { force: true });
    this.#guard(() => this.#connection.prepare('VACUUM INTO ?').run(partial));
    const handle = openSync(partial, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, file);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
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
      const code = resultCode(error);
      const options = { cause: error };
      if (code === READONLY) throw new LibraryReadOnly(options);
      if (code === FULL) throw new DiskFull(options);
      if (code === CANTOPEN) throw new LibraryFolderDenied(dirname(this.file), options);
      if (code === CORRUPT || code === NOTADB) {
        throw new LibraryBroken(basename(this.file), this.backupName(), options);
      }
      throw error;
    }
  }
}
