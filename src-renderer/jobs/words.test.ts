// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { sampleJob, sampleVideo } from '../testing/samples';
import { controlsFor, jobLine } from './words';

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
