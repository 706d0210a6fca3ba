// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeMedia } from './fake-media';
import { Seeker } from './seeker';

function setUp(hasPicture = true) {
  const media = new FakeMedia([0, 1_000_000, 2_000_000, 3_000_000], 4, false);
  const idle = vi.fn();
  const drawing = new Map<number, (now: number) => void>();
  let handles = 0;
  const seeker = new Seeker(media, hasPicture, idle, {
    request: (callback) => {
      handles += 1;
      drawing.set(handles, callback);
      return handles;
    },
    cancel: (handle) => void drawing.delete(handle),
  });
  /** The page is drawn so many times. */
  const draw = (times: number) => {
    for (let i = 0; i < times; i++) {
      const due = [...drawing.values()];
      drawing.clear();
      for (const callback of due) callback(i);
    }
  };
  const listen = () => {
    media.requestVideoFrameCallback(() => {
      listen();
      seeker.frame();
    });
  };
  listen();
  return { media, seeker, idle, draw, drawing };
}

describe('seeking one at a time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps one in flight and carries out only the newest of the rest', () => {
    const { media, seeker, idle } = setUp();
    for (const time of [1_000_000, 1_500_000, 2_000_000, 3_000_000]) seeker.seek(time);
    expect(media.seeks).toEqual([1_000_000]);
    media.carryOut();
    expect(media.seeks).toEqual([1_000_000, 3_000_000]);
    expect(idle).not.toHaveBeenCalled();
    media.carryOut();
    expect(idle.mock.calls).toEqual([[3_000_000, true]]);
    expect(seeker.busy).toBe(false);
  });
  it.each(['seeked first', 'frame first'] as const)('waits for seek and frame: %s', (order) => {
    const { media, seeker, idle } = setUp();
    seeker.seek(2_000_000);
    media.carryOut(order);
    expect(idle.mock.calls).toEqual([[2_000_000, true]]);
  });
  it('is still busy between the seek and its frame', () => {
    const { media, seeker } = setUp();
    seeker.seek(2_000_000);
    media.dispatchEvent(new Event('seeked'));
    expect(seeker.busy).toBe(true);
  });
  it('counts as done after a while when the seek brings no new frame', () => {
    const { media, seeker, idle } = setUp();
    seeker.seek(2_000_000);
    media.dispatchEvent(new Event('seeked'));
    vi.runAllTimers();
    expect(idle.mock.calls).toEqual([[2_000_000, false]]);
  });
  it('waits for a frame as long as the page is hardly drawn, and is done once it was drawn without one', () => {
    const { media, seeker, idle, draw, drawing } = setUp();
    seeker.seek(2_000_000);
    media.dispatchEvent(new Event('seeked'));
    draw(1);
    vi.advanceTimersByTime(300);
    expect(idle).not.toHaveBeenCalled();
    draw(4);
    vi.advanceTimersByTime(120);
    expect(idle.mock.calls).toEqual([[2_000_000, false]]);
    expect(drawing.size).toBe(0);
    seeker.seek(1_000_000);
    media.dispatchEvent(new Event('seeked'));
    vi.advanceTimersByTime(500);
    media.present(1_000_000);
    expect(idle.mock.lastCall).toEqual([1_000_000, true]);
  });
  it('waits for no frame where there is only sound', () => {
    const { media, seeker, idle } = setUp(false);
    seeker.seek(2_000_000);
    media.dispatchEvent(new Event('seeked'));
    expect(idle.mock.calls).toEqual([[2_000_000, true]]);
  });
  it('says nothing more once disposed', () => {
    const { media, seeker, idle } = setUp();
    seeker.seek(2_000_000);
    seeker.dispose();
    media.carryOut();
    expect(idle).not.toHaveBeenCalled();
  });
});
