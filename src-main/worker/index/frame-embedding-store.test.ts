import { mkdtempSync } from 'node:fs';
import { copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NotIndexed, OtherModel } from '../../base/film/errors';
import { temporaryDir } from '../../base/media/testing';
import { BLOCK_ROWS, blockAt } from './frame-embedding-format';
import { ensureViews, FrameEmbeddingFile, VIEW_FILE } from './frame-embedding-store';
import { addTokens, fakeSpace, storeTokens } from './search/testing';

const root = temporaryDir();
const signal = new AbortController().signal;
const quiet = () => undefined;
/** Tokens that differ from frame to frame. */
const tokens = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => [1 + ((from + i) % 7), 1 + ((from + i) % 3), 1, 0.5]);

/** A film indexed with a frame at each of these seconds. */
async function storeAt(seconds: readonly number[]): Promise<string> {
  const dir = mkdtempSync(join(root, 'at-'));
  let checksum = 0;
  for (const [n, second] of seconds.entries()) {
    checksum = await addTokens(dir, tokens(1, n), n, second - n, checksum);
  }
  return dir;
}

async function rowsOf(dir: string, space = fakeSpace()): Promise<number | null> {
  const view = await FrameEmbeddingFile.open(dir, space);
  await view?.close();
  return view?.header.rows ?? null;
}

describe('ensureViews', () => {
  it('keeps the embedding, the labels and the time of every frame', async () => {
    const space = fakeSpace();
    const dir = await storeTokens(
      root,
      [
        [0, 0, 3, 1],
        [2, 0, 0, 2],
      ],
      5,
    );
    expect(await ensureViews(dir, space, quiet, signal)).toBe(2);
    const view = await FrameEmbeddingFile.open(dir, space);
    if (!view) throw new Error('no views were made');
    const block = blockAt(await view.read(0, 1), 0, view.header);
    await view.close();
    expect([...block.times.subarray(0, 2)]).toEqual([5_000_000, 6_000_000]);
    expect([...block.labelIds.subarray(0, 4)]).toEqual([2, 3, 0, 3]);
    expect((block.probabilities[0] ?? 0) / 65_535).toBeCloseTo(0.75, 4);
    const scale = block.scales[0] ?? 0;
    expect((block.embeddings[2] ?? 0) * scale).toBeCloseTo(3 / Math.sqrt(10), 2);
    expect((block.embeddings[3] ?? 0) * scale).toBeCloseTo(1 / Math.sqrt(10), 2);
  });

  it('adds only what is new, and ends with the same bytes as made at once', async () => {
    const first = BLOCK_ROWS + 20;
    const more = BLOCK_ROWS;
    const grown = mkdtempSync(join(root, 'grown-'));
    const space = fakeSpace();
    const checksum = await addTokens(grown, tokens(first), 0);
    await ensureViews(grown, space, quiet, signal);
    await addTokens(grown, tokens(more, first), first, 0, checksum);
    space.viewed = 0;
    await ensureViews(grown, space, quiet, signal);
    expect(space.viewed).toBe(more);

    const once = await storeTokens(root, tokens(first + more));
    await ensureViews(once, fakeSpace(), quiet, signal);
    expect(await readFile(join(grown, VIEW_FILE))).toEqual(await readFile(join(once, VIEW_FILE)));
  });

  it('does nothing when all is there', async () => {
    const space = fakeSpace();
    const dir = await storeTokens(root, tokens(5));
    await ensureViews(dir, space, quiet, signal);
    space.viewed = 0;
    await ensureViews(dir, space, quiet, signal);
    expect(space.viewed).toBe(0);
  });

  it("does not read another model's tokens", async () => {
    const dir = mkdtempSync(join(root, 'other-'));
    await addTokens(dir, tokens(3), 0, 0, 0, 'other@1');
    await expect(ensureViews(dir, fakeSpace(), quiet, signal)).rejects.toThrow(OtherModel);
    expect(await rowsOf(dir)).toBeNull();
  });

  it('makes them anew for another text space, another indexing, or a damaged file', async () => {
    const dir = await storeTokens(root, tokens(300));
    await ensureViews(dir, fakeSpace(), quiet, signal);
    const path = join(dir, VIEW_FILE);

    const other = fakeSpace('fake-2');
    expect(await rowsOf(dir, other)).toBeNull();
    await ensureViews(dir, other, quiet, signal);
    expect(other.viewed).toBe(300);

    const elsewhere = await storeTokens(root, tokens(300), 60);
    await copyFile(path, join(elsewhere, VIEW_FILE));
    const again = fakeSpace('fake-2');
    await ensureViews(elsewhere, again, quiet, signal);
    expect(again.viewed).toBe(300);

    for (const damage of [
      () => truncate(path, 1000),
      () => writeFile(path, 'no view at all'),
      async () => {
        const bytes = await readFile(path);
        bytes.writeUInt32LE(7, 16);
        await writeFile(path, bytes);
      },
    ]) {
      await damage();
      expect(await rowsOf(dir, other)).toBeNull();
      await ensureViews(dir, other, quiet, signal);
      expect(await rowsOf(dir, other)).toBe(300);
    }
  });

  it.each([
    ['made of the same frames', [0, 10, 20], 0],
    ['which others begin as well', [0, 12, 25], 3],
    ['which others end as well', [5, 12, 20], 3],
    ['of which fewer are there now', [0, 10], 2],
  ])('takes those %s for what they are', async (_, times, viewed) => {
    const before = await storeAt([0, 10, 20]);
    await ensureViews(before, fakeSpace(), quiet, signal);
    const now = await storeAt(times);
    await copyFile(join(before, VIEW_FILE), join(now, VIEW_FILE));
    const space = fakeSpace();
    expect(await ensureViews(now, space, quiet, signal)).toBe(times.length);
    expect([space.viewed, await rowsOf(now)]).toEqual([viewed, times.length]);
  });

  it('leaves no half-made file behind when it is stopped', async () => {
    const dir = await storeTokens(root, tokens(3 * BLOCK_ROWS));
    const stop = new AbortController();
    const done = ensureViews(dir, fakeSpace(), () => stop.abort(), stop.signal);
    await expect(done).rejects.toThrow();
    expect((await readdir(dir)).filter((name) => name.startsWith(VIEW_FILE))).toEqual([]);
  });

  it('says that a video without frames is not indexed', async () => {
    const empty = mkdtempSync(join(root, 'empty-'));
    await expect(ensureViews(empty, fakeSpace(), quiet, signal)).rejects.toBeInstanceOf(NotIndexed);
  });
});
