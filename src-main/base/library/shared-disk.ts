/*
 * A library on a disk that several machines reach. SQLite's write-ahead log needs memory that reader and writer share, which two
 * machines do not have: readers elsewhere see half of a change, or a damaged file. There a rollback journal is written instead, and
 * the file server's locks keep the two apart. https://sqlite.org/useovernet.html, https://sqlite.org/wal.html
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** A file of this name beside a database says that other machines read it, also to the one on whose own disk it lies. */
export const SHARED_MARK = 'library.shared';

/**
 * What `statfs` calls a file system that is another machine's, or a program's that may ask one: statfs(2).
 * NFS, SMB, SMB 2 and later, CIFS of old, 9P, AFS, Ceph, FUSE, Lustre, GPFS, OCFS 2, GFS 2, Coda, vboxsf.
 */
const NETWORK = new Set([
  0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x01021997, 0x5346414f, 0x00c36400, 0x65735546, 0x0bd00bd0,
  0x47504653, 0x7461636f, 0x01161970, 0x73757245, 0x786f4256,
]);
/** What macOS's `mount` calls them. */
const NETWORK_OF_MACOS = /^(nfs|smbfs|afpfs|webdav|ftp|macfuse|osxfuse|fuse.*)$/;

/** Whether other machines may have the database in `dir` open. @param dir a folder that is there */
export function isShared(dir: string): boolean {
  return existsSync(join(dir, SHARED_MARK)) || liesOnNetwork(dir);
}

/** Says to whoever opens the library where its disk is an own one that other machines read it too. */
export function markShared(dir: string): void {
  const mark = join(dir, SHARED_MARK);
  if (!existsSync(mark)) writeFileSync(mark, '');
}

function liesOnNetwork(dir: string): boolean {
  try {
    if (process.platform === 'win32') return realpathSync.native(dir).startsWith('\\\\');
    if (process.platform === 'darwin') return NETWORK_OF_MACOS.test(kindOnMacOs(dir));
    // Some kinds have their upper bit set, which comes as a negative number on some systems.
    return NETWORK.has(statfsSync(dir).type >>> 0);
  } catch {
    return false;
  }
}

/** The kind of the file system of the longest mount point that `dir` lies in. */
function kindOnMacOs(dir: string): string {
  const at = `${realpathSync.native(dir)}/`;
  let best = { point: '', kind: '' };
  for (const line of execFileSync('/sbin/mount', { encoding: 'utf8' }).split('\n')) {
    const [, point, kind] = /^.* on (\/.*) \(([^,)]+)/.exec(line) ?? [];
    if (point === undefined || kind === undefined || point.length < best.point.length) continue;
    if (at.startsWith(point.endsWith('/') ? point : `${point}/`)) best = { point, kind };
  }
  return best.kind;
}

/** Size in bytes and time of change in ms, as the file server has them: opening a file asks it anew. Null where there is none. */
export function serverStat(file: string): { readonly size: number; readonly modified: number } | null {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const { size, mtimeMs } = fstatSync(handle);
    return { size, modified: mtimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** The time in ms by the file server's clock, which this machine's need not agree with. @throws what the system says */
export function serverNow(dir: string): number {
  const probe = join(dir, `library.${process.pid}.time`);
  try {
    writeFileSync(probe, '');
    return serverStat(probe)?.modified ?? Date.now();
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Whether a database was last written with a write-ahead log. https://sqlite.org/fileformat2.html#file_format_version_numbers */
export function hasWriteAheadLog(file: string): boolean {
  const version = Buffer.alloc(1);
  const handle = openSync(file, 'r');
  try {
    return readSync(handle, version, 0, 1, 18) === 1 && version[0] === 2;
  } finally {
    closeSync(handle);
  }
}
