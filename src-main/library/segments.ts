import type { Scope, Segment, SegmentSource, VideoId } from '../../src-shared/domain';
import type { Micros } from '../../src-shared/time';
import type { Database } from './database';
import { NotFound } from './errors';
import type { SegmentMatch, SegmentRepository } from './types';
import { indexTerms, MARK_FROM, MARK_TO, markedRanges, matchExpression } from './words';

interface SegmentRow {
  row: number;
  video_id: string;
  id: number;
  source: SegmentSource;
  from_time: number;
  to_time: number;
  text: string;
  correction: string | null;
  words: string;
  language: string | null;
  box: string | null;
  confidence: number | null;
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
    text: row.correction ?? row.text,
    words: JSON.parse(row.words) as Segment['words'],
    ...(row.correction === null ? {} : { heard: row.text }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.box === null ? {} : { box: JSON.parse(row.box) as NonNullable<Segment['box']> }),
    ...(row.confidence === null ? {} : { confidence: row.confidence }),
  };
}

/** Whether a model made the same of it again; a correction of it then stays. */
function isSame(row: SegmentRow, segment: Segment): boolean {
  return (
    row.text === segment.text &&
    row.from_time === segment.from &&
    row.to_time === segment.to &&
    row.words === JSON.stringify(segment.words) &&
    row.language === (segment.language ?? null) &&
    row.box === boxText(segment) &&
    row.confidence === (segment.confidence ?? null)
  );
}

function boxText({ box }: Segment): string | null {
  return box === undefined ? null : JSON.stringify(box);
}

const BY_NUMBER = 'SELECT * FROM segments WHERE video_id = ? AND source = ? AND id = ?';

/** What is said and written in the videos, in order of time, with a full-text index over all of it. */
export class Segments implements SegmentRepository {
  constructor(private readonly database: Database) {}

  list(id: VideoId, source: SegmentSource | null = null): Segment[] {
    return this.database
      .all<SegmentRow>(
        'SELECT * FROM segments WHERE video_id = ? AND (? IS NULL OR source = ?) ORDER BY from_time, source, id',
        id,
        source,
        source,
      )
      .map(toSegment);
  }

  get(id: VideoId, source: SegmentSource, segmentId: number): Segment | null {
    const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, segmentId);
    return row === null ? null : toSegment(row);
  }

  between(id: VideoId, from: Micros, to: Micros, source: SegmentSource | null = null): Segment[] {
    return this.database
      .all<SegmentRow>(
        `SELECT * FROM segments WHERE video_id = ? AND from_time < ? AND to_time > ? AND (? IS NULL OR source = ?)
         ORDER BY from_time, source, id`,
        id,
        to,
        from,
        source,
        source,
      )
      .map(toSegment);
  }

  /**
   * Writes only what differs: a transcript of hours that grew by a line costs that line, and the main process
   * is not held up by the full-text index.
   */
  replace(id: VideoId, source: SegmentSource, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      const wanted = new Set(segments.map((segment) => segment.id));
      const rows = this.database.all<SegmentRow>(
        'SELECT * FROM segments WHERE video_id = ? AND source = ?',
        id,
        source,
      );
      for (const row of rows) if (!wanted.has(row.id)) this.#remove(row);
      this.put(id, segments);
    });
  }

  put(id: VideoId, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      for (const segment of segments) {
        const row = this.database.get<SegmentRow>(BY_NUMBER, id, segment.source, segment.id);
        if (row && isSame(row, segment)) continue;
        if (row) this.#remove(row);
        this.#insert(id, segment);
      }
    });
  }

  correct(id: VideoId, source: SegmentSource, segmentId: number, text: string | null): Segment {
    return this.database.transaction(() => {
      const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, segmentId);
      if (row === null) throw new NotFound('line');
      const correction = text === row.text ? null : text;
      this.database.run('UPDATE segments SET correction = ? WHERE row = ?', correction, row.row);
      this.database.run('DELETE FROM segment_words WHERE rowid = ?', row.row);
      this.#insertTerms(row.row, correction ?? row.text);
      return toSegment({ ...row, correction });
    });
  }

  search(
    query: string,
    options: {
      scope: Scope;
      limit: number;
      mode: 'all' | 'any' | 'phrase';
      source?: SegmentSource | null;
    },
  ): SegmentMatch[] {
    const expression = matchExpression(query, options.mode);
    if (expression === null) return [];
    const source = options.source ?? null;
    const inVideo = options.scope === 'all' ? null : options.scope.videoId;
    return this.database
      .all<SegmentRow & { rank: number; highlighted: string }>(
        `SELECT segments.*, bm25(segment_words) AS rank,
           highlight(segment_words, 0, '${MARK_FROM}', '${MARK_TO}') AS highlighted
         FROM segment_words JOIN segments ON segments.row = segment_words.rowid
         WHERE segment_words MATCH ? AND (? IS NULL OR segments.video_id = ?) AND (? IS NULL OR source = ?)
         ORDER BY rank, segments.row LIMIT ?`,
        expression,
        inVideo,
        inVideo,
        source,
        source,
        options.limit,
      )
      .map((row) => ({
        videoId: row.video_id,
        segment: toSegment(row),
        rank: row.rank,
        marks: markedRanges(row.correction ?? row.text, row.highlighted),
      }));
  }

  #remove(row: SegmentRow): void {
    this.database.run('DELETE FROM segments WHERE row = ?', row.row);
  }

  #insert(id: VideoId, segment: Segment): void {
    const row = this.database.insert(
      `INSERT INTO segments (video_id, source, id, from_time, to_time, text, words, language, box, confidence)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      segment.source,
      segment.id,
      segment.from,
      segment.to,
      segment.text,
      JSON.stringify(segment.words),
      segment.language ?? null,
      boxText(segment),
      segment.confidence ?? null,
    );
    this.#insertTerms(row, segment.text);
  }

  #insertTerms(row: number, text: string): void {
    this.database.run('INSERT INTO segment_words (rowid, terms) VALUES (?, ?)', row, indexTerms(text));
  }
}
