import type { ObjectTrack } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import type { ObjectRepository } from './types';

interface ObjectRow {
  id: number;
  label: string;
  from_time: number;
  to_time: number;
  score: number;
  frames: number;
  best: string;
}

function toTrack(row: ObjectRow): ObjectTrack {
  return {
    id: row.id,
    label: row.label,
    from: row.from_time,
    to: row.to_time,
    score: row.score,
    frames: row.frames,
    // Checked before it was written, as segments are.
    best: JSON.parse(row.best) as ObjectTrack['best'],
  };
}

/** Things that were found and followed in the videos, in order of time. */
export class Objects implements ObjectRepository {
  constructor(private readonly database: Database) {}

  list(id: VideoId, label: string | null = null): ObjectTrack[] {
    return this.database
      .all<ObjectRow>(
        'SELECT * FROM objects WHERE video_id = ? AND (? IS NULL OR label = ?) ORDER BY from_time, id',
        id,
        label,
        label,
      )
      .map(toTrack);
  }

  ofKinds(labels: readonly string[]): Map<VideoId, ObjectTrack[]> {
    const rows = this.database.all<ObjectRow & { video_id: VideoId }>(
      `SELECT * FROM objects WHERE label IN (SELECT value FROM json_each(?)) ORDER BY video_id, from_time, id`,
      JSON.stringify(labels),
    );
    const found = new Map<VideoId, ObjectTrack[]>();
    for (const row of rows) {
      const own = found.get(row.video_id);
      if (own) own.push(toTrack(row));
      else found.set(row.video_id, [toTrack(row)]);
    }
    return found;
  }

  replace(id: VideoId, objects: readonly ObjectTrack[]): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM objects WHERE video_id = ?', id);
      for (const { id: number, label, from, to, score, frames, best } of objects) {
        this.database.run(
          `INSERT INTO objects (video_id, id, label, from_time, to_time, score, frames, best)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          id,
          number,
          label,
          from,
          to,
          score,
          frames,
          JSON.stringify(best),
        );
      }
    });
  }
}
