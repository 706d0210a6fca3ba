import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBroken, LaterIndex } from '../../base/film/errors';
import { readFrameTimes, readThumbnail, readWaveform } from '../../base/film/reader';
import { readSegments } from '../../base/film/speech-file';
import { readState, STATE_FILE } from '../../base/film/state';
import { openTokenReader, TOKEN_FILE } from '../../base/film/token-store';
import { EARLIER, layOutEarlier } from '../../base/library/testing/earlier-libraries';
import { temporaryDir } from '../../base/media/testing';
import { loadPack } from '../../base/packs/pack';
import { openTextSpace } from '../inference/text-space';
import type { TextSpace } from '../inference/types';
import { indexVideo } from './pipeline';
import { FrameSearcher } from './search/frame-searcher';
import { SegmentSearcher } from './search/segment-searcher';
import { fakeDeps } from './testing/fakes';

const root = temporaryDir();
const signal = new AbortController().signal;
let space: TextSpace;

beforeAll(async () => {
  const opened = await openTextSpace(await loadPack(resolve('resources/packs/core')));
  if (opened === null) throw new Error('the built-in pack has no text space');
  space = opened;
}, 60_000);
afterAll(() => space.dispose());

function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ name }) => [name, readFileSync(join(dir, name)).toString('base64')]),
  );
}

/** An index as an earlier version made it, in a folder of its own. */
async function earlier(name: string): Promise<string> {
  const folder = mkdtempSync(join(root, 'earlier-'));
  await layOutEarlier(name, folder);
  const [id] = readdirSync(join(folder, 'index'));
  return join(folder, 'index', id ?? '');
}

describe.each(EARLIER)('an index of %s', (name) => {
  it('is read: frames, pictures, sound, speech', async () => {
    const dir = await earlier(name);
    const state = await readState(dir);
    expect(state).toMatchObject({ finished: true, dim: 2048, frames: { count: 5, done: true } });
    const tokens = await openTokenReader(dir);
    const times = await tokens.times().finally(() => tokens.close());
    expect(await readFrameTimes(dir)).toEqual([...times]);
    for (const n of times.keys())
      expect((await readThumbnail(dir, n)).subarray(0, 2)).toEqual(Buffer.from('ffd8', 'hex'));
    expect((await readWaveform(dir)).peaks.length).toBeGreaterThan(90);
    if (state === null) throw new Error('no state');
    expect((await readSegments(dir, state.speech)).map(({ words }) => words.length > 0)).toContain(true);
  });

  it('is searched by what is seen and by what is said, also after its views were made anew', async () => {
    const dir = await earlier(name);
    const films = [{ videoId: 'a', dir }];
    for (const round of ['as it was', 'made anew']) {
      const { hits, unreadable } = await new FrameSearcher(space).search(films, 'boat', 5, signal);
      expect([round, hits.length, unreadable]).toEqual([round, 5, []]);
    }
    const said = await new SegmentSearcher(space).search(films, 'speech', 'a computer part', 1, signal);
    expect(said).toMatchObject({ hits: [{ segmentId: 0 }] });
  }, 60_000);
});

describe('an index of a later version', () => {
  const later = async (change: (dir: string) => void) => {
    const dir = await earlier(EARLIER.at(-1) ?? '');
    change(dir);
    return dir;
  };
  const versioned = (dir: string) => {
    const { seal: _, ...rest } = JSON.parse(readFileSync(join(dir, STATE_FILE), 'utf8'));
    writeFileSync(join(dir, STATE_FILE), JSON.stringify({ ...rest, version: 3, seal: 'made otherwise' }));
  };
  const otherTokens = (dir: string) => {
    const bytes = readFileSync(join(dir, TOKEN_FILE));
    bytes.writeUInt32LE(2, 8);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, 252)), 252);
    writeFileSync(join(dir, TOKEN_FILE), bytes);
  };

  it.each([
    ['its state', versioned],
    ['its tokens', otherTokens],
  ])('is refused with a sentence, and left as it is: %s', async (_, change) => {
    const dir = await later(change);
    const before = contents(dir);
    const refused = { name: 'IndexBroken', remedy: expect.stringContaining('newest Longtake') };
    await expect(openTokenReader(dir)).rejects.toBeInstanceOf(LaterIndex);
    await expect(openTokenReader(dir)).rejects.toMatchObject(refused);
    const { hits, unreadable } = await new FrameSearcher(space).search(
      [
        { videoId: 'a', dir },
        { videoId: 'b', dir: await earlier('version-1') },
      ],
      'boat',
      9,
      signal,
    );
    expect(unreadable?.map(({ videoId }) => videoId)).toEqual(['a']);
    expect(hits.map(({ videoId }) => videoId)).toContain('b');
    const request = {
      ...{ videoId: 'a', path: '/films/Pier.webm', dir, ffmpegPath: 'none' },
      ...{
        packDir: '',
        corePackDir: '',
        speechPackDir: '',
        framesPerSecond: 1,
        device: 'cpu' as const,
        transcribe: true,
      },
      media: { container: 'webm', duration: 5_000_000, video: null, audio: [] },
    };
    const told = { onProgress: () => undefined, onCheckpoint: () => undefined };
    const indexing = indexVideo(
      request,
      fakeDeps(() => undefined),
      told,
      signal,
    );
    await expect(indexing).rejects.toSatisfy((error) => !isBroken(error));
    expect(contents(dir)).toEqual(before);
  });
});
