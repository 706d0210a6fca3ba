import { basename, join } from 'node:path';
import { backupFolder, keepEarlier, usableBackup } from './backups';
import type { Database } from './database';
import { LibraryBroken, LibraryUnknown } from './errors';
import { makeFolder } from './folders';

/** Step n takes a database from version n to n + 1. A published step is never changed: add a new one. */
export type Migration = string;

/** "Long" in ASCII: tells a Longtake library from any other SQLite file. */
const APPLICATION_ID = 0x4c6f6e67;

export const MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE videos (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    media TEXT NOT NULL,
    frame_count INTEGER NOT NULL DEFAULT 0,
    pack_id TEXT,
    has_poster INTEGER NOT NULL DEFAULT 0,
    error TEXT
  ) STRICT;

  CREATE TABLE jobs (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    video_id TEXT NOT NULL UNIQUE REFERENCES videos (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    progress REAL NOT NULL,
    eta_seconds REAL,
    frames_done INTEGER NOT NULL,
    frames_per_second REAL,
    device TEXT,
    error TEXT
  ) STRICT;

  CREATE TABLE scenes (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    key_frame INTEGER NOT NULL,
    key_frame_index INTEGER NOT NULL,
    PRIMARY KEY (video_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE segments (
    row INTEGER PRIMARY KEY,
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    source TEXT NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (video_id, id)
  ) STRICT;
  CREATE INDEX segments_by_time ON segments (video_id, from_time);
  CREATE VIRTUAL TABLE segment_words USING fts5 (
    terms, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER segment_removed AFTER DELETE ON segments BEGIN
    DELETE FROM segment_words WHERE rowid = old.row;
  END;

  CREATE TABLE messages (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    -- NULL: the chat about the whole library.
    video_id TEXT REFERENCES videos (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    citations TEXT NOT NULL,
    confidence TEXT,
    details TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_video ON messages (video_id, position);

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  -- Index folders whose video is gone, but which could not be moved away yet.
  CREATE TABLE doomed_folders (video_id TEXT PRIMARY KEY) STRICT;
  `,
  `
  -- How far a language model has read a video.
  ALTER TABLE videos ADD COLUMN answers_model TEXT;
  ALTER TABLE videos ADD COLUMN answers_frames INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE videos ADD COLUMN answers_complete INTEGER NOT NULL DEFAULT 0;
  -- The pack whose language model wrote a message.
  ALTER TABLE messages ADD COLUMN written_by TEXT;
  `,
  `
  -- Which tracks were read to the film's end, as JSON.
  ALTER TABLE videos ADD COLUMN tracks TEXT NOT NULL DEFAULT '[]';

  -- Lines of writing beside those of speech, each source with numbers of its own; a person's corrections.
  DROP TRIGGER segment_removed;
  ALTER TABLE segments RENAME TO segments_before;
  CREATE TABLE segments (
    row INTEGER PRIMARY KEY,
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    id INTEGER NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    -- As the model made it; where a person corrected it, that is what counts.
    text TEXT NOT NULL,
    correction TEXT,
    words TEXT NOT NULL,
    language TEXT,
    box TEXT,
    confidence REAL,
    UNIQUE (video_id, source, id)
  ) STRICT;
  INSERT INTO segments (row, video_id, source, id, from_time, to_time, text, words)
    SELECT row, video_id, source, id, from_time, to_time, text, words FROM segments_before;
  DROP TABLE segments_before;
  CREATE INDEX segments_by_time ON segments (video_id, from_time);
  CREATE TRIGGER segment_removed AFTER DELETE ON segments BEGIN
    DELETE FROM segment_words WHERE rowid = old.row;
  END;

  CREATE TABLE shots (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    begins TEXT NOT NULL,
    PRIMARY KEY (video_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE objects (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    label TEXT NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    score REAL NOT NULL,
    frames INTEGER NOT NULL,
    best TEXT NOT NULL,
    PRIMARY KEY (video_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX objects_by_label ON objects (label, video_id);
  `,
  `
  -- Which transcript of a video is shown and which there are, as JSON; NULL where only one was ever made.
  ALTER TABLE videos ADD COLUMN transcripts TEXT;
  -- 1: subtitles said it, it was not heard.
  ALTER TABLE segments ADD COLUMN from_file INTEGER NOT NULL DEFAULT 0;

  -- The lines of the transcripts that are not shown, with what people corrected in them, as JSON.
  CREATE TABLE kept_transcripts (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    transcript TEXT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (video_id, transcript)
  ) STRICT;
  `,
  `
  -- How far a film had been read when it was answered from, as JSON; NULL where it was read to its end.
  ALTER TABLE messages ADD COLUMN so_far TEXT;
  `,
  `
  -- 1: the correction is the glossary's, no person's.
  ALTER TABLE segments ADD COLUMN spelled INTEGER NOT NULL DEFAULT 0;
  -- Of a line that a person split or joined: the lines that it was made of, as JSON.
  ALTER TABLE segments ADD COLUMN shape TEXT;

  -- Names and terms of a film; NULL: of the whole library.
  CREATE TABLE glossary (
    row INTEGER PRIMARY KEY,
    video_id TEXT REFERENCES videos (id) ON DELETE CASCADE,
    term TEXT NOT NULL,
    -- What it may be heard as: a JSON list.
    sounds TEXT NOT NULL
  ) STRICT;
  CREATE INDEX glossary_by_video ON glossary (video_id, term);
  `,
  `
  -- Videos whose voices were told apart, whether or not anybody speaks.
  CREATE TABLE speakers_read (
    video_id TEXT PRIMARY KEY REFERENCES videos (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  -- Who speaks, by number; the name that a person gave, or NULL; and how the voice sounds, float32 little-endian.
  CREATE TABLE speakers (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    name TEXT,
    voice BLOB NOT NULL,
    PRIMARY KEY (video_id, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE speaker_turns (
    video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    speaker INTEGER NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (video_id, number)
  ) STRICT, WITHOUT ROWID;

  -- Voices that a person named for the whole library, to be suggested elsewhere.
  CREATE TABLE voices (
    name TEXT PRIMARY KEY,
    voice BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE collections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- The greatest is the one that was kept into last.
    last_used INTEGER NOT NULL,
    -- Milliseconds since 1970; what was removed is kept for some days, to be put back.
    removed_at INTEGER
  ) STRICT;

  -- Of no reference to videos: a place outlives its film's removal, and is there again when the same content is.
  CREATE TABLE places (
    id TEXT PRIMARY KEY,
    collection_id TEXT NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    video_id TEXT NOT NULL,
    -- What the film was called when it was last in the library.
    film_title TEXT NOT NULL,
    from_time INTEGER NOT NULL,
    to_time INTEGER NOT NULL,
    frame_index INTEGER,
    -- When that frame is shown: another index has the frame under another number, or another one near it.
    frame_time INTEGER,
    kind TEXT,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    colour TEXT,
    tags TEXT NOT NULL,
    -- What is searched, folded: see collections.ts.
    terms TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    removed_at INTEGER
  ) STRICT;
  CREATE INDEX places_in_order ON places (collection_id, position);
  CREATE INDEX places_by_time ON places (video_id, from_time);
  CREATE TRIGGER film_of_places_removed BEFORE DELETE ON videos BEGIN
    UPDATE places SET film_title = old.title WHERE video_id = old.id;
  END;
  `,
  `
  -- Several chats a video (NULL: about the whole library). The one that was opened last is shown.
  CREATE TABLE chats (
    id TEXT PRIMARY KEY,
    video_id TEXT REFERENCES videos (id) ON DELETE CASCADE,
    -- Empty: called by its first question.
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    opened INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX chats_by_video ON chats (video_id, opened);
  ALTER TABLE messages ADD COLUMN chat_id TEXT REFERENCES chats (id) ON DELETE CASCADE;
  -- The stretch that a question was asked about, as JSON.
  ALTER TABLE messages ADD COLUMN asked_range TEXT;
  INSERT INTO chats (id, video_id, name, created_at, opened)
    SELECT lower(hex(randomblob(16))), video_id, '', min(created_at), 1 FROM messages GROUP BY video_id;
  UPDATE messages SET chat_id = (SELECT chats.id FROM chats WHERE chats.video_id IS messages.video_id);
  CREATE INDEX messages_by_chat ON messages (chat_id, position);
  `,
  `
  -- Folders whose new films are added by themselves.
  CREATE TABLE watched_folders (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    added_at INTEGER NOT NULL
  ) STRICT;
  -- Files of theirs that were looked at, as they were then, with the film that came of each: what a person removed stays away.
  CREATE TABLE watched_files (
    path TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    video_id TEXT
  ) STRICT;
  `,
  `
  -- Who says a line of subtitles by the file's own word; empty: several do. NULL: it names nobody.
  ALTER TABLE segments ADD COLUMN speaker TEXT;
  `,
  `
  -- Chats about the places of a collection: these are about no film, and not about the whole library either.
  ALTER TABLE chats ADD COLUMN collection_id TEXT REFERENCES collections (id) ON DELETE CASCADE;
  ALTER TABLE messages ADD COLUMN collection_id TEXT REFERENCES collections (id) ON DELETE CASCADE;
  CREATE INDEX chats_by_collection ON chats (collection_id, opened);
  CREATE INDEX messages_by_collection ON messages (collection_id);
  -- Every answer over a whole library says where somebody speaks whom the speech model does not understand.
  CREATE INDEX segments_not_understood ON segments (video_id, from_time) WHERE language = 'und';
  `,
];

function backupFile(file: string, version: number): string {
  return join(backupFolder(file), `${basename(file, '.db')}-version-${version}.db`);
}

/**
 * Brings a database to the newest version, one step a transaction, with a backup before each step.
 * @throws LibraryUnknown when the file is no library, or one of a later Longtake
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  let version = checkVersion(database, migrations);
  for (; version < migrations.length; version += 1) {
    const step = migrations[version];
    if (step === undefined) break;
    // A copy of a library without a video would only be taken for one that holds something.
    if (version > 0 && holdsVideos(database)) {
      makeFolder(backupFolder(database.file));
      // A copy of what is damaged is none, and must not take the place of one that is.
      checkDamage(database);
      const copy = backupFile(database.file, version);
      keepEarlier(copy);
      database.copyNow(copy);
    }
    database.transaction(() => {
      database.exec(step);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
    });
  }
}

function holdsVideos(database: Database): boolean {
  return (database.get<{ n: number }>('SELECT count(*) AS n FROM videos')?.n ?? 0) > 0;
}

/** Answers the database's version; a reader needs it to be exactly the newest. */
export function checkVersion(database: Database, migrations: readonly Migration[]): number {
  const file = basename(database.file);
  const version = Number(database.pragma('user_version'));
  const tables = database.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema')?.n ?? 0;
  if (tables > 0 && database.pragma('application_id') !== APPLICATION_ID) {
    throw new LibraryUnknown(
      file,
      'is not one of Longtake.',
      'Move it to another folder and start Longtake again.',
    );
  }
  if (version > migrations.length) {
    throw new LibraryUnknown(
      file,
      'was made by a later version of Longtake.',
      'Install the newest Longtake to open it; this version leaves it as it is.',
    );
  }
  if (database.readOnly && version < migrations.length) {
    throw new LibraryUnknown(
      file,
      'is from an earlier version of Longtake and has to be brought up to date first.',
      'Close every other Longtake, then start this one once.',
    );
  }
  return version;
}

/** Reads the whole file for damage: worth its time after a crash, too slow for every start. */
export function checkDamage(database: Database): void {
  if (database.pragma('quick_check(1)') !== 'ok') {
    throw new LibraryBroken(basename(database.file), usableBackup(database.file));
  }
}
