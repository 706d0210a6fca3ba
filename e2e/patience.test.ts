import { describe, expect, it } from 'vitest';
import type { Job } from '../src-shared/jobs';
import { inWords, tellingWhy, within } from './patience';

const JOB: Job = {
  ...{ id: 'j', videoId: 'ab'.repeat(16), state: 'running', stage: 'tracks', progress: 0.4215 },
  ...{ etaSeconds: null, framesDone: 17, framesPerSecond: 0.25, device: null, error: null },
};

describe('a wait that was in vain', () => {
  it('says of each job its state, stage and progress, and what the log said last', () => {
    const error = { code: 'DiskFull' as const, message: 'The disk is full.', remedy: '' };
    const words = inWords({ jobs: [JOB, { ...JOB, state: 'failed', error }], installs: [] }, ['one', 'two']);
    for (const part of ['running', 'tracks', '42.1 %', '17 frames', '0.3', 'DiskFull', 'one\ntwo'])
      expect(words).toContain(part);
    expect(inWords('The page: not within 10 s.', [])).toContain('The page: not within 10 s.');
  });

  it('fails as it did, with more words, and never for want of them', async () => {
    const vain = () => Promise.reject(new Error('not ready'));
    const first = await tellingWhy(vain, () => 'stage tracks').catch((error) => error);
    expect(first.message).toBe('not ready\n\nstage tracks');
    expect(first.cause.message).toBe('not ready');
    const second = await tellingWhy(vain, () => Promise.reject(new Error('no page'))).catch((error) => error);
    expect(second.message).toMatch(/^not ready\n\n.*no page/);
    expect(await tellingWhy(async () => 7, vain)).toBe(7);
  });

  it('ends what has no end of its own', async () => {
    await expect(within(1, '4 frames', new Promise(() => {}))).rejects.toThrow('4 frames');
    expect(await within(60_000, '4 frames', Promise.resolve('there'))).toBe('there');
  });
});
