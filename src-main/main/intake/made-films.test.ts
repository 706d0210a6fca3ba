import { appendFileSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openLibrary } from '../../base/library/library';
import { fingerprint } from '../../base/media/fingerprint';
import { makeFilm } from '../../base/media/made/make-film';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { addFiles, checkMissing } from './intake';
import type { FilmMaker } from './made-films';

const root = temporaryDir();
const folder = join(root, 'pictures');
const animation = join(root, 'animation.webp');
let made = 0;
const make: FilmMaker = (request, signal = new AbortController().signal) => {
  made += 1;
  return makeFilm({ ...request, ffmpegPath }, { signal, onProgress: () => undefined });
};
const options = { ffprobePath, make };

beforeAll(() => {
  mkdirSync(folder);
  makeMedia(join(folder, 'shot.%04d.png'), '-f lavfi -i testsrc=s=64x36:r=30:d=1');
  makeMedia(join(folder, 'film.mp4'), '-f lavfi -i testsrc=s=64x36:r=5:d=1 -c:v mpeg4');
  writeFileSync(join(folder, 'cover.jpg'), 'no part of it');
  makeMedia(animation, '-f lavfi -i testsrc=s=64x36:r=5:d=2 -c:v libwebp_anim -lossless 1');
});

it('numbered pictures of a folder are one film beside the others, kept in the library, and known again', async () => {
  const library = openLibrary({ dir: join(root, 'one') });
  const { videos, refused, leftOut } = await addFiles(library, [folder, folder], options);
  expect(refused).toEqual([]);
  expect(leftOut).toContain('1 .jpg');
  expect(videos.map(({ title }) => title)).toEqual(['film', 'shot']);
  const [, shot] = videos;
  if (!shot) throw new Error('no film was made');
  expect(shot).toMatchObject({
    ...{ fileName: 'shot.0001.png', duration: 1_200_000, folder: { name: 'pictures' } },
    media: {
      video: { codec: 'png', width: 64, height: 36, frameRate: 25 },
      madeOf: { kind: 'pictures', first: 'shot.0001.png', last: 'shot.0030.png', count: 30, rate: 25 },
    },
  });
  // What is read of it is what its id names: a job checks that.
  const source = library.videos.source(shot.id);
  expect(await fingerprint(source)).toBe(shot.id);
  expect(library.videos.path(shot.id)).toBe(join(folder, 'shot.0001.png'));

  const before = made;
  expect((await addFiles(library, [folder], options)).videos.map(({ id }) => id)).toEqual(
    videos.map(({ id }) => id),
  );
  expect(made).toBe(before);
  const slower = await addFiles(library, [folder], { ...options, rate: 10 });
  expect(slower.videos.find(({ title }) => title === 'shot')?.duration).toBe(3_000_000);
  // By content alone, where they lie elsewhere.
  const other = openLibrary({ dir: join(root, 'two') });
  expect((await addFiles(other, [folder], options)).videos.map(({ id }) => id)).toContain(shot.id);
  other.close();

  expect(await checkMissing(library)).toEqual([]);
  rmSync(source);
  expect((await checkMissing(library)).map(({ id, state }) => [id, state])).toEqual([[shot.id, 'missing']]);
  library.close();
});

it('a film whose file is lost is made again of its pictures, where they are as they were', async () => {
  const library = openLibrary({ dir: join(root, 'six') });
  const shots = join(root, 'shots');
  mkdirSync(shots);
  makeMedia(join(shots, 'a.%04d.png'), '-f lavfi -i testsrc2=s=64x36:r=30:d=1');
  const webp = join(root, 'again.webp');
  copyFileSync(animation, webp);
  const { videos } = await addFiles(library, [shots, webp], { ...options, rate: 12 });
  const ids = videos.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  const sources = ids.map((id) => library.videos.source(id));
  const making = { make, signal: undefined };
  const lose = () => {
    for (const source of sources) rmSync(source);
  };
  const states = () => ids.map((id) => library.videos.get(id).state);
  lose();
  expect(await checkMissing(library, making)).toEqual([]);
  expect(await Promise.all(sources.map(fingerprint))).toEqual(ids);

  // Missing before anything could make it; it is back by itself, and when its pictures are added again.
  lose();
  await checkMissing(library);
  expect(states()).toEqual(['missing', 'missing']);
  await addFiles(library, [shots, webp], { ...options, rate: 12 });
  expect(states()).toEqual(['new', 'new']);
  expect(await Promise.all(sources.map(fingerprint))).toEqual(ids);

  // Other pictures are another film.
  lose();
  appendFileSync(webp, 'x');
  rmSync(join(shots, 'a.0030.png'));
  expect((await checkMissing(library, making)).map(({ state }) => state)).toEqual(['missing', 'missing']);
  library.close();
});

it('pictures are left out as before where nothing makes films of them, and single ones stay pictures', async () => {
  const library = openLibrary({ dir: join(root, 'three') });
  const { videos, leftOut } = await addFiles(library, [folder], { ffprobePath });
  expect(videos.map(({ title }) => title)).toEqual(['film']);
  expect(leftOut).toContain('30 .png');
  const single = await addFiles(library, [join(folder, 'shot.0007.png')], options);
  expect(single.videos).toMatchObject([{ title: 'shot.0007', media: { isStill: true } }]);
  library.close();
});

it('an animated WebP is a film, wherever it lies afterwards; a damaged one is refused and leaves nothing', async () => {
  const library = openLibrary({ dir: join(root, 'four') });
  const { videos } = await addFiles(library, [animation], options);
  expect(videos).toMatchObject([
    {
      ...{ title: 'animation', fileName: 'animation.webp', duration: 2_000_000 },
      media: { madeOf: { kind: 'animation', count: 10, rate: null } },
    },
  ]);
  const before = made;
  expect((await addFiles(library, [animation], options)).videos).toEqual(videos);
  expect(made).toBe(before);
  const damaged = join(root, 'damaged.webp');
  writeFileSync(damaged, Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x01\0\0\x01\0\0', 'latin1'));
  const { refused } = await addFiles(library, [damaged], options);
  expect(refused).toMatchObject([{ fileName: 'damaged.webp', error: { code: 'CannotReadVideo' } }]);
  expect(library.videos.list()).toHaveLength(1);
  library.close();
});

it('a folder of pictures alone is worth adding', async () => {
  const only = join(root, 'only');
  mkdirSync(only);
  makeMedia(join(only, 'r%03d.jpg'), '-f lavfi -i testsrc=s=64x36:r=24:d=1');
  const library = openLibrary({ dir: join(root, 'five') });
  const { videos, refused } = await addFiles(library, [only], options);
  expect([videos.map(({ title }) => title), refused]).toEqual([['r'], []]);
  library.close();
});
