import { LongtakeError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import type { TranscriptInfo } from '../../../src-shared/transcripts';
import type { MediaInfo } from '../../../src-shared/video';
import type { IndexCheckpoint, IndexRequest, IndexResult } from '../../base/film/types';
import type { Library } from '../../base/library/types';
import { LOOKED } from '../../base/media/probe-parser';
import type { Work } from './room';
import { coresOf, type JobRun, type RunOptions } from './run';
import { scenesAtCuts } from './scenes-at-cuts';

/** Milliseconds: the worker reports with every frame. */
const DEADLINE = 180_000;

/** Indexes a video. */
export const indexRun: JobRun<'index'> = {
  deadline: DEADLINE,
  async prepare(options, id, signal) {
    const request = await indexRequest(options, id, signal);
    return { request, work: indexWork(options.library, request) };
  },
  checkpoint(library, id, checkpoint) {
    storeCheckpoint(library, id, checkpoint);
    const { what } = checkpoint;
    return [what === 'subtitles' ? 'transcript' : what === 'transcript' ? 'heard' : what];
  },
  async finish({ library, transcripts, running, wanted }, id, result) {
    await transcripts.takeHeard(id, result, running);
    if (!wanted()) return null;
    await storeResult(library, id, result);
    return ['frames', 'scenes', 'transcript'];
  },
};

async function indexRequest(
  { library, tools }: RunOptions,
  id: VideoId,
  signal: AbortSignal,
): Promise<IndexRequest> {
  const all = await tools();
  const { ffmpegPath, packDir, corePackDir, speechPackDir, voicesPackDir = null, probe, tracks } = all;
  if (probe) await lookAgain(library, id, (path) => probe(path, signal));
  const { framesPerSecond, device, transcribe, workCores } = library.settings.get();
  const { media, transcripts } = library.videos.get(id);
  return {
    videoId: id,
    path: library.videos.source(id),
    dir: library.indexDir(id),
    media,
    ffmpegPath,
    packDir,
    corePackDir,
    speechPackDir,
    voicesPackDir,
    framesPerSecond,
    device,
    transcribe,
    terms: library.glossary.of(id).map(({ text }) => text),
    ...coresOf(workCores),
    audio: transcripts.audio,
    knownTranscripts: transcripts.list.filter(isKept).map(({ key }) => key),
    writing: tracks?.names.includes('text') ? tracks : null,
  };
}

/** Subtitles in the file stay as they are; those that lie beside it are read anew, but for pictures, which takes minutes. */
function isKept({ origin, fromPictures, lines }: TranscriptInfo): boolean {
  return fromPictures ? lines > 0 : origin === 'file';
}

/** A film that was added before its tracks and chapters were looked at is looked at once more. What goes wrong its job will meet. */
async function lookAgain(
  library: Library,
  id: VideoId,
  probe: (path: string) => Promise<MediaInfo>,
): Promise<void> {
  const { media } = library.videos.get(id);
  if (media.looked !== undefined && media.looked >= LOOKED) return;
  const found = await probe(library.videos.source(id)).catch((error: unknown) => {
    if (error instanceof LongtakeError && error.code !== 'Cancelled') return null;
    throw error;
  });
  if (!found) return;
  // What reading it showed, and what it was made of, no look at its header tells.
  const { clock, madeOf } = media;
  library.videos.setMedia(id, { ...found, ...(clock ? { clock } : {}), ...(madeOf ? { madeOf } : {}) });
}

function indexWork(library: Library, request: IndexRequest): Work {
  const { dir, media, framesPerSecond, packDir, transcribe, videoId } = request;
  const task = { kind: 'index', packDir, transcribe, speakers: Boolean(request.voicesPackDir) } as const;
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
async function storeResult(library: Library, id: VideoId, result: IndexResult): Promise<void> {
  const { frameCount, duration, packId } = result;
  // Cuts that were found before hold for the film, however its frames are read.
  const scenes = await scenesAtCuts(library, id, result.scenes, library.shots.list(id));
  library.transaction(() => {
    library.scenes.replace(id, scenes);
    library.transcripts.storeHeard(id, result.sound?.track ?? 0, result.segments, result.sound?.silent ?? []);
    if (result.speakers) library.speakers.replace(id, result.speakers);
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
