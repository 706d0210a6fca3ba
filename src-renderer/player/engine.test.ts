// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Micros } from '../../src-shared/time';
import { MediaEngine } from './engine';
import { FakeMedia } from './fake-media';

const FRAMES = Array.from({ length: 100 }, (_, i) => i * 40_000);

/** An engine on a film of 25 frames a second, with display frames that come when called for. */
function setUp(options: { prompt?: boolean; hasPicture?: boolean } = {}) {
  const media = new FakeMedia(FRAMES, 4, options.prompt ?? true);
  const callbacks = new Map<number, (now: number) => void>();
  let handles = 0;
  const frames = {
    request: (callback: (now: number) => void) => {
      handles += 1;
      callbacks.set(handles, callback);
      return handles;
    },
    cancel: (handle: number) => void callbacks.delete(handle),
  };
  const display = (now: number) => {
    const due = [...callbacks.values()];
    callbacks.clear();
    for (const callback of due) callback(now);
  };
  const events = { onFrame: vi.fn(), onSettled: vi.fn(), onStopped: vi.fn(), onStarted: vi.fn() };
  const hasPicture = options.hasPicture ?? true;
  const engine = new MediaEngine(
    media.asElement(),
    events,
    { frameRate: hasPicture ? 25 : null, hasPicture },
    frames,
  );
  /** The times settled on, once there are as many as asked for. */
  const settled = async (count: number): Promise<Micros[]> => {
    await vi.waitUntil(() => events.onSettled.mock.calls.length >= count, { timeout: 20_000 });
    return events.onSettled.mock.calls.map(([time]) => time as Micros);
  };
  return { media, events, engine, display, settled };
}

describe('a film that somebody else moves', () => {
  const told = async ({ events }: Pick<ReturnType<typeof setUp>, 'events'>) => {
    await Promise.resolve();
    return [events.onStarted.mock.calls.length, events.onStopped.mock.calls.length];
  };

  it('is told to be stopped and started, once each', async () => {
    const film = setUp();
    film.engine.play(1.25);
    film.media.pause();
    expect(await told(film)).toEqual([0, 1]);
    void film.media.play();
    expect(await told(film)).toEqual([1, 1]);
    expect(film.media.playbackRate).toBe(1.25);
  });

  it('is not told of where the player asked for it, however fast one follows the other', async () => {
    const film = setUp();
    film.engine.play(1);
    film.engine.pause();
    film.engine.play(2);
    expect(await told(film)).toEqual([0, 0]);
    film.engine.pause();
    expect(await told(film)).toEqual([0, 0]);
    film.engine.playBackwards(1);
    expect(await told(film)).toEqual([0, 0]);
    film.engine.dispose();
    void film.media.play();
    expect(await told(film)).toEqual([0, 0]);
  });

  it('no longer goes backwards once it is set going', async () => {
    const film = setUp();
    film.engine.seek(2_000_000);
    await film.settled(1);
    film.engine.playBackwards(1);
    void film.media.play();
    expect(await told(film)).toEqual([1, 0]);
    const { length } = film.media.seeks;
    film.display(1);
    film.display(500);
    expect(film.media.seeks).toHaveLength(length);
  });
});

describe('the engine on a media element', () => {
  it('seeks a little past a frame, so that rounding never shows the one before', async () => {
    const { media, engine, settled } = setUp();
    engine.seek(1_000_000);
    expect(await settled(1)).toEqual([1_000_000]);
    expect(media.seeks[0]).toBeGreaterThan(1_000_000);
    expect(media.seeks[0]).toBeLessThan(1_010_000);
  });
  it('tells the time of the frame, not of the seek', async () => {
    const { engine, settled } = setUp();
    engine.seek(1_023_000);
    expect(await settled(1)).toEqual([1_000_000]);
  });
  it('carries out steps that are pressed faster than frames come', async () => {
    const { engine, settled } = setUp();
    engine.seek(1_000_000);
    await settled(1);
    for (let i = 0; i < 5; i += 1) engine.stepFrame(1);
    expect(await settled(6)).toEqual([1_000_000, 1_040_000, 1_080_000, 1_120_000, 1_160_000, 1_200_000]);
  });
  it('carries out a step that is pressed the moment the one before is done', async () => {
    const { engine, events, settled } = setUp();
    engine.seek(1_000_000);
    await settled(1);
    events.onSettled.mockImplementationOnce(() => queueMicrotask(() => engine.stepFrame(-1)));
    engine.stepFrame(-1);
    expect(await settled(3)).toEqual([1_000_000, 960_000, 920_000]);
  });
  describe('whose frames come late', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    /** Each seek ends at once, and shows its frame after so many milliseconds. */
    async function carryOut(
      { media }: Pick<ReturnType<typeof setUp>, 'media'>,
      after: number,
      seeks: number,
    ) {
      for (let i = 0; i < seeks; i += 1) {
        media.dispatchEvent(new Event('seeked'));
        await vi.advanceTimersByTimeAsync(after);
        media.present(media.seeks.at(-1) ?? 0);
        await vi.advanceTimersByTimeAsync(0);
      }
    }

    it('loses no step', async () => {
      const film = setUp({ prompt: false });
      film.engine.seek(2_000_000);
      await carryOut(film, 0, 1);
      for (let i = 0; i < 3; i += 1) film.engine.stepFrame(-1);
      await carryOut(film, 500, 3);
      for (let i = 0; i < 2; i += 1) film.engine.stepFrame(1);
      await carryOut(film, 500, 12);
      expect(film.events.onSettled.mock.calls.map(([time]) => time)).toEqual([
        2_000_000, 1_960_000, 1_920_000, 1_880_000, 1_920_000, 1_960_000,
      ]);
    });
    it('is where it was sent, not where it still looks to be', async () => {
      const film = setUp({ prompt: false });
      film.engine.seek(2_000_000);
      film.media.dispatchEvent(new Event('seeked'));
      await vi.advanceTimersByTimeAsync(2_000);
      const [time] = film.events.onSettled.mock.lastCall ?? [];
      expect(time).toBeCloseTo(2_000_000, -4);
    });
  });
  it('gives up a step for a seek that comes meanwhile', async () => {
    const { media, engine, settled } = setUp({ prompt: false });
    engine.stepFrame(1);
    engine.seek(2_000_000);
    media.carryOut();
    media.carryOut();
    expect(await settled(1)).toEqual([2_000_000]);
    expect(media.seeks).toHaveLength(2);
  });
  it('steps on from where a seek leads that is still under way', async () => {
    const { media, engine, settled } = setUp({ prompt: false });
    engine.seek(2_000_000);
    engine.stepFrame(1);
    engine.stepFrame(1);
    for (let i = 0; i < 20; i += 1) {
      media.carryOut();
      await Promise.resolve();
    }
    expect(await settled(2)).toEqual([2_040_000, 2_080_000]);
  });
  it('gives up a step that waits for a seek, for another seek', async () => {
    const { media, engine, settled } = setUp({ prompt: false });
    engine.seek(2_000_000);
    engine.stepFrame(1);
    engine.seek(3_000_000);
    media.carryOut();
    media.carryOut();
    expect(await settled(1)).toEqual([3_000_000]);
    expect(media.seeks).toHaveLength(2);
  });
  it('plays backwards by the clock, one seek at a time, and stops at the start', async () => {
    const { media, engine, events, display, settled } = setUp({ prompt: false });
    engine.seek(1_000_000);
    media.carryOut();
    await settled(1);
    engine.playBackwards(2);
    display(0);
    display(100);
    expect(media.seeks.at(-1)).toBe(800_000);
    display(150);
    expect(media.seeks.at(-1)).toBe(800_000);
    media.carryOut();
    expect(events.onFrame).toHaveBeenLastCalledWith(800_000);
    display(200);
    expect(media.seeks.at(-1)).toBe(600_000);
    media.carryOut();
    display(600);
    expect(events.onStopped).toHaveBeenCalledOnce();
    media.carryOut();
    expect(events.onSettled).toHaveBeenLastCalledWith(0);
  });
  it('is told when backward play is broken off by a seek', () => {
    const { engine, events, display } = setUp({ prompt: false });
    engine.playBackwards(1);
    display(0);
    engine.seek(2_000_000);
    expect(events.onStopped).toHaveBeenCalledOnce();
  });
  it('plays forwards at the rate asked for, and reports each frame', () => {
    const { media, engine, events } = setUp();
    engine.play(4);
    expect(media.playbackRate).toBe(4);
    expect(media.paused).toBe(false);
    media.present(120_000);
    expect(events.onFrame).toHaveBeenLastCalledWith(120_000);
  });
  it('follows the clock of the element where there is only sound', () => {
    const { media, engine, events, display } = setUp({ hasPicture: false, prompt: false });
    engine.play(1);
    media.currentTime = 1.5;
    display(0);
    expect(events.onFrame).toHaveBeenLastCalledWith(1_500_000);
  });
});
