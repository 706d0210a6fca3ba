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
  const likeness = space.likenessOfPictures('a beach', query);
  expect(likeness?.best).toBeGreaterThan(0);
  expect(likeness?.deviation).toBeGreaterThan(0);
  await space.dispose();
}, 60_000);
