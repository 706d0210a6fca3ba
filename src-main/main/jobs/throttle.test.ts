import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from './throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a throttle', () => {
  it('calls at once, then once an interval, and never loses the last request', () => {
    const emit = vi.fn();
    const throttle = new Throttle(100, emit);
    for (let n = 0; n < 50; n += 1) {
      throttle.request();
      vi.advanceTimersByTime(10);
    }
    expect(emit.mock.calls.length).toBeGreaterThanOrEqual(5);
    expect(emit.mock.calls.length).toBeLessThanOrEqual(6);
    const soFar = emit.mock.calls.length;
    throttle.request();
    vi.advanceTimersByTime(100);
    expect(emit).toHaveBeenCalledTimes(soFar + 1);
    vi.advanceTimersByTime(1000);
    expect(emit).toHaveBeenCalledTimes(soFar + 1);
  });

  it('serves what waits when it is flushed, and nothing after', () => {
    const emit = vi.fn();
    const throttle = new Throttle(100, emit);
    throttle.request();
    throttle.request();
    throttle.flush();
    expect(emit).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    throttle.flush();
    expect(emit).toHaveBeenCalledTimes(2);
  });
});
