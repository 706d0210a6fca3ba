import { z } from 'zod';
import { DownloadFailed } from '../../../base/packs/hub-errors';
import type { RemoteFile } from '../../../base/packs/install-types';
import { checkRemotePath, escapePath } from './names';
import { Patience } from './retry';
import { Passing, type Response, readText, retryAfter, type Transport } from './transport';

/** A file of which all is known that its download needs. */
export interface ResolvedFile {
  /** Its path in the repository: what the user is told. */
  readonly name: string;
  /** Where it goes, relative to the folder fetched into. */
  readonly path: string;
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string | null;
  /** The hub names small files by git's hash: SHA-1 over `blob SIZE\0` and the content. */
  readonly gitSha1: string | null;
  /** In base64; of packages of Longtake's own. */
  readonly sha512?: string;
}

export interface WantedPart {
  readonly repository: string;
  readonly revision: string;
  readonly files: readonly RemoteFile[];
  readonly into: string;
}

/** What `GET /api/models/OWNER/NAME/revision/REVISION?blobs=true` answers, as far as it is used. */
const modelInfo = z.object({
  sha: z.string().optional(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative().optional(),
      blobId: z.string().optional(),
      lfs: z.object({ sha256: z.string(), size: z.number().int().nonnegative() }).nullish(),
    }),
  ),
});
type Listed = z.infer<typeof modelInfo>['siblings'][number];

const COMMIT = /^[0-9a-f]{40}$/;
const SHA256 = /^[0-9a-f]{64}$/;
/** A repository of many thousand files lists itself in a few megabytes. */
const LARGEST_LIST = 32 * 1024 * 1024;

/**
 * Asks the hub what it has of a repository: sizes and hashes that the catalogue lacks, and the commit that a name such as
 * `main` stands for now, so that every file comes from one state.
 * @throws DownloadFailed where a file is not there, or is another than the catalogue knows; Cancelled
 */
export async function resolvePart(
  transport: Transport,
  part: WantedPart,
  signal: AbortSignal,
): Promise<{ revision: string; files: ResolvedFile[] }> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(part.repository)) {
    throw new DownloadFailed(part.repository, 'this is no name of a repository');
  }
  for (const file of part.files) checkRemotePath(file.path);
  const list = await listFiles(transport, part, signal);
  const revision = list?.sha ?? part.revision;
  const byName = new Map(list?.siblings.map((listed) => [listed.rfilename, listed]));
  const files: ResolvedFile[] = [];
  for (const file of part.files) {
    const url = transport.address(
      `/${part.repository}/resolve/${encodeURIComponent(revision)}/${escapePath(file.path)}`,
    );
    const known = list
      ? fromList(byName.get(file.path), file.path)
      : await head(transport, url, file.path, signal);
    files.push(agreed(file, known, url, part.into));
  }
  return { revision, files };
}

type Known = {
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly gitSha1: string | null;
};

function fromList(listed: Listed | undefined, path: string): Known {
  if (!listed)
    throw new DownloadFailed(
      path,
      'it is not in its repository any more',
      'Look for a newer version of Longtake.',
    );
  const sha256 = listed.lfs?.sha256 ?? null;
  return {
    bytes: listed.lfs?.size ?? listed.size ?? null,
    sha256: sha256 && SHA256.test(sha256) ? sha256 : null,
    // Of a large file this would be the hash of its pointer.
    gitSha1: !listed.lfs && listed.blobId && COMMIT.test(listed.blobId) ? listed.blobId : null,
  };
}

function agreed(wanted: RemoteFile, known: Known, url: string, into: string): ResolvedFile {
  const name = wanted.path;
  const differs =
    (wanted.bytes !== null && known.bytes !== null && wanted.bytes !== known.bytes) ||
    (wanted.sha256 !== null && known.sha256 !== null && wanted.sha256 !== known.sha256);
  if (differs) {
    throw new DownloadFailed(
      name,
      'the hub has another file there than the one that this version of Longtake knows',
      'Look for a newer version of Longtake, or import the model from a folder.',
    );
  }
  const bytes = wanted.bytes ?? known.bytes;
  if (bytes === null)
    throw new DownloadFailed(name, 'the hub does not say how large it is', 'Try another mirror.');
  const sha256 = wanted.sha256 ?? known.sha256;
  const path = into === '' ? name : `${into}/${name}`;
  return { name, path, url, bytes, sha256, gitSha1: sha256 ? null : known.gitSha1 };
}

/** Null where this is a mirror that only gives out files. */
async function listFiles(transport: Transport, part: WantedPart, signal: AbortSignal) {
  const url = transport.address(
    `/api/models/${part.repository}/revision/${encodeURIComponent(part.revision)}?blobs=true`,
  );
  return patiently(transport, part.repository, signal, async () => {
    const response = await transport.send('GET', url, { accept: 'application/json' }, signal);
    if ([404, 405, 501].includes(response.status)) {
      await response.body.dump();
      return null;
    }
    await refuse(response, part.repository);
    const parsed = modelInfo.safeParse(parseJson(await readText(response, LARGEST_LIST)));
    // A sign-in page or the like: no list, and no reason to give up yet.
    if (!parsed.success) throw new Passing('the answer was no list of files');
    const { sha, siblings } = parsed.data;
    if (COMMIT.test(part.revision) && sha !== undefined && sha !== part.revision) {
      throw new DownloadFailed(part.repository, 'the hub answered with another revision than was asked for');
    }
    return { sha: sha !== undefined && COMMIT.test(sha) ? sha : null, siblings };
  });
}

/** What the headers of one file tell. */
async function head(transport: Transport, url: string, name: string, signal: AbortSignal): Promise<Known> {
  return patiently(transport, name, signal, async () => {
    const response = await transport.send('HEAD', url, {}, signal);
    await refuse(response, name);
    await response.body.dump();
    const size = Number(response.first('x-linked-size') ?? response.header('content-length') ?? Number.NaN);
    const tag = (response.first('x-linked-etag') ?? response.first('etag') ?? '').replace(/^W\/|"/g, '');
    return {
      bytes: Number.isSafeInteger(size) && size >= 0 ? size : null,
      sha256: SHA256.test(tag) ? tag : null,
      gitSha1: COMMIT.test(tag) ? tag : null,
    };
  });
}

async function patiently<T>(
  transport: Transport,
  name: string,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  const patience = new Patience(name, transport.timing, signal);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await patience.after(error);
    }
  }
}

/** @throws Passing or DownloadFailed for any status that brings no content */
export async function refuse(response: Response, name: string): Promise<void> {
  const { status } = response;
  if (status >= 200 && status < 300) return;
  response.body.on('error', () => undefined).destroy();
  if (status === 429 || status === 408 || status >= 500) {
    throw new Passing(`the server answered ${status}`, retryAfter(response.header('retry-after')));
  }
  if (status === 404 || status === 410) {
    throw new DownloadFailed(
      name,
      'it is not there',
      'Look at the mirror in Settings, or for a newer version of Longtake.',
    );
  }
  if (status === 401 || status === 403) {
    throw new DownloadFailed(
      name,
      'the hub gives it out only to people who are signed in',
      'Download it in your browser and import it from a folder.',
    );
  }
  if (status === 407) {
    throw new DownloadFailed(
      name,
      'the proxy wants a name and a password',
      'Put them into the proxy address in Settings.',
    );
  }
  throw new DownloadFailed(name, `the server answered ${status}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
