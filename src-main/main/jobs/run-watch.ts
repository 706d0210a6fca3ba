import type { VideoId } from '../../../src-shared/domain';
import { NotIndexed } from '../../base/film/errors';
import { readState } from '../../base/film/state';
import type { IndexProgress, WatchResult } from '../../base/film/types';
import { isWhole, readWatchState, watchDir } from '../../base/film/watch/watch-state';
import { isWatchedWhole } from '../../base/film/watch/watched';
import { callAgain } from './call-again';
import { checkRoom } from './room';
import type { AnswerTools, IndexRunOptions } from './run-index';

export interface WatchRunEvents {
  onProgress(progress: IndexProgress): void;
  onCheckpoint(checkpoint: { readonly frameCount: number }): void;
}

/** Milliseconds of silence after which the worker counts as hung: loading one graph of a large model blocks its thread. */
const DEADLINE = 900_000;

/**
 * Has a language model read one video in the worker, at the density of its index. A film that was read is not touched, and no
 * process started for it.
 * @throws NotIndexed where there is no index
 */
export async function runWatch(
  options: IndexRunOptions,
  id: VideoId,
  { model, packDir, verifiedFile }: AnswerTools,
  signal: AbortSignal,
  events: WatchRunEvents,
): Promise<WatchResult> {
  const { library, worker } = options;
  const dir = library.indexDir(id);
  const index = await readState(dir);
  if (index === null) throw new NotIndexed();
  const { framesPerSecond } = index;
  // What cannot be read back is for the worker to throw away.
  const before = await readWatchState(watchDir(dir, model)).catch(() => null);
  const done = before !== null && isWhole(before, framesPerSecond, index.frames.count);
  if (before && done && (await isWatchedWhole(dir, model))) {
    return { frameCount: before.frames.count, model };
  }
  const { ffmpegPath } = await options.tools();
  const { title, media } = library.videos.get(id);
  const task = { kind: 'watch', packDir, model } as const;
  await checkRoom({ dir, title, media, framesPerSecond, task }, options.freeBytes);
  const request = {
    videoId: id,
    path: library.videos.path(id),
    dir,
    ffmpegPath,
    packDir,
    verifiedFile,
    media,
    framesPerSecond,
    device: library.settings.get().device,
  };
  return callAgain(worker, 'watch.run', request, {
    signal,
    tries: options.tries ?? 3,
    deadline: options.deadline ?? DEADLINE,
    onEvent: (told) => {
      if (told.event === 'checkpoint') events.onCheckpoint(told.payload);
      else events.onProgress(told.payload);
    },
  });
}
