import { type ToldTrack, TRACK_PASSES, TRACKS, type TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { TracksFound, TracksResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import { coresOf, indexOf, type JobRun } from './run';
import { scenesAtCuts } from './scenes-at-cuts';

/** Milliseconds: the worker reports with every frame. */
const DEADLINE = 180_000;

/** Reads tracks of a video, at the density of its index. What was read before is handed back by the worker as it is. */
export const tracksRun: JobRun<'tracks'> = {
  deadline: DEADLINE,
  async prepare(options, id) {
    const { ffmpegPath, corePackDir, tracks: chosen } = await options.tools();
    if (chosen === null) return null;
    const { library } = options;
    const dir = library.indexDir(id);
    const { framesPerSecond } = await indexOf(library, id);
    const { device, workCores } = library.settings.get();
    const { title, media, duration, tracks } = library.videos.get(id);
    const names = chosen.names.filter((name) => !tracks.includes(name));
    const request = {
      ...{ videoId: id, path: library.videos.source(id), dir, ffmpegPath, media, framesPerSecond, duration },
      ...{ tracksPackDir: chosen.packDir, corePackDir, device },
      ...coresOf(workCores),
      ...(chosen.scriptPackDirs ? { scriptPackDirs: chosen.scriptPackDirs } : {}),
      tracks: chosen.names,
      keyFrames: library.scenes.list(id).map(({ keyFrame }) => keyFrame),
    };
    return { request, work: { dir, title, media, framesPerSecond, task: { kind: 'tracks', names } } };
  },
  checkpoint(library, id, { found = {} }) {
    store(library, id, found);
    return newsOf(found);
  },
  async finish({ library, transcripts, wanted }, id, result) {
    // In pieces first, between which main sees to everything else: what is left to store is then little.
    if (!(await transcripts.take(id, result.text ?? [], wanted)) || !wanted()) return null;
    await storeTracks(library, id, result);
    return result.shots ? ['scenes', ...newsOf(result)] : newsOf(result);
  },
};

function found(result: TracksFound): TrackName[] {
  return TRACKS.filter((name) => result[name] !== undefined);
}

function newsOf(result: TracksFound): ToldTrack[] {
  return found(result).map((name) => TRACK_PASSES[name].tells);
}

/** Takes what was found into the library. Its tracks count as read only once they are, to the film's end. */
function store(library: Library, id: VideoId, result: TracksFound): void {
  library.transaction(() => {
    for (const name of found(result)) storeTrack(library, id, name, result);
  });
}

function storeTrack<N extends TrackName>(library: Library, id: VideoId, name: N, result: TracksFound): void {
  library.tracks[name].replace(id, result[name] ?? []);
}

function storeUnread(library: Library, id: VideoId, found: TracksResult['unreadWriting']): void {
  const { unreadWriting, ...transcripts } = library.videos.get(id).transcripts;
  if (unreadWriting === found) return;
  library.videos.setTranscripts(
    id,
    found === undefined ? transcripts : { ...transcripts, unreadWriting: found },
  );
}

/** Takes tracks that were read to the end; scenes then begin at the cuts that were found, to the frame. */
async function storeTracks(library: Library, id: VideoId, result: TracksResult): Promise<void> {
  const scenes = await scenesAtCuts(library, id, library.scenes.list(id), result.shots ?? []);
  library.transaction(() => {
    store(library, id, result);
    if (result.shots) library.scenes.replace(id, scenes);
    if (result.text) storeUnread(library, id, result.unreadWriting);
    library.videos.setTracks(id, [...new Set([...library.videos.get(id).tracks, ...found(result)])]);
  });
}
