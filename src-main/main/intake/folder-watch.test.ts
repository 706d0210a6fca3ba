// @vitest-environment node
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { fingerprint } from '../../base/media/fingerprint';
import { FolderWatch } from './folder-watch';
import type { Added, IntakeOptions } from './intake';

let root: string;
let folder: string;
let library: Library;
let watch: FolderWatch;
let now: number;
/** Films as they were given to be indexed; and files that the library was asked to take. */
let indexed: string[];
let asked: number;

/** Takes files as intake does, but for looking into them: a file that begins with `bad` is none. */
const intake = {
  async add(
    paths: readonly string[],
    _signal?: AbortSignal,
    { sequences = [] }: Pick<IntakeOptions, 'sequences'> = {},
  ): Promise<Added> {
    asked += 1;
    const [path = ''] = [...paths, ...sequences.flatMap((one) => one.paths)];
    if (path.includes('bad')) return { videos: [], refused: [] };
    const id = await fingerprint(path);
    const media = { container: 'mp4', duration: 1_000_000, video: null, audio: [] };
    if (library.videos.has(id)) library.videos.setPath(id, path);
    else library.videos.add({ id, path, title: path.slice(folder.length + 1), sizeBytes: 1, media });
    return { videos: [library.videos.get(id)], refused: [] };
  },
};

function open(): void {
  library = openLibrary({ dir: join(root, 'library') });
  watch = new FolderWatch({
    ...{ library, intake, settle: 1000, settlePictures: 5000, now: () => now },
    onAdded: (ids) => indexed.push(...ids.map((id) => library.videos.get(id).title)),
    onUnexpected: (error) => {
      throw error;
    },
  });
}
async function close(): Promise<void> {
  await watch.close();
  library.close();
}
/** Two looks, so far apart that what rests has come to rest. */
async function settle(): Promise<void> {
  await watch.look();
  now += 1000;
  await watch.look();
}
const file = (name: string) => join(folder, name);
const titles = () =>
  library.videos
    .list()
    .map(({ title }) => title)
    .sort();

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'longtake-watch-'));
  folder = join(root, 'films');
  mkdirSync(folder);
  [now, indexed, asked] = [0, [], 0];
  open();
  watch.add(folder);
  await watch.look();
});
afterEach(async () => {
  await close();
  rmSync(root, { recursive: true });
});

it('adds what is new once it rests, and each once', async () => {
  writeFileSync(file('a.mp4'), 'aaaa');
  mkdirSync(file('deep'));
  writeFileSync(join(folder, 'deep', 'b.mkv'), 'bbbb');
  writeFileSync(file('notes.txt'), 'no film');
  await watch.look();
  expect(titles()).toEqual([]);
  expect(watch.list()).toMatchObject([{ name: 'films', state: 'watched', waiting: 2 }]);
  now += 999;
  await watch.look();
  expect(titles()).toEqual([]);
  now += 1;
  await watch.look();
  expect(titles()).toEqual(['a.mp4', 'deep/b.mkv']);
  await settle();
  await settle();
  expect([indexed.length, asked]).toEqual([2, 2]);
  expect(watch.list()).toMatchObject([{ waiting: 0 }]);
});

it('waits for a file that still grows, and looks at it again when it grows later', async () => {
  writeFileSync(file('rec.ts'), 'x');
  for (let n = 0; n < 5; n += 1) {
    await watch.look();
    now += 1000;
    appendFileSync(file('rec.ts'), 'more');
  }
  expect([asked, titles()]).toEqual([0, []]);
  await settle();
  expect(asked).toBe(1);
  appendFileSync(file('rec.ts'), 'and more');
  await settle();
  expect(asked).toBe(2);
});

it('follows a file that was renamed, also over a restart', async () => {
  writeFileSync(file('old.mp4'), 'content');
  await settle();
  await close();
  renameSync(file('old.mp4'), file('new.mp4'));
  open();
  await settle();
  const [video, ...others] = library.videos.list();
  expect(others).toEqual([]);
  expect(library.videos.path(video?.id ?? '')).toBe(file('new.mp4'));
});

it('never brings back what a person removed, whatever it is called now, and never removes a film', async () => {
  writeFileSync(file('a.mp4'), 'aaaa');
  writeFileSync(file('b.mp4'), 'bbbb');
  await settle();
  library.videos.remove(await fingerprint(file('a.mp4')));
  await close();
  open();
  await settle();
  expect(titles()).toEqual(['b.mp4']);
  renameSync(file('a.mp4'), file('again.mp4'));
  await settle();
  expect(titles()).toEqual(['b.mp4']);
  rmSync(file('b.mp4'));
  await settle();
  expect(titles()).toEqual(['b.mp4']);
});

it('waits for a folder that is not there, and goes on when it is back', async () => {
  writeFileSync(file('a.mp4'), 'aaaa');
  await settle();
  const aside = join(root, 'unplugged');
  renameSync(folder, aside);
  await settle();
  expect(watch.list()).toMatchObject([{ state: 'missing' }]);
  expect(titles()).toEqual(['a.mp4']);
  writeFileSync(join(aside, 'b.mp4'), 'bbbb');
  renameSync(aside, folder);
  await settle();
  expect(watch.list()).toMatchObject([{ state: 'watched' }]);
  expect(titles()).toEqual(['a.mp4', 'b.mp4']);
});

it('does not ask again and again about a file that is no film, until it changes', async () => {
  writeFileSync(file('bad.mp4'), 'nothing');
  await settle();
  await settle();
  await close();
  open();
  await settle();
  expect(asked).toBe(1);
  appendFileSync(file('bad.mp4'), ' more');
  await settle();
  expect(asked).toBe(2);
});

it('leaves its films when it is watched no more', async () => {
  cpSync(import.meta.filename, file('a.mp4'));
  await settle();
  const [known] = watch.list();
  watch.remove(known?.id ?? '');
  expect(watch.list()).toEqual([]);
  writeFileSync(file('late.mp4'), 'late');
  await settle();
  expect(titles()).toEqual(['a.mp4']);
});

it('takes numbered pictures as one film once the last has come, by the rule of any folder, and once', async () => {
  const picture = (name: string, width = 64) => {
    const bytes = Buffer.alloc(33);
    bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 0, 'latin1');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(36, 20);
    writeFileSync(file(name), bytes);
  };
  const number = (n: number) => String(n).padStart(3, '0');
  for (let n = 0; n < 30; n += 1) {
    picture(`shot.${number(n)}.png`);
    // Holiday photographs, and pictures of several sizes.
    picture(`IMG_${number(n)}.png`);
    picture(`mixed${number(n)}.png`, 64 + n);
  }
  await settle();
  expect([asked, titles()]).toEqual([0, []]);
  now += 3000;
  picture(`shot.${number(30)}.png`);
  await watch.look();
  now += 3000;
  await watch.look();
  expect([asked, titles()]).toEqual([0, []]);
  now += 3000;
  await watch.look();
  expect([asked, titles()]).toEqual([1, ['shot.000.png']]);
  expect(watch.list()).toMatchObject([{ waiting: 0 }]);
  picture(`shot.${number(31)}.png`);
  for (let n = 0; n < 3; n += 1) {
    now += 6000;
    await watch.look();
  }
  expect(asked).toBe(1);
});
