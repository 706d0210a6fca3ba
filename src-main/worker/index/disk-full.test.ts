import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { IndexRequest, TracksRequest, WatchRequest } from '../../base/film/types';
import { DiskFull } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { probe } from '../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { type FileFaults, noFaults } from '../checkpoints/llava-mini/testing/failing-files';
import { ensureViews } from './frame-embedding-store';
import type { IndexDeps } from './job';
import { encodeVideo } from './language-tokens/encode-video';
import { fakeWatch } from './language-tokens/testing/fakes';
import { indexVideo } from './pipeline';
import { fakeSpace, storeTokens } from './search/testing';
import { ensureSegmentEmbeddings } from './segment-store';
import { fakeDeps } from './testing/fakes';
import { readTracks } from './tracks/read-tracks';
import { fakeTracks } from './tracks/testing/fakes';

const disk = vi.hoisted(() => ({ faults: { changes: 0 } as FileFaults }));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const { failingFiles } = await import('../checkpoints/llava-mini/testing/failing-files');
  const failing = failingFiles(files, disk.faults);
  return { ...failing, default: failing };
});

const root = temporaryDir();
const signal = new AbortController().signal;
const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
let shared: Pick<IndexRequest, 'videoId' | 'path' | 'media'>;

beforeAll(async () => {
  Object.assign(disk.faults, noFaults());
  const path = makeMedia(
    join(root, 'film.mov'),
    '-f lavfi -i testsrc=s=64x48:r=10:d=8 -f lavfi -i sine=d=8 -c:v libx264 -preset ultrafast -g 20 -c:a pcm_s16le',
  );
  shared = { path, videoId: await fingerprint(path), media: await probe(ffprobePath, path) };
});

/** Everything that writes while a film is being worked on. */
const WORK: Readonly<Record<string, (dir: string) => Promise<unknown>>> = {
  index: (dir) => {
    const request: IndexRequest = {
      ...{ ...shared, dir, ffmpegPath, packDir: '', corePackDir: '', speechPackDir: '' },
      ...{ framesPerSecond: 1, device: 'cpu', transcribe: true },
    };
    const deps: IndexDeps = {
      ...fakeDeps(),
      embedSegments: (to, lines) => ensureSegmentEmbeddings(to, 'speech', lines, fakeSpace()),
    };
    return indexVideo(request, deps, told, signal);
  },
  tracks: (dir) => {
    const request: TracksRequest = {
      ...{
        ...shared,
        dir,
        ffmpegPath,
        tracksPackDir: '',
        corePackDir: '',
        device: 'cpu' as const,
        framesPerSecond: 1,
      },
      ...{ duration: 8_000_000, tracks: ['shots', 'objects', 'text'], keyFrames: [] },
    };
    return readTracks(request, fakeTracks(), told, signal);
  },
  watch: (dir) => {
    const request: WatchRequest = {
      ...{ ...shared, dir, ffmpegPath, packDir: '', verifiedFile: null },
      ...{ framesPerSecond: 1, device: 'cpu' },
    };
    return encodeVideo(request, fakeWatch(), told, signal);
  },
  views: (dir) => ensureViews(dir, fakeSpace(), () => undefined, signal),
};

function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true }).map(String).sort();
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(
    files.filter((name) => statSync(join(dir, name)).isFile()).map((name) => [name, hash(name)]),
  );
}

async function folder(kind: string): Promise<string> {
  return kind === 'views'
    ? storeTokens(root, [
        [9, 1, 0, 0],
        [0, 9, 0, 1],
      ])
    : mkdtempSync(join(root, `${kind}-`));
}

describe.each(Object.entries(WORK))('a disk that fills up during %s', (kind, work) => {
  it('is named wherever it happens, and with room again the files are the same', async () => {
    const whole = await folder(kind);
    Object.assign(disk.faults, noFaults(), { how: 'full' });
    await work(whole);
    const { changes } = disk.faults;
    expect(changes).toBeGreaterThan(1);
    const step = Math.max(1, Math.floor(changes / 8));
    for (let failAt = 1; failAt <= changes; failAt += step) {
      const dir = await folder(kind);
      Object.assign(disk.faults, noFaults(), { failAt, how: 'full' });
      const error = await work(dir).catch((thrown: unknown) => thrown);
      expect(error, `write ${failAt}`).toBeInstanceOf(DiskFull);
      expect((error as DiskFull).message).toMatch(/ at \S+,/);
      Object.assign(disk.faults, noFaults());
      await work(dir);
      expect(contents(dir), `write ${failAt}`).toEqual(contents(whole));
    }
  }, 120_000);
});
