import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../base/library/library';
import { fingerprint } from '../base/media/fingerprint';
import { probe } from '../base/media/probe';
import { ffprobePath, makeMedia, temporaryDir } from '../base/media/testing';
import { EXIT } from './exit-codes';
import { run } from './run';
import { Sink } from './testing/sink';

const MADE = makeMedia(
  join(temporaryDir(), 'film.mp4'),
  '-f lavfi -i testsrc=s=64x48:r=25:d=3 -f lavfi -i sine=d=3 -pix_fmt yuv420p',
);

let dir: string;
let id: string;
let stderr: Sink;
const at = (name: string) => join(dir, name);
const libraryDir = () => at('library');

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-cli-moved-'));
  stderr = new Sink();
  copyFileSync(MADE, at('a.mp4'));
  id = await fingerprint(at('a.mp4'));
  const library = openLibrary({ dir: libraryDir() });
  const media = await probe(ffprobePath, at('a.mp4'));
  library.videos.add({
    id,
    path: at('a.mp4'),
    title: 'A film',
    sizeBytes: statSync(at('a.mp4')).size,
    media,
  });
  library.videos.setState(id, 'ready');
  library.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function longtake(...words: string[]) {
  return run(words, {
    ...{ stdin: Readable.from([]), stdout: new Sink(), stderr, userDataDir: dir },
    ...{ resourcesDir: resolve('resources'), version: '1.2.3', signal: new AbortController().signal },
    spawnWorker: () => {
      throw new Error('no command here needs a worker');
    },
  });
}
function pathNow(): string {
  const library = openLibrary({ dir: libraryDir(), readOnly: true });
  const path = library.videos.path(id);
  library.close();
  return path;
}

describe('a film that was moved', () => {
  const clip = (film: string) => longtake('clip', film, '--from', '1', '--to', '2', '--out', at('clip.mp4'));

  it('is found where it is now, for whatever is asked of it', async () => {
    renameSync(at('a.mp4'), at('b.mp4'));
    expect([await clip(at('b.mp4')), stderr.text.includes('not there')]).toEqual([EXIT.ok, false]);
    expect(existsSync(at('clip.mp4'))).toBe(true);
    expect(pathNow()).toBe(at('b.mp4'));
  });

  it('is followed by any command that is told its new path', async () => {
    renameSync(at('a.mp4'), at('b.mp4'));
    await longtake('scenes', at('b.mp4'));
    expect(pathNow()).toBe(at('b.mp4'));
  });

  it('stays where it was as long as it is there, or the library may only be read', async () => {
    copyFileSync(at('a.mp4'), at('b.mp4'));
    expect(await clip(at('b.mp4'))).toBe(EXIT.ok);
    rmSync(at('a.mp4'));
    const window = openLibrary({ dir: libraryDir() });
    await longtake('scenes', at('b.mp4'));
    window.close();
    expect(pathNow()).toBe(at('a.mp4'));
  });
});
