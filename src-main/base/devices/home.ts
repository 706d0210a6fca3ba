import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFoldersSync } from '../make-folder';
import { removeQuietly } from './remove-quietly';

/** What a worker process is told of the folder in which this machine's devices are remembered, as words of its command line. */
export interface DeviceHome {
  /** See DeviceRecords. */
  readonly records: string;
  /** See RunJournal: of one process alone. */
  readonly journal: string;
}

const RECORDS = 'devices.json';

/** Beside the records: forms of packs' graphs that devices run, made at first use. */
export function formsFolder(records: string): string {
  return join(dirname(records), 'forms');
}

/** Bytes that a folder must take: what records and journals need at least. */
const ROOM = 4096;

/**
 * The folder for what is remembered of devices: beside the library, or where nothing can be written there one of this program's own,
 * so that its processes learn from each other all the same. Nothing is left of that once the program closes.
 */
export class DeviceFolder {
  #path: string | null = null;
  #own = false;
  readonly #journals = new Set<string>();

  constructor(private readonly userDataDir: string) {}

  /** Looked for when it is first needed: most commands need no device. */
  get path(): string {
    if (this.#path !== null) return this.#path;
    const beside = join(this.userDataDir, 'devices');
    const own = takesFiles(beside) ? null : ownFolder();
    this.#own = own !== null;
    this.#path = own ?? beside;
    if (own !== null) takeOver(join(beside, RECORDS), join(own, RECORDS));
    return this.#path;
  }

  get records(): string {
    return join(this.path, RECORDS);
  }

  /** @param role of the worker process: one of each runs for a program at a time */
  home(role: string): DeviceHome {
    const journal = join(this.path, `running-${role}-${process.pid}`);
    this.#journals.add(journal);
    return { records: this.records, journal };
  }

  /** Once the processes that were told of it are gone. */
  close(): void {
    for (const journal of this.#journals) removeQuietly(journal);
    if (this.#own) removeQuietly(this.path);
  }
}

/** What is known may be read, though nothing can be added to it. */
function takeOver(known: string, own: string): void {
  try {
    copyFileSync(known, own);
  } catch {
    // There is nothing, mostly.
  }
}

function takesFiles(folder: string): boolean {
  const file = join(folder, `room-${process.pid}`);
  try {
    makeFoldersSync(folder);
    writeFileSync(file, Buffer.alloc(ROOM));
    return true;
  } catch {
    return false;
  } finally {
    removeQuietly(file);
  }
}

/** Null where the system's folder for temporary files takes nothing, either. */
function ownFolder(): string | null {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'longtake-devices-'));
  } catch {
    return null;
  }
  if (takesFiles(folder)) return folder;
  removeQuietly(folder);
  return null;
}
