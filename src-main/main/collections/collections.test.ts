import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collection, NewPlace } from '../../../src-shared/collections';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { Collections, nearestFrame } from './collections';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const place = (more: Partial<NewPlace> = {}): NewPlace => ({
  ...{ videoId: A, from: 1000, to: 3000, frameIndex: 2, kind: 'seen' as const },
  ...{ title: 'A dog', note: '', colour: null, tags: [] },
  ...more,
});

let dir: string;
let library: Library;
let times: Map<string, number[]>;
let collections: Collections;
let told: { collections: Collection[]; videoIds: string[] }[];
function add(id: string): void {
  const media = { container: 'mp4', duration: 5_000_000, video: null, audio: [] };
  library.videos.add({ id, path: `/${id}.mp4`, title: id, sizeBytes: 1, media });
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-collections-'));
  library = openLibrary({ dir });
  times = new Map([[A, [0, 1000, 2000, 3000]]]);
  collections = new Collections({
    library,
    frameTimes: async (id) => {
      const found = times.get(id);
      if (!found) throw new Error('an index that cannot be read');
      return found;
    },
  });
  told = [];
  collections.onChanged((all, videoIds) => void told.push({ collections: all, videoIds }));
  add(A);
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('keeping', () => {
  it('goes into a first collection where there is none, then into the one that was used last', async () => {
    const [kept] = await collections.keep(null, [place()]);
    const [first] = collections.list();
    expect(first).toMatchObject({ placeCount: 1, videoIds: [A] });
    expect(kept?.collectionId).toBe(first?.id);
    const other = collections.create('Other');
    await collections.keep(first?.id ?? '', [place({ from: 1 })]);
    await collections.keep(null, [place({ from: 2 })]);
    expect(collections.list().map(({ placeCount }) => placeCount)).toEqual([3, 0]);
    await collections.keep(other.id, [place()]);
    await collections.keep(null, [place({ from: 1 })]);
    expect(collections.list().map(({ placeCount }) => placeCount)).toEqual([3, 2]);
  });

  it('keeps a stretch once in a collection, and says which place it is already', async () => {
    const [first] = await collections.keep(null, [place({ note: 'the first time' })]);
    const second = await collections.keep(null, [
      place({ kind: null, title: 'by hand' }),
      place({ to: 2000 }),
    ]);
    expect(second.map(({ id, note }) => [id === first?.id, note])).toEqual([
      [true, 'the first time'],
      [false, ''],
    ]);
    const [twice, again] = await collections.keep(null, [place({ from: 7 }), place({ from: 7 })]);
    expect(again?.id).toBe(twice?.id);
    expect(collections.list().map(({ placeCount }) => placeCount)).toEqual([3]);
    const other = collections.create('Other');
    const [elsewhere] = await collections.keep(other.id, [place()]);
    expect(elsewhere?.id).not.toBe(first?.id);
    // One that was let go of is kept anew.
    collections.removePlaces([elsewhere?.id ?? '']);
    const [anew] = await collections.keep(other.id, [place()]);
    expect(anew?.id).not.toBe(elsewhere?.id);
  });

  it('leaves no collection behind where the place is none', async () => {
    await expect(collections.keep(null, [place({ videoId: B })])).rejects.toThrow();
    expect(collections.list()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('takes no frame that the index has not', async () => {
    const [kept] = await collections.keep(null, [place({ frameIndex: 9 })]);
    expect(kept?.frameIndex).toBe(1);
  });

  it('by hand has the first frame in it for a picture, else the one that is shown where it begins', async () => {
    const byHand = { frameIndex: null, kind: null, title: '' };
    const kept = await collections.keep(null, [
      place({ ...byHand, from: 1040, to: 3080 }),
      place({ ...byHand, from: 1040, to: 1900 }),
      place({ ...byHand, from: 2000, to: 2000 }),
    ]);
    const frames = (places: readonly { frameIndex: number | null }[]) => places.map((one) => one.frameIndex);
    expect(frames(kept)).toEqual([2, 1, 2]);
    const { collectionId = '', id = '' } = kept[0] ?? {};
    expect(frames(await collections.places(collectionId))).toEqual([2, 1, 2]);
    // Also where its ends are moved.
    expect((await collections.changePlace(id, { from: 2500, to: 4000 })).frameIndex).toBe(3);
    times.set(A, []);
    expect(frames(await collections.places(collectionId)), 'a film without pictures').toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a place’s frame', () => {
  it('is found again by its time where another index has it under another number', async () => {
    const [kept] = await collections.keep(null, [place()]);
    const shown = async () => (await collections.places(kept?.collectionId ?? ''))[0]?.frameIndex;
    expect(await shown()).toBe(2);
    times.set(A, [0, 500, 1000, 1500, 2000, 2500]);
    expect(await shown()).toBe(4);
    times.set(A, [0, 1800, 3600]);
    expect(await shown()).toBe(1);
    times.delete(A);
    expect(await shown()).toBeNull();
    times.set(A, [0, 1000, 2000, 3000]);
    expect(await shown()).toBe(2);
    expect((await collections.placesOf(A))[0]).not.toHaveProperty('frameTime');
  });

  it('is the nearest one', () => {
    expect([-5, 4, 5, 6, 14, 15, 16, 99].map((time) => nearestFrame(time, [0, 10, 20]))).toEqual([
      ...[0, 0, 0, 1, 1, 1, 2, 2],
    ]);
    expect([nearestFrame(null, [0]), nearestFrame(3, [])]).toEqual([null, null]);
  });
});

describe('whoever listens', () => {
  it('is told of each change, with the films whose places it is about', async () => {
    add(B);
    times.set(B, []);
    const made = collections.create('One');
    const [a, b] = await collections.keep(made.id, [place(), place({ videoId: B })]);
    const [first, second] = [a?.id ?? '', b?.id ?? ''];
    collections.change(made.id, { name: 'Two' });
    await collections.changePlace(first, { note: 'x' });
    collections.move(second, first);
    collections.removePlaces([second]);
    await collections.putBack([second]);
    collections.remove(made.id);
    expect(told.map(({ videoIds }) => videoIds)).toEqual([[], [A, B], [], [A], [B], [B], [B], [B, A]]);
    expect(told[2]?.collections).toMatchObject([{ name: 'Two', placeCount: 2 }]);
    expect(told.at(-1)?.collections).toEqual([]);
  });

  it('is told of a film that leaves or comes, where places are of it', async () => {
    add(B);
    const [kept] = await collections.keep(null, [place()]);
    told = [];
    collections.filmsChanged([B]);
    library.videos.remove(A);
    collections.filmsChanged([A]);
    expect(told).toMatchObject([{ videoIds: [A], collections: [{ waitingFor: [A] }] }]);
    expect(await collections.places(kept?.collectionId ?? '')).toMatchObject([{ frameIndex: null }]);
    await expect(async () => collections.placesOf(A)).rejects.toThrow();
  });
});
