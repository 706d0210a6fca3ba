import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DragRequest } from '../../../src-shared/exports';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { probe } from '../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia } from '../../base/media/testing';
import { DragFiles } from './drag-files';
import { dragHandlers } from './drag-handlers';

const ID = 'ab'.repeat(16);
const CLIP: DragRequest = { videoId: ID, from: 400_000, to: 1_200_000, as: 'clip', frameIndex: 0 };
const STILL: DragRequest = { ...CLIP, to: CLIP.from, as: 'still' };
let dir: string;
let library: Library;
let now: number;
let started: (readonly [files: readonly string[], icon: Uint8Array | null])[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-drag-'));
  library = openLibrary({ dir: join(dir, 'library') });
  const path = makeMedia(
    join(dir, 'film.mp4'),
    '-f lavfi -i testsrc=s=64x48:r=25:d=2 -g 10 -pix_fmt yuv420p',
  );
  library.videos.add({
    ...{ id: ID, path, title: 'A/B: "day" ../1', sizeBytes: 1 },
    media: {
      ...{ container: 'mov,mp4,m4a', duration: 2_000_000, audio: [] },
      video: {
        ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 64, height: 48 },
        ...{ displayWidth: 64, displayHeight: 48, rotation: 0, frameRate: 25 },
      },
    },
  });
  [now, started] = [Date.now(), []];
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

function files(): DragFiles {
  const signal = new AbortController().signal;
  return new DragFiles(
    join(dir, 'dragged'),
    { library, ffmpegPath: () => Promise.resolve(ffmpegPath), signal },
    () => now,
  );
}
function handlers(of = files()) {
  return dragHandlers({
    services: { library },
    files: of,
    startDrag: (files, icon) => void started.push([files, icon]),
  });
}

describe('what is dragged out of the window', () => {
  it('is a clip of its stretch, with a name that tells what it is, in a file that is there when the drag begins', async () => {
    const { 'drag.prepare': prepare, 'drag.start': start } = handlers();
    const { fileName } = await prepare(CLIP);
    expect(fileName).toBe('A B day .. 1 0.00-0.01.mp4');
    await start(CLIP);
    const [[[file = ''] = []] = []] = started;
    expect(file.endsWith(fileName)).toBe(true);
    expect(dirname(dirname(file))).toBe(join(dir, 'dragged'));
    const { duration } = await probe(ffprobePath, file);
    expect(duration).toBeGreaterThanOrEqual(800_000);
    expect(duration).toBeLessThan(1_400_000);
    // No film is changed by it.
    expect(statSync(join(dir, 'film.mp4')).size).toBeGreaterThan(0);
  });

  it('is a still where it has no length', async () => {
    const { 'drag.prepare': prepare, 'drag.start': start } = handlers();
    expect(await prepare(STILL)).toEqual({ fileName: 'A B day .. 1 0.00.jpg' });
    await start(STILL);
    const [[[file = ''], icon] = [[], null]] = started;
    expect([...readFileSync(file).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    // The film has no index, so no picture of it is at hand.
    expect(icon).toBeNull();
  });

  it('is the files of films themselves, where films are dragged, and nothing where one of them is gone', async () => {
    const { 'drag.prepare': prepare, 'drag.start': start } = handlers();
    const films: DragRequest = { as: 'films', videoIds: [ID] };
    expect(await prepare(films)).toEqual({ fileName: 'film.mp4' });
    await start(films);
    expect(started).toEqual([[[join(dir, 'film.mp4')], null]]);
    expect(existsSync(join(dir, 'dragged'))).toBe(false);
    expect(files().holds(join(dir, 'film.mp4'))).toBe(false);
    rmSync(join(dir, 'film.mp4'));
    await expect(prepare(films)).rejects.toMatchObject({ code: 'FileMissing' });
    await expect(start(films)).rejects.toMatchObject({ code: 'FileMissing' });
    expect(started).toHaveLength(1);
  });

  it('is not begun with a file that was not made', async () => {
    const { 'drag.start': start } = handlers();
    await expect(start(CLIP)).rejects.toMatchObject({ code: 'NotFound' });
    expect(started).toEqual([]);
  });

  it('is made once, also where it is asked for twice at a time', async () => {
    const one = files();
    expect(await Promise.all([one.prepare(CLIP), one.prepare(CLIP)])).toHaveLength(2);
    expect(one.holds(one.paths(CLIP)[0] ?? '')).toBe(true);
    const made = statSync(one.paths(CLIP)[0] ?? '');
    await one.prepare(CLIP);
    expect(statSync(one.paths(CLIP)[0] ?? '').mtimeMs).toBe(made.mtimeMs);
    expect(readdirSync(join(dir, 'dragged'))).toHaveLength(1);
  });

  it('leaves nothing of a clip that cannot be made, and says why', async () => {
    rmSync(join(dir, 'film.mp4'));
    const one = files();
    await expect(one.prepare(CLIP)).rejects.toMatchObject({ code: 'FileMissing' });
    expect(() => one.paths(CLIP)).toThrow();
  });

  it('stays for a week after it was last dragged, since programs may only link to it, and is then removed', async () => {
    const one = files();
    await one.prepare(CLIP);
    await one.prepare(STILL);
    const day = 24 * 60 * 60 * 1000;
    now += 6 * day;
    await one.clear();
    expect(existsSync(one.paths(STILL)[0] ?? '')).toBe(true);
    // Dragged again.
    await one.prepare(CLIP);
    now += 2 * day;
    await one.clear();
    expect(() => one.paths(STILL)).toThrow();
    expect(existsSync(one.paths(CLIP)[0] ?? '')).toBe(true);
    // Where nothing was ever dragged there is no folder.
    await new DragFiles(join(dir, 'none'), {
      ...{ library, ffmpegPath: () => Promise.resolve(ffmpegPath), signal: new AbortController().signal },
    }).clear();
  });
});
