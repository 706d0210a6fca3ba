import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { VideoId } from '../../../src-shared/primitives';
import { isWithin } from '../paths';
import type { Database } from './database';
import { NotFound, NotToBeWatched } from './errors';
import type { FileStamp, WatchedFolder, WatchedFolderRepository } from './types';

/** Folders whose new films are added by themselves, and what was made of their files. */
export class WatchedFolders implements WatchedFolderRepository {
  constructor(private readonly database: Database) {}

  list(): WatchedFolder[] {
    return this.database.all<{ id: string; path: string }>(
      'SELECT id, path FROM watched_folders ORDER BY added_at, path',
    );
  }

  add(path: string): WatchedFolder {
    // A whole disk would be the system's own sounds and the copies that programs keep; the library's folder, our own.
    if (dirname(path) === path || isWithin(path, dirname(this.database.file))) throw new NotToBeWatched(path);
    this.database.run(
      'INSERT OR IGNORE INTO watched_folders (id, path, added_at) VALUES (?, ?, ?)',
      randomUUID(),
      path,
      Date.now(),
    );
    const added = this.list().find((folder) => folder.path === path);
    if (!added) throw new NotFound('folder');
    return added;
  }

  remove(id: string): void {
    if (this.database.run('DELETE FROM watched_folders WHERE id = ?', id) === 0) throw new NotFound('folder');
  }

  isKnown(path: string, { size, modified }: FileStamp): boolean {
    return (
      this.database.get(
        'SELECT 1 FROM watched_files WHERE path = ? AND size_bytes = ? AND modified = ?',
        path,
        size,
        modified,
      ) !== null
    );
  }

  note(path: string, { size, modified }: FileStamp, videoId: VideoId | null): void {
    this.database.run(
      `INSERT INTO watched_files (path, size_bytes, modified, video_id) VALUES (?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET size_bytes = excluded.size_bytes, modified = excluded.modified,
         video_id = excluded.video_id`,
      path,
      size,
      modified,
      videoId,
    );
  }

  hasTakenFrom(path: string): boolean {
    return (
      this.database.get('SELECT 1 FROM watched_files WHERE path = ? AND video_id IS NOT NULL', path) !== null
    );
  }

  hasTaken(id: VideoId): boolean {
    return this.database.get('SELECT 1 FROM watched_files WHERE video_id = ?', id) !== null;
  }
}
