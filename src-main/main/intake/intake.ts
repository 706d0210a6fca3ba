import { rm, stat } from 'node:fs/promises';
import { basename, join, parse, resolve } from 'node:path';
import { type ErrorCode, LongtakeError, toUserError, type UserError } from '../../../src-shared/errors';
import { isReading } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video, VideoState } from '../../../src-shared/video';
import { MADE_FILE } from '../../base/film/files';
import { LibraryInUse, OtherContent } from '../../base/library/errors';
import type { Library, NewVideo } from '../../base/library/types';
import { Cancelled, FileMissing, NoSuchFile, systemCode } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { probe } from '../../base/media/probe';
import { checkSourceFile } from '../../base/media/source-file';
import { isAnimatedWebp } from '../../base/media/still-picture';
import type { ProgramPath } from '../../base/media/types';
import { findFiles, leftOutWords } from './find-files';
import {
  type FilmMaker,
  filmOfAnimatedPicture,
  filmOfSequence,
  type MadeFilm,
  type Making,
  remakeFilm,
} from './made-films';
import { asSequence, type PictureSequence } from './numbered-pictures';
import { titleOf } from './title';

/** Files looked at side by side: mostly waiting for ffmpeg to start, and for a network drive. */
const AT_ONCE = 4;
/** Numbered pictures a second, unless said otherwise: what programs for editing take. */
export const USUAL_RATE = 25;

export interface IntakeOptions {
  readonly ffprobePath: string;
  /** Makes films of animated and of numbered pictures; where it is left out they are no films. */
  readonly make?: FilmMaker;
  /** Numbered pictures a second. */
  readonly rate?: number | undefined;
  /** Numbered pictures that are known to be the frames of one film, beside those in folders. */
  readonly sequences?: readonly PictureSequence[];
  readonly signal?: AbortSignal;
  /** Told how many of the files were looked at. */
  readonly onLooked?: (progress: AddingProgress) => void;
}
/** How many of the files that are being added were looked at. */
export interface AddingProgress {
  readonly done: number;
  readonly total: number;
}
export interface Added {
  /** What was added or known already: each video once, in the order of the files. */
  readonly videos: Video[];
  /** What could not be taken, and why. */
  readonly refused: { fileName: string; error: UserError }[];
  /** What in folders was left out, and why, in words; missing where nothing was. */
  readonly leftOut?: string;
}

type Looked =
  | { readonly kind: 'known'; readonly id: VideoId; readonly path: string }
  | { readonly kind: 'new'; readonly video: NewVideo }
  | ({ readonly kind: 'made' } & MadeFilm)
  | { readonly kind: 'refused'; readonly path: string; readonly error: UserError };

/** Intake with its collaborators: ffprobe is looked for only once something is added. */
export class Intake {
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #listeners = new Set<(progress: AddingProgress) => void>();

  constructor(
    private readonly library: Library,
    private readonly ffprobePath: ProgramPath,
    private readonly make?: FilmMaker,
  ) {}

  /** See `addFiles`. */
  async add(
    paths: readonly string[],
    signal?: AbortSignal,
    { rate, sequences = [] }: Pick<IntakeOptions, 'rate' | 'sequences'> = {},
  ): Promise<Added> {
    const closing = this.#closing.signal;
    return this.#whileOpen(async () =>
      addFiles(this.library, paths, {
        ffprobePath: await this.ffprobePath(),
        ...(this.make ? { make: this.make } : {}),
        ...{ rate, sequences },
        signal: signal ? AbortSignal.any([signal, closing]) : closing,
        onLooked: (progress) => {
          for (const listener of this.#listeners) listener(progress);
        },
      }),
    );
  }

  /** See `checkMissing`; a film that Longtake made and whose file is lost is made again. */
  async checkMissing(): Promise<Video[]> {
    const { make } = this;
    const { signal } = this.#closing;
    return this.#whileOpen(() => checkMissing(this.library, make ? { make, signal } : null));
  }

  async #whileOpen<T>(work: () => Promise<T>): Promise<T> {
    const run = work();
    this.#running.add(run);
    return run.finally(() => this.#running.delete(run));
  }

  /** Told of each file that was looked at. @returns what ends it */
  onProgress(listener: (progress: AddingProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops what is being added: nothing touches the library once this has resolved. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }
}

/**
 * Takes files, and the media files in folders, into the library. Content that it has already is not added
 * again: its entry follows the file to its new place. One bad file never keeps the others out.
 * @throws FfmpegMissing, FfmpegNotStarted, Cancelled, and whatever keeps the library from being written
 */
export async function addFiles(
  library: Library,
  paths: readonly string[],
  options: IntakeOptions,
): Promise<Added> {
  const { files, refused, leftOut, ...found } = await findFiles(paths, options.make ? asSequence : null);
  const sequences = [...found.sequences, ...(options.sequences ?? [])];
  const words = leftOutWords(leftOut);
  const ids = new Set<VideoId>();
  // What comes together has one time: newest first, it is in the order of its titles, not torn apart.
  const addedAt = Date.now();
  const problems = refused.map(({ path, error }) => refusal(path, error));
  let done = 0;
  const looked = await inOrder(files, AT_ONCE, async (path) => {
    const found = await look(library, path, options);
    done += 1;
    options.onLooked?.({ done, total: files.length + sequences.length });
    return found;
  });
  for (const sequence of sequences) {
    looked.push(await lookAtSequence(library, sequence, options));
    done += 1;
    options.onLooked?.({ done, total: files.length + sequences.length });
  }
  for (const result of looked) {
    if (result.kind === 'refused') problems.push({ fileName: basename(result.path), error: result.error });
    else ids.add(await take(library, result, addedAt));
  }
  const videos = [...ids].map((id) => library.videos.get(id));
  return { videos, refused: problems, ...(words === null ? {} : { leftOut: words }) };
}

/**
 * Points a video to its file's new place.
 * @throws OtherContent when that file is not the same one, and what `fingerprint` throws
 */
export async function relocate(library: Library, id: VideoId, newPath: string): Promise<Video> {
  const video = library.videos.get(id);
  const path = resolve(newPath);
  if ((await fingerprint(path)) !== id) throw new OtherContent(basename(path), video.title);
  return moveTo(library, id, path);
}

/**
 * Looks whether every video's file is where it was: marks those that are not, and takes the mark off those
 * that are back. Videos whose job runs or waits are left to it.
 * @param making what makes films again that Longtake made of pictures and whose file is lost; null: they are missing, too
 * @param of those that are looked for
 * @returns the videos whose state changed
 */
export async function checkMissing(
  library: Library,
  making: Pick<Making, 'make' | 'signal'> | null = null,
  of: readonly Video[] = library.videos.list(),
): Promise<Video[]> {
  if (library.readOnly) return [];
  const idle = of.filter(({ state }) => state !== 'queued' && state !== 'indexing');
  const checked = await inOrder(idle, AT_ONCE, async (video) => ({
    video,
    there:
      (await isThere(library.videos.source(video.id), video)) ||
      (making !== null && (await isRemade(library, video, making))),
  }));
  const changed: Video[] = [];
  for (const { video, there } of checked) {
    if (there === (video.state !== 'missing')) continue;
    // While the drive was answering, the video may have been removed, or its job started.
    const now = library.videos.find(video.id);
    if (!now || now.state !== video.state) continue;
    if (there) {
      changed.push(library.videos.setState(now.id, stateOfJob(library, now.id)));
    } else {
      const error = toUserError(new FileMissing(now.fileName));
      changed.push(library.videos.setState(now.id, 'missing', error));
    }
  }
  return changed;
}

/** What keeps it from being made, another time will tell: until then it is missing. */
async function isRemade(
  library: Library,
  video: Video,
  making: Pick<Making, 'make' | 'signal'>,
): Promise<boolean> {
  return remakeFilm(library, video, making).catch((error: unknown) => {
    if (making.signal?.aborted) throw error;
    return false;
  });
}

/** Failures that do not speak about a file: every other would meet them too. */
const NOT_THE_FILE: ReadonlySet<ErrorCode> = new Set([
  'FfmpegMissing',
  'FfmpegUnfit',
  'FfmpegNotStarted',
  'Cancelled',
]);

async function look(
  library: Library,
  path: string,
  { ffprobePath, make, signal }: IntakeOptions,
): Promise<Looked> {
  try {
    if (signal?.aborted) throw new Cancelled();
    const id = await fingerprint(path);
    if (library.videos.find(id)) return { kind: 'known', id, path };
    if (make && isAnimatedWebp(path)) {
      const making = { ffprobePath, make, signal };
      return await asLooked(library, await filmOfAnimatedPicture(library, path, making), { path, making });
    }
    const sizeBytes = await checkSourceFile(path);
    const media = await probe(ffprobePath, path, signal);
    return { kind: 'new', video: { id, path, title: titleOf(parse(path).name), sizeBytes, media } };
  } catch (error) {
    return whyNot(library, path, error);
  }
}

async function lookAtSequence(
  library: Library,
  sequence: PictureSequence,
  { ffprobePath, make, rate = USUAL_RATE, signal }: IntakeOptions,
): Promise<Looked> {
  const path = sequence.paths[0] ?? '';
  try {
    if (signal?.aborted) throw new Cancelled();
    if (!make) throw new Error('numbered pictures were looked for, and nothing makes a film of them');
    const making = { ffprobePath, make, signal };
    return await asLooked(library, await filmOfSequence(library, sequence, rate, making), { path, making });
  } catch (error) {
    return whyNot(library, path, error);
  }
}

async function asLooked(
  library: Library,
  found: Video | MadeFilm,
  { path, making }: { readonly path: string; readonly making: Making },
): Promise<Looked> {
  if ('staging' in found) return { kind: 'made', ...found };
  if (!(await isThere(library.videos.source(found.id), found))) await remakeFilm(library, found, making);
  return { kind: 'known', id: found.id, path };
}

/** What is told of a file that cannot be taken. @throws what is no fault of the file's */
function whyNot(library: Library, path: string, error: unknown): Looked {
  if (!(error instanceof LongtakeError) || NOT_THE_FILE.has(error.code)) throw error;
  // Nobody knows of a file that is new here that it was ever there.
  const unknown = error instanceof FileMissing && !library.videos.paths().includes(path);
  return { kind: 'refused', path, error: toUserError(unknown ? new NoSuchFile(basename(path)) : error) };
}

async function take(
  library: Library,
  looked: Exclude<Looked, { kind: 'refused' }>,
  addedAt: number,
): Promise<VideoId> {
  const { id, path } = looked.kind === 'known' ? looked : looked.video;
  if (looked.kind === 'made') return takeMade(library, looked, addedAt);
  // The same content may lie in two of the files that were given.
  if (looked.kind === 'new' && !library.videos.find(id))
    return replaceUnfinished(library, looked.video, addedAt);
  await followFile(library, id, path);
  return id;
}

/** Its folder first: a film without one could not be read. One that an earlier run left holds the same film, and what was read of it. */
async function takeMade(library: Library, { video, staging }: MadeFilm, addedAt: number): Promise<VideoId> {
  const { id } = video;
  const kept = await fingerprint(join(library.indexDir(id), MADE_FILE)).catch(() => null);
  if (library.videos.find(id) || kept === id) await rm(staging, { recursive: true, force: true });
  else if (!library.adoptIndex(id, staging)) throw new LibraryInUse(library.dir, null);
  if (!library.videos.find(id)) library.videos.add(video, addedAt);
  return id;
}

/**
 * Points a video to a file of its content that was met somewhere, where its own is gone. A second copy changes nothing while the first is
 * in its place.
 * @param path absolute; its content is the video's
 */
export async function followFile(library: Library, id: VideoId, path: string): Promise<Video> {
  const video = library.videos.get(id);
  const old = library.videos.path(id);
  if (video.media.madeOf) {
    // Its file is the library's own, and was put back where it was lost.
    const isBack = video.state === 'missing' && (await isThere(library.videos.source(id), video));
    return isBack ? library.videos.setState(id, stateOfJob(library, id)) : video;
  }
  const gone = video.state === 'missing' || (old !== path && !(await isThere(old, video)));
  return gone ? moveTo(library, id, path) : video;
}

/**
 * Adds a video. One of the same file that failed, or could be read in part, while it was still being recorded makes way for it: it
 * keeps its title and its place in the list.
 */
function replaceUnfinished(library: Library, video: NewVideo, addedAt: number): VideoId {
  const before = library.videos.list().find((known) => library.videos.path(known.id) === video.path);
  if (!before || !isUnfinished(library, before)) return library.videos.add(video, addedAt).id;
  return library.transaction(() => {
    library.videos.remove(before.id);
    return library.videos.add({ ...video, title: before.title }, before.addedAt).id;
  });
}

/** Whether a video never became whole, and holds nothing that a person did. */
function isUnfinished({ chats, segments }: Library, { id, state, frameCount, error }: Video): boolean {
  const own = segments.isCorrected(id, 'speech') || segments.isCorrected(id, 'text');
  if (own || chats.history({ videoId: id }).length > 0) return false;
  const empty = frameCount === 0 && !segments.has(id);
  return state === 'failed' || (state === 'ready' && error !== null) || (state === 'missing' && empty);
}

function moveTo(library: Library, id: VideoId, path: string): Video {
  const moved = library.videos.setPath(id, path);
  return moved.state === 'missing' ? library.videos.setState(id, stateOfJob(library, id)) : moved;
}

/** A file of another size is not the video's own any more, whatever its name. */
async function isThere(path: string, video: Video): Promise<boolean> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size === video.sizeBytes;
  } catch (error) {
    const code = systemCode(error);
    // Anything else, such as a folder that may not be entered, does not tell that the file is gone.
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** The state that a video has by its job alone: what it goes back to when its file is found again. */
function stateOfJob(library: Library, id: VideoId): VideoState {
  const job = library.jobs.find(id);
  // A reading follows a whole index.
  if (job && isReading(job.stage)) return 'ready';
  switch (job?.state) {
    case 'done':
      return 'ready';
    case 'queued':
    case 'running':
      return 'queued';
    case 'paused':
      return 'paused';
    default:
      return 'new';
  }
}

function refusal(path: string, error: unknown): Added['refused'][number] {
  return { fileName: basename(path), error: toUserError(error) };
}

/** Maps with at most `width` items under way. A failure is thrown once every lane has come to rest. */
async function inOrder<T, R>(items: readonly T[], width: number, map: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const lanes = Array.from({ length: Math.min(width, items.length) }, async () => {
    for (const [index, item] of queue) results[index] = await map(item);
  });
  for (const lane of await Promise.allSettled(lanes)) {
    if (lane.status === 'rejected') throw lane.reason;
  }
  return results;
}
