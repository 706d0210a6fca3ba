import { randomUUID } from 'node:crypto';
import type { Job } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';

/** A job at the beginning of a stage. @param before the video's last one: what it had stored stays, so it goes on from there */
export function queuedJob(id: VideoId, before: Job | null, stage: Job['stage']): Job {
  return {
    id: before?.id ?? randomUUID(),
    videoId: id,
    state: 'queued',
    stage,
    progress: 0,
    etaSeconds: null,
    framesDone: before?.framesDone ?? 0,
    framesPerSecond: null,
    device: null,
    error: null,
  };
}

/** Whether a full disk ended a job: it goes on by itself when there is room. */
export function isFull({ state, error }: Job): boolean {
  return state === 'failed' && error?.code === 'DiskFull';
}

/** A job that does not move: it has neither speed nor time to go. */
export function resting(job: Job, state: Job['state']): Job {
  return { ...job, state, etaSeconds: null, framesPerSecond: null };
}
