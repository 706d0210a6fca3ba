import { copyFileSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { addFiles, checkMissing, Intake, relocate } from './intake';

const root = temporaryDir();
const options = { ffprobePath };
let red: string;
let blue: string;
let tone: string;
let dir: string;
let library: Library;
let round = 0;

beforeAll(() => {
  const film = (name: string, color: string) =>
    makeMedia(join(root, name), `-f lavfi -i color=${color}:s=64x36:r=5:d=1 -c:v mpeg4`);
  red = film('red.mp4', 'red');
  blue = film('blue.mp4', 'blue');
  tone = makeMedia(join(root, 'tone.wav'), '-f lavfi -i sine=d=1');
});
beforeEach(() => {
  round += 1;
  dir = join(root, `round-${round}`);
  mkdirSync(dir);
  library = openLibrary({ dir: join(dir, 'library') });
});
afterEach(() => library.close());

/** Copies a film into this test's folder. */
function put(film: string, name: string): string {
  const path = join(dir, name);
  copyFileSync(film, path);
  return path;
}
const job = {
  id: 'j',
  state: 'done',
  stage: 'finish',
  progress: 1,
  etaSeconds: null,
  framesDone: 1,
  framesPerSecond: null,
  device: null,
  error: null,
} as const;

describe('adding files', () => {
  it('refuses a link that leads to itself, and takes the rest', async () => {
    const loop = join(dir, 'loop.mp4');
    symlinkSync(loop, loop);
    const { videos, refused } = await addFiles(library, [loop, put(red, 'red.mp4')], options);
    expect(videos.map(({ title }) => title)).toEqual(['red']);
    expect(refused).toMatchObject([{ fileName: 'loop.mp4', error: { code: 'CannotReadVideo' } }]);
  });

  it('tells how many of them were looked at, those that are refused among them', async () => {
    const told: string[] = [];
    const onLooked = ({ done, total }: { done: number; total: number }) => told.push(`${done} of ${total}`);
    writeFileSync(join(dir, 'bad.mp4'), 'no film');
    put(red, 'a.mp4');
    put(blue, 'b.mp4');
    await addFiles(library, [dir], { ...options, onLooked });
    expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  });

  it('takes what holds pictures or sound, and says why not the rest', async () => {
    const film = put(red, 'My film, part 1.bin');
    const text = join(dir, 'notes.mp4');
    writeFileSync(text, 'not a film at all\n'.repeat(50));
    writeFileSync(join(dir, 'empty.mkv'), '');
    const paths = [film, text, put(tone, 'tone.wav'), join(dir, 'empty.mkv'), join(dir, 'nowhere.mov')];
    const { videos, refused } = await addFiles(library, paths, options);
    expect(videos.map((video) => [video.title, video.state, video.media.video?.width ?? null])).toEqual([
      ['My film, part 1', 'new', 64],
      ['tone', 'new', null],
    ]);
    expect(videos[0]?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(videos[0]?.sizeBytes).toBe(readFileSync(film).length);
    expect(refused.map(({ fileName, error }) => [fileName, error.code])).toEqual([
      ['notes.mp4', 'CannotReadVideo'],
      ['empty.mkv', 'CannotReadVideo'],
      ['nowhere.mov', 'FileMissing'],
    ]);
  });

  it('gives one time to all that come together', async () => {
    const { videos } = await addFiles(library, [red, blue, tone], options);
    expect(videos).toHaveLength(3);
    expect(new Set(videos.map(({ addedAt }) => addedAt)).size).toBe(1);
    const at = 1_700_000_000_000;
    library.videos.remove(videos[0]?.id ?? '');
    const { id, sizeBytes, media } = videos[0] as (typeof videos)[number];
    expect(library.videos.add({ id, path: red, title: 'red', sizeBytes, media }, at).addedAt).toBe(at);
  });

  it('looks through folders for media files only', async () => {
    mkdirSync(join(dir, 'films', 'deep', 'er'), { recursive: true });
    mkdirSync(join(dir, 'films', '.hidden'));
    put(blue, 'films/deep/er/10 blue.MP4');
    put(red, 'films/deep/er/9 red.mp4');
    put(tone, 'films/.hidden/tone.wav');
    put(tone, 'films/tone.txt');
    symlinkSync(join(dir, 'films'), join(dir, 'films', 'deep', 'round'));
    const { videos, refused } = await addFiles(library, [join(dir, 'films')], options);
    expect(videos.map((video) => video.fileName)).toEqual(['9 red.mp4', '10 blue.MP4']);
    expect(refused).toEqual([]);
  });

  it('takes every usual ending in a folder, passes over system folders, and says what was left out', async () => {
    mkdirSync(join(dir, 'nas', '@eaDir'), { recursive: true });
    mkdirSync(join(dir, 'nas', '#recycle'));
    const endings = 'aif mka weba qt mod dav insv divx rmvb au caf amr'.split(' ');
    for (const ending of endings) {
      writeFileSync(join(dir, 'nas', `a.${ending}`), Buffer.concat([readFileSync(red), Buffer.from(ending)]));
    }
    put(red, 'nas/@eaDir/thumb.mp4');
    put(blue, 'nas/#recycle/old.mp4');
    for (const name of ['a.jpg', 'b.jpg', 'c.txt']) writeFileSync(join(dir, 'nas', name), 'x');
    const { videos, leftOut } = await addFiles(library, [join(dir, 'nas')], options);
    expect(videos.map(({ fileName }) => fileName).sort()).toEqual(endings.map((e) => `a.${e}`).sort());
    symlinkSync(join(dir, 'nowhere.mp4'), join(dir, 'nas', 'link.mp4'));
    expect((await addFiles(library, [join(dir, 'nas')], options)).leftOut).toMatch(
      /1 left out is no file.*@eaDir/s,
    );
    for (const word of ['3 files', '2 .jpg', '1 .txt', '@eaDir', '#recycle']) expect(leftOut).toContain(word);
    const { leftOut: none } = await addFiles(library, [join(dir, 'nas', 'a.qt')], options);
    expect(none).toBeUndefined();
  });

  it('lets the later whole take the place of a film that failed while it was recorded, and of no other', async () => {
    const path = put(red, 'recording.mp4');
    const [part] = (await addFiles(library, [path], options)).videos;
    const id = part?.id ?? '';
    library.videos.rename(id, 'My talk');
    library.videos.setState(id, 'failed', { code: 'CannotReadVideo', message: 'm', remedy: 'r' });
    put(blue, 'recording.mp4');
    const [whole] = (await addFiles(library, [path], options)).videos;
    expect(whole).toMatchObject({ title: 'My talk', addedAt: part?.addedAt, state: 'new' });
    expect(library.videos.list().map((v) => v.id)).toEqual([whole?.id]);
    // One that is whole stays, whatever is written over its file.
    library.videos.setState(whole?.id ?? '', 'ready');
    put(red, 'recording.mp4');
    await addFiles(library, [path], options);
    expect(library.videos.list().length).toBe(2);
  });

  it('says so when a folder holds nothing', async () => {
    mkdirSync(join(dir, 'empty'));
    const { videos, refused } = await addFiles(library, [join(dir, 'empty')], options);
    expect(videos).toEqual([]);
    expect(refused).toMatchObject([{ fileName: 'empty', error: { code: 'UnsupportedMedia' } }]);
  });

  it('knows content again: a copy changes nothing, a move is followed', async () => {
    const first = put(red, 'first.mp4');
    const [video] = (await addFiles(library, [first, put(red, 'copy.mp4')], options)).videos;
    expect(library.videos.list()).toEqual([video]);
    const id = video?.id ?? '';
    library.videos.rename(id, 'Mine');
    const again = await addFiles(library, [join(dir, 'copy.mp4')], options);
    expect(again.videos.map((v) => v.id)).toEqual([id]);
    expect(library.videos.path(id)).toBe(first);
    renameSync(first, join(dir, 'moved.mp4'));
    const { videos } = await addFiles(library, [join(dir, 'moved.mp4')], options);
    expect(videos).toMatchObject([{ id, title: 'Mine', fileName: 'moved.mp4' }]);
    expect(library.videos.path(id)).toBe(join(dir, 'moved.mp4'));
  });

  it('ends when there is no ffmpeg, rather than refuse every file', async () => {
    const missing = { ffprobePath: join(dir, 'no-ffprobe') };
    await expect(addFiles(library, [put(red, 'a.mp4')], missing)).rejects.toMatchObject({
      code: 'FfmpegMissing',
    });
    expect(library.videos.list()).toEqual([]);
    const intake = new Intake(library, () => ffprobePath);
    expect((await intake.add([join(dir, 'a.mp4')])).videos).toEqual(library.videos.list());
    expect(library.videos.list()).toHaveLength(1);
  });
});

describe('a file that went away', () => {
  it('is marked, and unmarked when it is back', async () => {
    const path = put(red, 'film.mp4');
    const [video] = (await addFiles(library, [path, put(blue, 'other.mp4')], options)).videos;
    const id = video?.id ?? '';
    library.jobs.save({ ...job, videoId: id });
    library.videos.setState(id, 'ready');
    expect(await checkMissing(library)).toEqual([]);
    renameSync(path, `${path}.away`);
    expect(await checkMissing(library)).toMatchObject([
      { id, state: 'missing', error: { code: 'FileMissing' } },
    ]);
    expect(await checkMissing(library)).toEqual([]);
    writeFileSync(path, 'something else under the same name');
    expect(await checkMissing(library)).toEqual([]);
    renameSync(`${path}.away`, path);
    expect(await checkMissing(library)).toMatchObject([{ id, state: 'ready', error: null }]);
  });

  it('can be pointed to anew, but not to other content', async () => {
    const path = put(red, 'film.mp4');
    const [video] = (await addFiles(library, [path], options)).videos;
    const id = video?.id ?? '';
    renameSync(path, join(dir, 'elsewhere.mp4'));
    await checkMissing(library);
    await expect(relocate(library, id, put(blue, 'blue.mp4'))).rejects.toMatchObject({ code: 'BadRequest' });
    await expect(relocate(library, id, path)).rejects.toMatchObject({ code: 'FileMissing' });
    expect(library.videos.get(id).state).toBe('missing');
    const found = await relocate(library, id, join(dir, 'elsewhere.mp4'));
    expect(found).toMatchObject({ id, state: 'new', fileName: 'elsewhere.mp4', error: null });
  });
});
