// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { NO_WORK } from '../../src-shared/jobs';
import { sampleJob, sampleVideo } from '../testing/samples';
import { controlsFor, jobLine, shownState, workLine } from './words';

describe('jobLine', () => {
  it('says stage, progress, speed and time to go', () => {
    expect(jobLine(sampleJob(1))).toBe('Looking at frames · 42 % · 31 frames/s · about 2 min left');
    expect(jobLine(sampleJob(1, { stage: 'speech', etaSeconds: null }))).toBe('Listening · 42 %');
    expect(jobLine(sampleJob(1, { state: 'paused' }))).toBe('Paused at 42 %');
    expect(jobLine(sampleJob(1, { state: 'queued' }))).toBe('Waiting for its turn');
  });
});

describe('all work', () => {
  it('is told in a line: how many, how long, or why it waits', () => {
    const status = { ...NO_WORK, films: 208, done: 11, busy: true, etaSeconds: 1200 };
    expect(workLine(status)).toBe('12 of 208, about 20 min left');
    expect(workLine({ ...status, hold: 'battery' })).toBe('12 of 208, waiting for mains power');
    expect(workLine({ ...status, films: 1, done: 0 })).toBe('1 film, about 20 min left');
    expect(workLine({ ...status, etaSeconds: null })).toBe('');
  });
});

describe('the state that is shown', () => {
  it('is ready only where nothing is left to do and nothing went wrong', () => {
    expect(shownState(sampleVideo(1), undefined)).toBe('ready');
    expect(shownState(sampleVideo(1), sampleJob(1, { state: 'done', stage: 'finish' }))).toBe('ready');
    for (const state of ['queued', 'running', 'paused', 'failed'] as const) {
      expect(shownState(sampleVideo(1), sampleJob(1, { state, stage: 'tracks' }))).toBe('searchable');
    }
    const error = { code: 'CannotReadVideo', message: 'Torn.', remedy: 'Again.' } as const;
    expect(shownState(sampleVideo(1, { error }), undefined)).toBe('partly');
    expect(shownState(sampleVideo(1, { state: 'indexing' }), sampleJob(1))).toBe('indexing');
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
