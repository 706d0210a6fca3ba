import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { A, addVideo, B, librariesPerTest, open } from '../../base/library/testing/libraries';
import type { Library } from '../../base/library/types';
import { followWriter } from './library-renewal';

librariesPerTest();

const C = 'c'.repeat(32);
let told: unknown[];
let stop: () => void;
let writer: Library;
let reader: Library;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  told = [];
  writer = open();
  addVideo(writer, A, '/films/a.mp4');
  addVideo(writer, B, '/films/b.mp4');
  reader = open(true);
  stop = follow(reader);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function follow(library: Library): () => void {
  return followWriter(
    library,
    (...ids) => void (ids.length > 0 && told.push(['films', ...ids])),
    (name, payload) => {
      if (name !== 'index.changed') told.push([name, payload]);
      else if (payload !== null && 'what' in payload && payload.what === 'scenes')
        told.push(['scenes', payload.videoId]);
    },
  );
}
function wait(): unknown[] {
  told = [];
  vi.advanceTimersToNextTimer();
  return told;
}

describe('a library that another process writes in', () => {
  it('tells the films that are new, other or gone, and nothing where nobody wrote', () => {
    expect(wait()).toEqual([]);
    addVideo(writer, C, '/films/c.mp4');
    writer.videos.rename(A, 'Named');
    writer.videos.remove(B);
    expect(wait()).toEqual(
      [
        ['films', A, B, C],
        ['scenes', A],
        ['scenes', C],
      ].map((one) => expect.arrayContaining(one)),
    );
    expect(reader.videos.get(A).title).toBe('Named');
    expect(wait()).toEqual([]);
  });

  it('tells collections', () => {
    const { id } = writer.collections.create('Finds');
    expect(wait()).toEqual([
      [
        'collections.changed',
        { collections: [expect.objectContaining({ id, name: 'Finds' })], videoIds: [] },
      ],
    ]);
  });

  it('goes on after a look that failed, with what was missed', () => {
    const failing = vi.spyOn(reader.videos, 'list').mockImplementationOnce(() => {
      throw new Error('the server is away');
    });
    addVideo(writer, C, '/films/c.mp4');
    expect(wait()).toEqual([]);
    failing.mockRestore();
    expect(wait()).toEqual([
      ['films', C],
      ['scenes', C],
    ]);
  });

  it('is nothing to be told to who writes', () => {
    stop();
    stop = follow(writer);
    expect(vi.getTimerCount()).toBe(0);
  });
});
