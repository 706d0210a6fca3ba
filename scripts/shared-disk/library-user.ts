/*
 * One who writes to a library, or reads it, on one of the machines of check.mjs:
 *   library-user.js write LIBRARY FILE-THAT-ENDS-IT   changes that hold together, as often as it can
 *   library-user.js read LIBRARY FILE-THAT-ENDS-IT    reads until then, and counts what did not hold together
 *   library-user.js take LIBRARY                      tries to write once
 *   library-user.js interrupt LIBRARY                 begins a change that reaches the disk, and never ends it
 * Prints one line of JSON.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { openLibrary } from '../../src-main/base/library/library';
import type { Library } from '../../src-main/base/library/types';
import type { Segment } from '../../src-shared/analysis';

const FILM = 'a'.repeat(32);
const LINES = 300;

const [role, dir = '', end = ''] = process.argv.slice(2);

function takes(take: number): Segment[] {
  return Array.from({ length: LINES }, (_, id) => ({
    id,
    source: 'speech' as const,
    from: id * 1_000_000,
    to: id * 1_000_000 + 900_000,
    text: `This is take ${take} of line ${id}, which says nothing else`,
    words: [],
  }));
}

/** The take that a library holds: of every line the same, if the change is whole. */
function heldTake(library: Library): { readonly take: number; readonly whole: boolean } {
  const lines = library.segments.list(FILM, 'speech').map(({ text }) => Number(/take (\d+)/.exec(text)?.[1]));
  return { take: lines[0] ?? 0, whole: lines.length === LINES && new Set(lines).size === 1 };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

async function write(): Promise<unknown> {
  const library = openLibrary({ dir, program: 'a check' });
  if (library.videos.find(FILM) === null) {
    const media = { container: 'mp4', duration: 5_000_000, video: null, audio: [] };
    library.videos.add({ id: FILM, path: '/films/One.mp4', title: 'One', sizeBytes: 10, media });
  }
  let take = library.segments.list(FILM, 'speech').length === 0 ? 0 : heldTake(library).take;
  const failures: string[] = [];
  do {
    take += 1;
    try {
      library.segments.replace(FILM, 'speech', takes(take));
    } catch (error) {
      failures.push(nameOf(error));
    }
    await delay(50);
  } while (!existsSync(end));
  library.close();
  return { take, failures };
}

async function read(): Promise<unknown> {
  const library = openLibrary({ dir, readOnly: true });
  const seen = new Set<number>();
  const failures: string[] = [];
  let [reads, broken] = [0, 0];
  while (!existsSync(end)) {
    try {
      const { take, whole } = heldTake(library);
      reads += 1;
      seen.add(take);
      if (!whole) broken += 1;
    } catch (error) {
      failures.push(nameOf(error));
    }
    await delay(5);
  }
  const found = library.segments.search('take', { scope: 'all', limit: 5, mode: 'all' }).length;
  const last = heldTake(library).take;
  library.close();
  return { reads, broken, takes: seen.size, last, found, failures: [...new Set(failures)] };
}

function take(): unknown {
  try {
    const library = openLibrary({ dir, program: 'a check' });
    const held = heldTake(library);
    library.settings.set({ theme: 'dark' });
    library.close();
    return { taken: true, ...held };
  } catch (error) {
    return { taken: false, failure: nameOf(error) };
  }
}

async function interrupt(): Promise<unknown> {
  const library = openLibrary({ dir, program: 'a check' });
  library.close();
  const database = new DatabaseSync(join(dir, 'library.db'), { timeout: 20_000 });
  // So little room that the change goes to the file before it is whole.
  database.exec("PRAGMA cache_size = 5; BEGIN; UPDATE segments SET text = 'half a change, take 0'");
  console.log(JSON.stringify({ begun: true }));
  await delay(3_600_000);
  database.close();
  return null;
}

const roles: Record<string, () => unknown> = { write, read, take, interrupt };
console.log(JSON.stringify(await roles[role ?? '']?.()));
