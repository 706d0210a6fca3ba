// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { ThumbCache } from './thumbs';

/** A loader whose pictures arrive when the test says so. */
function setUp(mostPictures = 100) {
  const asked: number[] = [];
  const open = new Map<number, { resolve: (picture: Fake) => void; reject: () => void }>();
  const load = (frame: number) =>
    new Promise<Fake>((resolve, reject) => {
      asked.push(frame);
      open.set(frame, { resolve, reject });
    });
  const cache = new ThumbCache(load, mostPictures * 10 * 10 * 4);
  const told = vi.fn();
  cache.subscribe(told);
  const arrive = async (frame: number) => {
    const picture = { width: 10, height: 10, close: vi.fn() };
    open.get(frame)?.resolve(picture);
    await vi.waitUntil(() => told.mock.calls.length > 0, { timeout: 20_000 });
    told.mockClear();
    return picture;
  };
  const fail = async (frame: number) => {
    open.get(frame)?.reject();
    await vi.waitUntil(() => told.mock.calls.length > 0, { timeout: 20_000 });
    told.mockClear();
  };
  return { cache, asked, arrive, fail };
}
interface Fake {
  width: number;
  height: number;
  close: () => void;
}

describe('the cache of thumbnails', () => {
  it('answers at once, and tells when a picture has come', async () => {
    const { cache, arrive } = setUp();
    expect(cache.get(3)).toBeUndefined();
    const picture = await arrive(3);
    expect(cache.get(3)).toBe(picture);
  });
  it('asks once for a picture, however often it is wanted', () => {
    const { cache, asked } = setUp();
    for (let i = 0; i < 5; i += 1) cache.get(3);
    expect(asked).toEqual([3]);
  });
  it('loads a few at a time, the last wanted first', async () => {
    const { cache, asked, arrive } = setUp();
    for (let frame = 0; frame < 20; frame += 1) cache.get(frame);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
    await arrive(0);
    expect(asked.at(-1)).toBe(19);
  });
  it('lets go of what was looked at longest ago', async () => {
    const { cache, arrive } = setUp(2);
    for (const frame of [1, 2]) cache.get(frame);
    const first = await arrive(1);
    const second = await arrive(2);
    cache.get(1);
    cache.get(3);
    await arrive(3);
    expect(second.close).toHaveBeenCalledOnce();
    expect(first.close).not.toHaveBeenCalled();
    expect(cache.get(1)).toBe(first);
  });
  it('does not ask again for what cannot be had, until more is indexed', async () => {
    const { cache, asked, fail } = setUp();
    cache.get(9);
    await fail(9);
    cache.get(9);
    expect(asked).toEqual([9]);
    cache.retry();
    cache.get(9);
    expect(asked).toEqual([9, 9]);
  });
  it('asks anew for every picture of a film that is indexed again', async () => {
    const { cache, asked, arrive } = setUp();
    cache.get(4);
    const old = await arrive(4);
    cache.forget();
    expect(old.close).toHaveBeenCalledOnce();
    expect(cache.get(4)).toBeUndefined();
    expect(asked).toEqual([4, 4]);
  });
  it('closes every picture in the end', async () => {
    const { cache, arrive } = setUp();
    cache.get(1);
    const picture = await arrive(1);
    cache.dispose();
    expect(picture.close).toHaveBeenCalledOnce();
    expect(cache.get(1)).toBeUndefined();
  });
});
