// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { Scene } from '../../src-shared/analysis';
import { createPlayerStore, type Transport } from './player-store';

const ID = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const scene = (index: number, from: number, to: number): Scene => ({
  index,
  from,
  to,
  keyFrame: from,
  keyFrameIndex: index,
});
const SCENES = [scene(0, 0, 4_000_000), scene(1, 4_000_000, 7_000_000), scene(2, 7_000_000, 10_000_000)];

function setUp(options: { attached?: boolean } = {}) {
  const store = createPlayerStore();
  const transport = {
    play: vi.fn(),
    playBackwards: vi.fn(),
    pause: vi.fn(),
    seek: vi.fn(),
    stepFrame: vi.fn(),
    setVolume: vi.fn(),
  } satisfies Transport;
  store.getState().open(ID);
  store.getState().update(ID, { duration: 10_000_000, scenes: SCENES, frameRate: 25 });
  const detach = options.attached === false ? () => {} : store.getState().attach(transport);
  return { store, transport, detach, state: () => store.getState() };
}

describe('the player store', () => {
  it('is at the last frame at the end of the film, and plays from its start there', () => {
    const { store, transport, state } = setUp();
    state().goToEnd();
    expect(transport.seek).toHaveBeenLastCalledWith(10_000_000);
    expect(state().time).toBe(9_960_000);
    // A seek to where the picture stands brings no frame: the transport tells the time that it was asked for.
    state().onSettled(10_000_000);
    expect(state().time).toBe(9_960_000);
    state().seekInto(60_000_000);
    expect(transport.seek).toHaveBeenLastCalledWith(10_000_000);
    expect(state().time).toBe(9_960_000);
    state().play();
    expect(state().time).toBe(0);
    // As long as the length is not known, no time is the end.
    store.getState().open(OTHER);
    state().seekInto(3_000_000);
    expect(transport.seek).toHaveBeenLastCalledWith(3_000_000);
    expect(state().time).toBe(3_000_000);
    store.getState().update(OTHER, { duration: 10_000_000 });
    // Sound has no frames.
    state().goToEnd();
    expect(state().time).toBe(10_000_000);
  });

  it('goes to the first frame of what begins between two', () => {
    const { transport, state } = setUp();
    // Frames of 40 ms: the one at 1.04 s is the first after 1.01 s, and the one at 1.04 s itself the first of what begins with it.
    const shown = (from: number) => {
      state().seekInto(from);
      // The transport goes four milliseconds past it: see FrameClock.nudge.
      const position = (transport.seek.mock.lastCall?.[0] ?? 0) + 4_000;
      return Math.floor(position / 40_000) * 40_000;
    };
    expect([1_010_000, 1_036_000, 1_040_000, 1_040_400].map(shown)).toEqual(Array(4).fill(1_040_000));
    expect(state().time).toBe(1_040_400);
  });

  it('goes there also where the film is opened for it', () => {
    const { store, transport, state } = setUp({ attached: false });
    state().seekInto(1_010_000);
    store.getState().attach(transport);
    expect(Math.floor((transport.seek.mock.lastCall?.[0] ?? 0) / 40_000)).toBe(26);
    state().onSettled(1_040_000);
    state().seek(1_010_000);
    expect(transport.seek).toHaveBeenLastCalledWith(1_010_000);
  });

  it('clamps seeks to the film', () => {
    const { transport, state } = setUp();
    state().seek(99_000_000);
    expect(state().time).toBe(9_960_000);
    state().seek(-5);
    expect(transport.seek.mock.calls).toEqual([[10_000_000], [0]]);
  });
  it('keeps a seek that came before the media element', () => {
    const { store, transport } = setUp({ attached: false });
    store.getState().seek(3_000_000);
    store.getState().attach(transport);
    expect(transport.seek).toHaveBeenCalledExactlyOnceWith(3_000_000);
  });
  it('opens a video only once, and forgets the one before', () => {
    const { state } = setUp();
    state().seek(3_000_000);
    state().open(ID);
    expect(state().time).toBe(3_000_000);
    state().open(OTHER);
    expect(state()).toMatchObject({ videoId: OTHER, time: 0, duration: 0, scenes: [] });
  });
  it('ignores facts of a video that is not open any more', () => {
    const { state } = setUp();
    state().update(OTHER, { duration: 1 });
    expect(state().duration).toBe(10_000_000);
  });
  it('shows the thumbnail while scrubbing until the exact frame is there', () => {
    const { state } = setUp();
    state().scrub(2_000_000);
    expect(state().preview).toBe(2_000_000);
    state().onSettled(1_960_000);
    expect(state()).toMatchObject({ preview: null, time: 1_960_000 });
  });
  it('shuttles faster with repeats, both ways', () => {
    const { transport, state } = setUp();
    state().shuttle(1);
    state().shuttle(1);
    state().shuttle(-1);
    state().shuttle(-1);
    expect(transport.play.mock.calls).toEqual([[1], [2]]);
    expect(transport.playBackwards.mock.calls).toEqual([[1], [2]]);
    state().toggle();
    expect(state()).toMatchObject({ playing: false, shuttleSpeed: 0 });
  });
  it('goes on from normal play: one press of L doubles', () => {
    const { transport, state } = setUp();
    state().toggle();
    state().shuttle(1);
    expect(transport.play).toHaveBeenLastCalledWith(2);
  });
  it('pauses before it steps by a frame', () => {
    const { transport, state } = setUp();
    state().play();
    state().stepFrame(1);
    expect(state().playing).toBe(false);
    expect(transport.stepFrame).toHaveBeenCalledExactlyOnceWith(1);
  });
  it('steps over indexed frames while there is nothing to play', () => {
    const { state } = setUp({ attached: false });
    state().update(ID, { frameTimes: [0, 1_000_000, 2_000_000] });
    state().stepFrame(1);
    state().stepFrame(1);
    expect(state().time).toBe(2_000_000);
    state().stepFrame(-1);
    expect(state().time).toBe(1_000_000);
    state().toggle();
    expect(state().playing).toBe(false);
  });
  it('steps by scenes: on to the next start, back to this one, then to the one before', () => {
    const { state } = setUp();
    state().seek(5_000_000);
    state().stepScene(-1);
    expect(state().time).toBe(4_000_000);
    state().stepScene(-1);
    expect(state().time).toBe(0);
    state().stepScene(1);
    state().stepScene(1);
    expect(state().time).toBe(7_000_000);
    state().stepScene(1);
    expect(state().time, 'its last frame').toBe(9_960_000);
  });
  it('leaves a scene whose first frame begins just before it', () => {
    const { state } = setUp();
    state().onFrame(3_980_000);
    state().stepScene(1);
    expect(state().time).toBe(7_000_000);
  });
  it('starts from the beginning when played at the end', () => {
    const { transport, state } = setUp();
    state().goToEnd();
    state().toggle();
    expect(transport.seek).toHaveBeenLastCalledWith(0);
    expect(state().playing).toBe(true);
  });
  it('mutes at volume zero and comes back audible', () => {
    const { state } = setUp();
    state().setVolume(0);
    expect(state().muted).toBe(true);
    state().toggleMuted();
    expect(state()).toMatchObject({ muted: false, volume: 1 });
  });
  it('is at rest when the media element goes', () => {
    const { transport, state, detach } = setUp();
    state().play();
    detach();
    expect(transport.pause).toHaveBeenCalledOnce();
    expect(state().playing).toBe(false);
  });
});
