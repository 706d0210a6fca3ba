import { describe, expect, it } from 'vitest';
import type { Job } from './jobs';
import { isMoreRead, readingOf } from './read-so-far';

function job(change: Partial<Job>): Job {
  return {
    ...{ id: 'j', videoId: 'v', state: 'running', stage: 'frames', progress: 0.4, etaSeconds: null },
    ...{ framesDone: 0, framesPerSecond: null, device: null, error: null },
    ...change,
  };
}

describe('how far films have been read', () => {
  it('is known of one film by its job, and of several by how many have one', () => {
    expect(readingOf([job({})])).toEqual({ unread: 1, position: 0.4 });
    expect(readingOf([job({}), job({ state: 'queued' }), null])).toEqual({ unread: 2, position: null });
  });

  it.each(['done', 'failed', 'cancelled'] as const)('is no matter of a job that is %s', (state) => {
    expect(readingOf([job({ state })])).toEqual({ unread: 0, position: null });
  });

  it('is no matter of a language model that reads on', () => {
    expect(readingOf([job({ stage: 'watch' })])).toEqual({ unread: 0, position: null });
  });

  it('is more once a film is read, or much more of it', () => {
    const then = { unread: 1, position: 0.4 };
    expect(isMoreRead(then, { unread: 0, position: null })).toBe(true);
    expect(isMoreRead(then, { unread: 1, position: 0.6 })).toBe(true);
    expect(isMoreRead(then, { unread: 1, position: 0.41 })).toBe(false);
    // Begun anew.
    expect(isMoreRead(then, { unread: 1, position: 0 })).toBe(false);
    expect(isMoreRead({ unread: 2, position: null }, { unread: 1, position: null })).toBe(true);
    expect(isMoreRead({ unread: 2, position: null }, { unread: 2, position: null })).toBe(false);
  });
});
