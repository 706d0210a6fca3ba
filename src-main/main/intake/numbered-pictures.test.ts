import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPictureHead } from '../../base/media/made/picture-head';
import { temporaryDir } from '../../base/media/testing';
import { asSequence, numberedPictures } from './numbered-pictures';

const root = temporaryDir();
let folders = 0;

/** The first bytes of a JPEG of a size: what Exif has of it, and its frame's header. */
function jpeg({ width = 640, height = 360, taken = null as number | null, orientation = 1 }): Buffer {
  const tiff = Buffer.alloc(64);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  const entry = (at: number, tag: number, value: number): void => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt32LE(value, at + 8);
  };
  entry(10, 0x0112, orientation);
  entry(22, 0x8769, 38);
  tiff.writeUInt16LE(1, 38);
  entry(40, 0x9003, 64);
  const date = new Date((taken ?? 0) * 1000)
    .toISOString()
    .slice(0, 19)
    .replaceAll('-', ':')
    .replace('T', ' ');
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.from(taken === null ? ' '.repeat(19) : date),
  ]);
  const segment = (marker: number, content: Buffer): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  const frame = Buffer.from([8, 0, 0, 0, 0, 3]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe1, exif), segment(0xc0, frame)]);
}

/** Whether a folder of these is one film: its numbers, or null. */
async function numbersOf(files: Record<string, Buffer>): Promise<readonly number[] | null> {
  folders += 1;
  const dir = join(root, String(folders));
  mkdirSync(dir);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  const [first] = numberedPictures(dir, Object.keys(files));
  return (first && (await asSequence(first))?.numbers) ?? null;
}

const START = Date.UTC(2026, 4, 1) / 1000;
/** Thirty pictures, each as it is told. */
function thirty(stem: string, of: (n: number) => Parameters<typeof jpeg>[0], skip: readonly number[] = []) {
  const all = Array.from({ length: 30 }, (_, n) => n).filter((n) => !skip.includes(n));
  return Object.fromEntries(all.map((n) => [`${stem}${String(n + 998)}.jpg`, jpeg(of(n))]));
}
const EACH = Array.from({ length: 30 }, (_, n) => n);

it('pictures that were taken at an even pace are a film, whatever the camera calls them', async () => {
  expect(await numbersOf(thirty('IMG_', (n) => ({ taken: START + 5 * n })))).toEqual(EACH);
  // A second of a burst, and one that was deleted.
  expect(await numbersOf(thirty('DSC0', (n) => ({ taken: START + Math.floor(n / 9) })))).toEqual(EACH);
  expect(await numbersOf(thirty('IMG_', (n) => ({ taken: START + 60 * n }), [7]))).toEqual(
    EACH.filter((n) => n !== 7),
  );
});

it('photographs of a holiday are none', async () => {
  const paces = [3, 40, 7200, 9, 500, 86_400];
  const at = (n: number): number => EACH.slice(0, n).reduce((sum, k) => sum + (paces[k % 6] ?? 0), START);
  expect(await numbersOf(thirty('IMG_', (n) => ({ taken: at(n) })))).toBeNull();
  expect(await numbersOf(thirty('trip_', (n) => ({ taken: at(n) })))).toBeNull();
  // Without times, as programs for chatting send them on.
  for (const stem of ['IMG_', 'DSC0', 'IMG-20260501-WA', 'PXL_20260501_', 'P10', '_MG_', 'Screenshot ']) {
    expect([stem, await numbersOf(thirty(stem, () => ({})))]).toEqual([stem, null]);
  }
  // The clock goes back; some have no time; one was held otherwise; one is of another size.
  expect(await numbersOf(thirty('a', (n) => ({ taken: START - 5 * n })))).toBeNull();
  expect(await numbersOf(thirty('a', (n) => (n === 9 ? {} : { taken: START + 5 * n })))).toBeNull();
  expect(await numbersOf(thirty('a', (n) => (n === 9 ? { orientation: 6 } : {})))).toBeNull();
  expect(await numbersOf(thirty('a', (n) => (n === 9 ? { width: 360, height: 640 } : {})))).toBeNull();
});

it('renders and frames of a film are a film: counted from anywhere, with few missing', async () => {
  expect(await numbersOf(thirty('beauty.', () => ({})))).toEqual(EACH);
  expect(await numbersOf(thirty('', () => ({}), [4, 5]))).toEqual(EACH.filter((n) => n !== 4 && n !== 5));
  expect(await numbersOf(thirty('beauty.', () => ({}), [1, 3, 5, 7]))).toBeNull();
  expect(await numbersOf(thirty('few', () => ({}), EACH.slice(1, 8)))).toBeNull();
  expect(await numbersOf({ ...thirty('a', () => ({})), 'a0998.jpg': jpeg({}) })).toBeNull();
});

it('a picture tells its size, how it was held and when it was taken; one that leads astray tells nothing', async () => {
  const path = join(root, 'one.jpg');
  writeFileSync(path, jpeg({ taken: START, orientation: 6 }));
  expect(await readPictureHead(path)).toEqual({
    ...{ kind: 'jpeg', width: 640, height: 360, orientation: 6, taken: START },
  });
  const astray = jpeg({ taken: START });
  astray.writeUInt32LE(0xffff_fff0, 2 + 4 + 6 + 4);
  writeFileSync(path, astray);
  expect(await readPictureHead(path)).toMatchObject({ orientation: 1, taken: null });
  for (const bytes of ['', '\xff\xd8\xff', '\xff\xd8\xff\xe1\x00\x00', 'no picture']) {
    writeFileSync(path, bytes, 'latin1');
    expect(await readPictureHead(path)).toBeNull();
  }
});
