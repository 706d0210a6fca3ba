import type { Job } from '../../../src-shared/jobs';
import {
  isReadable,
  isReading,
  READINGS,
  type ReadingName,
  type RunName,
  type TrackName,
} from '../../../src-shared/passes';
import type { Video } from '../../../src-shared/video';

/** What the settings have chosen: models, as tokens and readings name them (see `tokenModel` in models/pack), and tracks. */
export interface Chosen {
  /** Null where it cannot be told: then no index is taken for another model's. */
  readonly search: string | null;
  readonly answers: string | null;
  readonly tracks: readonly TrackName[];
}

/**
 * What there is to do for a video whose last job ended: `probe`, all from the beginning, or only a reading. Null where all
 * is there.
 */
export function missingStage(video: Video, job: Job, chosen: Chosen): 'probe' | ReadingName | null {
  // A job that came as far as a reading left a whole index behind.
  const indexed = job.state === 'done' || isReading(job.stage);
  const other = chosen.search !== null && video.frameCount > 0 && video.packId !== chosen.search;
  return !indexed || other ? 'probe' : missingReading(video, chosen);
}

/** The first reading that a video lacks. */
export function missingReading(video: Video, chosen: Chosen): ReadingName | null {
  return READINGS.find((run) => lacks(run, video, chosen)) ?? null;
}

/**
 * The reading that follows a run. After the index every reading is looked at anew: it may have been made of another
 * density, and one that is whole is done at once.
 */
export function readingAfter(run: RunName, video: Video, chosen: Chosen): ReadingName | null {
  const later = READINGS.slice((READINGS as readonly RunName[]).indexOf(run) + 1);
  return later.find((each) => wanted(each, video, chosen).length > 0) ?? null;
}

/** As `wanted`; nothing of the index, which is no reading. */
export function wantedOf(run: RunName, video: Video, chosen: Chosen): readonly string[] {
  return isReadingName(run) ? wanted(run, video, chosen) : [];
}

function isReadingName(run: RunName): run is ReadingName {
  return (READINGS as readonly RunName[]).includes(run);
}

/** What of a reading is wanted, and can be read of the film: tracks, or a language model. */
function wanted(run: ReadingName, { media }: Video, { tracks, answers }: Chosen): readonly string[] {
  if (run === 'tracks') return tracks.filter((name) => isReadable(name, media));
  return answers !== null && isReadable('language', media) ? [answers] : [];
}

function lacks(run: ReadingName, video: Video, chosen: Chosen): boolean {
  const { answers } = video;
  const read: readonly string[] =
    run === 'tracks' ? video.tracks : answers?.complete === true ? [answers.model] : [];
  return wanted(run, video, chosen).some((name) => !read.includes(name));
}
