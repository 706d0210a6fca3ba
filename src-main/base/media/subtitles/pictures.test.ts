import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../../src-shared/video';
import { probe } from '../probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../testing';
import { readPictures, takeOutPictures } from './pictures';
import { makeSup, type SupPicture } from './testing/sup';
import { writeIdx } from './testing/vobsub';

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

async function read(path: string, stream: number, film: MediaInfo | null, input: readonly string[] = []) {
  const folder = join(root, `${stream}-out`);
  mkdirSync(folder, { recursive: true });
  const { signal } = new AbortController();
  const options = { ffmpegPath, input: { path, options: input }, folder, film, signal };
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
    expect(await read(sup, 0, null, ['-f', 'sup', '-format_whitelist', 'sup'])).toEqual(SHOWN);
  });

  it('count from the start of the film where they are in it', async () => {
    // The file's own clock begins where its first picture does.
    const film = makeMedia(
      join(root, 'film.mkv'),
      `-f lavfi -i testsrc=s=64x48:r=5:d=9 -copyts -f sup -i ${sup} -map 0 -map 1 -c:v libx264 -preset ultrafast -c:s copy -metadata:s:s:0 language=ger -output_ts_offset 100`,
    );
    const media = await probe(ffprobePath, film);
    expect(media.subtitles).toMatchObject([{ codec: 'hdmv_pgs_subtitle', isText: false, language: 'ger' }]);
    expect(await read(film, 1, media)).toEqual(SHOWN);
  });

  it('of DVDs end when they say so, in a film and in a VobSub beside it', async () => {
    const screen = [720, 576] as const;
    const dvd = join(root, 'dvd.sup');
    const pictures = PICTURES.map((picture) => ({ ...picture, left: 60, top: 400 }));
    writeFileSync(dvd, makeSup(screen, pictures));
    const film = makeMedia(
      join(root, 'dvd.mkv'),
      `-f lavfi -i color=s=64x48:r=5:d=9 -copyts -fix_sub_duration -f sup -i ${dvd} -map 0 -map 1 -c:v libx264 -preset ultrafast -c:s dvdsub`,
    );
    const sub = makeMedia(join(root, 'dvd.sub'), `-copyts -i ${film} -map 0:s -c copy -muxdelay 0 -f vob`);
    const idx = writeIdx(sub, screen, 'de');
    // A DVD counts the end in units of 11 ms. The size of what is shown, in twenties of pixels of the screen that it is brought to.
    const rough = (shown: Awaited<ReturnType<typeof read>>) =>
      shown.map(([from, to, width, height]) => [
        from,
        Math.round(to * 20) / 20,
        Math.round(width / 20),
        Math.round(height / 20),
      ]);
    const wanted = [
      [1, 2.5, 27, 4],
      [2.5, 3, 53, 6],
      [6, 7.25, 27, 4],
    ];
    expect(rough(await read(film, 1, await probe(ffprobePath, film)))).toEqual(wanted);
    expect(rough(await read(idx, 0, null, ['-f', 'vobsub', '-format_whitelist', 'vobsub,mpeg']))).toEqual(
      wanted,
    );
  });

  it('of broadcasts, Blu-ray discs and DVDs are in time in a recording whose picture comes after its sound', async () => {
    const film = '-itsoffset 5 -f lavfi -i testsrc=s=64x48:r=5:d=9 -f lavfi -i sine=d=14';
    const streams = '-map 0 -map 1 -map 2 -c:v mpeg2video -c:a mp2 -metadata:s:s:0 language=ger';
    for (const [name, codec, screen] of [
      ['dvb.ts', 'dvbsub', [1920, 1080]],
      ['dvb-small.ts', 'dvbsub', [720, 576]],
      ['dvb.mkv', 'dvbsub', [1920, 1080]],
      ['bluray.m2ts', 'copy', [1920, 1080]],
      ['dvd.vob', 'dvdsub', [720, 576]],
    ] as const) {
      const words = join(root, `${name}.sup`);
      writeFileSync(
        words,
        makeSup(
          screen,
          PICTURES.map((picture) => ({ ...picture, left: 60, top: 400 })),
        ),
      );
      // What is encoded anew is to end where the next begins. Without the shift of its own, it begins with the picture.
      const input = `-itsoffset 5 ${codec === 'copy' ? '' : '-fix_sub_duration '}-f sup -i ${words}`;
      const path = makeMedia(join(root, name), `${film} ${input} ${streams} -c:s ${codec}`);
      const media = await probe(ffprobePath, path);
      const found = await read(path, media.subtitles?.[0]?.stream ?? 0, media);
      // To the twentieth of a second: the sound of some begins a hundredth early.
      const rough = (time: number): number => Math.round(time * 20) / 20;
      expect(
        found.map(([from, to]) => [rough(from), rough(to)]),
        name,
      ).toEqual([
        [5, 6.5],
        [6.5, 7],
        [10, 11.25],
      ]);
      for (const [, , width, height, bright] of found) {
        expect(width / height, name).toBeGreaterThan(4);
        expect(bright, name).toBeCloseTo(0.65, 1);
      }
    }
  });

  it('are read as far as they came where they are damaged, and are none where there is nothing', async () => {
    const whole = makeSup([1920, 1080], PICTURES);
    const half = join(root, 'half.sup');
    writeFileSync(half, whole.subarray(0, Math.round(whole.length * 0.55)));
    const options = ['-f', 'sup', '-format_whitelist', 'sup'];
    expect((await read(half, 0, null, options)).slice(0, 1)).toEqual(SHOWN.slice(0, 1));
    const rubbish = join(root, 'rubbish.sup');
    writeFileSync(rubbish, 'no pictures');
    expect(await read(rubbish, 0, null, options)).toEqual([]);
  });
});
