import type { VideoId } from '../../../src-shared/domain';
import { NotIndexed } from '../../base/film/errors';
import { readState } from '../../base/film/state';
import type { IndexProgress, TracksRequest, TracksResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import { callAgain } from './call-again';
import { checkRoom } from './room';
import type { IndexRunOptions, TrackTools } from './run-index';
import { scenesAtCuts } from './scenes-at-cuts';

/** Milliseconds of silence after which the worker counts as hung: it reports with every frame. */
const DEADLINE = 180_000;

export interface TracksRunEvents {
  onProgress(progress: IndexProgress): void;
  /** What was found so far, of tracks that are not read to the film's end yet. */
  onFound(found: TracksResult): void;
}

/**
 * Has tracks of one video read in the worker, at the density of its index; see `callAgain` for what happens when the worker
 * dies. What was read before is handed back as it is.
 * @throws NotIndexed where there is no index
 */
export async function runTracks(
  options: IndexRunOptions,
  id: VideoId,
  { packDir, names }: TrackTools,
  signal: AbortSignal,
  events: TracksRunEvents,
): Promise<TracksResult> {
  const { library, worker } = options;
  const dir = library.indexDir(id);
  const index = await readState(dir);
  if (index === null) throw new NotIndexed();
  const { ffmpegPath, corePackDir } = await options.tools();
  const { title, media, duration, tracks } = library.videos.get(id);
  const unread = names.filter((name) => !tracks.includes(name));
  const { framesPerSecond } = index;
  await checkRoom(
    { dir, title, media, framesPerSecond, task: { kind: 'tracks', names: unread } },
    options.freeBytes,
  );
  const request: TracksRequest = {
    videoId: id,
    path: library.videos.path(id),
    dir,
    ffmpegPath,
    tracksPackDir: packDir,
    corePackDir,
    device: library.settings.get().device,
    media,
    framesPerSecond,
    duration,
    tracks: names,
    keyFrames: library.scenes.list(id).map(({ keyFrame }) => keyFrame),
  };
  return callAgain(worker, 'tracks.run', request, {
    signal,
    tries: options.tries ?? 3,
    deadline: options.deadline ?? DEADLINE,
    onEvent: (told) => {
      if (told.event === 'progress') events.onProgress(told.payload);
      else if (told.payload.found) events.onFound(told.payload.found);
    },
  });
}

/** Takes into the library what a running pass has found so far. Its tracks count as read only once they are, to the film's end. */
export function storeFound(library: Library, id: VideoId, { shots, objects, text }: TracksResult): void {
  library.transaction(() => {
    if (shots) library.shots.replace(id, shots);
    if (objects) library.objects.replace(id, objects);
    if (text) library.segments.replace(id, 'text', text);
  });
}

/** Takes tracks into the library; scenes then begin at the cuts that were found, to the frame. */
export async function storeTracks(library: Library, id: VideoId, result: TracksResult): Promise<void> {
  const { shots, objects, text } = result;
  const scenes = await scenesAtCuts(library, id, library.scenes.list(id), shots ?? []);
  library.transaction(() => {
    const read = new Set(library.videos.get(id).tracks);
    if (shots) {
      library.shots.replace(id, shots);
      library.scenes.replace(id, scenes);
      read.add('shots');
    }
    if (objects) {
      library.objects.replace(id, objects);
      read.add('objects');
    }
    if (text) {
      library.segments.replace(id, 'text', text);
      read.add('text');
    }
    library.videos.setTracks(id, [...read]);
  });
}
