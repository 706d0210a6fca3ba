/*
 * Makes one of the earlier libraries that tests open (src-main/base/library/testing/earlier), from a library that the program of
 * that time has made, before a step is added to src-main/base/library/migrations.ts:
 *   npm run -s longtake -- index --library FOLDER FILM      with a film of a few seconds
 *   node scripts/run.mjs scripts/verify/earlier-library.ts FOLDER NAME
 * What only people make (chats, corrections, names, collections …) is put in by SQL of that version's own schema, so that a test can
 * ask for it; paths of this machine are taken out.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { create } from 'tar';
import { EARLIER_FOLDER, KEPT } from '../../src-main/base/library/testing/earlier-libraries';

type Run = (sql: string, ...values: SQLInputValue[]) => void;

/** What each version of the schema brought, from the version on that stands before it. */
function whatPeopleMake(id: string): readonly (readonly [number, (run: Run) => void])[] {
  const { messages, correction, kept, speaker, term, place, chat, watched, setting } = KEPT;
  return [
    [
      1,
      (run) => {
        const columns = 'id, video_id, role, text, citations, confidence, details, state, created_at';
        const citation = {
          videoId: id,
          kind: 'seen',
          from: 1_000_000,
          to: 2_000_000,
          frameIndex: 1,
          quote: 'boat',
        };
        for (const { id: messageId, role, text, about, cites } of messages)
          run(
            `INSERT INTO messages (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            ...[messageId, about === 'film' ? id : null, role, text],
            ...[JSON.stringify(cites ? [citation] : []), cites ? 'medium' : null, '[]', 'done', 1000],
          );
        run('INSERT INTO settings (name, value) VALUES (?, ?)', setting.name, JSON.stringify(setting.value));
      },
    ],
    [2, (run) => run("UPDATE messages SET written_by = ? WHERE role = 'assistant'", KEPT.writtenBy)],
    [
      3,
      (run) => {
        run("UPDATE segments SET correction = ? WHERE source = 'speech' AND id = 0", correction);
        run(
          `UPDATE segment_words SET terms = ? WHERE rowid = (SELECT row FROM segments WHERE source = 'speech' AND id = 0)`,
          correction,
        );
      },
    ],
    [
      4,
      (run) => {
        const segment = {
          id: 0,
          source: 'speech',
          from: 0,
          to: 1_000_000,
          text: kept,
          words: [],
          fromFile: true,
        };
        const heard = { key: 'heard-0', origin: 'heard', audio: 0, language: null, title: null, lines: 1 };
        const file = {
          key: 'beside-Pier.srt',
          origin: 'beside',
          language: 'en',
          title: 'Pier.srt',
          lines: 1,
        };
        const list = { shown: 'heard-0', byHand: true, list: [heard, file], audio: null, silent: [] };
        run('UPDATE videos SET transcripts = ?', JSON.stringify(list));
        run(
          'INSERT OR REPLACE INTO kept_transcripts (video_id, transcript, lines) VALUES (?, ?, ?)',
          ...[id, file.key, JSON.stringify([{ segment, correction: null }])],
        );
      },
    ],
    [
      5,
      (run) =>
        run(
          "UPDATE messages SET so_far = ? WHERE role = 'assistant' AND video_id IS NOT NULL",
          JSON.stringify({ unread: 1, position: 0.5, range: null }),
        ),
    ],
    [6, (run) => run('INSERT INTO glossary (video_id, term, sounds) VALUES (NULL, ?, ?)', term, '["Peer"]')],
    [
      7,
      (run) => {
        const voice = new Uint8Array(Float32Array.from({ length: 256 }, (_, i) => (i === 0 ? 1 : 0)).buffer);
        run('INSERT OR IGNORE INTO speakers_read (video_id) VALUES (?)', id);
        run('DELETE FROM speaker_turns');
        run('DELETE FROM speakers');
        run('INSERT INTO speakers (video_id, number, name, voice) VALUES (?, 0, ?, ?)', id, speaker, voice);
        run('INSERT INTO speaker_turns VALUES (?, 0, 0, 1500000, 0, 0.9)', id);
        run('INSERT INTO voices (name, voice) VALUES (?, ?)', speaker, voice);
      },
    ],
    [
      8,
      (run) => {
        run("INSERT INTO collections VALUES ('c1', ?, '', 1000, 1, NULL)", place.collection);
        run(
          `INSERT INTO places VALUES ('p1', 'c1', 0, ?, 'Pier', 1000000, 2000000, 1, 1007000, 'seen', ?, ?, NULL, '["boats"]', ?, 1000, NULL)`,
          ...[id, place.title, place.note, `${place.title}\n${place.note}\nboats`.toLowerCase()],
        );
      },
    ],
    [
      9,
      (run) => {
        run("INSERT INTO chats VALUES ('chat-1', ?, ?, 1000, 2)", id, chat);
        run("UPDATE messages SET chat_id = 'chat-1' WHERE video_id IS NOT NULL");
        run("INSERT INTO chats VALUES ('chat-2', NULL, '', 1000, 1)");
        run("UPDATE messages SET chat_id = 'chat-2' WHERE video_id IS NULL");
      },
    ],
    [
      10,
      (run) => {
        run("INSERT INTO watched_folders VALUES ('w1', ?, 1000)", watched);
        run('INSERT INTO watched_files VALUES (?, 10, 1000, NULL)', `${watched}/gone.mp4`);
      },
    ],
  ];
}

function fill(file: string): number {
  const database = new DatabaseSync(file);
  const run: Run = (sql, ...values) => void database.prepare(sql).run(...values);
  const version = Number(Object.values(database.prepare('PRAGMA user_version').get() ?? {})[0]);
  const [{ id } = { id: '' }] = database.prepare('SELECT id FROM videos').all() as { id: string }[];
  for (const [from, make] of whatPeopleMake(id)) if (version >= from) make(run);
  run('UPDATE videos SET path = ?, added_at = 1000', KEPT.path);
  database.exec('PRAGMA journal_mode = DELETE; VACUUM');
  database.close();
  return version;
}

const [folder, name] = process.argv.slice(2);
if (folder === undefined || name === undefined)
  throw new Error('Which library, and what is it to be called?');
const copy = mkdtempSync(join(tmpdir(), 'longtake-earlier-'));
for (const part of ['library.db', 'index']) cpSync(join(folder, part), join(copy, part), { recursive: true });
const version = fill(join(copy, 'library.db'));
await create(
  {
    gzip: { level: 9 },
    file: join(EARLIER_FOLDER, `${name}.tar.gz`),
    cwd: copy,
    portable: true,
    mtime: new Date(0),
  },
  readdirSync(copy).sort(),
);
rmSync(copy, { recursive: true });
process.stdout.write(`${name}: a library of version ${version}\n`);
