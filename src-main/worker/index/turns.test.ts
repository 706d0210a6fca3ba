import { describe, expect, it } from 'vitest';
import { Turns, together } from './turns';

describe('work for each item', () => {
  it('is done for all, each by its own number, eight of them at once', async () => {
    const items = Array.from({ length: 20 }, (_, n) => `item ${n}`);
    const done: string[] = [];
    let [now, most] = [0, 0];
    await together(items, new AbortController().signal, async (item, index) => {
      most = Math.max(most, ++now);
      expect(items[index]).toBe(item);
      await Promise.resolve();
      done.push(item);
      now--;
    });
    expect([done.toSorted(), most]).toEqual([items.toSorted(), 8]);
  });

  it('ends with the reason of a stop, before more is begun', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const work = together(Array.from({ length: 20 }), stop.signal, async (_, index) => {
      begun.push(index);
      if (index === 3) stop.abort(new Error('enough'));
    });
    await expect(work).rejects.toThrow('enough');
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('a turn', () => {
  it('comes once a piece of work has lasted for long, and lets a stop arrive', async () => {
    const stop = new AbortController();
    const turns = new Turns(stop.signal);
    setImmediate(() => stop.abort(new Error('stopped')));
    const until = performance.now() + 50;
    const busy = async () => {
      // Each piece waits for nothing, so that without a turn the stop would not be heard before the end.
      while (performance.now() < until) await turns.next();
    };
    await expect(busy()).rejects.toThrow('stopped');
  });
});
