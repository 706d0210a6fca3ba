import { describe, expect, it } from 'vitest';
import { ResidentSigns, type Span } from './resident-signs';
import { putSigns, signsBytes } from './sign-scan';

const PAGES = 64;

function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}
function rowsOf(count: number, dim: number, seed: number) {
  const random = randoms(seed);
  const values = Float32Array.from({ length: count * dim }, random);
  const signs = new Uint8Array(signsBytes(count, dim));
  for (let row = 0; row < count; row++) putSigns(values, row * dim, dim, signs, row);
  return { count, values, signs };
}
/** Sums of the query's values, each with the sign of the row's. */
function plain({ count, values }: ReturnType<typeof rowsOf>, query: Float32Array): number[] {
  const sign = (row: number, i: number) => ((values[row * query.length + i] as number) > 0 ? 1 : -1);
  return Array.from({ length: count }, (_, row) => query.reduce((sum, q, i) => sum + q * sign(row, i), 0));
}
const evenly = (dim: number) => new Float32Array(dim).fill(1);
const queryOf = (dim: number) => Float32Array.from({ length: dim }, randoms(99));
const rowsIn = (near: readonly { span: Span; row: number }[], span: Span) =>
  near.filter((each) => each.span === span).map(({ row }) => row);

describe('ResidentSigns', () => {
  it.each([8, 20, 96, 432])('ranks by signs as plain arithmetic does, %i values a row', async (dim) => {
    const [a, b] = [rowsOf(333, dim, 1), rowsOf(50, dim, 2)];
    const resident = new ResidentSigns(dim, PAGES, 1);
    const spans = [a, b].map(({ signs, count }) => resident.add(signs, count, evenly(dim)) as Span);
    const query = queryOf(dim);
    const near = await resident.nearest(spans, query, 40);
    expect(near).toHaveLength(40);
    const all = [...plain(a, query), ...plain(b, query)].sort((x, y) => y - x);
    const [sumsA, sumsB] = [plain(a, query), plain(b, query)];
    const found = [
      ...rowsIn(near, spans[0] as Span).map((row) => sumsA[row] as number),
      ...rowsIn(near, spans[1] as Span).map((row) => sumsB[row] as number),
    ].sort((x, y) => y - x);
    // Tables are rounded to bytes: what is kept is as good as the best, but for that.
    const spread = (all[0] as number) - (all.at(-1) as number);
    expect(found[0]).toBeCloseTo(all[0] as number, 5);
    expect((all[39] as number) - (found[39] as number)).toBeLessThan(0.02 * spread);
  });

  it('gives the same with threads as without', async () => {
    const dim = 64;
    const parts = Array.from({ length: 5 }, (_, n) => rowsOf(400 + n, dim, n));
    const query = queryOf(dim);
    const found: unknown[] = [];
    for (const threads of [1, 3]) {
      const resident = new ResidentSigns(dim, PAGES, threads, 1_000);
      const spans = parts.map(({ signs, count }) => resident.add(signs, count, evenly(dim)) as Span);
      const near = await resident.nearest(spans, query, 2_100);
      found.push(near.map(({ span, row, score }) => [spans.indexOf(span), row, score].join()).sort());
      await resident.close();
    }
    expect(found[0]).toHaveLength(parts.reduce((sum, { count }) => sum + count, 0));
    expect(found[1]).toEqual(found[0]);
  });

  it('keeps the best of many more than are wanted', async () => {
    const dim = 64;
    const many = rowsOf(20_000, dim, 5);
    const resident = new ResidentSigns(dim, PAGES, 1);
    const span = resident.add(many.signs, many.count, evenly(dim)) as Span;
    const query = queryOf(dim);
    const near = await resident.nearest([span], query, 10);
    const sums = plain(many, query);
    const best = [...sums].sort((a, b) => b - a);
    expect(near).toHaveLength(10);
    for (const { row } of near) expect(sums[row]).toBeGreaterThan((best[30] as number) - 1e-6);
  });

  it('weighs each place by how large the values are there', async () => {
    const dim = 16;
    const random = randoms(3);
    const values = Float32Array.from({ length: 32 * dim }, random);
    const signs = new Uint8Array(signsBytes(32, dim));
    for (let row = 0; row < 32; row++) {
      // Only the last place tells the rows apart.
      values[row * dim + 15] = row === 21 ? 1 : -1;
      putSigns(values, row * dim, dim, signs, row);
    }
    const resident = new ResidentSigns(dim, PAGES, 1);
    const sizes = Float32Array.from({ length: dim }, (_, i) => (i === 15 ? 1 : 0.001));
    const span = resident.add(signs, 32, sizes) as Span;
    expect(rowsIn(await resident.nearest([span], evenly(dim), 1), span)).toEqual([21]);
  });

  it('has no room beyond its memory, and knows when most of it is unused', () => {
    const dim = 2_000;
    const { signs, count } = rowsOf(2_000, dim, 1);
    const resident = new ResidentSigns(dim, 24, 1);
    const spans = Array.from({ length: 5 }, () => resident.add(signs, count, evenly(dim)));
    expect(spans[0]).not.toBeNull();
    expect(spans.at(-1)).toBeNull();
    expect(resident.isLoose).toBe(false);
  });

  it('goes over nothing where nothing is asked for', async () => {
    const resident = new ResidentSigns(16, PAGES, 1);
    expect(await resident.nearest([], evenly(16), 5)).toEqual([]);
    const empty = resident.add(new Uint8Array(), 0, evenly(16)) as Span;
    expect(await resident.nearest([empty], evenly(16), 5)).toEqual([]);
  });
});
