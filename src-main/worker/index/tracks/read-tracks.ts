import { TRACKS, type TrackName } from '../../../../src-shared/passes';
import type { Micros } from '../../../../src-shared/time';
import { isBroken } from '../../../base/film/errors';
import { tracksDir } from '../../../base/film/files';
import type { RunCallbacks, TracksFound, TracksRequest, TracksResult } from '../../../base/film/types';
import { segmentOf } from '../../../base/media/decode-arguments';
import { openPictures, type PictureItem } from '../../../base/media/pictures';
import { SHOT_FRAME } from '../../recognition/types';
import type { StageOptions } from '../job';
import { checkCancelled } from '../pass/clock';
import { type PassStart, readThrough, type Sink, seekOrStart } from '../pass/read-through';
import { ProgressReporter, withSignsOfLife } from '../progress';
import { checkSameFile } from '../same-file';
import type { Model, TracksFilm, TracksRemarks } from './row';
import {
  discardTracks,
  openTracksJournal,
  ROWS,
  type TrackKinds,
  type TrackStates,
  type TracksJournal,
  trackPath,
} from './rows';
import { Telling } from './telling';

/** What reading tracks needs from other rooms. Models are opened only when there is work for them. */
export interface TracksDeps {
  readonly tracks: { readonly [N in TrackName]: TrackKinds[N]['deps'] };
  /** Long side of the sampled pictures, in pixels. */
  readonly longSide: number;
  /** Milliseconds of work that a crash may cost. 5000 unless said otherwise. */
  readonly checkpointEvery?: number;
}

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
  callbacks: RunCallbacks<'tracks'>,
  signal: AbortSignal,
): Promise<TracksResult> {
  checkCancelled(signal);
  // There is nothing to say of a film without pictures.
  if (request.media.video === null) return Object.fromEntries(request.tracks.map((track) => [track, []]));
  if (request.tracks.length === 0) return {};
  const dir = tracksDir(request.dir);
  try {
    const progress = new ProgressReporter(['tracks'], (report) => callbacks.onProgress(report));
    progress.stage('tracks');
    const { framesPerSecond, tracks } = request;
    const journal = await openTracksJournal(dir, tracks, { ...deps, framesPerSecond });
    await using models = new Models(deps.tracks, progress);
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
  readonly callbacks: RunCallbacks<'tracks'>;
  readonly signal: AbortSignal;
  readonly progress: ProgressReporter;
  readonly journal: TracksJournal;
  readonly models: Models;
}

/** The models of one run, each opened when it is first needed and closed with the run. */
class Models {
  readonly #opened = new Map<TrackName, Promise<Model>>();

  constructor(
    private readonly deps: TracksDeps['tracks'],
    private readonly progress: ProgressReporter,
  ) {}

  of<N extends TrackName>(track: N): Promise<TrackKinds[N]['model']> {
    const alive = (): void => this.progress.alive();
    const open = (): Promise<Model> => this.deps[track].open();
    const opened = this.#opened.get(track) ?? withSignsOfLife(alive, open);
    this.#opened.set(track, opened);
    // What a track's own dependencies open is the model of its kind.
    return opened as Promise<TrackKinds[N]['model']>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What could not be opened has told so to whoever asked for it.
    for (const model of this.#opened.values()) await (await model.catch(() => null))?.dispose();
  }
}

async function read(run: Run, unread: readonly TrackName[]): Promise<void> {
  const { request, journal, progress, signal } = run;
  await checkSameFile(request.path, request.videoId);
  const sinks: Sink<object, PictureItem>[] = [];
  try {
    for (const track of unread) {
      sinks.push(await openSink(run, track));
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

async function openSink<N extends TrackName>(
  { request, deps, journal, models }: Run,
  track: N,
): Promise<Sink<object, PictureItem>> {
  const state: TrackKinds[N]['state'] = stateOf(journal.state, track);
  const [path, model] = [trackPath(journal.dir, track), await models.of(track)];
  return ROWS[track].open({ path, state, model, deps: deps.tracks[track], keyFrames: request.keyFrames });
}

/** The state of a track that is read, or was. */
function stateOf<N extends TrackName>(states: TrackStates, track: N): TrackKinds[N]['state'] {
  const state = states[track];
  if (state === null) throw new Error(`${track} was not begun`);
  return state;
}

interface Unread {
  readonly sinks: readonly Sink<object, PictureItem>[];
  readonly tracks: readonly TrackName[];
}

async function pass(run: Run, { sinks, tracks }: Unread, start: PassStart): Promise<void> {
  const { request, deps, progress, signal, journal } = run;
  const { path, ffmpegPath, media, framesPerSecond, duration, cores } = request;
  const takes = (kind: PictureItem['kind']): boolean => sinks.some((sink) => sink.takes === kind);
  const share = (time: Micros): number => (duration > 0 ? time / duration : 0);
  let reached: Micros = 0;
  let telling = new Telling(0);
  const reading = {
    ...{ film: request, journal, sinks, signal, checkpointEvery: deps.checkpointEvery },
    decode(begin: PassStart, framesFrom: Micros) {
      reached = framesFrom;
      telling = new Telling(reached);
      progress.stage('tracks', segmentOf(reached, framesPerSecond), share(reached));
      return openPictures({
        ...{ ffmpegPath, path, media, framesPerSecond, framesFrom, cores, signal, ...begin },
        every: takes('every') ? SHOT_FRAME : null,
        sampled: takes('sampled') ? { longSide: deps.longSide } : null,
      });
    },
    onItem(frame: PictureItem) {
      // One kind of frame comes a little ahead of the other.
      reached = Math.max(reached, frame.time);
      progress.update(share(reached), segmentOf(reached, framesPerSecond) + 1);
    },
    async onCheckpoint(done: boolean) {
      // As if the film ended there; at its end, it is the result.
      const tells = !done && telling.isDue(reached);
      const film = { duration: reached, framesPerSecond };
      const found = tells ? { found: await foundOf({ ...run, film, tracks }) } : {};
      run.callbacks.onCheckpoint({ time: reached, ...found });
    },
  };
  await readThrough(reading, start);
}

/** What is asked for of what was read. */
interface FoundSources extends Pick<Run, 'journal' | 'models' | 'deps'> {
  readonly tracks: readonly TrackName[];
  readonly film: Pick<TracksRequest, 'duration' | 'framesPerSecond'>;
}

/** What the files of the wanted tracks come to: the same whenever it is asked. @throws IndexBroken */
async function foundOf({ journal, models, deps, tracks, film }: FoundSources): Promise<TracksFound> {
  let found: TracksFound = {};
  for (const track of TRACKS.filter((each) => tracks.includes(each))) {
    const cuts = (found.shots ?? []).slice(1).map((shot) => shot.from);
    found = { ...found, [track]: await foundBy({ journal, models, deps }, track, { ...film, cuts }) };
  }
  return found;
}

function foundBy<N extends TrackName>(
  { journal, models, deps }: Pick<Run, 'journal' | 'models' | 'deps'>,
  track: N,
  film: TracksFilm,
): Promise<readonly TrackKinds[N]['item'][]> {
  const state: TrackKinds[N]['state'] = stateOf(journal.state, track);
  const path = trackPath(journal.dir, track);
  return ROWS[track].found({ path, state, model: () => models.of(track), deps: deps.tracks[track], film });
}

async function conclude(run: Run): Promise<TracksResult> {
  const { request, deps, progress, signal } = run;
  const result = await foundOf({ ...run, film: request, tracks: request.tracks });
  checkCancelled(signal);
  const options = { signal, onProgress: () => progress.alive() };
  for (const track of request.tracks) await concludeTrack(request.dir, track, { result, deps, options });
  progress.stage('tracks', undefined, 1);
  checkCancelled(signal);
  const remarks = await Promise.all(request.tracks.map((track) => remarksOf(run.journal, track)));
  return Object.assign({}, result, ...remarks);
}

async function remarksOf<N extends TrackName>(
  { dir, state: all }: Run['journal'],
  track: N,
): Promise<TracksRemarks> {
  const state: TrackKinds[N]['state'] = stateOf(all, track);
  return (await ROWS[track].remarks?.({ path: trackPath(dir, track), state })) ?? {};
}

async function concludeTrack<N extends TrackName>(
  dir: string,
  track: N,
  of: { readonly result: TracksResult; readonly deps: TracksDeps; readonly options: StageOptions },
): Promise<void> {
  const items: readonly TrackKinds[N]['item'][] = of.result[track] ?? [];
  await ROWS[track].conclude?.(dir, items, of.deps.tracks[track], of.options);
}
