import type { MediaInfo, RecordingClock } from '../../../src-shared/domain';
import { type Micros, microsToSeconds } from '../../../src-shared/time';
import { IndexBroken } from '../../base/film/errors';
import type { IndexState } from '../../base/film/state';
import { findBars } from '../../base/media/bars';
import { openDecode, TurnsOnTheWay } from '../../base/media/decode';
import { StoppedEarly } from '../../base/media/errors';
import type { PacketSource } from '../../base/media/packets';
import { measureDuration } from '../../base/media/probe';
import { clockJumps, guessesLength, withClock } from '../../base/media/recording-clock';
import { positionOf } from '../../base/media/silence';
import type { DecodePass } from '../../base/media/types';
import { DecodedDifferently, FrameSink } from './frame-sink';
import { checkCancelled, type IndexJob } from './job';
import { checkSameFile } from './same-file';
import { SoundSink } from './sound';

/** Height of the thumbnails in the filmstrip, in pixels. */
const THUMBNAIL_HEIGHT = 144;
/** For a pass that takes the sound only: ffmpeg is asked for no frames. */
const NO_FRAMES = { width: 32, height: 32 };

/**
 * Reads the file once, from the first frame that is not stored yet: frames to tokens and thumbnails, sound to the
 * waveform and, where it will be transcribed, to a file of samples.
 * @param speechWanted whether it will
 * @throws CannotReadVideo, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, Cancelled, DiskFull, IndexBroken
 */
export async function readFile(job: IndexJob, speechWanted: boolean): Promise<void> {
  const { request, journal, deps, progress } = job;
  await checkSameFile(request.path, request.videoId);
  const withFrames = request.media.video !== null && !journal.state.frames.done;
  progress.stage('frames', journal.state.frames.count, withFrames ? shareOfFrames(job) : 0);
  if (!withFrames) {
    await seekOrStart(NOTHING_STORED, (start) => passOrTurn(job, null, { ...start, speechWanted }));
    return;
  }
  if (journal.state.frames.count === 0)
    await journal.commit({ crop: await findBars({ ...request, signal: job.signal }) });
  const { encoder, device } = await deps.openEncoder();
  try {
    progress.device(device);
    const sink = await FrameSink.open(job, encoder);
    try {
      const frames = { sink, width: encoder.inputWidth, height: encoder.inputHeight };
      await seekOrStart(journal.state.frames, (start) => passOrTurn(job, frames, { ...start, speechWanted }));
    } finally {
      await sink.close();
    }
  } finally {
    await encoder.dispose();
  }
}

/** About how much of the film earlier runs have looked at, 0..1: the bar is not to fall back to nothing. */
function shareOfFrames({ request, journal }: IndexJob): number {
  const { frames, framesPerSecond } = journal.state;
  const length = request.media.duration;
  if (length === null || length === 0) return 0;
  return frames.count / (framesPerSecond * microsToSeconds(length));
}

interface Frames {
  readonly sink: FrameSink;
  readonly width: number;
  readonly height: number;
}

/** How a pass begins. */
export interface PassStart {
  /** Whether it seeks to what is missing, or decodes from the start. */
  readonly seek: boolean;
  /** How far the one before it came, which ffmpeg gave up: see DecodeOptions. */
  readonly stoppedAt?: Micros | undefined;
}

const NOTHING_STORED = { count: 0, damaged: false };

/**
 * Goes on with frames that were stored in part: seeks where it can, and decodes from the start where seeking leads elsewhere, or
 * where ffmpeg gave up. Where it then gives up at the same place, the film is read as far as that.
 * @param pass throws DecodedDifferently where stored frames do not come again
 * @throws IndexBroken where they do not come again from the start either; StoppedEarly where ffmpeg gave up at two places
 */
export async function seekOrStart(
  { count, damaged }: { readonly count: number; readonly damaged: boolean },
  pass: (start: PassStart) => Promise<void>,
): Promise<void> {
  // Where the file is damaged, what a decoder makes of it depends on where it began.
  const starts: PassStart[] = count > 0 && !damaged ? [{ seek: true }, { seek: false }] : [{ seek: false }];
  for (let n = 0; ; n++) {
    const start = starts[n] ?? { seek: false };
    try {
      await pass(start);
      return;
    } catch (error) {
      if (error instanceof StoppedEarly && start.stoppedAt === undefined) {
        starts[n + 1] = { seek: false, stoppedAt: error.at };
      } else if (!(error instanceof DecodedDifferently)) {
        throw error;
      } else if (!start.seek) {
        throw new IndexBroken('the video gives other frames than before', { cause: error });
      }
    }
  }
}

interface Passing extends PassStart {
  /** Whether the sound is kept for a transcript. */
  readonly speechWanted: boolean;
}

/** Reads a film from its start again where its picture turns out to change its shape on the way. */
async function passOrTurn(job: IndexJob, frames: Frames | null, passing: Passing): Promise<void> {
  try {
    await pass(job, frames, passing);
  } catch (error) {
    if (!(error instanceof TurnsOnTheWay)) throw error;
    await job.journal.commit({ turns: true });
    await pass(job, frames, { ...passing, seek: false });
  }
}

async function pass(
  job: IndexJob,
  frames: Frames | null,
  { speechWanted, ...start }: Passing,
): Promise<void> {
  const { request, journal, signal } = job;
  const { state } = journal;
  const media = await withClock({ ...request, signal }, request.media);
  const decode = openDecode({
    ffmpegPath: request.ffmpegPath,
    path: request.path,
    media,
    framesPerSecond: state.framesPerSecond,
    frameSize: frames ?? NO_FRAMES,
    crop: state.crop,
    thumbnailHeight: THUMBNAIL_HEIGHT,
    turns: state.turns === true,
    framesFrom: frames ? await frames.sink.rewind(start.seek) : 0,
    ...start,
    withFrames: frames !== null,
    withAudio: media.audio.length > 0,
    audioPosition: positionOf(media, state.sound?.track ?? 0),
    signal,
  });
  const keepSound = speechWanted && !state.speech.done;
  const sound = await SoundSink.open(request.dir, keepSound);
  try {
    await drain(job, decode, frames, sound);
    await frames?.sink.finish(decode.damaged);
    const silence = { samples: 0, soundChecksum: null };
    await conclude(job, { decode, media }, media.audio.length > 0 ? await sound.finish() : silence);
  } finally {
    await sound.close();
  }
}

async function drain(
  { request, progress, signal }: IndexJob,
  decode: DecodePass,
  frames: Frames | null,
  sound: SoundSink,
): Promise<void> {
  const length = request.media.duration;
  let samples = 0;
  for await (const item of decode) {
    checkCancelled(signal);
    if (item.kind === 'audio') {
      await sound.add(item.samples);
      samples += item.samples.length;
      // After a seek the sound of hours comes before the first frame.
      if (frames) progress.alive();
      else progress.update(length === null ? 0 : (samples / 16_000) * (1_000_000 / length));
    } else if (frames) {
      await frames.sink.add(item, decode.damaged);
      progress.update(length === null ? 0 : item.time / length, frames.sink.count);
    }
  }
}

async function conclude(
  { request, journal, callbacks, signal }: IndexJob,
  { decode, media }: Decoded,
  sound: Pick<IndexState, 'samples' | 'soundChecksum'>,
) {
  // The file is looked at again: one that was replaced while it was being read would leave a mixture.
  await checkSameFile(request.path, request.videoId);
  const { state } = journal;
  const duration = state.duration ?? (await wholeLength({ ...request, signal }, { decode, media }));
  await journal.commit({
    ...sound,
    frames: { ...state.frames, done: true },
    duration,
    clock: state.frames.done ? state.clock : clockOf({ decode, media }, duration),
    warnings: state.frames.done ? state.warnings : [...decode.warnings],
  });
  callbacks.onCheckpoint({ what: 'waveform', frameCount: state.frames.count });
}

/** A film that was read through. */
interface Decoded {
  readonly decode: DecodePass;
  readonly media: MediaInfo;
}

async function wholeLength(source: PacketSource, { decode, media }: Decoded): Promise<number> {
  const exact = media.duration !== null && (!decode.overstated || media.video === null);
  const measured = exact ? null : await measureDuration(source.ffmpegPath, source.path, source.signal);
  return Math.max(decode.end, measured ?? 0);
}

/** How far a length may lie from the container's guess that a player can go by. */
const GUESSED_WELL: Micros = 1_000_000;

/** What is to be remembered of the film's clock; nothing where it is as it should be. */
function clockOf({ decode, media }: Decoded, duration: Micros): RecordingClock | undefined {
  const jumps = clockJumps(media) ? (media.clock?.jumps ?? []) : [...decode.jumps];
  const wrong = media.clock?.estimated || Math.abs((media.duration ?? 0) - duration) > GUESSED_WELL;
  const estimated = guessesLength(media) && wrong;
  return jumps.length > 0 || estimated ? { jumps, estimated } : undefined;
}
