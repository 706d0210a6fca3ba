// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { USUAL } from '../stores/arrangement';
import { sampleVideo } from '../testing/samples';
import { arrange, gridStep } from './arrange';

const videos = [
  sampleVideo(1, { title: 'Part 10', state: 'failed', duration: 5 }),
  sampleVideo(2, { title: 'part 9', fileName: 'holiday.mov', state: 'indexing', duration: 50 }),
  sampleVideo(3, { title: 'Zugspitze', duration: 7 }),
];
const shown = (change: Partial<typeof USUAL>) =>
  arrange(videos, { ...USUAL, ...change }).map((video) => video.title);

describe('arrange', () => {
  it('sorts by time added, title with numbers as numbers, or length', () => {
    expect(shown({})).toEqual(['Zugspitze', 'part 9', 'Part 10']);
    expect(shown({ sort: 'title' })).toEqual(['part 9', 'Part 10', 'Zugspitze']);
    expect(shown({ sort: 'length' })).toEqual(['part 9', 'Zugspitze', 'Part 10']);
  });

  it('filters by words of title or file name, and by state', () => {
    expect(shown({ text: 'PART' })).toEqual(['part 9', 'Part 10']);
    expect(shown({ text: 'holi 9' })).toEqual(['part 9']);
    expect(shown({ state: 'trouble' })).toEqual(['Part 10']);
    expect(shown({ state: 'working' })).toEqual(['part 9']);
    expect(shown({ state: 'ready', text: 'part' })).toEqual([]);
  });

  it('leaves the list it was given as it was', () => {
    arrange(videos, { ...USUAL, sort: 'length' });
    expect(videos[0]?.title).toBe('Part 10');
  });
});

describe('gridStep', () => {
  it('moves by one along a row and by a row up and down, stopping at the edges', () => {
    expect(gridStep('ArrowRight', 0, 5, 3)).toBe(1);
    expect(gridStep('ArrowDown', 1, 5, 3)).toBe(4);
    expect(gridStep('ArrowDown', 2, 5, 3)).toBe(2);
    expect(gridStep('ArrowUp', 4, 5, 3)).toBe(1);
    expect(gridStep('ArrowLeft', 0, 5, 3)).toBe(0);
    expect(gridStep('End', 0, 5, 3)).toBe(4);
    expect(gridStep('x', 0, 5, 3)).toBeNull();
  });
});
