import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { IndexBroken, NotIndexed } from '../../base/film/errors';
import { readFrameTimes, readThumbnail, readWaveform } from '../../base/film/reader';
import { readSegments } from '../../base/film/speech-file';
import { readState, STATE_FILE } from '../../base/film/state';
import { openTokenReader } from '../../base/film/token-store';
import type { IndexRequest } from '../../base/film/types';
import { fingerprint } from '../../base/media/fingerprint';
import { probe } from '../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { FrameEmbeddingFile, VIEW_FILE } from './frame-embedding-store';
import type { IndexDeps } from './job';
import { indexVideo } from './pipeline';
import { FrameSearcher } from './search/frame-searcher';
import { SegmentSearcher } from './search/segment-searcher';
import { fakeSpace, storeTokens } from './search/testing';
import { ensureSegmentEmbeddings } from './segment-store';
import { fakeDeps, type Step } from './testing/fakes';
import { readTracks } from './tracks/read-tracks';
import { fakeTracks } from './tracks/testing/fakes';

const root = temporaryDir();
const signal = new AbortController().signal;
const OLD = join(import.meta.dirname, 'testing', 'version-1');

/** What can happen to a file. */
const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  emptied: (path) => truncateSync(path, 0),
  halved: (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2)),
  'a byte at the beginning': (path) => flip(path, () => 0),
  'a byte in the middle': (path) => flip(path, (length) => Math.floor(length / 2)),
  'a byte at the end': (path) => flip(path, (length) => length - 1),
  removed: (path) => rmSync(path),
  'a folder in its place': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
};

function flip(path: string, at: (length: number) => number): void {
  const bytes = readFileSync(path);
  const place = at(bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

let request: IndexRequest;
let whole: string;

function deps(step: Step = () => undefined): IndexDeps {
  return {
    ...fakeDeps(step),
    embedSegments: (dir, lines) => ensureSegmentEmbeddings(dir, 'speech', lines, fakeSpace()),
  };
}
const index = (dir: string, step?: Step) => {
  const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
  return indexVideo({ ...request, dir }, deps(step), told, signal);
};
/** As the queue does: what turns out to be broken is begun anew, once. */
const indexAgain = (dir: string, step?: Step) =>
  index(dir, step).catch((error: unknown) => {
    if (error instanceof IndexBroken) return index(dir, step);
    throw error;
  });
const copyOf = (dir: string) => {
  const copy = mkdtempSync(join(root, 'copy-'));
  cpSync(dir, copy, { recursive: true });
  return copy;
};
const contents = (dir: string) =>
  Object.fromEntries(
    readdirSync(dir).map((name) => [name, readFileSync(join(dir, name)).toString('base64')]),
  );

beforeAll(async () => {
  const path = makeMedia(
    join(root, 'film.mov'),
    '-f lavfi -i testsrc=s=64x48:r=10:d=8 -f lavfi -i sine=d=8 -c:v libx264 -preset ultrafast -g 20 -c:a pcm_s16le',
  );
  request = {
    ...{ videoId: await fingerprint(path), path, dir: '', ffmpegPath },
    ...{ packDir: '', corePackDir: '', speechPackDir: '', media: await probe(ffprobePath, path) },
    ...{ framesPerSecond: 1, device: 'cpu', transcribe: true, voicesPackDir: 'fake' },
  };
  whole = mkdtempSync(join(root, 'whole-'));
  await index(whole);
});

const FILES = ['index.json', 'tokens.ltk', 'thumbs.bin', 'thumbs.idx', 'poster.jpg', 'waveform.bin'];
const SPEECH = ['speech.jsonl', 'speech.bin', 'voices.jsonl'];

describe.each([...FILES, ...SPEECH])('%s', (name) => {
  it.each(Object.keys(DAMAGES))('%s: indexed again it is what it was', async (how) => {
    const dir = copyOf(whole);
    DAMAGES[how]?.(join(dir, name));
    expect(await indexAgain(dir)).toEqual(await index(copyOf(whole)));
    // A search file that is gone is made by whoever knows the lines.
    if (name === 'speech.bin' && how === 'removed') return;
    expect(contents(dir)).toEqual(contents(whole));
  });

  it.each(Object.keys(DAMAGES))('%s: what is read is right, or is said to be damaged', async (how) => {
    const dir = copyOf(whole);
    DAMAGES[how]?.(join(dir, name));
    const reads = {
      times: (at: string) => readFrameTimes(at),
      picture: (at: string) => readThumbnail(at, 5),
      waveform: (at: string) => readWaveform(at),
      lines: async (at: string) => {
        const state = await readState(at);
        return state === null ? [] : readSegments(at, state.speech);
      },
      tokens: async (at: string) => {
        const reader = await openTokenReader(at);
        return reader.readTokens(0, reader.count).finally(() => reader.close());
      },
    };
    for (const read of Object.values(reads)) {
      const right = await read(whole);
      const found = await read(dir).catch((error: unknown) => error);
      if (found instanceof IndexBroken || found instanceof NotIndexed) continue;
      // Where there is no state there is nothing to read, and that is said by its being empty.
      const nothing =
        name === STATE_FILE && (Array.isArray(found) ? found.length === 0 : found instanceof TypeError);
      if (!nothing) expect(found).toEqual(right);
    }
  });
});

describe('an index that is damaged', () => {
  it('is made anew only in what is damaged', async () => {
    const stages = async (name: string) => {
      const dir = copyOf(whole);
      flip(join(dir, name), (length) => length - 1);
      const steps = new Set<string>();
      await index(dir, (step) => void steps.add(step));
      return [...steps].sort();
    };
    expect(await stages('waveform.bin')).toEqual(['views']);
    expect(await stages('speech.bin')).toEqual(['views']);
    expect(await stages('speech.jsonl')).toEqual(['segment', 'views']);
    expect(await stages('voices.jsonl')).toEqual(['views', 'voice']);
    expect(await stages('poster.jpg')).toEqual([]);
  });

  it('is not thrown away while its film is not there', async () => {
    const dir = copyOf(whole);
    flip(join(dir, 'tokens.ltk'), () => 300);
    const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
    const away = { ...request, dir, path: join(root, 'away.mov') };
    await expect(indexVideo(away, deps(), told, signal)).rejects.toMatchObject({ code: 'FileMissing' });
    expect(readdirSync(dir)).toEqual(readdirSync(whole));
  });
});

describe('views', () => {
  const THREE = [
    [9, 1, 0, 0],
    [0, 9, 0, 1],
    [0, 0, 9, 1],
  ];
  it.each(Object.keys(DAMAGES))('%s: a search finds the same', async (how) => {
    const dir = await storeTokens(root, THREE);
    const videos = [{ videoId: 'a', dir }];
    const right = await new FrameSearcher(fakeSpace()).search(videos, 'cat', 3, signal);
    DAMAGES[how]?.(join(dir, VIEW_FILE));
    const searcher = new FrameSearcher(fakeSpace());
    expect(await searcher.search(videos, 'cat', 3, signal)).toEqual(right);
    expect(await FrameEmbeddingFile.isDamaged(dir, THREE.length)).toBe(false);
  });

  it('a damaged row is not sealed in when rows are added', async () => {
    const dir = await storeTokens(root, THREE);
    const videos = [{ videoId: 'a', dir }];
    await new FrameSearcher(fakeSpace()).search(videos, 'cat', 3, signal);
    const state = await readState(dir);
    // A time in the first block, which is the one that grows.
    flip(join(dir, VIEW_FILE), () => 64 + 8 + 3);
    const { addTokens } = await import('./search/testing');
    await addTokens(dir, [[1, 9, 0, 0]], 3, 0, state?.frames.checksum);
    const { hits } = await new FrameSearcher(fakeSpace()).search(videos, 'cat', 9, signal);
    expect(hits.map((hit) => hit.time).sort()).toEqual([0, 1_000_000, 2_000_000, 3_000_000]);
  });
});

describe('an index of the first version', () => {
  const film = join(OLD, 'film');

  it('is read as it is', async () => {
    const state = await readState(film);
    expect(state?.frames).toMatchObject({ count: 6, done: true, thumbnailChecksum: null });
    if (!state) throw new Error('no state');
    expect(await readFrameTimes(film)).toEqual([0, 1, 2, 3, 4, 5].map((n) => n * 1_000_000));
    expect([...(await readThumbnail(film, 5)).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect((await readWaveform(film)).peaks.length).toBe(120);
    expect((await readSegments(film, state.speech)).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('has the tracks that it had, with nothing read a second time and not a byte changed', async () => {
    const dir = copyOf(film);
    const before = contents(join(dir, 'tracks'));
    const never = (what: string) => {
      if (what !== 'embed') throw new Error('worked again');
    };
    // The film itself is not at hand, and not needed.
    const asked = {
      ...{ ...request, dir, path: join(root, 'none.mov'), tracksPackDir: '', keyFrames: [] },
      ...{ tracks: ['shots', 'objects', 'text'] as const, duration: 6_000_000 },
    };
    const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
    const found = await readTracks(asked, fakeTracks(never), told, signal);
    expect([found.shots?.length, found.objects?.length, found.text?.length]).toEqual([2, 6, 2]);
    expect(contents(join(dir, 'tracks'))).toEqual(before);
  });

  it('is searched by the views and lines that it has, without writing any', async () => {
    const dir = copyOf(join(OLD, 'tokens'));
    const before = contents(dir);
    const space = fakeSpace();
    const videos = [{ videoId: 'a', dir }];
    const { hits } = await new FrameSearcher(space).search(videos, 'cat', 1, signal);
    expect(hits[0]).toMatchObject({ frameIndex: 1, time: 1_000_000 });
    const said = await new SegmentSearcher(space).search(videos, 'speech', 'car', 1, signal);
    expect(said.hits[0]?.segmentId).toBe(1);
    expect(space.viewed).toBe(0);
    expect(contents(dir)).toEqual(before);
  });

  it('is handed back when it is indexed again, with nothing done a second time', async () => {
    const dir = copyOf(film);
    const never = () => {
      throw new Error('worked again');
    };
    // The film itself is not at hand, and not needed: who speaks was not listened for in that version, and is not asked for.
    const again = await indexVideo(
      { ...request, dir, path: join(root, 'none.mov'), voicesPackDir: null },
      deps(never),
      { onProgress: () => undefined, onCheckpoint: () => undefined },
      signal,
    );
    expect([again.frameCount, again.segments.length, again.scenes.length]).toEqual([6, 6, 2]);
  });
});
