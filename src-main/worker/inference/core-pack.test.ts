import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../src-shared/devices';
import { loadPack, type Pack } from '../../base/packs/pack';
import { openFrameEncoder } from './frame-encoder';
import { openTextSpace } from './text-space';
import type { FrameEncoder, TextSpace } from './types';

/** The built-in pack as set-up makes it. */
const DIR = resolve('resources/packs/core');
const CPU: DeviceReport = { chosen: 'cpu', why: '', candidates: [] };
const SIDE = 224;
const FRAME = SIDE * SIDE * 3;

/** A picture that no two numbers share: soft waves of colour. */
function picture(number: number): Uint8Array {
  return Uint8Array.from({ length: FRAME }, (_, i) => {
    const [x, y, channel] = [Math.floor(i / 3) % SIDE, Math.floor(i / 3 / SIDE), i % 3];
    return 127 + 90 * Math.sin((x * (number + 1)) / 31 + channel) + 30 * Math.cos((y * (number + 2)) / 17);
  });
}

let pack: Pack;
let encoder: FrameEncoder;
let space: TextSpace;
beforeAll(async () => {
  pack = await loadPack(DIR);
  ({ encoder } = await openFrameEncoder(pack, CPU, 1));
  const opened = await openTextSpace(pack, 1);
  if (!opened) throw new Error('Core has a text space');
  space = opened;
}, 60_000);
afterAll(async () => {
  await encoder?.dispose();
  await space?.dispose();
});

describe('the frame encoder of Core', () => {
  it('gives a frame the same bytes alone, in a batch, and with more threads', async () => {
    const frames = [0, 1, 2].map(picture);
    const together = new Uint8Array(3 * FRAME);
    frames.forEach((frame, i) => {
      together.set(frame, i * FRAME);
    });
    const batch = await encoder.encode(together, 3);
    const alone = await encoder.encode(frames[1] as Uint8Array, 1);
    expect(Buffer.from(alone.buffer).equals(bytesOf(batch.subarray(2048, 4096)))).toBe(true);
    const other = await openFrameEncoder(pack, CPU, 2);
    const threaded = await other.encoder.encode(together, 3);
    await other.encoder.dispose();
    expect(bytesOf(threaded).equals(bytesOf(batch))).toBe(true);
    expect(bytesOf(batch.subarray(0, 2048)).equals(bytesOf(alone))).toBe(false);
  }, 60_000);

  it('refuses pixels of another size', async () => {
    await expect(encoder.encode(new Uint8Array(10), 1)).rejects.toThrow('150528');
  });

  it('goes on with the CPU, and says so, when the chosen device does not take the graph', async () => {
    const device = process.platform === 'darwin' ? 'dml' : 'coreml';
    const report: DeviceReport = {
      chosen: device,
      why: '',
      candidates: [{ device, supported: true, usable: true, why: '', milliseconds: null }],
    };
    const opened = await openFrameEncoder(pack, report, 1);
    expect(opened.device.chosen).toBe('cpu');
    expect(opened.device.why).toContain('could not be loaded');
    expect(opened.device.candidates[0]?.usable).toBe(false);
    expect(await opened.encoder.encode(picture(0), 1)).toHaveLength(2048);
    await opened.encoder.dispose();
  });
});

describe('the text space of Core', () => {
  it('places sentences by meaning, each on its own', async () => {
    const texts = ['a dog runs on grass', 'a puppy plays in a meadow', 'the stock market fell'];
    const vectors = await space.embedTexts(texts);
    const cosine = (a: number, b: number) => {
      let sum = 0;
      for (let i = 0; i < space.dim; i++) {
        sum += (vectors[a * space.dim + i] as number) * (vectors[b * space.dim + i] as number);
      }
      return sum;
    };
    expect(cosine(0, 0)).toBeCloseTo(1, 5);
    expect(cosine(0, 1)).toBeGreaterThan(cosine(0, 2) + 0.3);
    const alone = await space.embedTexts([texts[1] as string]);
    expect(bytesOf(alone).equals(bytesOf(vectors.subarray(space.dim, 2 * space.dim)))).toBe(true);
  });

  it('views a token as labels in falling order and two unit vectors', async () => {
    const tokens = await encoder.encode(picture(3), 1);
    const view = await space.viewFrames(tokens, 1);
    expect(view.labelIds).toHaveLength(space.labelsPerFrame);
    expect([...view.probabilities]).toEqual([...view.probabilities].sort((a, b) => b - a));
    expect(view.embeddings).toHaveLength(space.views.dim);
    expect(Math.hypot(...view.embeddings.subarray(0, space.dim))).toBeCloseTo(1, 5);
    expect(Math.hypot(...view.embeddings.subarray(space.dim))).toBeCloseTo(1, 5);
    await expect(space.viewFrames(tokens, 2)).rejects.toThrow(RangeError);
  });

  it('has a thousand names, all different', () => {
    expect(new Set(space.labels).size).toBe(1000);
  });

  it.each([
    ['Where are the puppies?', ['dog'], []],
    ['a banana beside a computer mouse', ['banana', 'computer mouse'], []],
    ['penguins on TV', ['penguin', 'tv'], []],
    ['people on a sofa with mobile phones', ['sofa', 'mobile phone'], ['people']],
    ['Who is the man in the interview?', [], ['man', 'interview']],
    ['a skyscraper, grass and a dragon', [], ['skyscraper', 'grass', 'dragon']],
    ['any object or thing or entity or artifact', [], ['object', 'entity', 'artifact']],
    ['a bride, a child and a crowd', [], ['bride', 'child', 'crowd']],
  ])('reads %s', (query, named, unnamed) => {
    const read = space.readQuery(query);
    expect(read.concepts.map(({ term }) => term)).toEqual(named);
    expect(read.unnamed).toEqual(unnamed);
  });

  it('has every breed for a dog, and the animals for an animal', () => {
    const count = (query: string) => space.readQuery(query).concepts[0]?.labelIds.length ?? 0;
    expect(count('dog')).toBe(118);
    expect(count('animals')).toBe(398);
    const crane = space.readQuery('crane').concepts[0]?.labelIds.map((label) => space.labels[label]);
    expect(crane).toEqual(['crane (wading bird)', 'crane (lifting device)']);
  });
});

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
