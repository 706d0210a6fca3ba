// @vitest-environment node
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ANSWERS_FOLDER, tracksDir } from '../../base/film/files';
import { openLibrary } from '../../base/library/library';
import { bytesOf } from './library-care';

it('tells what each film takes, by kind', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'longtake-care-'));
  const library = openLibrary({ dir });
  try {
    const [a, b] = ['a'.repeat(32), 'b'.repeat(32)];
    const media = { container: 'mp4', duration: 1, video: null, audio: [] };
    for (const id of [a, b]) library.videos.add({ id, path: `/${id}`, title: id, sizeBytes: 1, media });
    const folder = library.indexDir(a);
    const model = join(folder, ANSWERS_FOLDER, 'model');
    mkdirSync(model, { recursive: true });
    mkdirSync(tracksDir(folder));
    const files: [string, number][] = [
      [join(folder, 'tokens.bin'), 100],
      [join(folder, 'thumbs.idx'), 20],
      [join(folder, 'proxy.mp4'), 3000],
      [join(tracksDir(folder), 'shots.bin'), 7],
      [join(model, 'tokens.bin'), 50],
    ];
    for (const [path, size] of files) writeFileSync(path, Buffer.alloc(size));
    const { films, database } = await bytesOf(library);
    expect(films.find(({ videoId }) => videoId === a)).toMatchObject({
      index: 120,
      tracks: 7,
      answers: 50,
      copy: 3000,
    });
    expect(films.find(({ videoId }) => videoId === b)).toMatchObject({ index: 0, copy: 0 });
    expect(database).toBeGreaterThan(1000);
  } finally {
    library.close();
    rmSync(dir, { recursive: true });
  }
});
