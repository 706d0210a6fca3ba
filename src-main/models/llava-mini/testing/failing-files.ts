import type * as Files from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** When writing to files is to fail. */
export interface FileFaults {
  /** Changes to files since the last reset: pieces written, files renamed, made durable, cut or removed. */
  changes: number;
  /** The change that is the first to fail; of a piece that is being written, half is written. */
  failAt: number;
  /** `killed`: from then on nothing is changed any more, as if the process had gone. `full`: only writing fails. */
  how: 'killed' | 'full';
}

export const noFaults = (): FileFaults => ({ changes: 0, failAt: Number.POSITIVE_INFINITY, how: 'killed' });

/** node:fs/promises with the faults that are set when a file is changed. For vi.mock. */
export function failingFiles(files: typeof Files, faults: FileFaults): typeof Files {
  const change = async <T>(
    isWrite: boolean,
    make: () => Promise<T>,
    half?: () => Promise<unknown>,
  ): Promise<T> => {
    if (faults.how === 'full' && !isWrite) return make();
    faults.changes += 1;
    if (faults.changes < faults.failAt) return make();
    if (faults.changes === faults.failAt) await half?.();
    throw faults.how === 'killed'
      ? new Error('the process was killed')
      : Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return {
    ...files,
    rename: (from, to) => change(false, () => files.rename(from, to)),
    link: (from, to) => change(false, () => files.link(from, to)),
    rm: (path, options) => change(false, () => files.rm(path, options)),
    mkdir: ((path: string, options: object) => change(false, () => files.mkdir(path, options))) as never,
    async open(path, flags, mode) {
      const handle =
        flags === 'r' || flags === undefined
          ? await files.open(path, flags, mode)
          : await change(false, () => files.open(path, flags, mode));
      return flags === 'r' || flags === undefined ? handle : withFaults(handle);
    },
  };

  function withFaults(handle: FileHandle): FileHandle {
    const whole = {
      write: handle.write.bind(handle) as (...all: unknown[]) => Promise<never>,
      writeFile: handle.writeFile.bind(handle),
      sync: handle.sync.bind(handle),
      truncate: handle.truncate.bind(handle),
    };
    const some = (data: Uint8Array | string) => data.slice(0, Math.ceil(data.length / 2));
    return Object.assign(handle, {
      write: (data: Uint8Array, offset: number, length: number, position: number) =>
        change(
          true,
          () => whole.write(data, offset, length, position),
          () => whole.write(data, offset, Math.ceil(length / 2), position),
        ),
      writeFile: (data: Uint8Array | string) =>
        change(
          true,
          () => whole.writeFile(data),
          () => whole.writeFile(some(data)),
        ),
      sync: () => change(false, whole.sync),
      truncate: (length?: number) => change(false, () => whole.truncate(length)),
    });
  }
}
