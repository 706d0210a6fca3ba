// Indexing a film: decoding, frame tokens, scenes, speech, and what searches need, with checkpoints.
import type { Scene, Segment } from '../../../src-shared/analysis';
import type { JobStage } from '../../../src-shared/jobs';
import { isBroken } from '../../base/film/errors';
import { remakePoster } from '../../base/film/reader';
import { readSegments } from '../../base/film/speech-file';
import type { IndexState } from '../../base/film/state';
import { openTokenReader } from '../../base/film/token-store';
import type { IndexRequest, IndexResult, RunCallbacks } from '../../base/film/types';
import { discardIndex, type IndexDeps, type IndexJob, openIndexJournal } from './job';
import { mend } from './mend';
import { checkCancelled } from './pass/clock';
import { hasPictureSubtitles, readPictureSubtitles } from './picture-subtitles-stage';
import { ProgressReporter } from './progress';
import { readFile } from './read-pass';
import { checkSameFile } from './same-file';
import { findScenes } from './scenes';
import { hasSound, removeSound } from './sound';
import { chooseSoundTrack, soundFacts } from './sound-track';
import { listenToVoices, speakersOf } from './speakers/stage';
import { chooseSpeechModel, transcribe } from './speech-stage';
import { takeSubtitles } from './subtitles-stage';

export type { IndexDeps, StageOptions } from './job';

/**
 * Turns a file into an index: frames, scenes, speech, and what searches need. A run that was stopped at any moment,
 * by `signal` or by the end of its process, is taken up by the next one from its last checkpoint, and the files end
 * with the same bytes as if it had never been stopped (of a damaged video only as far as ffmpeg decodes it the same way
 * twice, which it does not promise). An index that is finished is handed back as it is.
 * @throws CannotReadVideo, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, DiskFull, Cancelled, and what `deps` throws;
 *   IndexBroken once, after which the next run starts anew
 */
export async function indexVideo(
  request: IndexRequest,
  deps: IndexDeps,
  callbacks: RunCallbacks<'index'>,
  signal: AbortSignal,
): Promise<IndexResult> {
  try {
    checkCancelled(signal);
    const journal = await openIndexJournal(request, deps.packId);
    const stages = stagesOf(request, await hasPictureSubtitles(request));
    const progress = new ProgressReporter(stages, (report) => callbacks.onProgress(report));
    return await run({ request, deps, callbacks, progress, signal, journal });
  } catch (error) {
    if (!isBroken(error)) throw error;
    // Nothing is thrown away that cannot be made anew.
    await checkSameFile(request.path, request.videoId);
    await discardIndex(request.dir);
    throw error;
  }
}

function stagesOf({ media, transcribe: wanted, voicesPackDir }: IndexRequest, pictures: boolean): JobStage[] {
  const frames: JobStage[] = media.video === null ? [] : ['scenes'];
  const speech: JobStage[] = wanted && media.audio.length > 0 ? ['speech'] : [];
  const speakers: JobStage[] = voicesPackDir && media.audio.length > 0 ? ['speakers'] : [];
  const subtitles: JobStage[] = pictures ? ['subtitles'] : [];
  return ['frames', ...frames, ...subtitles, ...speech, ...speakers, 'finish'];
}

async function run(job: IndexJob): Promise<IndexResult> {
  const { request, journal } = job;
  // What was transcribed before is not to be lost with a setting.
  const transcribed = journal.state.speech.done;
  if (journal.state.finished) await mend(job);
  await chooseSoundTrack(job);
  await chooseSpeechModel(job);
  await takeSubtitles(job);
  const audible = request.media.audio.length > 0;
  const speechWanted = (request.transcribe || transcribed) && audible;
  const speakersWanted = Boolean(request.voicesPackDir) && audible;
  const listens = ({ speech, speakers }: IndexState): boolean =>
    (speechWanted && !speech.done) || (speakersWanted && !speakers?.done);
  const complete = (state: IndexState): boolean => state.finished && !listens(state);
  const alreadyComplete = complete(journal.state);

  if (!alreadyComplete) {
    const { frames, samples } = journal.state;
    const keepSound = listens(journal.state);
    const soundMissing = keepSound && !(await hasSound(request.dir, journal.state));
    if (!frames.done || samples === null || soundMissing) await readFile(job, keepSound);
  }
  const scenes = await divide(job);
  await readPictureSubtitles(job);
  if (!alreadyComplete) {
    if (speechWanted && !journal.state.speech.done) await transcribe(job);
    if (speakersWanted && !journal.state.speakers?.done) await listenToVoices(job);
  }
  const segments = await readSegments(request.dir, journal.state.speech);
  if (!alreadyComplete) await finish(job, segments);

  const { frames, duration, packId, warnings, clock } = journal.state;
  const sound = await soundFacts(job);
  const speakers = await speakersOf(request.dir, journal.state.speakers);
  const found = {
    frameCount: frames.count,
    duration: duration ?? 0,
    packId,
    scenes,
    segments,
    sound,
    warnings,
    ...(speakers ? { speakers } : {}),
  };
  return clock ? { ...found, clock } : found;
}

/** Scenes are quickly found anew from the tokens, so they are stored nowhere but in the library. */
async function divide(job: IndexJob): Promise<Scene[]> {
  const { request, journal, callbacks, signal } = job;
  const { frames, duration } = journal.state;
  if (frames.count === 0) return [];
  checkCancelled(signal);
  job.progress.stage('scenes');
  const reader = await openTokenReader(request.dir);
  try {
    const scenes = await findScenes(reader, duration ?? 0);
    await writePoster(request.dir, scenes);
    callbacks.onCheckpoint({ what: 'scenes', frameCount: frames.count, scenes });
    return scenes;
  } finally {
    await reader.close();
  }
}

/** The key frame of the longest scene: rarely a title or a black frame. */
async function writePoster(dir: string, scenes: readonly Scene[]): Promise<void> {
  const longest = scenes.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  await remakePoster(dir, longest.keyFrameIndex);
}

async function finish(job: IndexJob, segments: readonly Segment[]): Promise<void> {
  const { request, deps, journal, progress, signal } = job;
  checkCancelled(signal);
  progress.stage('finish');
  const { dir } = request;
  if (journal.state.frames.count > 0) {
    await deps.buildViews(dir, { signal, onProgress: (fraction) => progress.update(fraction / 2) });
  }
  checkCancelled(signal);
  if (segments.length > 0) {
    const onProgress = (fraction: number): void => progress.update(0.5 + fraction / 2);
    await deps.embedSegments(dir, segments, { signal, onProgress });
  }
  checkCancelled(signal);
  await removeSound(dir);
  await journal.commit({ finished: true, soundChecksum: null });
  progress.update(1);
}
