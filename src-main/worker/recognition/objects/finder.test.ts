import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath } from '../../../base/media/testing';
import type { ObjectsPart } from '../../../base/packs/manifest';
import { loadPack, type Pack } from '../../../base/packs/pack';
import { floats, openSession, type Session, Tensor } from '../../inference/session';
import type { ObjectDetector, Picture } from '../types';
import { openObjectFinder, SCORE_FLOOR } from './finder';
import { placeInSquare } from './placing';
import source from './testing/tfjs.json';

const SIZE = { width: 256, height: 144 };

function picture(name: string): Picture {
  const file = join(import.meta.dirname, 'testing', `${name}.png`);
  const options = ['-v', 'error', '-nostdin', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  return { ...SIZE, pixels: new Uint8Array(execFileSync(ffmpegPath, options)) };
}

let pack: Pack;
let part: ObjectsPart;
let session: Session;
let finder: ObjectDetector;
beforeAll(async () => {
  pack = await loadPack(resolve('resources/packs/tracks'));
  part = pack.manifest.objects as ObjectsPart;
  session = await openSession(pack.file(part.file), { device: 'cpu', threads: 1 });
  finder = await openObjectFinder(pack, 1);
});
afterAll(async () => {
  await session.dispose();
  await finder.dispose();
});

describe.each(['desk', 'yard'] as const)('the graph made of the source graph, on %s', (name) => {
  it('finds the same things in the same places', async () => {
    const { pixels } = placeInSquare(picture(name), part);
    const input = new Tensor('uint8', pixels, [1, part.height, part.width, 3]);
    const outputs = await session.run({ [part.input]: input });
    const [boxes, scores, classes] = Object.values(part.outputs).map((output) => floats(outputs, output));
    source[name].forEach(({ label, score, sides }, i) => {
      expect(finder.labels[classes?.[i] ?? -1]).toBe(label);
      expect(scores?.[i]).toBeCloseTo(score, 3);
      const found = boxes?.subarray(i * 4, i * 4 + 4) ?? [];
      expect(Math.max(...sides.map((side, k) => Math.abs((found[k] ?? 0) - side)))).toBeLessThan(0.1);
    });
    expect(scores?.[source[name].length]).toBeLessThan(0.15);
  });
});

describe('openObjectFinder', () => {
  it('gives boxes in fractions of the picture, surest first', async () => {
    const found = await finder.find(picture('desk'));
    expect(found.slice(0, 2).map(({ label }) => label)).toEqual(['cell phone', 'mouse']);
    // By eye: the telephone lies at 19 to 67 of 256 across and at 24 to 90 of 144 down.
    const { box } = found[0] ?? expect.fail('no telephone');
    expect(box.left * SIZE.width).toBeCloseTo(19, -1);
    expect((box.left + box.width) * SIZE.width).toBeCloseTo(67, -1);
    expect(box.top * SIZE.height).toBeCloseTo(24, -1);
    expect((box.top + box.height) * SIZE.height).toBeCloseTo(90, -1);
  });

  it('names one place once, and leaves out what it is not sure of', async () => {
    const all = await openObjectFinder(pack, 1, 0.15);
    const [found, sure] = [await all.find(picture('desk')), await finder.find(picture('desk'))];
    await all.dispose();
    // The graph gives the mouse's box a second time, as another telephone.
    expect(source.desk.filter(({ label }) => label === 'cell phone').length).toBeGreaterThan(1);
    expect(found.filter(({ label }) => label === 'cell phone')).toHaveLength(1);
    expect(sure).toEqual(found.filter(({ score }) => score >= SCORE_FLOOR));
  });

  it('keeps boxes within the picture, whatever its form', async () => {
    const { pixels } = picture('yard');
    const tall = { width: SIZE.height, height: SIZE.width, pixels };
    for (const { box } of [...(await finder.find(picture('yard'))), ...(await finder.find(tall))]) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.left + box.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(box.top + box.height).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('says so when a pack finds no things', async () => {
    const core = await loadPack(resolve('resources/packs/core'));
    await expect(openObjectFinder(core, 1)).rejects.toMatchObject({ code: 'ModelPackMissing' });
  });
});
