import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probe } from '../probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../testing';
import { readPictures, takeOutPictures } from './pictures';
import { makeSup, type SupPicture } from './testing/sup';

const root = temporaryDir();

/** A white block: as wide and high as told, and a third of it that looks like nothing. */
function block(from: number, to: number, width: number, height: number): SupPicture {
  const shades = new Uint8Array(width * height).fill(15);
  for (let y = 0; y < height; y++) shades.fill(0, y * width + width / 3, y * width + (2 * width) / 3);
  return { from, to, left: 300, top: 801, width, height, shades };
}

const PICTURES = [block(1, 2.5, 300, 60), block(2.5, 3, 600, 90), block(6, 7.25, 300, 60)];
const sup = join(root, 'film.sup');
writeFileSync(sup, makeSup([1920, 1080], PICTURES));

async function read(path: string, stream: number, keepTimes: boolean, input: readonly string[] = []) {
  const folder = join(root, `${stream}-out`);
  mkdirSync(folder, { recursive: true });
  const { signal } = new AbortController();
  const options = { ffmpegPath, input: { path, options: input }, folder, keepTimes, signal };
  const [file] = await takeOutPictures({ ...options, streams: [stream] });
  const found: (readonly [from: number, to: number, width: number, height: number, bright: number])[] = [];
  for await (const { from, to, width, height, grey } of readPictures(ffmpegPath, file as string, signal)) {
    const bright = grey.filter((value) => value > 127).length / grey.length;
    found.push([from / 1e6, to / 1e6, width, height, Math.round(bright * 100) / 100]);
  }
  return found;
}

/** What is shown, at the size that every screen is brought to. */
const SHOWN = [
  [1, 2.5, 200, 40, 0.67],
  [2.5, 3, 400, 60, 0.67],
  [6, 7.25, 200, 40, 0.67],
];

describe('subtitles that are pictures', () => {
  it('are shown one by one, from a file beside the film by the times in it', async () => {
    expect(await read(sup, 0, true, ['-f', 'sup', '-format_whitelist', 'sup'])).toEqual(SHOWN);
  });

  it('count from the start of the film where they are in it', async () => {
    // The file's own clock begins where its first picture does.
    const film = makeMedia(
      join(root, 'film.mkv'),
      `-f lavfi -i testsrc=s=64x48:r=5:d=9 -copyts -f sup -i ${sup} -map 0 -map 1 -c:v libx264 -preset ultrafast -c:s copy -metadata:s:s:0 language=ger -output_ts_offset 100`,
    );
    const media = await probe(ffprobePath, film);
    expect(media.subtitles).toMatchObject([{ codec: 'hdmv_pgs_subtitle', isText: false, language: 'ger' }]);
    expect(await read(film, 1, false)).toEqual(SHOWN);
  });

  it('of DVDs end when they say so, or else where the next one begins', async () => {
    const film = makeMedia(
      join(root, 'dvd.mkv'),
      `-f lavfi -i color=s=64x48:r=5:d=9 -copyts -fix_sub_duration -f sup -i ${sup} -map 0 -map 1 -c:v libx264 -preset ultrafast -c:s dvdsub`,
    );
    const shown = await read(film, 1, false);
    expect(shown.map(([from]) => from)).toEqual([1, 2.5, 6]);
    expect(shown.map(([, to]) => Math.round(to * 10) / 10).slice(0, 2)).toEqual([2.5, 3]);
    for (const [n, [, , width, height]] of shown.entries()) {
      expect([Math.round(width / 10), Math.round(height / 10)]).toEqual(
        [
          [20, 4],
          [40, 6],
          [20, 4],
        ][n],
      );
    }
  });

  it('are read as far as they came where they are damaged, and are none where there is nothing', async () => {
    const whole = makeSup([1920, 1080], PICTURES);
    const half = join(root, 'half.sup');
    writeFileSync(half, whole.subarray(0, Math.round(whole.length * 0.55)));
    const options = ['-f', 'sup', '-format_whitelist', 'sup'];
    expect((await read(half, 0, true, options)).slice(0, 1)).toEqual(SHOWN.slice(0, 1));
    const rubbish = join(root, 'rubbish.sup');
    writeFileSync(rubbish, 'no pictures');
    expect(await read(rubbish, 0, true, options)).toEqual([]);
  });
});
