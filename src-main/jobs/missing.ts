import type { Job, TrackName, Video } from '../../src-shared/domain';

/** What the settings have chosen: models, as tokens and readings name them (see `tokenModel` in models/pack), and tracks. */
export interface Chosen {
  /** Null where it cannot be told: then no index is taken for another model's. */
  readonly search: string | null;
  readonly answers: string | null;
  readonly tracks: readonly TrackName[];
}

/** A pass of its own over a film that is indexed: the video is ready all the while. */
export type ReadingStage = Extract<Job['stage'], 'tracks' | 'watch'>;
/** In this order: what takes minutes before what takes hours. */
const READINGS: readonly ReadingStage[] = ['tracks', 'watch'];

export function isReading(stage: Job['stage']): stage is ReadingStage {
  return (READINGS as readonly string[]).includes(stage);
}

/**
 * What there is to do for a video whose last job ended: `probe`, all from the beginning, or only a reading. Null where all
 * is there.
 */
export function missingStage(video: Video, job: Job, chosen: Chosen): 'probe' | ReadingStage | null {
  // A job that came as far as a reading left a whole index behind.
  const indexed = job.state === 'done' || isReading(job.stage);
  const other = chosen.search !== null && video.frameCount > 0 && video.packId !== chosen.search;
  return !indexed || other ? 'probe' : missingReading(video, chosen);
}

/** The first reading that a video lacks. Of sound alone there is nothing to be read. */
export function missingReading(video: Video, chosen: Chosen): ReadingStage | null {
  if (video.media.video === null) return null;
  return READINGS.find((stage) => !isRead(stage, video, chosen)) ?? null;
}

/**
 * The reading that follows a stage. After the index every reading is looked at anew: it may have been made of another
 * density, and one that is whole is done at once.
 */
export function readingAfter(
  stage: 'finish' | ReadingStage,
  video: Video,
  chosen: Chosen,
): ReadingStage | null {
  if (video.media.video === null) return null;
  const later = stage === 'finish' ? READINGS : READINGS.slice(READINGS.indexOf(stage) + 1);
  return later.find((each) => isWanted(each, chosen)) ?? null;
}

function isWanted(stage: ReadingStage, chosen: Chosen): boolean {
  return stage === 'tracks' ? chosen.tracks.length > 0 : chosen.answers !== null;
}

function isRead(stage: ReadingStage, { tracks, answers }: Video, chosen: Chosen): boolean {
  if (stage === 'tracks') return chosen.tracks.every((name) => tracks.includes(name));
  return chosen.answers === null || (answers?.model === chosen.answers && answers.complete);
}
