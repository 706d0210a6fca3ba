import type { TrackName, VideoId } from '../../../src-shared/domain';
import type { IndexCheckpoint, IndexProgress, IndexRequest, IndexResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import { callAgain } from './call-again';
import { checkRoom, type Work } from './room';
import { scenesAtCuts } from './scenes-at-cuts';

export interface IndexTools {
  readonly ffmpegPath: string;
  /** The pack that makes the frame tokens. */
  readonly packDir: string;
  /** The built-in pack: meaning of what is said, and where somebody speaks. */
  readonly corePackDir: string;
  readonly speechPackDir: string;
  /** What reads tracks, and which of them are wanted; null where none is. */
  readonly tracks: TrackTools | null;
  /** The pack whose language model is to read videos too; null where none was chosen. */
  readonly answers: AnswerTools | null;
}

export interface TrackTools {
  readonly packDir: string;
  readonly names: readonly TrackName[];
}

export interface AnswerTools {
  readonly packDir: string;
  /** See `tokenModel` in models/pack. */
  readonly model: string;
  /** Where to remember which files of packs were found good: hashing gigabytes takes its time. */
  readonly verifiedFile: string | null;
}

export interface IndexRunOptions {
  readonly library: Library;
  /** A worker for indexing alone: a long job must not keep questions waiting. */
  readonly worker: WorkerClient;
  /** Where the tools are, asked anew for each job; what it throws is the job's failure. */
  readonly tools: () => IndexTools | Promise<IndexTools>;
  /** Times that a job is tried when its worker dies without having stored anything new. 3 unless said otherwise. */
  readonly tries?: number;
  /** Bytes left on the disk that holds a folder. */
  readonly freeBytes?: (dir: string) => Promise<number>;
  /** Milliseconds of silence after which the worker counts as hung. Three minutes unless said otherwise. */
  readonly deadline?: number;
}

export interface IndexRunEvents {
  onProgress(progress: IndexProgress): void;
  onCheckpoint(checkpoint: IndexCheckpoint): void;
}

/** Indexes one video in the worker; see `callAgain` for what happens when the worker dies. */
export async function runIndex(
  options: IndexRunOptions,
  id: VideoId,
  signal: AbortSignal,
  events: IndexRunEvents,
): Promise<IndexResult> {
  const request = await indexRequest(options, id);
  await checkRoom(indexWork(options.library, request), options.freeBytes);
  return callAgain(options.worker, 'index.run', request, {
    signal,
    tries: options.tries ?? 3,
    deadline: options.deadline ?? 180_000,
    onEvent: (event, payload) => {
      if (event === 'checkpoint') events.onCheckpoint(payload as IndexCheckpoint);
      else events.onProgress(payload as IndexProgress);
    },
  });
}

async function indexRequest({ library, tools }: IndexRunOptions, id: VideoId): Promise<IndexRequest> {
  const { ffmpegPath, packDir, corePackDir, speechPackDir } = await tools();
  const { framesPerSecond, device, transcribe } = library.settings.get();
  return {
    videoId: id,
    path: library.videos.path(id),
    dir: library.indexDir(id),
    media: library.videos.get(id).media,
    ffmpegPath,
    packDir,
    corePackDir,
    speechPackDir,
    framesPerSecond,
    device,
    transcribe,
  };
}

function indexWork(library: Library, request: IndexRequest): Work {
  const { dir, media, framesPerSecond, packDir, transcribe, videoId } = request;
  const task = { kind: 'index', packDir, transcribe } as const;
  return { dir, title: library.videos.get(videoId).title, media, framesPerSecond, task };
}

/** Takes into the library what a running job has put on disk so far. */
export function storeCheckpoint(library: Library, id: VideoId, checkpoint: IndexCheckpoint): void {
  const { frameCount, scenes } = checkpoint;
  if (scenes) library.scenes.replace(id, scenes);
  library.videos.setIndexed(id, { frameCount, ...(frameCount > 0 ? { hasPoster: true } : {}) });
}

/** Takes a finished index into the library. */
export async function storeResult(library: Library, id: VideoId, result: IndexResult): Promise<void> {
  const { frameCount, duration, packId } = result;
  // Cuts that were found before hold for the film, however its frames are read.
  const scenes = await scenesAtCuts(library, id, result.scenes, library.shots.list(id));
  library.transaction(() => {
    library.scenes.replace(id, scenes);
    library.segments.replace(id, 'speech', result.segments);
    library.videos.setIndexed(id, { frameCount, duration, packId, hasPoster: frameCount > 0 });
    const { clock, ...media } = library.videos.get(id).media;
    // What the film showed counts over what its container makes one think.
    if (result.clock) library.videos.setMedia(id, { ...media, duration, clock: result.clock });
    else if (clock) library.videos.setMedia(id, media);
    library.videos.setState(
      id,
      'ready',
      // A file that broke off in the middle is still searchable: said on its card, not as a failure.
      result.warnings.length === 0
        ? null
        : {
            code: 'CannotReadVideo',
            message: result.warnings.join(' '),
            remedy: 'What could be read is indexed and can be searched. “Index again” reads it anew.',
          },
    );
  });
}
