// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playerStore, type Transport } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { sampleId } from '../testing/samples';
import { lastFrame, moveEnd, withIn, withOut } from './range';
import { followRange, playRange, rangePlayStore, toggleLoop } from './range-play';

const FILM = { duration: 10_000_000, frameRate: 25 };

describe('a range by keys', () => {
  it('begins and ends at the frame that is shown, which is within it', () => {
    expect(withIn(null, 2_000_000, FILM)).toEqual({ from: 2_000_000, to: 10_000_000 });
    expect(withOut(null, 2_000_000, FILM)).toEqual({ from: 0, to: 2_040_000 });
    expect(withOut({ from: 1_000_000, to: 10_000_000 }, 2_000_000, FILM)).toEqual({
      from: 1_000_000,
      to: 2_040_000,
    });
    expect(withIn({ from: 0, to: 3_000_000 }, 2_000_000, FILM)).toEqual({ from: 2_000_000, to: 3_000_000 });
  });

  it('is never turned round: what would be before its other end takes all there is on its side', () => {
    expect(withIn({ from: 0, to: 1_000_000 }, 2_000_000, FILM).to).toBe(FILM.duration);
    expect(withOut({ from: 5_000_000, to: 6_000_000 }, 2_000_000, FILM).from).toBe(0);
    expect(withOut(null, 9_990_000, FILM).to).toBe(FILM.duration);
  });

  it('is moved by its ends, within the film and at least a frame long', () => {
    const range = { from: 1_000_000, to: 2_000_000 };
    expect(moveEnd(range, 'from', -40_000, FILM).from).toBe(960_000);
    expect(moveEnd(range, 'from', -5_000_000, FILM).from).toBe(0);
    expect(moveEnd(range, 'from', 5_000_000, FILM)).toEqual({ from: 1_960_000, to: 2_000_000 });
    expect(moveEnd(range, 'to', -5_000_000, FILM)).toEqual({ from: 1_000_000, to: 1_040_000 });
    expect(moveEnd(range, 'to', 50_000_000, FILM).to).toBe(FILM.duration);
    expect(lastFrame(range, FILM)).toBe(1_960_000);
  });
});

describe('playing a range', () => {
  const calls: string[] = [];
  let stops: (() => void)[] = [];
  const transport: Transport = {
    play: () => void calls.push('play'),
    playBackwards: () => void calls.push('back'),
    pause: () => void calls.push('pause'),
    seek: (time) => void calls.push(`seek ${time}`),
    stepFrame: () => {},
    setVolume: () => {},
  };
  beforeEach(() => {
    playerStore.getState().open(sampleId(1));
    playerStore.getState().update(sampleId(1), { duration: FILM.duration, frameRate: 25 });
    stops = [playerStore.getState().attach(transport), followRange()];
    selectionStore.getState().setRange({ from: 1_000_000, to: 2_000_000 });
    calls.length = 0;
  });
  afterEach(() => {
    for (const stop of stops) stop();
    playerStore.getState().close();
    selectionStore.getState().clear();
  });
  /** The frames of a stretch, one after the other. */
  function run(from: number, to: number): void {
    for (let time = from; time <= to && playerStore.getState().playing; time += 40_000)
      playerStore.getState().onFrame(time);
  }

  it('ends at its last frame, once', () => {
    playRange();
    run(1_000_000, 3_000_000);
    expect(playerStore.getState()).toMatchObject({ playing: false, time: 1_960_000 });
    playerStore.getState().play();
    run(1_960_000, 3_000_000);
    expect(playerStore.getState()).toMatchObject({ playing: true, time: 3_000_000 });
  });

  it('goes on from its beginning while it is looped, and no more when the range is cleared', () => {
    playerStore.getState().seek(5_000_000);
    toggleLoop();
    expect(playerStore.getState().time).toBe(1_000_000);
    for (let round = 0; round < 3; round += 1) {
      run(1_000_000, 1_960_000);
      expect(playerStore.getState()).toMatchObject({ playing: true, time: 1_000_000 });
    }
    selectionStore.getState().setRange(null);
    expect(rangePlayStore.getState().loop).toBe(false);
  });

  it('is looped at the film’s end too, where the player stops by itself', () => {
    selectionStore.getState().setRange({ from: 9_000_000, to: 10_000_000 });
    toggleLoop();
    run(9_000_000, 9_920_000);
    playerStore.setState({ time: 10_000_000, playing: false });
    expect(playerStore.getState()).toMatchObject({ playing: true, time: 9_000_000 });
  });

  it('lets who goes elsewhere by hand go there', () => {
    toggleLoop();
    playerStore.getState().seek(8_000_000);
    expect(playerStore.getState().time).toBe(8_000_000);
  });
});
