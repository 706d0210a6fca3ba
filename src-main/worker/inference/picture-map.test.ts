import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatsToHalves } from '../../base/float16';
import { loadPack } from '../../base/packs/pack';
import { attributeSentences } from './attribute-sentences';
import { halvesOf, meanRow, PictureMap, withPlaces } from './picture-map';
import { openTextSpace } from './text-space';
import type { TextSpace } from './types';

/** Tokens of two values, texts of three, a plane of two: the first value of a token is the second of a text, and the other way round. */
const MAP = new PictureMap(
  floatsToHalves(Float32Array.from([...[0, 0], ...[0, 1, 1, 0], ...[1, 0, 0, 0, 1, 0], ...[0, 0, 1]])),
  2,
  2,
  3,
);

describe('PictureMap', () => {
  it('puts tokens and texts in one plane, whatever their length', () => {
    const place = new Float32Array(2);
    MAP.placeToken(Float32Array.of(3, 0), place);
    expect([...place]).toEqual([0, 1]);
    MAP.placeToken(Float32Array.of(0, 7), place);
    expect([...place]).toEqual([1, 0]);
    expect([...MAP.placeText(Float32Array.of(0, 1, 1))]).toEqual([0, 1]);
  });

  it('takes the mean text off, and the length of what lies outside the plane stays outside', () => {
    const [x, y] = MAP.placeText(Float32Array.of(1, 0, 2)) as unknown as [number, number];
    expect(x).toBeCloseTo(Math.SQRT1_2, 5);
    expect(y).toBe(0);
  });

  it('puts the place behind that by labels, whose mean is taken off', () => {
    const labelMean = meanRow(Float32Array.of(1, 0, 0, 0, 0, 1), 3);
    expect([...labelMean]).toEqual([0.5, 0, 0.5]);
    const views = {
      embeddings: Float32Array.of(0.5, 1, 0.5),
      labelIds: new Uint16Array(),
      probabilities: new Float32Array(),
    };
    const { embeddings } = withPlaces(views, Float32Array.of(2, 0), 1, MAP, labelMean);
    expect([...embeddings]).toEqual([0, 1, 0, 0, 1]);
  });

  it('refuses a file of another size', () => {
    expect(() => new PictureMap(new Uint16Array(halvesOf(2, 2, 3) - 1), 2, 2, 3)).toThrow(RangeError);
  });
});

describe('attributeSentences', () => {
  it('stands in for one word alone', () => {
    expect(attributeSentences('a cartoon')).toEqual(attributeSentences('where is it animated?'));
    expect(attributeSentences('cartoons')).not.toBeNull();
    expect(attributeSentences('a cartoon rabbit')).toBeNull();
    expect(attributeSentences('a castle')).toBeNull();
  });
});

describe('the map of the built-in pack', () => {
  let space: TextSpace;
  beforeAll(async () => {
    const opened = await openTextSpace(await loadPack(resolve('resources/packs/core')));
    if (!opened) throw new Error('the built-in pack has no text space');
    space = opened;
  }, 60_000);
  afterAll(() => space.dispose());

  it('lengthens views and queries alike, and adds nothing to what labels name', async () => {
    const [named, free] = [
      await space.frameQuery('a dog', 'labels'),
      await space.frameQuery('a dog', 'look'),
    ];
    expect([named.length, free.length]).toEqual([space.views.dim, space.views.dim]);
    expect([...free.subarray(0, space.dim)]).toEqual([...named.subarray(0, space.dim)]);
    expect([...named.subarray(space.dim)].every((value) => value === 0)).toBe(true);
    expect(Math.hypot(...free.subarray(space.dim))).toBeGreaterThan(0.1);
  });

  it('reads the views of the version before', () => {
    expect(space.views.earlier).toEqual([{ id: space.id, dim: space.dim }]);
    expect(space.views.id).not.toBe(space.id);
  });
});
