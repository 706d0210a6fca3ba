import { DownloadFailed } from '../../../base/packs/hub-errors';

/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Whether a path from elsewhere (a hub, an archive) may become a file below a folder of ours, on every system: relative, forward
 * slashes, no way up, nothing that a system takes for a drive, a stream or a device.
 */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > 500) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no name may hold
  if (/[\\:*?"<>|\u0000-\u001f\u007f]/.test(path)) return false;
  return path
    .split('/')
    .every(
      (part) => part !== '' && part !== '.' && part !== '..' && !/[. ]$/.test(part) && !DEVICES.test(part),
    );
}

/** @throws DownloadFailed for a path that would leave the folder or that some system cannot store */
export function checkRemotePath(path: string): void {
  if (!isSafePath(path)) {
    throw new DownloadFailed(
      JSON.stringify(path.slice(0, 100)),
      'the hub gave it a name that no file may have here',
      'Try another mirror; if this is the hub itself, report it.',
    );
  }
}

/** A path as a part of an address: each name is escaped, the slashes stay. */
export function escapePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
