import { copyFile, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import { BROUGHT_FOLDER, forgetMeanings } from '../../base/film/files';
import type { Library } from '../../base/library/types';
import { makeFolders } from '../../base/make-folder';
import { asWriteError } from '../../base/media/errors';
import { checkSourceFile } from '../../base/media/source-file';
import { PICTURE_EXTENSIONS } from '../../base/media/subtitles/beside';
import { CannotReadSubtitles } from '../../base/media/subtitles/read-file';
import type { WorkerClient } from '../../base/rpc/protocol';
import type { Corrections } from './corrections';
import type { JobQueue } from './types';

export interface TranscriptsOptions {
  readonly library: Library;
  /** The worker for queries: a file of subtitles is untrusted, and must not wait for a job. */
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly corrections: Pick<Corrections, 'renew'>;
  readonly jobs: Pick<JobQueue, 'again'>;
}

/** Milliseconds of silence after which the worker counts as hung: reading 16 MB of text takes seconds at most. */
const DEADLINE = 60_000;

function isPictures(path: string): boolean {
  return PICTURE_EXTENSIONS.includes(extname(path).slice(1).toLowerCase());
}

/** What a person chooses about a film's transcripts. */
export class Transcripts {
  constructor(private readonly options: TranscriptsOptions) {}

  /** Shows another transcript; search by meaning follows a moment later. @throws NotFound */
  async show(id: VideoId, key: string): Promise<Video> {
    const { library } = this.options;
    library.transcripts.show(id, key, true);
    await this.#renew(id);
    return library.videos.get(id);
  }

  /**
   * Hears another sound track: what was heard in it before is shown at once, else the transcript is made anew by a job, and
   * the waveform with it.
   * @throws NotFound
   */
  async chooseAudio(id: VideoId, audio: number): Promise<Video> {
    const { library, jobs } = this.options;
    library.transcripts.chooseAudio(id, audio);
    await this.#renew(id);
    const { state } = library.videos.get(id);
    // A job that waits, or was stopped, hears the track when its turn comes.
    if (state === 'ready' || state === 'indexing') jobs.again(id);
    return library.videos.get(id);
  }

  /**
   * Takes a file of subtitles that a person brought, and shows it. Those that are pictures are read by a job.
   * @throws DiskFull, CannotReadSubtitles, FileMissing, NoPermission, NotFound
   */
  async import(id: VideoId, path: string): Promise<Video> {
    if (isPictures(path)) return this.#bring(id, path);
    const { library, worker } = this.options;
    const { media, duration } = library.videos.get(id);
    const length = duration > 0 ? duration : media.duration;
    const found = await worker.call('subtitles.read', { path, duration: length }, { deadline: DEADLINE });
    library.transcripts.storeFromFile(id, [found]);
    return this.show(id, found.info.key);
  }

  /** Subtitles that are pictures wait in the film's folder, as reading them takes minutes. */
  async #bring(id: VideoId, path: string): Promise<Video> {
    const { library, jobs } = this.options;
    const name = basename(path);
    if (!library.settings.get().readText) {
      throw new CannotReadSubtitles(name, 'they are pictures, and reading what is written is switched off');
    }
    const folder = join(library.indexDir(id), BROUGHT_FOLDER);
    // A VobSub's list names the file beside it.
    const parts = /\.idx$/i.test(name) ? [path, path.replace(/\.idx$/i, '.sub')] : [path];
    for (const part of parts) await checkSourceFile(part);
    await makeFolders(folder);
    try {
      for (const part of parts) await copyFile(part, join(folder, basename(part)));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw asWriteError(error, folder);
    }
    const { state } = library.videos.get(id);
    // A job that waits, or was stopped, reads them when its turn comes.
    if (state === 'ready' || state === 'indexing') jobs.again(id);
    return library.videos.get(id);
  }

  async #renew(id: VideoId): Promise<void> {
    const { library, corrections } = this.options;
    await forgetMeanings(library.indexDir(id), 'speech');
    corrections.renew(id, 'speech');
  }
}
