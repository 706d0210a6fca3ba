import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Channels,
  centreCrop,
  crop,
  expandToSquare,
  type Picture,
  resize,
  resizeNearest,
  shortestEdge,
  toPixelValues,
} from '../../pixels';
import { FIXTURES, readTensors, relativeError } from './fixtures';

const FOLDER = join(FIXTURES, 'real-frames');
const frames = readTensors(join(FOLDER, 'frames.safetensors'));
const rows = readTensors(join(FOLDER, 'record.safetensors'));
const recorded: { side: number; sha256: Record<string, Record<string, string>> } = JSON.parse(
  readFileSync(join(FOLDER, 'record.json'), 'utf8'),
);
const SIDE = recorded.side;
/** CLIP's. */
const MEAN: Channels = [0.48145466, 0.4578275, 0.40821073];
const DEVIATION: Channels = [0.26862954, 0.26130258, 0.27577711];

function frame(name: string): Picture {
  const found = frames.get(name);
  if (!(found?.data instanceof Uint8Array)) throw new Error(`there is no frame ${name}`);
  return { data: found.data, width: found.shape[1] as number, height: found.shape[0] as number };
}

/** CLIP's processor up to the bytes: the shorter side to `side`, then the middle square. */
function clip(picture: Picture, side: number): Picture {
  const { width, height } = shortestEdge(picture, side);
  return centreCrop(resize(picture, width, height, 'bicubic'), side, side);
}

const WAYS: Record<string, (picture: Picture) => Picture> = {
  nearest: (picture) => resizeNearest(picture, SIDE, SIDE),
  crop: (picture) => clip(picture, SIDE),
  pad: (picture) => clip(expandToSquare(picture, MEAN), SIDE),
  small: (picture) => clip(picture, 56),
  quarter: (picture) => clip(crop(resizeNearest(picture, SIDE, SIDE), SIDE / 2, 0, SIDE / 2, SIDE / 2), SIDE),
};

describe.each(Object.keys(recorded.sha256))('a frame of a real film, %s', (name) => {
  test.each(Object.keys(WAYS))('%s: every byte as PIL and transformers have it', (way) => {
    const picture = (WAYS[way] as (picture: Picture) => Picture)(frame(name));
    // The middle row says where it differs; the hash is of all rows.
    const width = picture.width * 3;
    const middle = Math.floor(picture.height / 2) * width;
    expect([...picture.data.subarray(middle, middle + width)]).toEqual([
      ...(rows.get(`${name}.${way}`)?.data ?? []),
    ]);
    expect(createHash('sha256').update(picture.data).digest('hex')).toBe(recorded.sha256[name]?.[way]);
  });

  test('values: to 1e-6 of the largest', () => {
    const picture = clip(frame(name), SIDE);
    const values = toPixelValues(picture.data, SIDE, SIDE, MEAN, DEVIATION);
    const middle = Array.from({ length: 3 }, (_, channel) => {
      const from = (channel * SIDE + SIDE / 2) * SIDE;
      return [...values.subarray(from, from + SIDE)];
    });
    expect(relativeError(middle.flat(), rows.get(`${name}.values`)?.data ?? [])).toBeLessThan(1e-6);
  });
});
