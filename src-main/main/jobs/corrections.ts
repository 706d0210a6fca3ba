import { type Segment, type SegmentSource, segmentSource } from '../../../src-shared/analysis';
import type { Job } from '../../../src-shared/jobs';
import { isReading } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import type { JobQueue } from './types';

/** The lines of one source of a video. */
interface Lines {
  readonly id: VideoId;
  readonly source: SegmentSource;
}

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
  readonly #waiting = new Map<string, Lines>();
  readonly #stop: () => void;
  #renewing: Promise<void> | null = null;

  constructor(private readonly options: CorrectionsOptions) {
    this.#stop = options.jobs.on('indexed', (id, what) => {
      if (what !== 'transcript') return;
      for (const source of segmentSource.options) {
        const other = source === 'speech' && this.#showsFile(id);
        if (other || options.library.segments.isCorrected(id, source)) this.renew(id, source);
      }
    });
  }

  /** A person's text for a line; null takes it back. Search by meaning follows a moment later. @throws NotFound */
  correct(id: VideoId, source: SegmentSource, segmentId: number, text: string | null): Segment {
    const segment = this.options.library.segments.correct(id, source, segmentId, text);
    this.renew(id, source);
    return segment;
  }

  /** Sees to it that search by meaning finds the lines that there are now, a moment later. */
  renew(id: VideoId, source: SegmentSource): void {
    this.#waiting.set(`${id}/${source}`, { id, source });
    this.#renewing ??= this.#renewAll().finally(() => {
      this.#renewing = null;
    });
  }

  /** Whether the transcript that is shown comes from the file: a job makes searchable what it heard. */
  #showsFile(id: VideoId): boolean {
    const known = this.options.library.videos.find(id)?.transcripts;
    return known?.list.some(({ key, origin }) => key === known.shown && origin !== 'heard') ?? false;
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

  /** One after another; what is corrected meanwhile is done after them. */
  async #renewAll(): Promise<void> {
    for (const [key, lines] of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await this.#renewOne(lines);
      } catch (error) {
        this.options.onUnexpected?.(error);
      }
    }
  }

  async #renewOne({ id, source }: Lines): Promise<void> {
    const { library, worker, packDir } = this.options;
    // A job that writes the same file at its end is looked after then.
    if (library.videos.find(id) === null || this.#isWriting(id, source)) return;
    const lines = library.segments.list(id, source).map((line) => ({ id: line.id, text: line.text }));
    const input = { packDir: packDir(), dir: library.indexDir(id), source, lines };
    await worker.call('speech.embed', input, { deadline: DEADLINE });
  }

  #isWriting(id: VideoId, source: SegmentSource): boolean {
    const writes = (stage: Job['stage']) => (source === 'text' ? stage === 'tracks' : !isReading(stage));
    return this.options.jobs
      .list()
      .some(({ videoId, state, stage }) => videoId === id && state === 'running' && writes(stage));
  }
}
