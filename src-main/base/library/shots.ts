import type { Shot } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import type { TrackRepository } from './types';

interface ShotRow {
  number: number;
  from_time: number;
  to_time: number;
  begins: Shot['begins'];
}

/** Shots of a video, in order of time. */
export class Shots implements TrackRepository<Shot> {
  constructor(private readonly database: Database) {}

  list(id: VideoId): Shot[] {
    return this.database
      .all<ShotRow>('SELECT * FROM shots WHERE video_id = ? ORDER BY number', id)
      .map((row) => ({ index: row.number, from: row.from_time, to: row.to_time, begins: row.begins }));
  }

  replace(id: VideoId, shots: readonly Shot[]): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM shots WHERE video_id = ?', id);
      for (const { index, from, to, begins } of shots) {
        this.database.run(
          'INSERT INTO shots (video_id, number, from_time, to_time, begins) VALUES (?, ?, ?, ?, ?)',
          id,
          index,
          from,
          to,
          begins,
        );
      }
    });
  }
}
