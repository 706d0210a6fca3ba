import { userError } from '../../../src-shared/errors';
import { type Job, job } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import type { JobRepository } from './types';

interface JobRow {
  id: string;
  video_id: string;
  state: string;
  stage: string;
  progress: number;
  eta_seconds: number | null;
  frames_done: number;
  frames_per_second: number | null;
  device: string | null;
  error: string | null;
}

function toJob(row: JobRow): Job {
  return job.parse({
    id: row.id,
    videoId: row.video_id,
    state: row.state,
    stage: row.stage,
    progress: row.progress,
    etaSeconds: row.eta_seconds,
    framesDone: row.frames_done,
    framesPerSecond: row.frames_per_second,
    device: row.device,
    error: row.error === null ? null : userError.parse(JSON.parse(row.error)),
  });
}

/** Indexing jobs, at most one a video, in the order in which they were first saved. */
export class Jobs implements JobRepository {
  constructor(private readonly database: Database) {}

  list(): Job[] {
    return this.database.all<JobRow>('SELECT * FROM jobs ORDER BY position').map(toJob);
  }

  find(id: VideoId): Job | null {
    const row = this.database.get<JobRow>('SELECT * FROM jobs WHERE video_id = ?', id);
    return row === null ? null : toJob(row);
  }

  save(job: Job): void {
    this.database.run(
      `INSERT INTO jobs (video_id, id, state, stage, progress, eta_seconds, frames_done, frames_per_second,
         device, error)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (video_id) DO UPDATE SET id = excluded.id, state = excluded.state, stage = excluded.stage,
         progress = excluded.progress, eta_seconds = excluded.eta_seconds, frames_done = excluded.frames_done,
         frames_per_second = excluded.frames_per_second, device = excluded.device, error = excluded.error`,
      job.videoId,
      job.id,
      job.state,
      job.stage,
      job.progress,
      job.etaSeconds,
      job.framesDone,
      job.framesPerSecond,
      job.device,
      job.error === null ? null : JSON.stringify(job.error),
    );
  }

  order(ids: readonly VideoId[]): void {
    const { database } = this;
    database.transaction(() => {
      const places = ids
        .flatMap(
          (id) =>
            database.get<{ position: number }>('SELECT position FROM jobs WHERE video_id = ?', id) ?? [],
        )
        .map(({ position }) => position)
        .sort((a, b) => a - b);
      // No two may have one place meanwhile.
      for (const position of places) {
        database.run('UPDATE jobs SET position = ? WHERE position = ?', -position, position);
      }
      let at = 0;
      for (const id of ids) {
        const place = places[at];
        if (place === undefined) break;
        at += database.run('UPDATE jobs SET position = ? WHERE video_id = ?', place, id);
      }
    });
  }

  remove(id: VideoId): void {
    this.database.run('DELETE FROM jobs WHERE video_id = ?', id);
  }
}
