import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignsOfLife } from './signs-of-life';
import { temporaryDir } from './testing';

const dir = temporaryDir();
const LIMIT = 1000;
let waiting: boolean;
const onSilence = vi.fn();

function signs(dest: string | null = null): SignsOfLife {
  return new SignsOfLife(LIMIT, { dest, waiting: () => waiting, onSilence });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  waiting = false;
});
afterEach(() => {
  vi.useRealTimers();
});

describe('signs of life', () => {
  it('are output and words of the log; without any the process is given up, once', () => {
    const life = signs();
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(LIMIT - 1);
      if (n % 2 === 0) life.heard();
      else life.line('[warning] odd');
    }
    expect(life.silent).toBe(false);
    vi.advanceTimersByTime(LIMIT * 5);
    expect([life.silent, onSilence.mock.calls.length]).toEqual([true, 1]);
  });

  it('are not asked for while what was written waits for its reader', () => {
    waiting = true;
    const life = signs();
    vi.advanceTimersByTime(LIMIT * 100);
    expect(life.silent).toBe(false);
    waiting = false;
    vi.advanceTimersByTime(LIMIT);
    expect(life.silent).toBe(true);
  });

  it('are progress that moves, not a clock that ticks', () => {
    const life = signs();
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(LIMIT / 2);
      life.line(`out_time_us=${n}`);
    }
    expect(life.silent).toBe(false);
    for (let n = 0; n < 5; n++) {
      life.line(`speed=0.${n}x`);
      life.line('out_time_us=4');
      vi.advanceTimersByTime(LIMIT / 2);
    }
    expect(life.silent).toBe(true);
  });

  it('are a file that is being written without a word', () => {
    const path = join(dir, 'film.mp4');
    const life = signs(path);
    writeFileSync(path, '');
    for (let n = 1; n < 10; n++) {
      utimesSync(path, n, n);
      vi.advanceTimersByTime(LIMIT);
    }
    expect(life.silent).toBe(false);
    vi.advanceTimersByTime(LIMIT);
    expect(life.silent).toBe(true);
  });

  it('are asked for no more once the process has ended', () => {
    const life = signs();
    life.stop();
    vi.advanceTimersByTime(LIMIT * 9);
    expect(onSilence).not.toHaveBeenCalled();
  });
});
