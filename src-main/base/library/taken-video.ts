import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import { insertRow } from './rows';
import type { Row } from './types';

/** A video's row, and all rows that go with it when it is deleted: as they were, to be put back. */
export interface TakenVideo {
  /** Rows before those that hang on them. */
  readonly rows: readonly { readonly table: string; readonly row: Row }[];
  /** What full-text search has of its lines, by the line's row. */
  readonly words: ReadonlyMap<number, string>;
}

interface Reference {
  table: string;
  from: string;
  to: string | null;
}

/** A queue keeps jobs in its memory: who puts a video back puts it in the queue again. */
const NOT_TAKEN = ['jobs'];

/** Which tables' rows go with those of a table. Read from the schema: a table that is added later is taken along. */
function referencesTo(database: Database, table: string): Reference[] {
  return database.all<Reference>(
    `SELECT s.name AS "table", f."from" AS "from", f."to" AS "to"
     FROM sqlite_schema s, pragma_foreign_key_list(s.name) f
     WHERE s.type = 'table' AND f."table" = ? AND f.on_delete = 'CASCADE'`,
    table,
  );
}

/** Reads what deleting a video would delete. */
export function readVideo(database: Database, id: VideoId): TakenVideo {
  const rows: { table: string; row: Row }[] = [];
  const seen = new Set<string>();
  const add = (table: string, row: Row): void => {
    // What hangs on two rows is found twice.
    const name = `${table} ${JSON.stringify(Object.values(row).map(String))}`;
    if (seen.has(name)) return;
    seen.add(name);
    rows.push({ table, row });
  };
  for (const row of database.all<Row>('SELECT * FROM videos WHERE id = ?', id)) add('videos', row);
  const references = new Map<string, Reference[]>();
  // The list grows while it is walked: what hangs on a row comes behind it.
  for (const { table, row } of rows) {
    const known = references.get(table) ?? referencesTo(database, table);
    references.set(table, known);
    for (const reference of known) {
      if (NOT_TAKEN.includes(reference.table)) continue;
      const value = row[reference.to ?? 'id'] ?? null;
      const sql = `SELECT * FROM "${reference.table}" WHERE "${reference.from}" = ?`;
      for (const found of database.all<Row>(sql, value)) add(reference.table, found);
    }
  }
  const words = database.all<{ row: number; terms: string }>(
    'SELECT s.row AS row, w.terms AS terms FROM segments s JOIN segment_words w ON w.rowid = s.row WHERE s.video_id = ?',
    id,
  );
  return { rows, words: new Map(words.map(({ row, terms }) => [row, terms])) };
}

/** Puts the rows back, within the caller's transaction. */
export function writeVideo(database: Database, { rows, words }: TakenVideo): void {
  // A row may hang on one that comes later.
  database.exec('PRAGMA defer_foreign_keys = ON');
  for (const { table, row } of rows) {
    if (table !== 'segments') {
      insertRow(database, table, row);
      continue;
    }
    // Another film's line may have its number by now.
    const number = Number(row.row);
    const taken = database.get('SELECT 1 FROM segments WHERE row = ?', number) !== null;
    const now = insertRow(database, table, row, taken ? ['row'] : []);
    const terms = words.get(number);
    if (terms !== undefined)
      database.run('INSERT INTO segment_words (rowid, terms) VALUES (?, ?)', now, terms);
  }
}
