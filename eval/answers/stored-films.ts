import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { create, extract } from 'tar';
import { CannotRun } from '../errors';

/**
 * What was read of the films that the project builds, without the films: the library's rows, and of each index what answers are
 * made of. So questions about them can be asked anywhere in seconds; thumbnails, sound and what can be derived are left out.
 */
const STORED = join('eval', 'answers', 'stored', 'films.tar.gz');
const KEPT_FILES = ['index.json', 'tokens.ltk', 'speech.bin', 'text.bin'];
const CLEARED = ['jobs', 'messages', 'settings', 'kept_transcripts', 'doomed_folders'];

/** Unpacks what is stored into a folder of a user's data, as the app would have left it. */
export async function unpackStoredFilms(userDataDir: string): Promise<void> {
  mkdirSync(userDataDir, { recursive: true });
  await extract({ file: STORED, cwd: userDataDir });
}

/**
 * Stores what was read into the library that evaluations of the films keep, in the place of what is stored. The same library gives the
 * same bytes. @throws CannotRun where the films have not been indexed
 */
export async function storeFilms(): Promise<string> {
  const library = resolve('.cache', 'eval', 'library', 'films', 'library');
  const database = join(library, 'library.db');
  if (!existsSync(database)) throw new CannotRun('Index the films first: npm run eval -- films');
  const work = mkdtempSync(join(tmpdir(), 'longtake-store-'));
  try {
    const target = join(work, 'library');
    mkdirSync(target);
    storeRows(database, join(target, 'library.db'));
    for (const id of readdirSync(join(library, 'index')).sort()) {
      mkdirSync(join(target, 'index', id), { recursive: true });
      for (const file of KEPT_FILES) {
        const from = join(library, 'index', id, file);
        if (existsSync(from)) copyFileSync(from, join(target, 'index', id, file));
      }
    }
    // Neither times nor owners of the machine that stores them.
    await create({ file: resolve(STORED), cwd: work, gzip: { level: 9 }, portable: true, noMtime: true }, [
      'library',
    ]);
    return STORED;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The rows as they are, but for what is this machine's own: jobs, chats, settings, and where the films lie. */
function storeRows(from: string, to: string): void {
  const source = new DatabaseSync(from, { readOnly: true });
  source.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  source.close();
  const copy = new DatabaseSync(to);
  const known = new Set(
    copy
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  );
  for (const table of CLEARED.filter((name) => known.has(name))) copy.exec(`DELETE FROM ${table}`);
  copy.exec("UPDATE videos SET path = '/films/' || title || '.mp4', added_at = 0, has_poster = 0");
  copy.exec('VACUUM');
  copy.close();
}
