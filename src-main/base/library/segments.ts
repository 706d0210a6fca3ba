import { isUnderstood, NOT_UNDERSTOOD, type Segment, type SegmentSource } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import { correctedWords } from './corrected-words';
import type { Database } from './database';
import { NotFound } from './errors';
import { rankLines } from './segment-search';
import { type CorrectedLine, isCovered, settle } from './standing-corrections';
import type { KeptLine, LineSearch, LineShape, SegmentMatch, SegmentRepository } from './types';
import { indexTerms, markedRanges, matchExpression } from './words';

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
  from_file: number;
  speaker: string | null;
  spelled: number;
  shape: string | null;
}

/**
 * What lies here was checked before it was written: to check the fifty thousand words of a long film again, at each
 * look at its transcript, takes the main process a tenth of a second.
 */
function toSegment(row: SegmentRow): Segment {
  const heard = JSON.parse(row.words) as Segment['words'];
  const span = { from: row.from_time, to: row.to_time };
  return {
    id: row.id,
    source: row.source,
    ...span,
    text: row.correction ?? row.text,
    words: row.correction === null ? heard : correctedWords(span, row.correction, heard),
    ...(row.correction === null ? {} : { heard: row.text }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.box === null ? {} : { box: JSON.parse(row.box) as NonNullable<Segment['box']> }),
    ...(row.confidence === null ? {} : { confidence: row.confidence }),
    ...(row.from_file === 1 ? { fromFile: true } : {}),
    ...(row.speaker === null ? {} : { speaker: row.speaker }),
    ...(row.shape === null ? {} : { shaped: true }),
  };
}

function toKept(row: SegmentRow): KeptLine {
  const { shaped: _, ...segment } = toSegment({ ...row, correction: null });
  return {
    segment,
    correction: row.correction,
    ...(row.spelled === 1 ? { spelled: true } : {}),
    ...(row.shape === null ? {} : { shape: JSON.parse(row.shape) as LineShape }),
  };
}

/** Whether a person made it what it is; in SQL `BY_A_PERSON`. */
function isByPerson({ correction, spelled, shape }: SegmentRow): boolean {
  return (correction !== null && spelled === 0) || shape !== null;
}
const BY_A_PERSON = '((correction IS NOT NULL AND spelled = 0) OR shape IS NOT NULL)';

/** Whether a model made the same of it again; a correction of it then stays. */
function isSame(row: SegmentRow, segment: Segment): boolean {
  return (
    row.text === segment.text &&
    row.from_time === segment.from &&
    row.to_time === segment.to &&
    row.words === JSON.stringify(segment.words) &&
    row.language === (segment.language ?? null) &&
    row.box === boxText(segment) &&
    row.confidence === (segment.confidence ?? null) &&
    row.from_file === Number(segment.fromFile ?? false) &&
    row.speaker === (segment.speaker ?? null)
  );
}

function boxText({ box }: Segment): string | null {
  return box === undefined ? null : JSON.stringify(box);
}

/** A corrected line with the row that it is stored in. */
type CorrectedRow = CorrectedLine & { readonly stored: SegmentRow };

/** Numbers from here on are those of corrected lines that the present transcript has no line for. */
const FIRST_SET_ASIDE = 1_000_000;

const BY_NUMBER = 'SELECT * FROM segments WHERE video_id = ? AND source = ? AND id = ?';

/** What a film's glossary makes of a new line; null where that is nothing. */
export type Spelling = (line: Segment) => string | null;

function spelled(line: Segment, spelling: Spelling): KeptLine {
  const correction = line.source === 'speech' && isUnderstood(line) ? spelling(line) : null;
  return { segment: line, correction, ...(correction !== null && { spelled: true }) };
}

/** What is said and written in the videos, in order of time, with a full-text index over all of it. */
export class Segments implements SegmentRepository {
  /** @param spelling for a film, what its glossary makes of a new line; null where that is nothing */
  constructor(
    private readonly database: Database,
    private readonly spelling: (id: VideoId) => Spelling = () => () => null,
  ) {}

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

  first(id: VideoId, source: SegmentSource, most: number): Segment[] {
    return this.database
      .all<SegmentRow>(
        'SELECT * FROM segments WHERE video_id = ? AND source = ? ORDER BY from_time, id LIMIT ?',
        ...[id, source, most],
      )
      .map(toSegment);
  }

  get(id: VideoId, source: SegmentSource, segmentId: number): Segment | null {
    const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, segmentId);
    return row === null ? null : toSegment(row);
  }

  notUnderstood(id: VideoId): Segment[] {
    const lines = this.database.all<SegmentRow>(
      // As the index has it: a value in its place would not use it.
      `SELECT * FROM segments WHERE video_id = ? AND language = '${NOT_UNDERSTOOD.language}' AND source = 'speech'
       ORDER BY from_time, id`,
      id,
    );
    return lines.map(toSegment).filter((line) => !isUnderstood(line));
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
      for (const row of rows) if (!wanted.has(row.id) && !isByPerson(row)) this.#remove(row);
      this.put(id, segments);
    });
  }

  put(id: VideoId, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      const spelling = this.spelling(id);
      for (const source of new Set(segments.map((one) => one.source))) {
        const lines = segments.filter((one) => one.source === source);
        const { carried, standing } = settle(lines, this.#corrected(id, source));
        for (const line of lines) this.#putOne(id, line, carried.get(line) ?? null, standing, spelling);
      }
    });
  }

  #putOne(
    id: VideoId,
    line: Segment,
    carried: CorrectedRow | null,
    standing: readonly CorrectedRow[],
    spelling: Spelling,
  ): void {
    const row = this.database.get<SegmentRow>(BY_NUMBER, id, line.source, line.id);
    const stays = carried === null || carried.stored.row === row?.row;
    if (row && stays && isSame(row, line)) return;
    if (carried) this.#remove(carried.stored);
    if (row && !isByPerson(row)) this.#remove(row);
    if (!carried && isCovered(line, standing)) return;
    if (row && isByPerson(row) && row.row !== carried?.stored.row) this.#setAside(row);
    if (carried) this.#insert(id, { segment: line, correction: carried.stored.correction });
    else this.#insert(id, spelled(line, spelling));
  }

  having(source: SegmentSource): Set<VideoId> {
    const rows = this.database.all<{ id: string }>(
      'SELECT id FROM videos WHERE EXISTS (SELECT 1 FROM segments WHERE video_id = videos.id AND source = ?)',
      source,
    );
    return new Set(rows.map(({ id }) => id));
  }

  isCorrected(id: VideoId, source: SegmentSource): boolean {
    const sql =
      'SELECT 1 FROM segments WHERE video_id = ? AND source = ? AND (correction IS NOT NULL OR shape IS NOT NULL) LIMIT 1';
    return this.database.get(sql, id, source) !== null;
  }

  takeOut(id: VideoId, source: SegmentSource): KeptLine[] {
    return this.database.transaction(() => {
      const lines = this.keptLines(id, source);
      this.database.run('DELETE FROM segments WHERE video_id = ? AND source = ?', id, source);
      return lines;
    });
  }

  keptLines(id: VideoId, source: SegmentSource): KeptLine[] {
    const sql = 'SELECT * FROM segments WHERE video_id = ? AND source = ? ORDER BY from_time, id';
    return this.database.all<SegmentRow>(sql, id, source).map(toKept);
  }

  kept(id: VideoId, source: SegmentSource, segmentId: number): KeptLine {
    const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, segmentId);
    if (row === null) throw new NotFound('line');
    return toKept(row);
  }

  shaped(id: VideoId, source: SegmentSource): KeptLine[] {
    const sql =
      'SELECT * FROM segments WHERE video_id = ? AND source = ? AND shape IS NOT NULL ORDER BY from_time, id';
    return this.database.all<SegmentRow>(sql, id, source).map(toKept);
  }

  freeNumber(id: VideoId, source: SegmentSource): number {
    const sql = 'SELECT coalesce(max(id), 0) AS most FROM segments WHERE video_id = ? AND source = ?';
    const { most } = this.database.get<{ most: number }>(sql, id, source) ?? { most: 0 };
    return Math.max(FIRST_SET_ASIDE, most + 1);
  }

  exchange(id: VideoId, source: SegmentSource, out: readonly number[], lines: readonly KeptLine[]): void {
    this.database.transaction(() => {
      for (const line of out) {
        const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, line);
        if (row !== null) this.#remove(row);
      }
      this.putBack(id, lines);
    });
  }

  putBack(id: VideoId, lines: readonly KeptLine[]): void {
    this.database.transaction(() => {
      for (const line of lines) this.#insert(id, line);
    });
  }

  correct(id: VideoId, source: SegmentSource, segmentId: number, text: string | null): Segment {
    return this.database.transaction(() => {
      const row = this.database.get<SegmentRow>(BY_NUMBER, id, source, segmentId);
      if (row === null) throw new NotFound('line');
      const correction = text === row.text ? null : text;
      this.database.run('UPDATE segments SET correction = ?, spelled = 0 WHERE row = ?', correction, row.row);
      this.database.run('DELETE FROM segment_words WHERE rowid = ?', row.row);
      const corrected = toSegment({ ...row, correction });
      this.#insertTerms(row.row, isUnderstood(corrected) ? corrected.text : '');
      return corrected;
    });
  }

  search(query: string, options: LineSearch): SegmentMatch[] {
    const { scope, limit, source = null } = options;
    // Whoever reads a picture overlooks spaces.
    const expression = matchExpression(query, options.mode, source === 'text');
    if (expression === null) return [];
    const ranked = rankLines(this.database, expression, { scope, source, limit });
    const rows = this.database.all<SegmentRow>(
      'SELECT * FROM segments WHERE row IN (SELECT value FROM json_each(?))',
      JSON.stringify(ranked.map(({ row }) => row)),
    );
    const lines = new Map(rows.map((row) => [row.row, row]));
    return ranked.flatMap(({ row, rank, highlighted }) => {
      const line = lines.get(row);
      if (!line) return [];
      const marks = markedRanges(line.correction ?? line.text, highlighted);
      return [{ videoId: line.video_id, segment: toSegment(line), rank, marks }];
    });
  }

  matching(id: VideoId, source: SegmentSource, test: (text: string) => boolean): Segment[] {
    const rows = this.database
      .all<{ row: number; text: string }>(
        `SELECT row, coalesce(correction, text) AS text FROM segments WHERE video_id = ? AND source = ?
         ORDER BY from_time, id`,
        id,
        source,
      )
      .filter(({ text }) => test(text));
    return rows.flatMap(({ row }) => {
      const line = this.database.get<SegmentRow>('SELECT * FROM segments WHERE row = ?', row);
      return line === null ? [] : [toSegment(line)];
    });
  }

  has(id: VideoId): boolean {
    return this.database.get('SELECT 1 FROM segments WHERE video_id = ? LIMIT 1', id) !== null;
  }

  #corrected(id: VideoId, source: SegmentSource): CorrectedRow[] {
    return this.database
      .all<SegmentRow>(
        `SELECT * FROM segments WHERE video_id = ? AND source = ? AND ${BY_A_PERSON}`,
        id,
        source,
      )
      .map((row) => ({ ...toSegment(row), heard: row.text, shaped: row.shape !== null, stored: row }));
  }

  /** Makes room for a new line of the same number: a person's line goes to a number that no model's line has. */
  #setAside(row: SegmentRow): void {
    this.database.run(
      `UPDATE segments SET id = (SELECT max(?, max(id) + 1) FROM segments WHERE video_id = ? AND source = ?) WHERE row = ?`,
      FIRST_SET_ASIDE,
      row.video_id,
      row.source,
      row.row,
    );
  }

  #remove(row: SegmentRow): void {
    this.database.run('DELETE FROM segments WHERE row = ?', row.row);
  }

  #insert(id: VideoId, { segment, correction, spelled, shape }: KeptLine): void {
    const row = this.database.insert(
      `INSERT INTO segments (video_id, source, id, from_time, to_time, text, correction, words, language, box, confidence, from_file,
         speaker, spelled, shape)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      segment.source,
      segment.id,
      segment.from,
      segment.to,
      segment.text,
      correction,
      JSON.stringify(segment.words),
      segment.language ?? null,
      boxText(segment),
      segment.confidence ?? null,
      Number(segment.fromFile ?? false),
      segment.speaker ?? null,
      Number(spelled ?? false),
      shape === undefined ? null : JSON.stringify(shape),
    );
    // Of what was not understood there is no word to be found.
    this.#insertTerms(row, correction ?? (isUnderstood(segment) ? segment.text : ''));
  }

  #insertTerms(row: number, text: string): void {
    this.database.run('INSERT INTO segment_words (rowid, terms) VALUES (?, ?)', row, indexTerms(text));
  }
}
