import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SegmentSource } from '../../../src-shared/analysis';
import { Database } from './database';
import { MIGRATIONS, migrate } from './migrations';
import { rankLines } from './segment-search';
import { Segments } from './segments';
import { A, dir, librariesPerTest } from './testing/libraries';

librariesPerTest();

const FILM = `INSERT INTO videos (id, path, title, state, added_at, size_bytes, duration, media)
  VALUES (?, '/a.mp4', 'A', 'ready', 1, 1, 1, '{}')`;
let database: Database;

beforeEach(() => {
  database = new Database(join(dir, 'library.db'), { backup: () => null });
  migrate(database, MIGRATIONS);
  database.run(FILM, A);
});
afterEach(() => database.close());

/** Texts become the rows 1, 2, ... */
function add(source: SegmentSource, ...texts: string[]): void {
  const { most } = database.get<{ most: number }>('SELECT coalesce(max(row), 0) AS most FROM segments') ?? {
    most: 0,
  };
  const lines = texts.map((text, n) => ({ id: most + n, source, from: n, to: n + 1, text, words: [] }));
  new Segments(database).put(A, lines);
}
const rows = (source: SegmentSource | null, limit: number, atOnce: number) =>
  rankLines(database, '"river"', { scope: 'all', source, limit, atOnce }).map(({ row }) => row);

it('ranks all that match, the shortest line first', () => {
  add('speech', 'the river runs to the sea', 'a wide river', 'nothing of it', 'river');
  expect(rows('speech', 10, 100)).toEqual([4, 2, 1]);
  expect(rows(null, 2, 100)).toEqual([4, 2]);
});

it('ranks the first of very many that match against each other, and the next ones behind them', () => {
  add(
    'speech',
    'the river runs to the sea',
    'a wide river',
    'nothing',
    'the deep river',
    'river',
    'the old river bed',
  );
  expect(rows('speech', 2, 2)).toEqual([2, 1]);
  expect(rows('speech', 10, 2)).toEqual([2, 1, 5, 4, 6]);
  expect(rows(null, 4, 2)).toEqual([2, 1, 5, 4]);
  expect(rows('speech', 10, 5)).toEqual(rows('speech', 10, 100));
});

it('finds what is written behind very many that are said', () => {
  add('speech', ...Array.from({ length: 20 }, (_, n) => `river ${n}`));
  add('text', 'RIVER BANK');
  expect(rows('text', 5, 4)).toEqual([21]);
});

it('marks what matched, in every stretch', () => {
  add('speech', 'one river', 'two rivers', 'river three');
  const found = rankLines(database, '"river"', { scope: 'all', source: 'speech', limit: 3, atOnce: 1 });
  expect(found.map(({ highlighted }) => highlighted)).toEqual([
    'one \uE000river\uE001',
    'two \uE000rivers\uE001',
    '\uE000river\uE001 three',
  ]);
});

it('finds nothing in a library without lines', () => {
  expect(rows('speech', 10, 2)).toEqual([]);
});
