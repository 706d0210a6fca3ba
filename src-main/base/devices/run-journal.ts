import { openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFoldersSync } from '../make-folder';
import { type DeviceRun, deviceRun } from './records';
import { removeQuietly } from './remove-quietly';

/** Bytes of an entry: more than any name takes. */
const ENTRY = 512;
const NOTHING = Buffer.alloc(ENTRY, ' ');

/**
 * Says in a file which graph runs on a device at this moment, for whoever finds the process dead: a driver that takes it down
 * leaves no time to say anything. Two writes of half a kilobyte a run, which stay in the system's memory. Where nothing can be
 * written, because the folder may only be read or the disk is full, graphs run all the same.
 */
export class RunJournal {
  readonly #file: number | null;

  constructor(path: string) {
    this.#file = opened(path);
  }

  /** @returns to be called when the run is over, however it ended */
  begin(run: DeviceRun): () => void {
    const entry = Buffer.alloc(ENTRY, ' ');
    entry.write(JSON.stringify(run).slice(0, ENTRY));
    this.#write(entry);
    return () => this.#write(NOTHING);
  }

  #write(entry: Buffer): void {
    if (this.#file === null) return;
    try {
      writeSync(this.#file, entry, 0, ENTRY, 0);
    } catch {
      // Half an entry names no graph.
    }
  }
}

function opened(path: string): number | null {
  try {
    makeFoldersSync(dirname(path));
    removeLeftOver(dirname(path));
    const file = openSync(path, 'w');
    // Room that a disk which fills up later cannot take away.
    writeSync(file, NOTHING, 0, ENTRY, 0);
    return file;
  } catch {
    return null;
  }
}

/** Journals of programs that are gone, by the process number that ends their names. */
function removeLeftOver(folder: string): void {
  for (const name of readdirSync(folder)) {
    const program = /^running-.*-(\d+)$/.exec(name)?.[1];
    if (program !== undefined && !isAlive(Number(program))) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(program: number): boolean {
  try {
    process.kill(program, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What ran on a device when the process ended that kept this journal, which is removed; null where nothing did. */
export function takeLastRun(path: string): DeviceRun | null {
  try {
    return deviceRun.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  } finally {
    removeQuietly(path);
  }
}
