import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import { forgetMeanings } from '../../base/film/files';
import type { Library } from '../../base/library/types';
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

  /** Takes a file of subtitles that a person brought, and shows it. @throws CannotReadSubtitles, FileMissing, NoPermission, NotFound */
  async import(id: VideoId, path: string): Promise<Video> {
    const { library, worker } = this.options;
    const { media, duration } = library.videos.get(id);
    const length = duration > 0 ? duration : media.duration;
    const found = await worker.call('subtitles.read', { path, duration: length }, { deadline: DEADLINE });
    library.transcripts.storeFromFile(id, [found]);
    return this.show(id, found.info.key);
  }

  async #renew(id: VideoId): Promise<void> {
    const { library, corrections } = this.options;
    await forgetMeanings(library.indexDir(id), 'speech');
    corrections.renew(id, 'speech');
  }
}
