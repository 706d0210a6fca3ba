import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { device, graphForm } from '../../../src-shared/devices';
import { LongtakeError } from '../../../src-shared/errors';
import { makeFoldersSync } from '../make-folder';
import { removeQuietly } from './remove-quietly';

/** How trying a device with a check ended. */
export const tried = z.object({
  how: z.enum(['right', 'wrong', 'absent', 'refused', 'crashed', 'hung', 'half']),
  /** Of the check's unit of work; null where it was not told, or not within the time for it. */
  milliseconds: z.number().nullable(),
  /** The form of the graph that ended so; missing where there is only one. */
  form: graphForm.optional(),
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

/** What is known of devices is to be forgotten, and its file cannot be removed. */
export class RecordsStay extends LongtakeError {
  constructor(options: { cause: unknown }) {
    super(
      'NoPermission',
      'What is known of this machine’s devices cannot be forgotten: its file cannot be removed.',
      'Give your user permission to change the folder “devices” beside the library, and try again.',
      options,
    );
  }
}

/**
 * What is known of this machine's devices, in a file that every process reads anew and replaces whole. Entries of other versions
 * of the runtime or the driver count for nothing. A file that cannot be read costs trying the devices again; what cannot be
 * written is known to this process alone.
 * Nothing here loads ONNX Runtime: the process with the windows uses it, too.
 */
export class DeviceRecords {
  /** What the file does not hold. */
  #unwritten: Records = NONE;

  /** @param file null keeps all of it in memory, for this process */
  constructor(private readonly file: string | null) {}

  found(key: string, of: z.infer<typeof device>, versions: string): Tried | null {
    const same = this.#read().tried.find((entry) => entry.key === key && entry.device === of);
    return same && same.versions === versions ? same.outcome : null;
  }

  remember(key: string, of: z.infer<typeof device>, versions: string, outcome: Tried): void {
    this.#add({ ...NONE, tried: [{ key, device: of, versions, outcome }] });
  }

  /** Why a device is not to run one of these graphs; null where nothing is against it. */
  isSetAside(graphs: readonly string[], of: z.infer<typeof device>, versions: string): SetAside | null {
    const all = this.#read().setAside;
    const against = (entry: SetAside) => entry.device === of && entry.versions === versions;
    return all.find((entry) => against(entry) && graphs.includes(entry.graph)) ?? null;
  }

  setAside(run: DeviceRun, how: SetAside['how']): SetAside {
    const entry: SetAside = { ...run, how, at: new Date().toISOString() };
    this.#add({ ...NONE, setAside: [entry] });
    return entry;
  }

  /** Forgets all of it: every device is tried again. @throws RecordsStay */
  clear(): void {
    this.#unwritten = NONE;
    if (this.file === null) return;
    try {
      // On Windows another process may just be reading it.
      rmSync(this.file, { force: true, maxRetries: 3 });
    } catch (cause) {
      throw new RecordsStay({ cause });
    }
  }

  #read(): Records {
    return joined(this.file === null ? NONE : stored(this.file), this.#unwritten);
  }

  #add(entries: Records): void {
    const all = joined(this.#read(), entries);
    const written = this.file !== null && store(this.file, all);
    this.#unwritten = written ? NONE : joined(this.#unwritten, entries);
  }
}

/** The later ones of two sets of entries take the place of those of the same device for the same. */
function joined(earlier: Records, later: Records): Records {
  const isTried = (a: Records['tried'][number]) =>
    later.tried.some((b) => a.key === b.key && a.device === b.device);
  const isAside = (a: SetAside) => later.setAside.some((b) => a.graph === b.graph && a.device === b.device);
  return {
    format: 1,
    tried: [...earlier.tried.filter((entry) => !isTried(entry)), ...later.tried].slice(-MOST),
    setAside: [...earlier.setAside.filter((entry) => !isAside(entry)), ...later.setAside].slice(-MOST),
  };
}

function stored(file: string): Records {
  try {
    return recordsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return NONE;
  }
}

function store(file: string, records: Records): boolean {
  const work = `${file}.${process.pid}.new`;
  try {
    makeFoldersSync(dirname(file));
    writeFileSync(work, JSON.stringify(records));
    renameSync(work, file);
    return true;
  } catch {
    removeQuietly(work);
    return false;
  }
}
