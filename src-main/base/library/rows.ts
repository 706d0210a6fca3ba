import type { Database } from './database';
import type { Row } from './types';

/** Inserts a row as it was read, but for what its table makes by itself. @param without columns that are left out */
export function insertRow(
  database: Database,
  table: string,
  row: Row,
  without: readonly string[] = [],
): number {
  const names = Object.keys(row).filter((name) => !without.includes(name));
  const columns = names.map((name) => `"${name}"`).join(', ');
  const places = names.map(() => '?').join(', ');
  return database.insert(
    `INSERT INTO "${table}" (${columns}) VALUES (${places})`,
    ...names.map((name) => row[name] ?? null),
  );
}
