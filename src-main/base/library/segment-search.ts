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
}
type Ranked = Omit<RankedRow, 'highlighted'>;

/** Of all lines so many times as many are ranked as are wanted of one source; where that is too few, again so many times. */
const AHEAD = 10;

const RANK_ALL = `SELECT rowid AS row, bm25(segment_words) AS rank
  FROM segment_words WHERE segment_words MATCH ? ORDER BY rank, rowid LIMIT ?`;
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
 * The lines that match an FTS5 expression, best first, equals in the order of their rows.
 *
 * A usual word stands in every tenth line: the full-text index ranks those alone, and only of the best is looked up whose they
 * are and marked what matched. Looking that up of all takes longer than ranking them.
 */
export function rankLines(database: Database, expression: string, options: RankOptions): RankedRow[] {
  const { scope, source, limit } = options;
  const ranked =
    scope === 'all'
      ? inLibrary(database, expression, source, limit)
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
): Ranked[] {
  if (source === null) return database.all<Ranked>(RANK_ALL, expression, limit);
  for (let most = limit * AHEAD; ; most *= AHEAD) {
    const best = database.all<Ranked>(RANK_ALL, expression, most);
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
