import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../../base/packs/pack';
import { PicturePlaces } from './picture-places';
import { openTextSpace } from './text-space';

/** Two hundred pictures that are the less alike the higher their number, of which the first two are of a beach. */
const COUNT = 200;
const ROWS = Float32Array.from({ length: COUNT }, (_, n) => 1 - n / COUNT);
const words = (of: (n: number) => string) => Array.from({ length: COUNT }, (_, n) => of(n));
const QUERY = Float32Array.of(1);

describe('PicturePlaces', () => {
  const beaches = new PicturePlaces(
    ROWS,
    1,
    words((n) => (n < 2 ? 'two beaches' : 'a street')),
  );

  it('tells what one picture in a hundred reaches', () => {
    expect(beaches.likeness('a rocket', QUERY).best).toBeCloseTo(1 - 1 / COUNT);
    expect(beaches.likeness('a rocket', QUERY).deviation).toBeCloseTo(0.2887, 3);
  });

  it('leaves out pictures whose captions hold a word of the text, in whatever number', () => {
    expect(beaches.likeness('the beach at night', QUERY).best).toBeCloseTo(1 - 3 / COUNT);
  });

  it('keeps all of them where most hold one', () => {
    expect(beaches.likeness('streets', QUERY).best).toBeCloseTo(1 - 1 / COUNT);
  });

  it('tells how much more often those nearest to a frame show it', () => {
    const { shownNear } = beaches.likeness('a beach', QUERY);
    expect(shownNear([1])).toBeCloseTo(0.2 / 0.01);
    expect(shownNear([-1])).toBe(0);
    expect(beaches.likeness('a rocket', QUERY).shownNear([1])).toBe(0);
  });

  it('counts no picture of what is found there anyhow', () => {
    const trains = new PicturePlaces(
      ROWS,
      1,
      words((n) => ['a train in a tunnel', 'a dark tunnel', 'a train'][n] ?? 'a street'),
    );
    const near = (apartFrom: string[]) =>
      trains.likeness('the tunnel', QUERY, { words: ['tunnel'], apartFrom }).shownNear([1]);
    expect(near([])).toBeCloseTo(0.2 / 0.01);
    expect(near(['trains'])).toBeCloseTo(0.1 / 0.005);
    const one = new PicturePlaces(
      ROWS,
      1,
      words((n) => (n === 0 ? 'a train in a tunnel' : 'a street')),
    );
    expect(
      one.likeness('the tunnel', QUERY, { words: ['tunnel'], apartFrom: ['train'] }).shownNear([1]),
    ).toBe(0);
  });

  it('refuses rows of another number', () => {
    expect(
      () =>
        new PicturePlaces(
          ROWS,
          2,
          words(() => ''),
        ),
    ).toThrow(RangeError);
    expect(() => new PicturePlaces(new Float32Array(), 1, [])).toThrow(RangeError);
  });
});

it('the built-in pack has pictures, and its map and they lie in one space', async () => {
  const space = await openTextSpace(await loadPack(resolve('resources/packs/core')));
  if (!space) throw new Error('the built-in pack has no text space');
  const query = await space.frameQuery('a beach', 'look');
  const likeness = space.likenessOfPictures('a beach', query, { words: ['beach'], apartFrom: [] });
  expect(likeness?.best).toBeGreaterThan(0);
  expect(likeness?.deviation).toBeGreaterThan(0);
  await space.dispose();
}, 60_000);
