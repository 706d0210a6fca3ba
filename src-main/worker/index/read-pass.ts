import type { GraphForm } from '../../../src-shared/devices';
import { type Micros, microsToSeconds } from '../../../src-shared/time';
import type { MediaInfo, RecordingClock } from '../../../src-shared/video';
import type { IndexState } from '../../base/film/state';
import { findBars } from '../../base/media/bars';
import { openDecode, TurnsOnTheWay } from '../../base/media/decode';
import type { PacketSource } from '../../base/media/packets';
import { measureDuration } from '../../base/media/probe';
import { clockJumps, guessesLength, withClock } from '../../base/media/recording-clock';
import { positionOf } from '../../base/media/silence';
import type { DecodeItem, DecodePass } from '../../base/media/types';
import { FrameSink } from './frame-sink';
import type { IndexJob } from './job';
import { type PassStart, readThrough, seekOrStart } from './pass/read-through';
import { checkSameFile } from './same-file';
import { SoundSink } from './sound';

/** Height of the thumbnails in the filmstrip, in pixels. */
const THUMBNAIL_HEIGHT = 144;
/** For a pass that takes the sound only: ffmpeg is asked for no frames. */
const NO_FRAMES = { width: 32, height: 32 };

/**
 * Reads the file once, from the first frame that is not stored yet: frames to tokens and thumbnails, sound to the
 * waveform and, where it will be listened to, to a file of samples.
 * @param keepSound whether it will
 * @throws CannotReadVideo, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, Cancelled, DiskFull, IndexBroken
 */
export async function readFile(job: IndexJob, keepSound: boolean): Promise<void> {
  const { request, journal, deps, progress } = job;
  await checkSameFile(request.path, request.videoId);
  const withFrames = request.media.video !== null && !journal.state.frames.done;
  progress.stage('frames', journal.state.frames.count, withFrames ? shareOfFrames(job) : 0);
  if (!withFrames) return pass(job, null, keepSound);
  if (journal.state.frames.count === 0)
    await journal.commit({ crop: await findBars({ ...request, signal: job.signal }) });
  const { encoder, device, form = 'own' } = await deps.openEncoder();
  try {
    await noteForm(job, form);
    progress.device(device);
    const sink = await FrameSink.open(journal, encoder);
    try {
      const { inputWidth: width, inputHeight: height } = encoder;
      await pass(job, { sink, width, height }, keepSound);
    } finally {
      await sink.close();
    }
  } finally {
    await encoder.dispose();
  }
}

/** The index says in which forms its tokens were made, before the first one of another form is. */
async function noteForm({ journal }: IndexJob, form: GraphForm): Promise<void> {
  const { frames } = journal.state;
  const before = frames.count > 0 ? (frames.forms ?? ['own']) : [];
  const forms = [...new Set([...before, form])];
  const { forms: _, ...rest } = frames;
  const isOwn = forms.every((one) => one === 'own');
  if (isOwn && frames.forms === undefined) return;
  await journal.commit({ frames: isOwn ? rest : { ...rest, forms } });
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

const NOTHING_STORED = { count: 0, damaged: false };

/** Reads a film from its start again where its picture turns out to change its shape on the way. */
async function passOrTurn(pass: (start: PassStart) => Promise<void>, job: IndexJob, start: PassStart) {
  try {
    await pass(start);
  } catch (error) {
    if (!(error instanceof TurnsOnTheWay)) throw error;
    await job.journal.commit({ turns: true });
    await pass({ ...start, seek: false });
  }
}

/** @param frames null where only the sound is read */
async function pass(job: IndexJob, frames: Frames | null, keepSound: boolean): Promise<void> {
  const { request, journal, callbacks, signal } = job;
  const { path, ffmpegPath, cores } = request;
  const media = await withClock({ ...request, signal }, request.media);
  const sound = media.audio.length > 0 ? new SoundSink(request.dir, keepSound) : null;
  let tell = progressOf(job, frames);
  const decode = (start: PassStart, framesFrom: Micros): DecodePass => {
    const { framesPerSecond, crop, turns, sound: heard } = journal.state;
    tell = progressOf(job, frames);
    return openDecode({
      ...{ ffmpegPath, path, media, framesPerSecond, crop, framesFrom, cores, ...start, signal },
      frameSize: frames ?? NO_FRAMES,
      thumbnailHeight: THUMBNAIL_HEIGHT,
      turns: turns === true,
      withFrames: frames !== null,
      withAudio: sound !== null,
      audioPosition: positionOf(media, heard?.track ?? 0),
    });
  };
  const reading = {
    ...{ film: request, journal, signal, checkpointEvery: job.deps.checkpointEvery, decode },
    sinks: [...(frames ? [frames.sink] : []), ...(sound ? [sound] : [])],
    onItem: (item: DecodeItem) => tell(item),
    onCheckpoint: (done: boolean) => {
      const { count } = journal.state.frames;
      callbacks.onCheckpoint({ what: done ? 'waveform' : 'frames', frameCount: count });
    },
    conclude: async (decoding: DecodePass): Promise<Partial<IndexState>> => ({
      ...(frames ? {} : { frames: { ...journal.state.frames, done: true } }),
      ...(sound ? {} : { samples: 0, soundChecksum: null }),
      ...(await conclude(job, { decode: decoding, media })),
    }),
  };
  const stored = frames ? journal.state.frames : NOTHING_STORED;
  try {
    await seekOrStart(stored, (start) => passOrTurn((from) => readThrough(reading, from), job, start));
  } finally {
    await sound?.close();
  }
}

/** Tells how far a pass has come. */
function progressOf({ request, progress }: IndexJob, frames: Frames | null): (item: DecodeItem) => void {
  const length = request.media.duration;
  let samples = 0;
  return (item) => {
    if (item.kind === 'frame') {
      if (frames) progress.update(length === null ? 0 : item.time / length, frames.sink.count);
      return;
    }
    samples += item.samples.length;
    // After a seek the sound of hours comes before the first frame.
    if (frames) progress.alive();
    else progress.update(length === null ? 0 : (samples / 16_000) * (1_000_000 / length));
  };
}

/** What is known of a film that was read through. */
async function conclude(
  { request, journal: { state }, signal }: IndexJob,
  { decode, media }: Decoded,
): Promise<Partial<IndexState>> {
  const duration = state.duration ?? (await wholeLength({ ...request, signal }, { decode, media }));
  if (state.frames.done) return { duration };
  return { duration, clock: clockOf({ decode, media }, duration), warnings: [...decode.warnings] };
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
