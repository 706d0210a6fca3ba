import type { SegmentSource } from '../../../src-shared/analysis';
import type { Scope } from '../../../src-shared/answers';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import { MARK_FROM, MARK_TO } from './words';

/** A line that matches: its row, bm25 (lower is better), and its terms with the matches marked. */
export interface RankedRow {
  readonly row: number;
  readonly rank: number;
  readonly highlighted: string;
}
export interface RankOptions {
  readonly scope: Scope;
  readonly source: SegmentSource | null;
  readonly limit: number;
  /** Most matches that are ranked against each other. */
  readonly atOnce?: number;
}
type Ranked = Omit<RankedRow, 'highlighted'>;

/**
 * A word may stand in half of all lines: bm25 reads the length of each. So many matches are ranked at a time, in the order in which
 * the films were read, and the next ones only where that gave too few.
 */
const AT_ONCE = 100_000;

/** Of all lines so many times as many are ranked as are wanted of one source; where that is too few, again so many times. */
const AHEAD = 10;

const RANK_ALL = `SELECT rowid AS row, bm25(segment_words) AS rank
  FROM segment_words WHERE segment_words MATCH ? ORDER BY rank, rowid LIMIT ?`;
const RANK_BETWEEN = `SELECT rowid AS row, bm25(segment_words) AS rank
  FROM segment_words WHERE segment_words MATCH ? AND rowid > ? AND rowid <= ? ORDER BY rank, rowid LIMIT ?`;
const MATCH_AFTER = `SELECT rowid AS row FROM segment_words WHERE segment_words MATCH ? AND rowid > ? LIMIT 1 OFFSET ?`;
// CROSS JOIN: SQLite would begin with the video's lines, and match each of them by itself.
const RANK_VIDEO = `SELECT segments.row, bm25(segment_words) AS rank
  FROM segment_words CROSS JOIN segments ON segments.row = segment_words.rowid
  WHERE segment_words MATCH ? AND segment_words.rowid BETWEEN ? AND ? AND segments.video_id = ?
    AND (? IS NULL OR segments.source = ?)
  ORDER BY rank, segments.row LIMIT ?`;
const OF_SOURCE = 'SELECT row FROM segments WHERE row IN (SELECT value FROM json_each(?)) AND source = ?';
const HIGHLIGHT = `SELECT rowid AS row, highlight(segment_words, 0, '${MARK_FROM}', '${MARK_TO}') AS highlighted
  FROM segment_words WHERE segment_words MATCH ? AND rowid IN (SELECT value FROM json_each(?))`;

/**
 * The lines that match an FTS5 expression, best first, equals in the order of their rows. Of a word that stands in very many lines,
 * the best of the first ones: see `AT_ONCE`.
 *
 * A usual word stands in every tenth line: the full-text index ranks those alone, and only of the best is looked up whose they
 * are and marked what matched. Looking that up of all takes longer than ranking them.
 */
export function rankLines(database: Database, expression: string, options: RankOptions): RankedRow[] {
  const { scope, source, limit, atOnce = AT_ONCE } = options;
  const ranked =
    scope === 'all'
      ? inLibrary(database, expression, source, limit, atOnce)
      : inVideo(database, expression, scope.videoId, source, limit);
  const rows = JSON.stringify(ranked.map(({ row }) => row));
  const marked = new Map(
    database
      .all<{ row: number; highlighted: string }>(HIGHLIGHT, expression, rows)
      .map(({ row, highlighted }) => [row, highlighted]),
  );
  return ranked.map((line) => ({ ...line, highlighted: marked.get(line.row) ?? '' }));
}

function inLibrary(
  database: Database,
  expression: string,
  source: SegmentSource | null,
  limit: number,
  atOnce: number,
): Ranked[] {
  const found: Ranked[] = [];
  for (const stretch of stretches(database, expression, atOnce)) {
    found.push(...inStretch(database, expression, stretch, source, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

/** Rows from behind `after` to `until`; null: all there are. */
type Stretch = { readonly after: number; readonly until: number } | null;

/** Stretches of rows in which at most so many match, the first rows first; one where that is all of them. */
function* stretches(database: Database, expression: string, atOnce: number): Generator<Stretch> {
  const { last } = database.get<{ last: number | null }>('SELECT max(row) AS last FROM segments') ?? {};
  for (let after = 0; last != null && after < last; ) {
    const more = last - after > atOnce;
    const next = more ? database.get<{ row: number }>(MATCH_AFTER, expression, after, atOnce) : null;
    const until = next === null ? last : next.row - 1;
    yield after === 0 && next === null ? null : { after, until };
    after = until;
  }
}

function inStretch(
  database: Database,
  expression: string,
  stretch: Stretch,
  source: SegmentSource | null,
  limit: number,
): Ranked[] {
  const rank = (most: number) =>
    stretch === null
      ? database.all<Ranked>(RANK_ALL, expression, most)
      : database.all<Ranked>(RANK_BETWEEN, expression, stretch.after, stretch.until, most);
  if (source === null) return rank(limit);
  for (let most = limit * AHEAD; ; most *= AHEAD) {
    const best = rank(most);
    const rows = JSON.stringify(best.map(({ row }) => row));
    const own = new Set(database.all<{ row: number }>(OF_SOURCE, rows, source).map(({ row }) => row));
    if (own.size >= limit || best.length < most)
      return best.filter(({ row }) => own.has(row)).slice(0, limit);
  }
}

function inVideo(
  database: Database,
  expression: string,
  videoId: VideoId,
  source: SegmentSource | null,
  limit: number,
): Ranked[] {
  const ends = 'SELECT min(row) AS first, max(row) AS last FROM segments WHERE video_id = ?';
  const { first, last } = database.get<{ first: number | null; last: number | null }>(ends, videoId) ?? {};
  if (first == null || last == null) return [];
  return database.all<Ranked>(RANK_VIDEO, expression, first, last, videoId, source, source, limit);
}
