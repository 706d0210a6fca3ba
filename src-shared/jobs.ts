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
