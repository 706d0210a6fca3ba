import { RELEASES } from '../../../src-shared/updates';

/**
 * The folder of the list of releases: the one address, or, for tests, a server on this computer and no other.
 * @param named what the environment names
 */
export function feedAddress(named: string | undefined): string {
  const url = named !== undefined && URL.canParse(named) ? new URL(named) : null;
  return url?.protocol === 'http:' && url.hostname === '127.0.0.1' ? url.href : RELEASES;
}

/** The name that electron-builder gives the list for a system and a processor. */
export function listName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'darwin') return 'latest-mac.yml';
  if (platform === 'win32') return 'latest.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-|$)/;

/** Whether a release is newer than what runs. A version before a release (0.3.0-beta.1) is older than that release. */
export function isNewer(release: string, running: string): boolean {
  const [there, here] = [VERSION.exec(release), VERSION.exec(running)];
  if (!there || !here) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(there[part]) - Number(here[part]);
    if (difference !== 0) return difference > 0;
  }
  return here[4] === '-' && there[4] !== '-';
}
