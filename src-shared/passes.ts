/*
 * What is read of films, a row each: the queue, progress, settings, the library, exports and the page go by these tables. How a row
 * is read stands in worker/index; what is stored of it, in base/library; its words, in words/…/passes.ts.
 */

/** What a job does to a film, one run after another; the passes of a run share one decoding. */
export const RUNS = {
  index: { stepsBack: false },
  /** In this order: what takes minutes before what takes hours. */
  tracks: { stepsBack: true },
  watch: { stepsBack: true },
} as const satisfies Readonly<Record<string, Run>>;
export type RunName = keyof typeof RUNS;
/** Those over a film that is indexed, in their order. */
export type ReadingName = Exclude<RunName, 'index'>;

interface Run {
  /** Whether the film is ready all the while, so that the run makes room for any film that is to be indexed. */
  readonly stepsBack: boolean;
}

/** Where a job is, in order. */
export const STAGES = {
  probe: { run: 'index', cost: 0 },
  frames: { run: 'index', cost: 100, counts: true, tellsRate: true },
  scenes: { run: 'index', cost: 2 },
  subtitles: { run: 'index', cost: 20 },
  speech: { run: 'index', cost: 30 },
  speakers: { run: 'index', cost: 10 },
  finish: { run: 'index', cost: 3 },
  tracks: { run: 'tracks', cost: 100, counts: true },
  watch: { run: 'watch', cost: 100, counts: true, tellsRate: true },
} as const satisfies Readonly<Record<string, Stage>>;
export type StageName = keyof typeof STAGES;
export const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

interface Stage {
  readonly run: RunName;
  /** Rough cost relative to the other stages of its run, measured on two cores with the built-in pack. */
  readonly cost: number;
  /** Whether it goes frame by frame; and whether people are told how many a second. */
  readonly counts?: true;
  readonly tellsRate?: true;
}

/** @returns the table's row; its type has what need not be there, too */
export function stageRow(name: StageName): Stage {
  return STAGES[name];
}

/** What a pass takes of a film: the frames that the index samples, every frame in small, or the sound. */
type Takes = 'sampled' | 'every' | 'sound';

interface Pass {
  readonly run: RunName;
  readonly takes: Takes;
  /** The setting that asks for it; null of what is always read, or where a model is chosen that does. */
  readonly setting: string | null;
}
/** A pass of the closer look. */
interface Track extends Pass {
  readonly run: 'tracks';
  readonly setting: string;
  /** Bytes that it writes for a frame that it takes, generously: about half as much again as was measured. */
  readonly bytesPerFrame: number;
  /** What of the video can be asked for anew when it has found something. */
  readonly tells: string;
  /** Why its table is empty. */
  readonly nothing: string;
  readonly unread: string;
}

const tracks = {
  shots: {
    run: 'tracks',
    takes: 'every',
    setting: 'findShots',
    bytesPerFrame: 40,
    tells: 'shots',
    nothing: 'This video has no shots',
    unread: 'This video has not been looked through for cuts to its end',
  },
  objects: {
    run: 'tracks',
    takes: 'sampled',
    setting: 'findObjects',
    bytesPerFrame: 1500,
    tells: 'objects',
    nothing: 'No thing that can be named was found in this video',
    unread: 'This video has not been looked through for things to its end',
  },
  text: {
    run: 'tracks',
    takes: 'sampled',
    setting: 'readText',
    bytesPerFrame: 1000,
    tells: 'transcript',
    nothing: 'Nothing written was found in this video',
    unread: 'What is written in this video has not been read to its end',
  },
} as const satisfies Readonly<Record<string, Track>>;

export type TrackName = keyof typeof tracks;
/** What can be read from a film beside its tokens and its speech, each switched on and off by itself, in the order in which it is told. */
export const TRACKS = Object.keys(tracks) as readonly TrackName[];
export const TRACK_PASSES: { readonly [N in TrackName]: Track & (typeof tracks)[N] } = tracks;
export type TrackSetting = (typeof tracks)[TrackName]['setting'];

/** Every pass. */
export const PASSES = {
  frames: { run: 'index', takes: 'sampled', setting: null },
  speech: { run: 'index', takes: 'sound', setting: 'transcribe' },
  speakers: { run: 'index', takes: 'sound', setting: 'tellSpeakers' },
  ...tracks,
  language: { run: 'watch', takes: 'sampled', setting: null },
} as const satisfies Readonly<Record<string, Pass>>;
export type PassName = keyof typeof PASSES;

/** What of a video can be asked for anew when a track has found something. */
export type ToldTrack = (typeof tracks)[TrackName]['tells'];
export const TOLD_TRACKS: readonly ToldTrack[] = TRACKS.map((name) => tracks[name].tells);

type Switches = Readonly<Record<TrackSetting, boolean>>;

/** The tracks that the settings ask for. */
export function wantedTracks(settings: Switches): TrackName[] {
  return TRACKS.filter((name) => settings[tracks[name].setting]);
}

/** The settings that ask for these tracks and no others. */
export function switchesFor(names: readonly TrackName[]): Switches {
  return Object.fromEntries(TRACKS.map((name) => [tracks[name].setting, names.includes(name)])) as Switches;
}

/** Whether a film has what a pass takes. */
export function isReadable(
  pass: PassName,
  media: { readonly video: object | null; readonly audio: readonly unknown[] },
): boolean {
  return PASSES[pass].takes === 'sound' ? media.audio.length > 0 : media.video !== null;
}

/** The run that a job is at. */
export function runOf(stage: StageName): RunName {
  return STAGES[stage].run;
}

/** Runs over a film that is indexed already, in their order. */
export const READINGS = (Object.keys(RUNS) as RunName[]).filter(isReadingRun);

function isReadingRun(run: RunName): run is ReadingName {
  return RUNS[run].stepsBack;
}

/** Whether the film is ready while a job is at a stage. */
export function isReading(stage: StageName): stage is ReadingName {
  return RUNS[STAGES[stage].run].stepsBack;
}
