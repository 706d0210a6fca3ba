import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Cancelled } from '../../../base/media/errors';
import type { StepOptions } from '../../../base/packs/install-types';
import { ReleasesUnread } from '../../../base/release/errors';
import type { Release, ReleaseFile, ReleasePlace } from '../../../base/release/types';
import { downloadAll } from '../hub/download';
import { readText, type Timing, Transport } from '../hub/transport';
import { readList } from './list';

/** A list of releases is some kilobytes. */
const LARGEST_LIST = 64 * 1024;
/** Milliseconds for the whole of it: nobody waits for a server that sends a letter now and then. */
const LONGEST = 60_000;

export interface ReleaseTools {
  /** Shorter times and smaller pieces for tests. */
  readonly timing?: Partial<Timing>;
  readonly longest?: number;
  readonly pieceBytes?: number;
}

/**
 * One GET for the list of releases. Nothing is sent but what any request has: the address, and "Longtake" as who asks.
 * @throws ReleasesUnread, DownloadFailed for a redirection that must not be followed; Cancelled
 */
export async function readReleases(
  { feed, proxy, list }: ReleasePlace & { readonly list: string },
  signal: AbortSignal,
  { timing, longest = LONGEST }: ReleaseTools = {},
): Promise<Release> {
  const transport = new Transport({ hub: feed, proxy, timing });
  const ending = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
  try {
    const response = await transport.send('GET', transport.address(`/${list}`), {}, ending);
    if (response.status !== 200) {
      response.body.on('error', () => undefined).destroy();
      throw new ReleasesUnread('silent', { cause: new Error(`status ${response.status}`) });
    }
    return readList(await readText(response, LARGEST_LIST));
  } catch (error) {
    if (signal.aborted) throw new Cancelled({ cause: error });
    // What a server does to a request is one thing for whoever asked: there is no list.
    const passing = error instanceof Error && ['Passing', 'Cancelled'].includes(error.name);
    throw passing ? new ReleasesUnread('silent', { cause: error }) : error;
  } finally {
    await transport.close();
  }
}

/**
 * Fetches a package, and gives it its name only when size and hash are those of the list. What came of it is kept for the next try.
 * @param to whose folder also takes what is on its way
 * @throws DownloadFailed, DiskFull, Cancelled
 */
export async function fetchRelease(
  { feed, proxy, file, to }: ReleasePlace & { readonly file: ReleaseFile; readonly to: string },
  options: StepOptions,
  { timing, pieceBytes }: ReleaseTools = {},
): Promise<void> {
  const transport = new Transport({ hub: feed, proxy, timing });
  // One that is whole is checked no more: it may be of another list.
  await rm(to, { force: true });
  const url = transport.address(`/${encodeURIComponent(file.name)}`);
  const wanted = { name: file.name, path: basename(to), url, bytes: file.bytes, sha512: file.sha512 };
  const pieces = pieceBytes === undefined ? {} : { pieceBytes };
  try {
    const download = { ...options, ...pieces, transport };
    await downloadAll([{ ...wanted, sha256: null, gitSha1: null }], dirname(to), download);
  } finally {
    await transport.close();
  }
}
