// Work on a film, as the queue tells of it.
import { z } from 'zod';
import { userError } from './errors';
import { STAGE_NAMES, type StageName } from './passes';
import { opaqueId, videoId } from './primitives';

export const jobState = z.enum(['queued', 'running', 'paused', 'failed', 'done', 'cancelled']);
export const jobStage = z.enum(STAGE_NAMES);
export type JobStage = StageName;
export const job = z.object({
  id: opaqueId,
  videoId,
  state: jobState,
  stage: jobStage,
  /** 0..1 over the whole job. */
  progress: z.number().min(0).max(1),
  /** Seconds to go; null until it can be said. */
  etaSeconds: z.number().nonnegative().nullable(),
  framesDone: z.number().int().nonnegative(),
  framesPerSecond: z.number().nonnegative().nullable(),
  device: z.string().nullable(),
  error: userError.nullable(),
});
export type Job = z.infer<typeof job>;

/** Why nothing runs although something waits: the library is being copied, a person said so, the machine runs on its battery, or it is not yet the hour. */
export const workHold = z.enum(['copying', 'paused', 'battery', 'hours']);
export type WorkHold = z.infer<typeof workHold>;

/** All work together: a lot is what was begun since there was last nothing to do. */
export const workStatus = z.object({
  /** Films of the lot, and those of them that are through, the ones that failed among them. */
  films: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Whether something runs, or waits and is not held. */
  busy: z.boolean(),
  /** 0..1 of the lot, by time. */
  progress: z.number().min(0).max(1),
  /** Seconds until all that waits is done, speech and the closer look counted in; null where nothing waits. */
  etaSeconds: z.number().nonnegative().nullable(),
  hold: workHold.nullable(),
});
export type WorkStatus = z.infer<typeof workStatus>;
export const NO_WORK: WorkStatus = {
  ...{ films: 0, done: 0, failed: 0, busy: false, progress: 0 },
  ...{ etaSeconds: null, hold: null },
};
