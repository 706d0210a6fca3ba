import type { Scope, Segment, VideoId } from '../../src-shared/domain';
import type { Micros } from '../../src-shared/time';
import type { Database } from './database';
import type { SegmentMatch, SegmentRepository } from './types';
import { indexTerms, MARK_FROM, MARK_TO, markedRanges, matchExpression } from './words';

interface SegmentRow {
  video_id: string;
  id: number;
  source: Segment['source'];
  from_time: number;
  to_time: number;
  text: string;
  words: string;
}

/**
 * What lies here was checked before it was written: to check the fifty thousand words of a long film again, at each
 * look at its transcript, takes the main process a tenth of a second.
 */
function toSegment(row: SegmentRow): Segment {
  return {
    id: row.id,
    source: row.source,
    from: row.from_time,
    to: row.to_time,
    text: row.text,
    words: JSON.parse(row.words) as Segment['words'],
  };
}

function isSame(row: SegmentRow, segment: Segment): boolean {
  return (
    row.text === segment.text &&
    row.from_time === segment.from &&
    row.to_time === segment.to &&
    row.source === segment.source &&
    row.words === JSON.stringify(segment.words)
  );
}

/** What is said in the videos, in order of time, with a full-text index over all of it. */
export class Segments implements SegmentRepository {
  constructor(private readonly database: Database) {}

  list(id: VideoId): Segment[] {
    return this.database
      .all<SegmentRow>('SELECT * FROM segments WHERE video_id = ? ORDER BY from_time, id', id)
      .map(toSegment);
  }

  get(id: VideoId, segmentId: number): Segment | null {
    const row = this.database.get<SegmentRow>(
      'SELECT * FROM segments WHERE video_id = ? AND id = ?',
      id,
      segmentId,
    );
    return row === null ? null : toSegment(row);
  }

  /** Segments of which any part lies in [from, to). */
  between(id: VideoId, from: Micros, to: Micros): Segment[] {
    return this.database
      .all<SegmentRow>(
        `SELECT * FROM segments WHERE video_id = ? AND from_time < ? AND to_time > ? ORDER BY from_time, id`,
        id,
        to,
        from,
      )
      .map(toSegment);
  }

  /**
   * Writes only what differs: a transcript of hours that grew by a line costs that line, and the main process
   * is not held up by the full-text index.
   */
  replace(id: VideoId, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      const rows = this.database.all<SegmentRow>('SELECT * FROM segments WHERE video_id = ?', id);
      const stored = new Map(rows.map((row) => [row.id, row]));
      const kept = new Set<number>();
      for (const segment of segments) {
        const row = stored.get(segment.id);
        if (row && isSame(row, segment)) kept.add(segment.id);
      }
      for (const row of rows) {
        if (!kept.has(row.id)) {
          this.database.run('DELETE FROM segments WHERE video_id = ? AND id = ?', id, row.id);
        }
      }
      for (const segment of segments) if (!kept.has(segment.id)) this.#insert(id, segment);
    });
  }

  /** Adds segments, and changes those that are there under the same numbers; all others stay. */
  put(id: VideoId, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      for (const segment of segments) {
        const row = this.database.get<SegmentRow>(
          'SELECT * FROM segments WHERE video_id = ? AND id = ?',
          id,
          segment.id,
        );
        if (row && isSame(row, segment)) continue;
        if (row) this.database.run('DELETE FROM segments WHERE video_id = ? AND id = ?', id, segment.id);
        this.#insert(id, segment);
      }
    });
  }

  search(
    query: string,
    options: { scope: Scope; limit: number; mode: 'all' | 'any' | 'phrase' },
  ): SegmentMatch[] {
    const expression = matchExpression(query, options.mode);
    if (expression === null) return [];
    const inVideo = options.scope === 'all' ? null : options.scope.videoId;
    return this.database
      .all<SegmentRow & { rank: number; highlighted: string }>(
        `SELECT segments.*, bm25(segment_words) AS rank,
           highlight(segment_words, 0, '${MARK_FROM}', '${MARK_TO}') AS highlighted
         FROM segment_words JOIN segments ON segments.row = segment_words.rowid
         WHERE segment_words MATCH ? AND (? IS NULL OR segments.video_id = ?)
         ORDER BY rank, segments.row LIMIT ?`,
        expression,
        inVideo,
        inVideo,
        options.limit,
      )
      .map((row) => ({
        videoId: row.video_id,
        segment: toSegment(row),
        rank: row.rank,
        marks: markedRanges(row.text, row.highlighted),
      }));
  }

  #insert(id: VideoId, segment: Segment): void {
    const row = this.database.insert(
      `INSERT INTO segments (video_id, id, source, from_time, to_time, text, words)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      segment.id,
      segment.source,
      segment.from,
      segment.to,
      segment.text,
      JSON.stringify(segment.words),
    );
    this.database.run(
      'INSERT INTO segment_words (rowid, terms) VALUES (?, ?)',
      row,
      indexTerms(segment.text),
    );
  }
}
