import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerLost } from '../../base/rpc/errors';
import { Lives } from './lives';

const lost = new WorkerLost('died');
const TEN_MINUTES = 600_000;
let now: number;

beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** A life that comes so far, each time stored, in so many milliseconds. */
function live(lives: Lives, reached: readonly number[], milliseconds = 1): void {
  lives.begin();
  for (const fraction of reached) {
    lives.at(fraction);
    lives.stored();
  }
  now += milliseconds;
  lives.end(lost);
}

describe('the lives of a worker', () => {
  it('are as many as it may have where none gets on, of which the last is known', () => {
    const lives = new Lives(3);
    const known: boolean[] = [];
    for (let n = 0; n < 2; n++) {
      known.push(lives.last);
      live(lives, [0]);
    }
    expect([...known, lives.last]).toEqual([false, false, true]);
    expect(() => live(lives, [0])).toThrow(expect.objectContaining({ code: 'WorkerLost' }));
  });

  it('begin anew after one that added a tenth of the work, and after none that added less', () => {
    const lives = new Lives(2);
    live(lives, [0]);
    live(lives, [0, 0.1]);
    live(lives, [0.1, 0.19]);
    live(lives, [0.19, 0.29]);
    live(lives, [0.29, 0.38]);
    expect(() => live(lives, [0.38, 0.47])).toThrow();
  });

  it('begin anew after one that added anything in ten minutes, and after none that took as long for nothing', () => {
    const lives = new Lives(2);
    live(lives, [0]);
    live(lives, [0, 0.01], TEN_MINUTES);
    live(lives, [0.01, 0.02], TEN_MINUTES - 1);
    expect(() => live(lives, [0.02], TEN_MINUTES)).toThrow();
  });

  it('count what is stored alone, and nothing that was stored in an earlier life', () => {
    const lives = new Lives(2);
    // What it was at, and did not store.
    lives.begin();
    lives.at(0.9);
    expect(() => lives.end(lost)).not.toThrow();
    expect(() => live(lives, [0.5, 0.55])).toThrow();
  });

  it('that store before anything was told have stored nothing new', () => {
    const lives = new Lives(2);
    lives.begin();
    lives.stored();
    lives.at(0.05);
    lives.stored();
    lives.end(lost);
    expect(lives.last).toBe(true);
  });

  it('forget what was thrown away: what is made anew counts', () => {
    const lives = new Lives(2);
    live(lives, [0.5, 0.9]);
    lives.forget();
    live(lives, [0, 0.05]);
    lives.forget();
    live(lives, [0, 0.2]);
    expect(lives.last).toBe(false);
  });
});
