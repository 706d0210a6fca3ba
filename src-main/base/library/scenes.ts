import type { Scene } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import type { SceneRepository } from './types';

interface SceneRow {
  number: number;
  from_time: number;
  to_time: number;
  key_frame: number;
  key_frame_index: number;
}

/** Scenes of a video, in order of time. */
export class Scenes implements SceneRepository {
  constructor(private readonly database: Database) {}

  list(id: VideoId): Scene[] {
    return this.database
      .all<SceneRow>('SELECT * FROM scenes WHERE video_id = ? ORDER BY number', id)
      .map((row) => ({
        index: row.number,
        from: row.from_time,
        to: row.to_time,
        keyFrame: row.key_frame,
        keyFrameIndex: row.key_frame_index,
      }));
  }

  replace(id: VideoId, scenes: readonly Scene[]): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM scenes WHERE video_id = ?', id);
      for (const scene of scenes) {
        this.database.run(
          `INSERT INTO scenes (video_id, number, from_time, to_time, key_frame, key_frame_index)
           VALUES (?, ?, ?, ?, ?, ?)`,
          id,
          scene.index,
          scene.from,
          scene.to,
          scene.keyFrame,
          scene.keyFrameIndex,
        );
      }
    });
  }
}
