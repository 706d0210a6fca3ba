import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttled } from './events';

describe('throttled', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once, folds what follows into one run, and loses no last call', () => {
    const run = vi.fn();
    const { call } = throttled(run, 100);
    call();
    expect(run).toHaveBeenCalledTimes(1);
    call();
    call();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    call();
    expect(run).toHaveBeenCalledTimes(3);
  });
  it('runs no more once cancelled', () => {
    const run = vi.fn();
    const { call, cancel } = throttled(run, 100);
    call();
    call();
    cancel();
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
