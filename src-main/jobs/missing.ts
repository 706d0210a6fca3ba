import type { Job, Video } from '../../src-shared/domain';

/** The models that the settings have chosen, as tokens and readings name them (see `tokenModel` in models/pack). */
export interface ChosenModels {
  /** Null where it cannot be told: then no index is taken for another model's. */
  readonly search: string | null;
  readonly answers: string | null;
}

/**
 * What there is to do for a video whose last job ended: `probe`, all from the beginning, or only `watch`, the language
 * model's reading. Null where all is there.
 */
export function missingStage(
  video: Video,
  job: Job,
  chosen: ChosenModels,
): Extract<Job['stage'], 'probe' | 'watch'> | null {
  // A job that came as far as the reading left a whole index behind.
  const indexed = job.state === 'done' || job.stage === 'watch';
  const other = chosen.search !== null && video.frameCount > 0 && video.packId !== chosen.search;
  if (!indexed || other) return 'probe';
  const { answers, media } = video;
  if (chosen.answers === null || media.video === null) return null;
  return answers?.model === chosen.answers && answers.complete ? null : 'watch';
}
