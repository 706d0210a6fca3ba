import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type UserError, userError } from '../../../src-shared/errors';
import type { TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import { NO_TRANSCRIPTS, type Transcripts, transcripts } from '../../../src-shared/transcripts';
import {
  type MediaInfo,
  mediaInfo,
  trackName,
  type Video,
  type VideoAnswers,
  type VideoState,
  videoState,
} from '../../../src-shared/video';
import { MADE_FILE } from '../film/files';
import type { Database } from './database';
import { NotFound } from './errors';
import { readVideo, type TakenVideo, writeVideo } from './taken-video';
import type { NewVideo, VideoRepository } from './types';

interface VideoRow {
  id: string;
  path: string;
  title: string;
  state: string;
  added_at: number;
  size_bytes: number;
  duration: number;
  media: string;
  frame_count: number;
  pack_id: string | null;
  has_poster: number;
  answers_model: string | null;
  answers_frames: number;
  answers_complete: number;
  tracks: string;
  transcripts: string | null;
  error: string | null;
}

/** A folder's path stays in main: folders of one name are told apart by what cannot be turned back into it. */
function folderOf(path: string): Video['folder'] {
  const dir = dirname(path);
  const id = createHash('sha256').update(dir).digest('hex').slice(0, 16);
  return { id, name: basename(dir) || dir };
}

function toVideo(row: VideoRow): Video {
  return {
    id: row.id,
    title: row.title,
    fileName: basename(row.path),
    folder: folderOf(row.path),
    state: videoState.parse(row.state),
    addedAt: row.added_at,
    sizeBytes: row.size_bytes,
    duration: row.duration,
    media: mediaInfo.parse(JSON.parse(row.media)),
    frameCount: row.frame_count,
    packId: row.pack_id,
    hasPoster: row.has_poster === 1,
    answers:
      row.answers_model === null
        ? null
        : {
            model: row.answers_model,
            frameCount: row.answers_frames,
            complete: row.answers_complete === 1,
          },
    tracks: trackName.array().parse(JSON.parse(row.tracks)),
    transcripts: row.transcripts === null ? NO_TRANSCRIPTS : transcripts.parse(JSON.parse(row.transcripts)),
    error: row.error === null ? null : userError.parse(JSON.parse(row.error)),
  };
}

function isSame(a: VideoRow, b: VideoRow): boolean {
  return (Object.keys(a) as (keyof VideoRow)[]).every((column) => a[column] === b[column]);
}

/** The videos of a library, newest first. */
export class Videos implements VideoRepository {
  /** States that could not be stored, because the disk was full. */
  private readonly held = new Map<VideoId, Pick<Video, 'state' | 'error'>>();
  /** What was read last of each, with its row: while that stays, the same object is given again, unread and unchecked. */
  private readonly known = new Map<VideoId, { readonly row: VideoRow; readonly video: Video }>();

  private listed: { readonly version: string | number | null; readonly rows: readonly VideoRow[] } | null =
    null;

  /** What was taken out and may come back; its folder is marked for deletion, and still there. */
  private readonly taken = new Map<VideoId, TakenVideo>();

  constructor(
    private readonly database: Database,
    /** Called when a video is forgotten and its folder is marked for deletion. */
    private readonly onRemoved: (id: VideoId) => void,
    /** The folder that the films' own folders lie in. */
    private readonly indexRoot: string,
  ) {}

  list(): Video[] {
    return this.rows().map((row) => this.shown(row));
  }

  /** A reader asks for all of them at each search: as long as nobody has written, they are the ones of before. */
  private rows(): readonly VideoRow[] {
    const version = this.database.readOnly ? this.database.pragma('data_version') : null;
    if (version === null || this.listed?.version !== version) {
      const rows = this.database.all<VideoRow>('SELECT * FROM videos ORDER BY added_at DESC, rowid DESC');
      this.listed = { version, rows };
    }
    return this.listed.rows;
  }

  get(id: VideoId): Video {
    return this.shown(this.#row(id));
  }

  find(id: VideoId): Video | null {
    const row = this.database.get<VideoRow>('SELECT * FROM videos WHERE id = ?', id);
    if (row === null) this.known.delete(id);
    return row === null ? null : this.shown(row);
  }

  path(id: VideoId): string {
    return this.#row(id).path;
  }

  source(id: VideoId): string {
    const { media } = this.get(id);
    return media.madeOf ? join(this.indexRoot, id, MADE_FILE) : this.path(id);
  }

  has(id: VideoId): boolean {
    return this.database.get('SELECT 1 FROM videos WHERE id = ?', id) !== null;
  }

  paths(): string[] {
    return this.database.all<{ path: string }>('SELECT path FROM videos').map(({ path }) => path);
  }

  add(video: NewVideo, addedAt = Date.now()): Video {
    this.database.transaction(() => {
      this.database.run(
        `INSERT INTO videos (id, path, title, state, added_at, size_bytes, duration, media)
         VALUES (?, ?, ?, 'new', ?, ?, ?, ?)`,
        video.id,
        video.path,
        video.title,
        addedAt,
        video.sizeBytes,
        video.media.duration ?? 0,
        JSON.stringify(video.media),
      );
      // The same content is back before its old index could be deleted: it may keep it.
      this.database.run('DELETE FROM doomed_folders WHERE video_id = ?', video.id);
    });
    this.taken.delete(video.id);
    return this.get(video.id);
  }

  rename(id: VideoId, title: string): Video {
    return this.#change(id, 'UPDATE videos SET title = ? WHERE id = ?', title);
  }

  setPath(id: VideoId, path: string): Video {
    return this.#change(id, 'UPDATE videos SET path = ? WHERE id = ?', path);
  }

  setState(id: VideoId, state: VideoState, error: UserError | null = null): Video {
    const stored = error === null ? null : JSON.stringify(error);
    this.#change(id, 'UPDATE videos SET state = ?, error = ? WHERE id = ?', state, stored);
    this.held.delete(id);
    return this.get(id);
  }

  holdState(id: VideoId, state: VideoState, error: UserError | null): void {
    this.held.set(id, { state, error });
  }

  setIndexed(
    id: VideoId,
    index: { frameCount: number; duration?: Micros; packId?: string; hasPoster?: boolean },
  ): Video {
    return this.#change(
      id,
      `UPDATE videos SET frame_count = ?, duration = coalesce(?, duration), pack_id = coalesce(?, pack_id),
         has_poster = coalesce(?, has_poster) WHERE id = ?`,
      index.frameCount,
      index.duration ?? null,
      index.packId ?? null,
      index.hasPoster === undefined ? null : Number(index.hasPoster),
    );
  }

  setAnswers(id: VideoId, answers: VideoAnswers | null): Video {
    return this.#change(
      id,
      'UPDATE videos SET answers_model = ?, answers_frames = ?, answers_complete = ? WHERE id = ?',
      answers?.model ?? null,
      answers?.frameCount ?? 0,
      Number(answers?.complete ?? false),
    );
  }

  setTracks(id: VideoId, tracks: readonly TrackName[]): Video {
    return this.#change(id, 'UPDATE videos SET tracks = ? WHERE id = ?', JSON.stringify(tracks));
  }

  setTranscripts(id: VideoId, known: Transcripts): Video {
    return this.#change(id, 'UPDATE videos SET transcripts = ? WHERE id = ?', JSON.stringify(known));
  }

  setMedia(id: VideoId, media: MediaInfo): Video {
    return this.#change(id, 'UPDATE videos SET media = ? WHERE id = ?', JSON.stringify(media));
  }

  remove(id: VideoId): void {
    this.#delete(id);
    this.onRemoved(id);
  }

  takeOut(...ids: readonly VideoId[]): void {
    const taken = this.database.transaction(() =>
      ids.map((id) => {
        const read = readVideo(this.database, id);
        this.#delete(id);
        return [id, read] as const;
      }),
    );
    // Only now: what is rolled back is still there, and its index must not go with the library's end.
    for (const [id, read] of taken) this.taken.set(id, read);
  }

  putBack(...ids: readonly VideoId[]): Video[] {
    this.database.transaction(() => {
      for (const id of ids) {
        const taken = this.taken.get(id);
        if (!taken) throw new NotFound('video');
        writeVideo(this.database, taken);
        this.database.run('DELETE FROM doomed_folders WHERE video_id = ?', id);
      }
    });
    for (const id of ids) this.taken.delete(id);
    return ids.map((id) => this.get(id));
  }

  letGo(id: VideoId): void {
    if (this.taken.delete(id)) this.onRemoved(id);
  }

  letAllGo(): void {
    for (const id of this.taken.keys()) this.letGo(id);
  }

  #delete(id: VideoId): void {
    this.database.transaction(() => {
      if (this.database.run('DELETE FROM videos WHERE id = ?', id) === 0) throw new NotFound('video');
      // Marked first: a crash before the folder is gone leaves a note to delete it at the next start.
      this.database.run('INSERT OR IGNORE INTO doomed_folders (video_id) VALUES (?)', id);
    });
    this.known.delete(id);
  }

  private shown(row: VideoRow): Video {
    const held = this.held.get(row.id);
    return held ? { ...this.read(row), ...held } : this.read(row);
  }

  private read(row: VideoRow): Video {
    const known = this.known.get(row.id);
    if (known && isSame(known.row, row)) return known.video;
    const video = toVideo(row);
    this.known.set(row.id, { row, video });
    return video;
  }

  #row(id: VideoId): VideoRow {
    const row = this.database.get<VideoRow>('SELECT * FROM videos WHERE id = ?', id);
    if (row === null) throw new NotFound('video');
    return row;
  }

  /** Runs an update whose last placeholder is the id. */
  #change(id: VideoId, sql: string, ...values: (string | number | null)[]): Video {
    if (this.database.run(sql, ...values, id) === 0) throw new NotFound('video');
    return this.get(id);
  }
}
