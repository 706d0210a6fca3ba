import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Scope, SearchGroup } from '../../../src-shared/answers';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { searchWithin } from './search-within';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];
let dir: string;
let library: Library;
let id: string;
/** Films that were searched. */
let asked: Scope[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-within-'));
  library = openLibrary({ dir });
  asked = [];
  const media = { container: 'mp4', duration: 100_000_000, video: null, audio: [] };
  for (const film of [A, B, C])
    library.videos.add({ id: film, path: `/${film}`, title: film, sizeBytes: 1, media });
  ({ id } = library.collections.create('Finds'));
  const place = {
    frameIndex: null,
    frameTime: null,
    kind: null,
    title: '',
    note: '',
    colour: null,
    tags: [],
  };
  library.collections.keep(id, [
    { ...place, videoId: A, from: 10e6, to: 20e6 },
    { ...place, videoId: B, from: 50e6, to: 50e6 },
    { ...place, videoId: C, from: 0, to: 100e6 },
  ]);
  library.videos.remove(C);
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true, force: true });
});

const group = (videoId: string, ...hits: [from: number, to: number, score: number][]): SearchGroup => ({
  ...{ videoId, scene: null },
  hits: hits.map(([from, to, score]) => ({
    ...{ videoId, from: from * 1e6, to: to * 1e6, score, frameIndex: null, frameTime: null, matches: [] },
  })) as SearchGroup['hits'],
});
const within = (limit: number) =>
  searchWithin(
    {
      library,
      search: {
        searchText: async (scope) => {
          asked.push(scope);
          const all = [
            group(A, [0, 6, 9], [0, 8, 5], [15, 16, 4]),
            group(A, [22, 25, 3], [24, 25, 8]),
            group(B, [40, 46, 9], [52, 53, 6]),
          ];
          const groups = all.filter(({ videoId }) => scope !== 'all' && scope.videoId === videoId);
          return { groups, notes: ['Searched for dog.'] };
        },
      },
    },
    id,
    'dog',
    limit,
  );
const shown = (groups: readonly SearchGroup[]) =>
  groups.map(({ videoId, hits }) => [videoId[0], ...hits.map(({ from }) => from / 1e6)]);

it('finds what lies within some seconds of a place, in the films that are there, best first', async () => {
  const { groups, notes } = await within(20);
  expect(shown(groups)).toEqual([
    ['b', 52],
    ['a', 0, 15],
    ['a', 22],
  ]);
  expect(notes).toEqual(['Searched for dog.']);
  expect(asked).toEqual([{ videoId: A }, { videoId: B }]);
});

it('keeps to the limit, and takes the best', async () => {
  expect(shown((await within(2)).groups)).toEqual([
    ['b', 52],
    ['a', 0],
  ]);
  expect(shown((await within(1)).groups)).toEqual([['b', 52]]);
});

it('knows no collection that is not there', async () => {
  const none = searchWithin(
    { library, search: { searchText: () => Promise.reject(new Error('no')) } },
    'none',
    'x',
    1,
  );
  await expect(none).rejects.toMatchObject({ code: 'NotFound' });
});
