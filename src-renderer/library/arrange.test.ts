// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { USUAL } from '../stores/arrangement';
import { sampleJob, sampleVideo } from '../testing/samples';
import { arrange, controlsFor, gridStep, jobLine } from './arrange';

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

describe('jobLine', () => {
  it('says stage, progress, speed and time to go', () => {
    expect(jobLine(sampleJob(1))).toBe('Looking at frames · 42 % · 31 frames/s · about 2 min left');
    expect(jobLine(sampleJob(1, { stage: 'speech', etaSeconds: null }))).toBe('Listening · 42 %');
    expect(jobLine(sampleJob(1, { state: 'paused' }))).toBe('Paused at 42 %');
    expect(jobLine(sampleJob(1, { state: 'queued' }))).toBe('Waiting for its turn');
  });
});

describe('controlsFor', () => {
  it('offers what fits the state', () => {
    expect(controlsFor(sampleVideo(1, { state: 'indexing' }), sampleJob(1))).toEqual(['pause', 'cancel']);
    expect(controlsFor(sampleVideo(1, { state: 'paused' }), sampleJob(1))).toEqual(['resume', 'cancel']);
    expect(controlsFor(sampleVideo(1, { state: 'failed' }), sampleJob(1))).toEqual(['retry']);
    expect(controlsFor(sampleVideo(1), undefined)).toEqual([]);
  });

  it.each(['tracks', 'watch'] as const)('leaves a video ready while it goes on with %s', (stage) => {
    const controls = (state: 'running' | 'queued' | 'paused' | 'failed' | 'done') =>
      controlsFor(sampleVideo(1), sampleJob(1, { stage, state }));
    expect(controls('running')).toEqual(['pause', 'cancel']);
    expect(controls('queued')).toEqual(['cancel']);
    expect(controls('paused')).toEqual(['resume', 'cancel']);
    expect(controls('failed')).toEqual(['retry']);
    expect(controls('done')).toEqual([]);
  });

  it('goes on with a cancelled job and starts a video that never had one', () => {
    const video = sampleVideo(1, { state: 'new' });
    expect(controlsFor(video, sampleJob(1, { state: 'cancelled' }))).toEqual(['retry']);
    expect(controlsFor(video, undefined)).toEqual(['start']);
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
