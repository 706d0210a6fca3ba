// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { sampleId } from '../testing/samples';
import { USUAL } from './arrangement';
import { openVideo } from './go-to';
import { libraryStore } from './library-store';
import { followMemory, keep, placeIn } from './memory';
import { playerStore } from './player-store';
import { timelineStore } from './timeline-store';
import { viewStore } from './view-store';

const [FILM, OTHER] = [sampleId(1), sampleId(2)];
let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  installFakeApi();
  localStorage.clear();
  playerStore.getState().close();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** The stores as a new window has them. */
function restart(): void {
  stop();
  viewStore.setState(viewStore.getInitialState());
  playerStore.setState(playerStore.getInitialState());
  timelineStore.setState(timelineStore.getInitialState());
  libraryStore.setState(libraryStore.getInitialState());
  stop = followMemory();
}

describe('what the window keeps', () => {
  it('is how it is divided, sorted and plays', () => {
    restart();
    viewStore.getState().setPanelWidth(500);
    playerStore.getState().setVolume(0.4);
    playerStore.getState().setRate(1.5);
    playerStore.getState().toggleCaptions();
    timelineStore.getState().toggleFold('waveform');
    libraryStore.getState().arrange({
      ...{ ...USUAL, text: 'dog', sort: 'size', reversed: true, view: 'list', group: 'folder' },
    });
    viewStore.getState().showTab('transcript');
    viewStore.getState().setTrayHeight(180);
    viewStore.getState().setTrayForm('grid');
    viewStore.getState().setTrayHeight(400);
    restart();
    expect(viewStore.getState()).toMatchObject({ panelWidth: 500, tab: 'transcript' });
    expect(playerStore.getState()).toMatchObject({ volume: 0.4, rate: 1.5, captions: true });
    expect([...timelineStore.getState().folded]).toEqual(['waveform']);
    // What was typed as a filter is gone: it would hide films without a reason that anybody remembers.
    expect(libraryStore.getState().arrangement).toMatchObject({
      ...{ sort: 'size', reversed: true, view: 'list', group: 'folder', text: '' },
    });
    // The strip and the grid have each a height of their own.
    expect(viewStore.getState()).toMatchObject({ trayForm: 'grid', trayHeight: 180, gridHeight: 400 });
  });

  it('is nothing where it cannot be read', () => {
    localStorage.setItem('looks', '{"panelWidth":"wide"');
    localStorage.setItem('places', '[["x",1]]');
    restart();
    expect(viewStore.getState().panelWidth).toBe(viewStore.getInitialState().panelWidth);
    expect(placeIn(FILM)).toBeNull();
  });

  it('is the place in each film, until it was seen to its end', () => {
    restart();
    const be = (film: string, time: number) => {
      openVideo(film);
      playerStore.getState().update(film, { duration: 60_000_000 });
      playerStore.getState().onFrame(time);
      viewStore.getState().go({ name: 'library' });
    };
    be(FILM, 20_000_000);
    // From one film straight to another.
    openVideo(OTHER);
    playerStore.getState().update(OTHER, { duration: 60_000_000 });
    playerStore.getState().onFrame(30_000_000);
    openVideo(FILM);
    restart();
    playerStore.getState().close();
    openVideo(FILM);
    expect(playerStore.getState().time).toBe(20_000_000);
    expect(placeIn(OTHER)).toBe(30_000_000);
    be(FILM, 59_000_000);
    expect(placeIn(FILM)).toBeNull();
  });

  it('is kept every second while a film plays', () => {
    restart();
    openVideo(FILM);
    playerStore.getState().update(FILM, { duration: 60_000_000 });
    playerStore.getState().onFrame(5_000_000);
    expect(placeIn(FILM)).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(placeIn(FILM)).toBe(5_000_000);
    playerStore.getState().onFrame(6_000_000);
    window.dispatchEvent(new Event('pagehide'));
    expect(placeIn(FILM)).toBe(6_000_000);
  });

  it('takes no place of a film that was only opened', () => {
    restart();
    keep('places', [[FILM, 20_000_000]]);
    openVideo(FILM);
    viewStore.getState().go({ name: 'library' });
    expect(placeIn(FILM)).toBe(20_000_000);
  });
});
