import { rm } from 'node:fs/promises';
import { type Micros, microsToSeconds } from '../../../../src-shared/time';
import { IndexBroken, isBroken } from '../../../base/film/errors';
import { isEncodedWhole } from '../../../base/film/language-tokens/encoded-video';
import {
  cacheDir,
  discardEncoded,
  isWhole,
  languageTokenDir,
  openLanguageTokenJournal,
  readLanguageTokenState,
} from '../../../base/film/language-tokens/state';
import type { FrameReader } from '../../../base/film/language-tokens/types';
import { readState } from '../../../base/film/state';
import type { RunCallbacks, WatchRequest, WatchResult } from '../../../base/film/types';
import { openDecode } from '../../../base/media/decode';
import type { DecodeItem, DecodeOptions, DecodePass } from '../../../base/media/types';
import { checkCancelled } from '../pass/clock';
import { type PassStart, readThrough, seekOrStart } from '../pass/read-through';
import { ProgressReporter, withSignsOfLife } from '../progress';
import { checkSameFile } from '../same-file';
import { LanguageTokenSink } from './sink';

/** What reading needs from other rooms. The model is opened only when there is work for it. */
export interface EncodeVideoDeps {
  /** See `tokenModel` in models/pack. */
  readonly model: string;
  /** Most frames whose fusion is kept. */
  readonly fusionLimit: number;
  /** Milliseconds of work that a crash may cost. 5000 unless said otherwise. */
  readonly checkpointEvery?: number;
  /** `device` is what the user is told the model runs on. */
  openReader(): Promise<{ readonly reader: FrameReader; readonly device: string }>;
}

/**
 * Reads a video's frames for a language model, at the index's density, into a folder of the model's name. A pass of its own
 * over the file: the index is there long before, and decoding again costs nothing next to reading a frame. A run that was
 * stopped at any moment is taken up by the next one from its last checkpoint, and the files end with the same bytes.
 * @throws CannotReadVideo, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, DiskFull, Cancelled, and what `deps` throws;
 *   IndexBroken once, after which the next run starts anew
 */
export async function encodeVideo(
  request: WatchRequest,
  deps: EncodeVideoDeps,
  callbacks: RunCallbacks<'watch'>,
  signal: AbortSignal,
): Promise<WatchResult> {
  const dir = languageTokenDir(request.dir, deps.model);
  try {
    checkCancelled(signal);
    const before = await readLanguageTokenState(dir);
    const indexed = (await readState(request.dir))?.frames.count ?? 0;
    if (before && isWhole(before, request.framesPerSecond, indexed)) {
      if (before.frames.count > 0 && !(await isEncodedWhole(request.dir, deps.model)))
        throw new IndexBroken('what the language model read of it has changed');
      return { frameCount: before.frames.count, model: deps.model };
    }
    return await read(dir, request, deps, callbacks, signal);
  } catch (error) {
    if (!isBroken(error)) throw error;
    // Nothing is thrown away that cannot be made anew.
    await checkSameFile(request.path, request.videoId);
    await discardEncoded(dir);
    throw error;
  }
}

async function read(
  dir: string,
  request: WatchRequest,
  deps: EncodeVideoDeps,
  callbacks: RunCallbacks<'watch'>,
  signal: AbortSignal,
): Promise<WatchResult> {
  await checkSameFile(request.path, request.videoId);
  const progress = new ProgressReporter(['watch'], (report) => callbacks.onProgress(report));
  progress.stage('watch');
  const { reader, device } = await withSignsOfLife(
    () => progress.alive(),
    () => deps.openReader(),
  );
  try {
    progress.device(device);
    checkCancelled(signal);
    const { model, fusionLimit, checkpointEvery } = deps;
    const { framesPerSecond, media } = request;
    const { dim, systemRows, hidden, fusionLength } = reader;
    const sizes = { dim, systemRows, hidden, fusionLength };
    const journal = await openLanguageTokenJournal(dir, { model, framesPerSecond }, sizes, fusionLimit);
    const sink = await LanguageTokenSink.open(journal, reader);
    try {
      const { count } = journal.state.frames;
      progress.stage('watch', count, shareOf(count, request));
      await sink.committed();
      const reading = {
        ...{ film: request, journal, sinks: [sink], signal, checkpointEvery },
        decode: (start: PassStart, framesFrom: Micros) =>
          open(request, reader, signal, { ...start, framesFrom }),
        onItem: (item: DecodeItem) => {
          const share = item.kind === 'frame' && media.duration ? item.time / media.duration : 0;
          progress.update(share, sink.count);
        },
        onCheckpoint: () => callbacks.onCheckpoint({ frameCount: journal.state.frames.count, model }),
      };
      await seekOrStart(journal.state.frames, (start) => readThrough(reading, start));
    } finally {
      await sink.close();
    }
    // What was kept of a film that was read in part is of no use any more.
    await rm(cacheDir(dir), { force: true, recursive: true });
    progress.stage('watch', journal.state.frames.count, 1);
    return { frameCount: journal.state.frames.count, model };
  } finally {
    await reader.dispose();
  }
}

/** Frames as the model takes them, and nothing else. */
function open(
  { path, media, ffmpegPath, framesPerSecond }: WatchRequest,
  { inputWidth, inputHeight }: FrameReader,
  signal: AbortSignal,
  start: PassStart & Pick<DecodeOptions, 'framesFrom'>,
): DecodePass {
  return openDecode({
    ...{ ffmpegPath, path, media, framesPerSecond, ...start, signal },
    frameSize: { width: inputWidth, height: inputHeight },
    ...{ scaling: 'nearest', thumbnailHeight: null, withFrames: true, withAudio: false },
  });
}

/** About how much of the film earlier runs have read, 0..1. */
function shareOf(count: number, { media, framesPerSecond }: WatchRequest): number {
  return media.duration ? count / (framesPerSecond * microsToSeconds(media.duration)) : 0;
}
