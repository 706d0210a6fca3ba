import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../testing';
import { Canvas } from './canvas';
import { type MakeFilmRequest, makeFilm } from './make-film';
import { readAnimation } from './webp';

const dir = temporaryDir();
/** 40 x 30, four frames of 40, 250, 0 and 1000 ms; a square of 8 x 10 moves right, two of them laid over a corner alone; the last is clear around it. */
const ANIMATION = Buffer.from(
  'UklGRiYBAABXRUJQVlA4WAoAAAASAAAAJwAAHQAAQU5JTQYAAAAAAAAAAABBTk1GPgAAAAAAAAAAACcAAB0AACgAAAJWUDhMJgAAAC8nQAcAD3AQ8EO8HwZ6/gMPAoEkf+kB' +
    'Fojo/zwAAAAAAADQYLgBQU5NRjQAAAAAAAAFAAAPAAAJAAD6AAAAVlA4TBsAAAAvD0ACAA/wkP+BGJj5jzSIBZP5S/eGENH/yAAAQU5NRjQAAAAEAAAFAAAPAAAJAAAAAAAA' +
    'VlA4TBsAAAAvD0ACAA8wIAPxmP/5Dx6IBZP5S/eGENH/yAAAQU5NRjwAAAAAAAAAAAAnAAAdAADoAwACVlA4TCQAAAAvJ0AHEA8w//Mf8x84yKRt4t90/81ARP/nAQAAAAAAADT2iAE=',
  'base64',
);

const control = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
let films = 0;

async function make(of: MakeFilmRequest['of']): Promise<{ path: string; count: number }> {
  films += 1;
  const path = join(dir, `film-${films}.mkv`);
  return { path, count: await makeFilm({ of, ffmpegPath, dest: path }, control()) };
}

/** Times of its frames in milliseconds, by ffprobe. */
function timesOf(path: string): number[] {
  const options = ['-v', 'error', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', path];
  const text = execFileSync(ffprobePath, options, { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((time) => Math.round(Number.parseFloat(time) * 1000));
}

/** All its frames: RGB, 8 bits a channel. */
function pixelsOf(path: string): Buffer {
  const options = ['-v', 'quiet', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgb24'];
  return execFileSync(ffmpegPath, [...options, '-vsync', 'passthrough', '-'], { maxBuffer: 1e9 });
}

function pixelAt(all: Buffer, frame: number, x: number, y: number): number[] {
  return [...all.subarray(((frame * 30 + y) * 40 + x) * 3).subarray(0, 3)];
}

describe('a film of an animated WebP', () => {
  it('has each frame as it is shown, at its own time', async () => {
    const source = join(dir, 'animation.webp');
    writeFileSync(source, ANIMATION);
    const { path, count } = await make({ animation: source });
    expect(count).toBe(4);
    expect(timesOf(path)).toEqual([0, 40, 290, 390]);
    expect(await probe(ffprobePath, path)).toMatchObject({
      duration: 1_390_000,
      video: { codec: 'png', width: 40, height: 30 },
    });
    const all = pixelsOf(path);
    const [red, green, blue, yellow, ground, white] = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 0],
      [16, 32, 48],
      [255, 255, 255],
    ];
    for (const [frame, colour] of [red, green, blue, yellow].entries()) {
      expect(pixelAt(all, frame, 8 * frame + 4, 15)).toEqual(colour);
      expect(pixelAt(all, frame, 2, 2)).toEqual(frame === 3 ? white : ground);
      if (frame > 0) expect(pixelAt(all, frame, 8 * frame - 4, 15)).toEqual(frame === 3 ? white : ground);
    }
  });

  it('is the same bytes each time, and of a file that breaks off as many frames as are whole', async () => {
    const source = join(dir, 'short.webp');
    writeFileSync(source, ANIMATION.subarray(0, ANIMATION.length - 20));
    const [first, second] = [await make({ animation: source }), await make({ animation: source })];
    expect(first.count).toBe(3);
    expect(readFileSync(first.path).equals(readFileSync(second.path))).toBe(true);
  });

  it('goes on where a frame cannot be decoded, and is none where no frame can', async () => {
    const broken = Buffer.from(ANIMATION);
    const second = broken.indexOf('VP8L', broken.indexOf('VP8L') + 4);
    broken.fill(0xff, second + 9, second + 30);
    const source = join(dir, 'broken.webp');
    writeFileSync(source, broken);
    const { path } = await make({ animation: source });
    expect(timesOf(path)).toEqual([0, 40, 290, 390]);
    expect(pixelAt(pixelsOf(path), 2, 20, 15)).toEqual([0, 0, 255]);
    const none = join(dir, 'none.webp');
    writeFileSync(none, ANIMATION.subarray(0, 60));
    await expect(make({ animation: none })).rejects.toMatchObject({ code: 'CannotReadVideo' });
    expect(readdirSync(dir).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('a canvas that a file only claims is not held in memory', () => {
    const large = Buffer.from(ANIMATION);
    large.fill(0xff, 24, 30);
    expect(readAnimation(large)).toBeNull();
  });
});

describe('a film of numbered pictures', () => {
  const paths = Array.from({ length: 6 }, (_, n) => join(dir, `p${n}.jpg`));
  const head = { kind: 'jpeg', width: 64, height: 48, orientation: 1, taken: null } as const;

  it('has them to the byte, in whole microseconds, and holds one where the next is missing', async () => {
    makeMedia(join(dir, 'p%d.jpg'), '-f lavfi -i testsrc=s=64x48:r=6:d=1 -start_number 0');
    const whole = await make({ pictures: { paths, numbers: [0, 1, 2, 3, 4, 5], head, rate: 30_000 / 1001 } });
    expect(await probe(ffprobePath, whole.path)).toMatchObject({
      duration: 200_200,
      video: { codec: 'mjpeg', frameRate: 30_000 / 1001 },
    });
    const bytes = readFileSync(whole.path);
    for (const path of paths) expect(bytes.includes(readFileSync(path))).toBe(true);
    const gap = await make({ pictures: { paths, numbers: [0, 1, 2, 5, 6, 7], head, rate: 10 } });
    expect(timesOf(gap.path)).toEqual([0, 100, 200, 500, 600, 700]);
    expect((await probe(ffprobePath, gap.path)).duration).toBe(800_000);
  });

  it('leaves nothing where a picture has gone', async () => {
    const pictures = {
      paths: [...paths, join(dir, 'gone.jpg')],
      numbers: [0, 1, 2, 3, 4, 5, 6],
      head,
      rate: 25,
    };
    await expect(make({ pictures })).rejects.toMatchObject({ code: 'FileMissing' });
    expect(existsSync(join(dir, `film-${films}.mkv.part`))).toBe(false);
  });
});

it('what is half clear is mixed with what lies below it', () => {
  const canvas = new Canvas(1, 1);
  const frame = { picture: Buffer.alloc(0), x: 0, y: 0, width: 1, height: 1, duration: 1, disposes: false };
  canvas.draw({ ...frame, blends: false }, Buffer.from([200, 0, 0, 255]));
  canvas.draw({ ...frame, blends: true }, Buffer.from([0, 100, 0, 51]));
  const path = join(dir, 'mixed.png');
  writeFileSync(path, canvas.png());
  expect([...pixelsOf(path)]).toEqual([160, 20, 0]);
});
