import type { TrackName } from '../../../../src-shared/domain';
import type { Micros } from '../../../../src-shared/time';
import { isBroken } from '../../../base/film/errors';
import {
  discardTracks,
  openTracksJournal,
  type TracksJournal,
  type TracksState,
  tracksDir,
} from '../../../base/film/tracks/tracks-state';
import type { TracksRequest, TracksResult } from '../../../base/film/types';
import { segmentOf } from '../../../base/media/decode-arguments';
import { openPictures } from '../../../base/media/pictures';
import { SHOT_FRAME, type ShotDetector } from '../../tracks/types';
import { CheckpointClock, checkCancelled } from '../job';
import { ProgressReporter, withSignsOfLife } from '../progress';
import { type PassStart, seekOrStart } from '../read-pass';
import { checkSameFile } from '../same-file';
import { ObjectSink } from './object-sink';
import { nothingOf, resultOf } from './results';
import { ShotSink } from './shot-sink';
import type { TrackSink } from './sink';
import { Telling } from './telling';
import { TextSink } from './text-sink';
import type { TracksCallbacks, TracksDeps } from './types';

/**
 * Reads a film's tracks in a pass of its own over the file: those that are wanted and not complete. A run that was stopped at
 * any moment is taken up by the next one from its last checkpoint, and the files end with the same bytes (of a damaged film
 * only as far as ffmpeg decodes it the same way twice). What was found is computed from the files, however they came about.
 * @throws CannotReadVideo, FileMissing, NoPermission, FfmpegDied, FfmpegMissing, DiskFull, Cancelled, and what `deps` throws;
 *   IndexBroken once, after which the next run starts anew
 */
export async function readTracks(
  request: TracksRequest,
  deps: TracksDeps,
  callbacks: TracksCallbacks,
  signal: AbortSignal,
): Promise<TracksResult> {
  checkCancelled(signal);
  if (request.media.video === null || request.tracks.length === 0) return nothingOf(request.tracks);
  const dir = tracksDir(request.dir);
  try {
    const progress = new ProgressReporter(['tracks'], (report) => callbacks.onProgress(report));
    progress.stage('tracks');
    const { framesPerSecond, tracks } = request;
    const journal = await openTracksJournal(dir, tracks, { ...deps, framesPerSecond });
    await using models = new Models(deps, progress);
    const run: Run = { request, deps, callbacks, signal, progress, journal, models };
    const unread = tracks.filter((track) => journal.state[track]?.done !== true);
    if (unread.length > 0) await read(run, unread);
    return await conclude(run);
  } catch (error) {
    if (!isBroken(error)) throw error;
    // Nothing is thrown away that cannot be made anew.
    await checkSameFile(request.path, request.videoId);
    await discardTracks(dir);
    throw error;
  }
}

interface Run {
  readonly request: TracksRequest;
  readonly deps: TracksDeps;
  readonly callbacks: TracksCallbacks;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  readonly journal: TracksJournal;
  readonly models: Models;
}

interface Model {
  dispose(): Promise<void>;
}

/** The models of one run, closed with it. The shot detector is needed twice: for measuring, and for what the values come to. */
class Models {
  readonly #deps: TracksDeps;
  readonly #progress: ProgressReporter;
  readonly #opened: Model[] = [];
  #detector: Promise<ShotDetector> | null = null;

  constructor(deps: TracksDeps, progress: ProgressReporter) {
    this.#deps = deps;
    this.#progress = progress;
  }

  detector(): Promise<ShotDetector> {
    this.#detector ??= this.open(() => this.#deps.openShotDetector());
    return this.#detector;
  }

  async open<T extends Model>(open: () => Promise<T>): Promise<T> {
    const model = await withSignsOfLife(() => this.#progress.alive(), open);
    this.#opened.push(model);
    return model;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const model of this.#opened) await model.dispose();
  }
}

async function read(run: Run, unread: readonly TrackName[]): Promise<void> {
  const { request, journal, progress, signal } = run;
  await checkSameFile(request.path, request.videoId);
  const sinks: TrackSink[] = [];
  try {
    for (const track of unread) {
      const sink = await openSink(run, track);
      if (sink) sinks.push(sink);
      checkCancelled(signal);
    }
    const count = sinks.reduce((sum, sink) => sum + sink.count, 0);
    const damaged = unread.some((track) => journal.state[track]?.damaged);
    await seekOrStart({ count, damaged }, (start) => pass(run, { sinks, tracks: unread }, start));
    progress.update(1);
  } finally {
    for (const sink of sinks) await sink.close();
  }
}

async function openSink(
  { request, deps, journal, models }: Run,
  track: TrackName,
): Promise<TrackSink | null> {
  const { dir, state } = journal;
  switch (track) {
    case 'shots':
      return state.shots && ShotSink.open(dir, state.shots, await models.detector());
    case 'objects':
      return (
        state.objects && ObjectSink.open(dir, state.objects, await models.open(() => deps.openObjectFinder()))
      );
    case 'text': {
      const reader = state.text && (await models.open(() => deps.openTextReader()));
      const options = { watch: deps.writingWatch(), keyFrames: request.keyFrames };
      return state.text && reader && TextSink.open(dir, state.text, { reader, ...options });
    }
  }
}

interface Reading {
  readonly sinks: readonly TrackSink[];
  readonly tracks: readonly TrackName[];
}

async function pass(run: Run, { sinks, tracks }: Reading, start: PassStart): Promise<void> {
  const { request, deps, progress, signal } = run;
  const { path, ffmpegPath, media, framesPerSecond, duration } = request;
  const starts: Micros[] = [];
  for (const sink of sinks) starts.push(await sink.rewind(start.seek));
  const framesFrom = Math.min(...starts);
  const takes = (kind: TrackSink['takes']): boolean => sinks.some((sink) => sink.takes === kind);
  const decode = openPictures({
    ...{ ffmpegPath, path, media, framesPerSecond, framesFrom, signal, ...start },
    every: takes('every') ? SHOT_FRAME : null,
    sampled: takes('sampled') ? { longSide: deps.longSide } : null,
  });
  const clock = new CheckpointClock(deps);
  const stored = (): number => sinks.reduce((sum, sink) => sum + sink.count, 0);
  let committed = stored();
  let reached = framesFrom;
  const telling = new Telling(reached);
  progress.stage('tracks', segmentOf(reached, framesPerSecond), duration > 0 ? reached / duration : 0);
  for await (const frame of decode) {
    checkCancelled(signal);
    for (const sink of sinks) if (sink.takes === frame.kind) await sink.add(frame);
    // One kind of frame comes a little ahead of the other.
    reached = Math.max(reached, frame.time);
    progress.update(duration > 0 ? reached / duration : 0, segmentOf(reached, framesPerSecond) + 1);
    // A pass that has not got beyond what was stored has nothing to tell: a worker that dies there is not to be tried forever.
    if (!clock.due || stored() === committed) continue;
    await checkpoint(run, sinks, { damaged: decode.damaged, done: false });
    const found = telling.isDue(reached) ? { found: await foundBy(run, tracks, reached) } : {};
    run.callbacks.onCheckpoint({ time: reached, ...found });
    committed = stored();
    clock.reset();
  }
  // The file is looked at again: one that was replaced while it was being read would leave a mixture.
  await checkSameFile(path, request.videoId);
  for (const sink of sinks) await sink.finish();
  await checkpoint(run, sinks, { damaged: decode.damaged, done: true });
  run.callbacks.onCheckpoint({ time: reached });
}

async function checkpoint(
  { journal }: Run,
  sinks: readonly TrackSink[],
  { damaged, done }: { readonly damaged: boolean; readonly done: boolean },
): Promise<void> {
  let change: Partial<TracksState> = {};
  for (const sink of sinks) change = { ...change, ...(await sink.commit(damaged, done)) };
  await journal.commit(change);
}

/** What the files come to so far, as if the film ended at `time`. */
function foundBy(
  { request, deps, journal: { dir, state }, models }: Run,
  tracks: readonly TrackName[],
  time: Micros,
): Promise<TracksResult> {
  const { framesPerSecond } = request;
  const so = { tracks, framesPerSecond, duration: time };
  return resultOf({ dir, state, request: so, deps, detector: () => models.detector() });
}

async function conclude({ request, deps, journal, models, progress, signal }: Run): Promise<TracksResult> {
  const { dir, state } = journal;
  const result = await resultOf({ dir, state, request, deps, detector: () => models.detector() });
  checkCancelled(signal);
  if (result.text) {
    const { text } = result;
    const options = { signal, onProgress: () => progress.alive() };
    await deps.embedText(request.dir, text, options);
  }
  progress.stage('tracks', undefined, 1);
  checkCancelled(signal);
  return result;
}
