import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { device } from '../../src-shared/domain';

/** How trying a device with a check ended. */
export const tried = z.object({
  how: z.enum(['right', 'wrong', 'refused', 'crashed', 'hung', 'half']),
  /** Of the check's unit of work; null where it was not told, or not within the time for it. */
  milliseconds: z.number().nullable(),
});
export type Tried = z.infer<typeof tried>;

/** A graph on a device, in the versions that it runs in. */
export const deviceRun = z.object({
  device,
  /** Names the graph: its pack with the version, and its file. */
  graph: z.string(),
  /** Of ONNX Runtime and the device's driver, as far as they are known. */
  versions: z.string(),
});
export type DeviceRun = z.infer<typeof deviceRun>;

/** A graph that took its process down on a device, did not come back, or was refused while it ran. */
const setAside = deviceRun.extend({ how: z.enum(['crashed', 'failed']), at: z.string() });
export type SetAside = z.infer<typeof setAside>;

const recordsFile = z.object({
  format: z.literal(1),
  tried: z.array(z.object({ key: z.string(), device, versions: z.string(), outcome: tried })),
  setAside: z.array(setAside),
});
type Records = z.infer<typeof recordsFile>;

const NONE: Records = { format: 1, tried: [], setAside: [] };
/** Packs come and go; what was found of the oldest is found again. */
const MOST = 200;

/**
 * What is known of this machine's devices, in a file that every process reads anew and replaces whole. Entries of other versions
 * of the runtime or the driver count for nothing. A file that cannot be read or written costs trying the devices again.
 * Nothing here loads ONNX Runtime: the process with the windows uses it, too.
 */
export class DeviceRecords {
  #kept: Records = NONE;

  /** @param file null keeps all of it in memory, for this process */
  constructor(private readonly file: string | null) {}

  found(key: string, of: z.infer<typeof device>, versions: string): Tried | null {
    const same = this.#read().tried.find((entry) => entry.key === key && entry.device === of);
    return same && same.versions === versions ? same.outcome : null;
  }

  remember(key: string, of: z.infer<typeof device>, versions: string, outcome: Tried): void {
    const { tried: all, ...rest } = this.#read();
    const others = all.filter((entry) => entry.key !== key || entry.device !== of);
    this.#write({ ...rest, tried: [...others, { key, device: of, versions, outcome }].slice(-MOST) });
  }

  /** Why a device is not to run one of these graphs; null where nothing is against it. */
  isSetAside(graphs: readonly string[], of: z.infer<typeof device>, versions: string): SetAside | null {
    const all = this.#read().setAside;
    const against = (entry: SetAside) => entry.device === of && entry.versions === versions;
    return all.find((entry) => against(entry) && graphs.includes(entry.graph)) ?? null;
  }

  setAside(run: DeviceRun, how: SetAside['how']): SetAside {
    const { setAside: all, ...rest } = this.#read();
    const entry: SetAside = { ...run, how, at: new Date().toISOString() };
    const others = all.filter(({ device: of, graph }) => of !== run.device || graph !== run.graph);
    this.#write({ ...rest, setAside: [...others, entry].slice(-MOST) });
    return entry;
  }

  /** Forgets all of it: every device is tried again. */
  clear(): void {
    this.#kept = NONE;
    if (this.file !== null) rmSync(this.file, { force: true });
  }

  #read(): Records {
    if (this.file === null) return this.#kept;
    try {
      return recordsFile.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return NONE;
    }
  }

  #write(records: Records): void {
    this.#kept = records;
    if (this.file === null) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      const work = `${this.file}.${process.pid}.new`;
      writeFileSync(work, JSON.stringify(records));
      renameSync(work, this.file);
    } catch {
      // Known only for as long as somebody tries again.
    }
  }
}
