import type { VideoId } from '../../src-shared/domain';
import { LongtakeError } from '../../src-shared/errors';
import type { IndexCheckpoint, IndexProgress, IndexRequest, IndexResult } from '../index/types';
import type { Library } from '../library/types';
import type { WorkerClient } from './protocol';

export interface IndexTools {
  readonly ffmpegPath: string;
  readonly packDir: string;
}

export interface IndexRunOptions {
  readonly library: Library;
  /** A worker for indexing alone: a long job must not keep questions waiting. */
  readonly worker: WorkerClient;
  /** Where the tools are, asked anew for each job; what it throws is the job's failure. */
  readonly tools: () => IndexTools | Promise<IndexTools>;
  /** Times that a job is tried when its worker dies without having stored anything new. 3 unless said otherwise. */
  readonly tries?: number;
  /** Milliseconds of silence after which the worker counts as hung. Three minutes unless said otherwise. */
  readonly deadline?: number;
}

export interface IndexRunEvents {
  onProgress(progress: IndexProgress): void;
  onCheckpoint(checkpoint: IndexCheckpoint): void;
}

/**
 * Indexes one video in the worker. When the worker dies it is asked again and goes on from the last
 * checkpoint, as often as there is a new one in between, else only so many times, the last time on the CPU. An index that turns out to
 * be damaged was thrown away by the worker, and is made anew, once.
 */
export async function runIndex(
  options: IndexRunOptions,
  id: VideoId,
  signal: AbortSignal,
  events: IndexRunEvents,
): Promise<IndexResult> {
  const request = await indexRequest(options, id);
  const most = options.tries ?? 3;
  let anew = false;
  for (let tries = 1; ; tries += 1) {
    // A driver that takes the process down with it does so each time.
    const device = tries > 1 && tries === most ? 'cpu' : request.device;
    try {
      return await options.worker.call(
        'index.run',
        { ...request, device },
        {
          signal,
          deadline: options.deadline ?? 180_000,
          onEvent: (event, payload) => {
            if (signal.aborted) return;
            if (event === 'checkpoint') {
              tries = 0;
              events.onCheckpoint(payload as IndexCheckpoint);
            } else {
              events.onProgress(payload as IndexProgress);
            }
          },
        },
      );
    } catch (error) {
      if (signal.aborted || !(error instanceof LongtakeError)) throw error;
      if (error.code === 'IndexBroken' && !anew) anew = true;
      else if (error.code !== 'WorkerLost' || tries >= most) throw error;
    }
  }
}

async function indexRequest({ library, tools }: IndexRunOptions, id: VideoId): Promise<IndexRequest> {
  const { ffmpegPath, packDir } = await tools();
  const { framesPerSecond, device, transcribe } = library.settings.get();
  return {
    videoId: id,
    path: library.videos.path(id),
    dir: library.indexDir(id),
    media: library.videos.get(id).media,
    ffmpegPath,
    packDir,
    framesPerSecond,
    device,
    transcribe,
  };
}

/** Takes into the library what a running job has put on disk so far. */
export function storeCheckpoint(library: Library, id: VideoId, checkpoint: IndexCheckpoint): void {
  const { frameCount, scenes } = checkpoint;
  if (scenes) library.scenes.replace(id, scenes);
  library.videos.setIndexed(id, { frameCount, ...(frameCount > 0 ? { hasPoster: true } : {}) });
}

/** Takes a finished index into the library. */
export function storeResult(library: Library, id: VideoId, result: IndexResult): void {
  const { frameCount, duration, packId } = result;
  library.transaction(() => {
    library.scenes.replace(id, result.scenes);
    library.segments.replace(id, result.segments);
    library.videos.setIndexed(id, { frameCount, duration, packId, hasPoster: frameCount > 0 });
    library.videos.setState(
      id,
      'ready',
      // A file that broke off in the middle is still searchable: said on its card, not as a failure.
      result.warnings.length === 0
        ? null
        : {
            code: 'CannotReadVideo',
            message: result.warnings.join(' '),
            remedy: 'What could be read is indexed and can be searched.',
          },
    );
  });
}
