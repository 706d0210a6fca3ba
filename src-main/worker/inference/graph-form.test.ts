import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../src-shared/devices';
import { ffmpegPath, temporaryDir } from '../../base/media/testing';
import { loadPack, type Pack } from '../../base/packs/pack';
import { openObjectFinder, SCORE_FLOOR } from '../recognition/objects/finder';
import { openTextReader } from '../recognition/writing/reader';
import { pictureOf } from '../recognition/writing/testing/picture';
import { openFrameEncoder } from './frame-encoder';
import { TOKENS_ALIKE } from './frame-speed';
import { formFile, formOf } from './graph-form';
import type { GraphPlace } from './session';
import { openTextSpace } from './text-space';
import type { FrameEncoder, TextSpace } from './types';

/*
 * Forms of the built-in packs' graphs give what the packs' own give. Run on the CPU, which computes halves as floats and rounds the weights
 * alone: what a device without a fault may differ by is no less.
 */
const CPU: DeviceReport = { chosen: 'cpu', why: '', candidates: [] };
const [CORE, TRACKS] = ['core', 'tracks'].map((id) => resolve('resources/packs', id)) as [string, string];
const FORMS = ['fp32', 'fp16'] as const;
const LIMIT = 120_000;
const folder = join(temporaryDir(), 'forms');
const place = (form: (typeof FORMS)[number]): GraphPlace => ({ device: 'cpu', form: { form, folder } });
const picture = (name: string) => pictureOf(ffmpegPath, resolve('src-main/worker/recognition', name));
const DESK = 'objects/testing/desk.png';

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('forms of the frame encoder of Core', { timeout: LIMIT }, () => {
  let pack: Pack;
  let own: FrameEncoder;
  let space: TextSpace;
  beforeAll(async () => {
    pack = await loadPack(CORE);
    own = (await openFrameEncoder(pack, CPU, 1)).encoder;
    space = (await openTextSpace(pack, 1)) as TextSpace;
  }, LIMIT);
  afterAll(async () => {
    await own.dispose();
    await space.dispose();
  });

  it.each(FORMS)('give tokens that can be compared, and the same labels: %s', async (form) => {
    const { encoder } = await openFrameEncoder(pack, CPU, 1, place(form).form);
    const pixels = framesOf([DESK, 'objects/testing/yard.png', 'writing/testing/slide.png'], own);
    const [expected, found] = [await own.encode(pixels, 3), await encoder.encode(pixels, 3)];
    await encoder.dispose();
    for (const frame of [0, 1, 2]) {
      const of = (tokens: Float32Array) => tokens.slice(frame * own.dim, (frame + 1) * own.dim);
      expect(cosine(of(found), of(expected))).toBeGreaterThan(TOKENS_ALIKE.cosine);
      // Another form than the pack's own did compute it.
      expect(of(found)).not.toEqual(of(expected));
      const first = async (tokens: Float32Array) => (await space.viewFrames(of(tokens), 1)).labelIds[0];
      expect(await first(found)).toBe(await first(expected));
    }
  });
});

/** Pictures made as small as the encoder has them, each pixel the nearest. */
function framesOf(names: readonly string[], { inputWidth, inputHeight }: FrameEncoder): Uint8Array {
  const frames = names.map((name) => {
    const { pixels, width, height } = picture(name);
    return Uint8Array.from({ length: inputWidth * inputHeight * 3 }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % inputWidth, Math.floor(i / 3 / inputWidth)];
      const [from, row] = [Math.floor((x * width) / inputWidth), Math.floor((y * height) / inputHeight)];
      return pixels[(row * width + from) * 3 + (i % 3)] as number;
    });
  });
  return Buffer.concat(frames);
}

describe('forms of the other graphs', { timeout: LIMIT }, () => {
  it('find the same things in the same places', async () => {
    const pack = await loadPack(TRACKS);
    const found = async (where?: GraphPlace) => {
      const finder = await openObjectFinder(pack, 1, SCORE_FLOOR, where);
      return finder.find(picture(DESK)).finally(() => finder.dispose());
    };
    const [own, half] = [await found(), await found(place('fp16'))];
    expect(own.length).toBeGreaterThan(1);
    expect(half.map(({ label }) => label)).toEqual(own.map(({ label }) => label));
    for (const [i, { box, score }] of own.entries()) {
      expect(half[i]?.score).toBeCloseTo(score, 2);
      for (const side of ['left', 'top', 'width', 'height'] as const)
        expect(half[i]?.box[side]).toBeCloseTo(box[side], 2);
    }
  });

  it('read the same lines', async () => {
    const pack = await loadPack(TRACKS);
    const read = async (where?: GraphPlace) => {
      const reader = await openTextReader(pack, 1, where && { lines: where, characters: where });
      return reader.read(picture('writing/testing/slide.png')).finally(() => reader.dispose());
    };
    const [own, half] = [await read(), await read(place('fp16'))];
    expect(own).toHaveLength(5);
    expect(half.map(({ text }) => text)).toEqual(own.map(({ text }) => text));
  });
});

describe('a form', { timeout: LIMIT }, () => {
  const encoderOf = async () => {
    const pack = await loadPack(CORE);
    const file = pack.manifest.speech?.encoder as string;
    return { pack, file, source: pack.file(file) };
  };

  it('is made once, made anew where it is damaged, and takes the place of what an earlier pack had', async () => {
    const { pack, file, source } = await encoderOf();
    const kept = join(folder, 'kept');
    const made = formOf(pack, file, 'fp16', kept);
    const path = await formFile(source, made);
    const [{ mtimeMs, size }, bytes] = [statSync(path), readFileSync(path)];
    expect(size).toBeLessThan(statSync(source).size * 2.2);
    expect(await formFile(source, made)).toBe(path);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
    writeFileSync(path, bytes.subarray(0, 1000));
    expect(await formFile(source, made)).toBe(path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    // Of a writer that ended, and of one that is at it.
    const [left, writing] = [`${path}.0.new`, `${path}.1.new`];
    for (const unfinished of [left, writing]) writeFileSync(unfinished, 'half');
    utimesSync(left, 1, 1);
    const later = await formFile(source, { ...made, sha256: 'f'.repeat(64) });
    const names = readdirSync(kept).map((name) => join(kept, name));
    expect(names.sort()).toEqual([writing, later].sort());
  });

  it('is refused where the graph computes in it already, and where graphs are nested in it', async () => {
    const refused = { name: 'ModelNotChangeable' };
    const tracks = await loadPack(TRACKS);
    const detector = tracks.manifest.objects?.file as string;
    const inFull = formOf(tracks, detector, 'fp32', folder);
    await expect(formFile(tracks.file(detector), inFull)).rejects.toMatchObject(refused);
    const { pack } = await encoderOf();
    const decoder = pack.manifest.speech?.decoder as string;
    const nested = formOf(pack, decoder, 'fp16', folder);
    await expect(formFile(pack.file(decoder), nested)).rejects.toMatchObject(refused);
  });
});
