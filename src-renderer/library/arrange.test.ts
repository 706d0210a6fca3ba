// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { MICROS_PER_SECOND } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { type Sort, USUAL } from '../stores/arrangement';
import { sampleId, sampleVideo } from '../testing/samples';
import { arrange, gridStep, rowsOf } from './arrange';

const videos = [
  sampleVideo(1, { title: 'Part 10', state: 'failed', duration: 5 }),
  sampleVideo(2, { title: 'part 9', fileName: 'holiday.mov', state: 'indexing', duration: 50 }),
  sampleVideo(3, { title: 'Zugspitze', duration: 7 }),
];
const shown = (change: Partial<typeof USUAL>) =>
  arrange(videos, { ...USUAL, ...change }).map((video) => video.title);

describe('arrange', () => {
  it('sorts by time added, title with numbers as numbers, length, or when each was open', () => {
    expect(shown({})).toEqual(['Zugspitze', 'part 9', 'Part 10']);
    expect(shown({ sort: 'title' })).toEqual(['part 9', 'Part 10', 'Zugspitze']);
    expect(shown({ sort: 'length' })).toEqual(['part 9', 'Zugspitze', 'Part 10']);
    const around = { recent: [sampleId(1), sampleId(9)] };
    const opened = arrange(videos, { ...USUAL, sort: 'opened' }, around).map((video) => video.title);
    expect(opened).toEqual(['Part 10', 'Zugspitze', 'part 9']);
  });
  it('sorts by state, folder and size, and each the other way round; titles decide between those that are alike', () => {
    const film = (n: number, size: number, folder: string, change: Partial<Video> = {}) =>
      sampleVideo(n, { title: `${n}`, sizeBytes: size, folder: { id: folder, name: folder }, ...change });
    const films = [
      film(1, 20, 'b'),
      film(2, 30, 'a', { state: 'queued' }),
      film(3, 20, 'b', { state: 'failed' }),
      film(4, 10, 'a'),
    ];
    // The fourth is looked at more closely while it can be searched.
    const stateOf = (video: Video) => (video.title === '4' ? 'searchable' : video.state);
    const found = (sort: Sort, reversed: boolean) =>
      arrange(films, { ...USUAL, sort, reversed }, { stateOf })
        .map(({ title }) => title)
        .join('');
    expect([found('size', false), found('size', true)]).toEqual(['2134', '4132']);
    expect([found('folder', false), found('folder', true)]).toEqual(['2413', '1324']);
    expect([found('state', false), found('state', true)]).toEqual(['3421', '1243']);
    expect([found('title', false), found('title', true)]).toEqual(['1234', '4321']);
  });
  it('filters by words of title, file or folder, and by state', () => {
    expect(shown({ text: 'PART' })).toEqual(['part 9', 'Part 10']);
    expect(shown({ text: 'holi 9' })).toEqual(['part 9']);
    expect(shown({ text: 'films zug' })).toEqual(['Zugspitze']);
    expect(shown({ state: 'trouble' })).toEqual(['Part 10']);
    expect(shown({ state: 'working' })).toEqual(['part 9']);
    expect(shown({ state: 'ready', text: 'part' })).toEqual([]);
  });
  it('filters by length, age, speech and language', () => {
    const minutes = (n: number) => n * 60 * MICROS_PER_SECOND;
    const heard = { key: 'heard-0', origin: 'heard', audio: 0, title: null } as const;
    const said = (language: string, lines: number) => ({
      ...{ shown: 'heard-0', byHand: false, audio: null, silent: [] },
      list: [{ ...heard, language, lines }],
    });
    const films = [
      sampleVideo(1, { duration: minutes(4.9), addedAt: 0, transcripts: said('ger', 3) }),
      sampleVideo(2, { duration: minutes(5), addedAt: 86_400_000 * 5, transcripts: said('de-AT', 0) }),
      sampleVideo(3, { duration: minutes(60), addedAt: 86_400_000 * 10, transcripts: said('eng', 9) }),
    ];
    const found = (change: Partial<typeof USUAL>) =>
      arrange(films, { ...USUAL, sort: 'title', ...change }, { recent: [], now: 86_400_000 * 10.5 }).map(
        ({ id }) => Number(id),
      );
    expect(found({ length: 'short' })).toEqual([1]);
    expect(found({ length: 'medium' })).toEqual([2]);
    expect(found({ length: 'long' })).toEqual([3]);
    expect(found({ added: 'day' })).toEqual([3]);
    expect(found({ added: 'week' })).toEqual([2, 3]);
    expect(found({ speech: 'with' })).toEqual([1, 3]);
    expect(found({ speech: 'without' })).toEqual([2]);
    expect(found({ language: 'de' })).toEqual([1, 2]);
  });
  it('leaves the list it was given as it was', () => {
    arrange(videos, { ...USUAL, sort: 'length' });
    expect(videos[0]?.title).toBe('Part 10');
  });
});

describe('rows', () => {
  const folder = (n: number, name: string) => sampleVideo(n, { folder: { id: name, name } });
  const films = [folder(1, 'B'), folder(2, 'A'), folder(3, 'B'), folder(4, 'B')];
  it('hold films beside each other, in their folders where they are grouped', () => {
    const told = (group: 'none' | 'folder') =>
      rowsOf(films, 2, group).map((row) =>
        row.kind === 'title'
          ? `${row.name} ${row.count}`
          : [row.first, ...row.videos.map(({ id }) => Number(id))],
      );
    expect(told('none')).toEqual([
      [0, 1, 2],
      [2, 3, 4],
    ]);
    expect(told('folder')).toEqual(['A 1', [0, 2], 'B 3', [1, 1, 3], [3, 4]]);
  });

  it('are gone through with the arrows, which stop at the edges', () => {
    const rows = rowsOf(
      Array.from({ length: 5 }, (_, n) => sampleVideo(n)),
      3,
      'none',
    );
    const step = (key: string, at: number) => gridStep(key, at, rows);
    expect(step('ArrowRight', 0)).toBe(1);
    expect(step('ArrowDown', 1)).toBe(4);
    expect(step('ArrowDown', 2)).toBe(2);
    expect(step('ArrowUp', 4)).toBe(1);
    expect(step('ArrowLeft', 0)).toBe(0);
    expect(step('ArrowRight', 4)).toBe(4);
    expect(step('End', 0)).toBe(4);
    expect(step('x', 0)).toBeNull();
    const grouped = rowsOf(films, 2, 'folder');
    expect(gridStep('ArrowDown', 0, grouped)).toBe(1);
    expect(gridStep('ArrowUp', 2, grouped)).toBe(0);
  });
});
