import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { IndexBroken } from '../../../base/film/errors';
import { StoppedEarly } from '../../../base/media/errors';
import { Cursor, DecodedDifferently } from './cursor';
import { type PassStart, seekOrStart } from './read-through';

const picture = (n: number): Uint8Array => Uint8Array.of(n, n + 1, n + 2);
const frame = (n: number) => ({ time: n * 10, checksum: crc32(picture(n)) });

describe('a cursor', () => {
  it('numbers frames from the start, and keeps the last four that are stored', () => {
    const cursor = new Cursor(0);
    expect(cursor.rewind(true)).toBe(0);
    for (let n = 0; n < 6; n++) {
      expect(cursor.take(n * 10, picture(n))).toBe(n);
      cursor.stored(1, [frame(n)]);
    }
    expect([cursor.count, cursor.next, cursor.caughtUp]).toEqual([6, 6, true]);
    expect(cursor.recent).toEqual([2, 3, 4, 5].map(frame));
  });

  it('goes on before the last stored frames, and sees that they come again', () => {
    const cursor = new Cursor(6, [4, 5].map(frame));
    expect(cursor.rewind(true)).toBe(40);
    expect(cursor.take(39, picture(3))).toBeNull();
    expect(cursor.take(40, picture(4))).toBe(4);
    expect(cursor.caughtUp).toBe(false);
    expect(() => cursor.end()).toThrow(DecodedDifferently);
    expect(cursor.take(50, picture(5))).toBe(5);
    expect(cursor.caughtUp).toBe(true);
    cursor.end();
    expect(cursor.take(60, picture(6))).toBe(6);
  });

  it('takes another time or picture for another place; another picture not where it decodes from the start', () => {
    const cursor = new Cursor(6, [4, 5].map(frame));
    cursor.rewind(true);
    expect(() => cursor.take(40, picture(9))).toThrow(DecodedDifferently);
    cursor.rewind(true);
    expect(() => cursor.take(41, picture(4))).toThrow(DecodedDifferently);
    cursor.rewind(false);
    expect(cursor.take(40, picture(9))).toBe(4);
    expect(() => cursor.take(51, picture(5))).toThrow(DecodedDifferently);
  });

  it('begins at an earlier frame where one is wanted, and compares what it knows', () => {
    const cursor = new Cursor(6, [4, 5].map(frame));
    expect(cursor.rewind(true, { earlier: { ...frame(2), frame: 2 } })).toBe(20);
    expect([cursor.take(20, picture(2)), cursor.take(30, picture(77))]).toEqual([2, 3]);
    expect(() => cursor.take(40, picture(9))).toThrow(DecodedDifferently);
    expect(cursor.rewind(true, { earlier: { ...frame(5), frame: 5 } })).toBe(40);
  });
});

describe('a pass that goes on', () => {
  async function starts(stored: { count: number; damaged: boolean }, ends: readonly (Error | null)[]) {
    const seen: PassStart[] = [];
    const error = await seekOrStart(stored, async (start) => {
      const end = ends[seen.length];
      seen.push(start);
      if (end) throw end;
    }).catch((thrown: unknown) => thrown);
    return { seen, error };
  }
  const differently = new DecodedDifferently();

  it('seeks, and decodes from the start where that leads elsewhere', async () => {
    const stored = { count: 3, damaged: false };
    expect((await starts(stored, [null])).seen).toEqual([{ seek: true }]);
    expect((await starts(stored, [differently, null])).seen).toEqual([{ seek: true }, { seek: false }]);
    expect((await starts(stored, [differently, differently])).error).toBeInstanceOf(IndexBroken);
  });

  it('decodes from the start where nothing is stored, or the film is damaged', async () => {
    expect((await starts({ count: 0, damaged: false }, [null])).seen).toEqual([{ seek: false }]);
    expect((await starts({ count: 3, damaged: true }, [null])).seen).toEqual([{ seek: false }]);
  });

  it('tries once more from the start where ffmpeg gives up, told where, and not a third time', async () => {
    const gaveUp = new StoppedEarly(70);
    const once = await starts({ count: 3, damaged: false }, [gaveUp, null]);
    expect(once.seen).toEqual([{ seek: true }, { seek: false, stoppedAt: 70 }]);
    const twice = await starts({ count: 3, damaged: false }, [gaveUp, gaveUp]);
    expect([twice.seen.length, twice.error]).toEqual([2, gaveUp]);
    const other = new Error('other');
    expect(await starts({ count: 3, damaged: false }, [other])).toMatchObject({ error: other });
  });
});
