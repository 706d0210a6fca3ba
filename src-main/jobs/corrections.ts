import type { Segment, SegmentSource, VideoId } from '../../src-shared/domain';
import type { Library } from '../library/types';
import type { WorkerClient } from './protocol';
import type { JobQueue } from './types';

export interface CorrectionsOptions {
  readonly library: Library;
  /** The worker for queries: a correction must not wait for a job. */
  readonly worker: Pick<WorkerClient, 'call'>;
  readonly jobs: Pick<JobQueue, 'list' | 'on'>;
  /** Folder of the built-in pack, in whose space sentences are compared. */
  readonly packDir: () => string;
  readonly onUnexpected?: (error: unknown) => void;
}

/** Milliseconds of silence after which the worker counts as hung: loading its models takes a part of them. */
const DEADLINE = 180_000;

/**
 * Takes what people correct in transcripts, and sees to it that search by meaning follows: a job knows only what the model
 * heard, so that its end is followed by another look where something was corrected.
 */
export class Corrections {
  readonly #waiting = new Set<VideoId>();
  readonly #stop: () => void;
  #renewing: Promise<void> | null = null;

  constructor(private readonly options: CorrectionsOptions) {
    this.#stop = options.jobs.on('indexed', (id, what) => {
      if (what === 'transcript' && this.#spoken(id).some(({ heard }) => heard !== undefined)) this.#renew(id);
    });
  }

  /** A person's text for a line; null takes it back. Search by meaning follows a moment later. @throws NotFound */
  correct(id: VideoId, source: SegmentSource, segmentId: number, text: string | null): Segment {
    const segment = this.options.library.segments.correct(id, source, segmentId, text);
    if (source === 'speech') this.#renew(id);
    return segment;
  }

  /** Resolves once search by meaning knows all that was corrected so far. */
  async settled(): Promise<void> {
    await this.#renewing;
  }

  /** No correction after this one is followed; those before are. */
  async close(): Promise<void> {
    this.#stop();
    await this.settled();
  }

  #renew(id: VideoId): void {
    this.#waiting.add(id);
    this.#renewing ??= this.#renewAll().finally(() => {
      this.#renewing = null;
    });
  }

  /** One after another; what is corrected meanwhile is done after them. */
  async #renewAll(): Promise<void> {
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      try {
        await this.#renewOne(id);
      } catch (error) {
        this.options.onUnexpected?.(error);
      }
    }
  }

  async #renewOne(id: VideoId): Promise<void> {
    const { library, worker, packDir } = this.options;
    // A job that indexes writes the same file at its end, and is looked after then.
    if (library.videos.find(id) === null || this.#isIndexing(id)) return;
    const lines = this.#spoken(id).map((line) => ({ id: line.id, text: line.text }));
    const input = { packDir: packDir(), dir: library.indexDir(id), lines };
    await worker.call('speech.embed', input, { deadline: DEADLINE });
  }

  #spoken(id: VideoId): Segment[] {
    return this.options.library.segments.list(id, 'speech');
  }

  #isIndexing(id: VideoId): boolean {
    return this.options.jobs
      .list()
      .some(
        ({ videoId, state, stage }) =>
          videoId === id && state === 'running' && stage !== 'tracks' && stage !== 'watch',
      );
  }
}
