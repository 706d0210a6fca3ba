import type { MediaInfo, TrackName, VideoId } from '../../../src-shared/domain';
import { LongtakeError } from '../../../src-shared/errors';
import type { IndexCheckpoint, IndexProgress, IndexRequest, IndexResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import { LOOKED } from '../../base/media/probe-parser';
import type { WorkerClient } from '../../base/rpc/protocol';
import { callAgain } from './call-again';
import { checkRoom, type Work } from './room';
import { scenesAtCuts } from './scenes-at-cuts';

export interface IndexTools {
  readonly ffmpegPath: string;
  /** Looks at a file anew that an earlier version of Longtake has looked at. Left out: what was found then counts. */
  readonly probe?: (path: string, signal: AbortSignal) => Promise<MediaInfo>;
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
  const request = await indexRequest(options, id, signal);
  await checkRoom(indexWork(options.library, request), options.freeBytes);
  return callAgain(options.worker, 'index.run', request, {
    signal,
    tries: options.tries ?? 3,
    deadline: options.deadline ?? 180_000,
    onEvent: (told) => {
      if (told.event === 'checkpoint') events.onCheckpoint(told.payload);
      else events.onProgress(told.payload);
    },
  });
}

async function indexRequest(
  { library, tools }: IndexRunOptions,
  id: VideoId,
  signal: AbortSignal,
): Promise<IndexRequest> {
  const { ffmpegPath, packDir, corePackDir, speechPackDir, probe } = await tools();
  if (probe) await lookAgain(library, id, (path) => probe(path, signal));
  const { framesPerSecond, device, transcribe } = library.settings.get();
  const { media, transcripts } = library.videos.get(id);
  return {
    videoId: id,
    path: library.videos.path(id),
    dir: library.indexDir(id),
    media,
    ffmpegPath,
    packDir,
    corePackDir,
    speechPackDir,
    framesPerSecond,
    device,
    transcribe,
    audio: transcripts.audio,
    knownTranscripts: transcripts.list.filter(({ origin }) => origin === 'file').map(({ key }) => key),
  };
}

/** A film that was added before its tracks and chapters were looked at is looked at once more. What goes wrong its job will meet. */
async function lookAgain(
  library: Library,
  id: VideoId,
  probe: (path: string) => Promise<MediaInfo>,
): Promise<void> {
  const { media } = library.videos.get(id);
  if (media.looked !== undefined && media.looked >= LOOKED) return;
  const found = await probe(library.videos.path(id)).catch((error: unknown) => {
    if (error instanceof LongtakeError && error.code !== 'Cancelled') return null;
    throw error;
  });
  if (found) library.videos.setMedia(id, found);
}

function indexWork(library: Library, request: IndexRequest): Work {
  const { dir, media, framesPerSecond, packDir, transcribe, videoId } = request;
  const task = { kind: 'index', packDir, transcribe } as const;
  return { dir, title: library.videos.get(videoId).title, media, framesPerSecond, task };
}

/** Takes into the library what a running job has put on disk so far. */
export function storeCheckpoint(library: Library, id: VideoId, checkpoint: IndexCheckpoint): void {
  const { frameCount, scenes, subtitles } = checkpoint;
  if (scenes) library.scenes.replace(id, scenes);
  if (subtitles) library.transcripts.storeFromFile(id, subtitles);
  library.videos.setIndexed(id, { frameCount, ...(frameCount > 0 ? { hasPoster: true } : {}) });
}

/** Takes a finished index into the library. */
export async function storeResult(library: Library, id: VideoId, result: IndexResult): Promise<void> {
  const { frameCount, duration, packId } = result;
  // Cuts that were found before hold for the film, however its frames are read.
  const scenes = await scenesAtCuts(library, id, result.scenes, library.shots.list(id));
  library.transaction(() => {
    library.scenes.replace(id, scenes);
    library.transcripts.storeHeard(id, result.sound?.track ?? 0, result.segments, result.sound?.silent ?? []);
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
