// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { installFakeApi } from '../testing/fake-api';
import { sampleId, samplePlace, sampleVideo } from '../testing/samples';
import { libraryStore } from './library-store';
import { noticeStore } from './notice-store';
import { endOf, playThrough } from './play-through';
import { playerStore, type Transport } from './player-store';
import { cardOfPlace } from './tray-card';
import { viewStore } from './view-store';

const [A, B, GONE] = [sampleId(1), sampleId(2), sampleId(3)];
const seconds = secondsToMicros;
const transport: Transport = {
  play: () => {},
  playBackwards: () => {},
  pause: () => {},
  seek: () => {},
  stepFrame: () => {},
  setVolume: () => {},
};
const player = () => playerStore.getState();
const cards = [samplePlace('a', A, 10), samplePlace('gone', GONE, 1), samplePlace('b', B, 50)].map(
  cardOfPlace,
);
let detach = () => {};

/** What a film's player does once it is on screen. */
function mount(): void {
  detach();
  const { videoId } = player();
  if (videoId) player().update(videoId, { duration: seconds(60) });
  detach = player().attach(transport);
}

beforeEach(() => {
  installFakeApi();
  libraryStore.setState({
    status: 'ready',
    videos: [sampleVideo(1), sampleVideo(2), sampleVideo(3, { state: 'missing' })],
  });
  player().close();
});
afterEach(() => {
  playThrough.getState().stop();
  detach();
  detach = () => {};
});

describe('places that are played through', () => {
  it('follow each other across films, those whose file is gone left out, and end', () => {
    playThrough.getState().start(cards);
    expect(player()).toMatchObject({ videoId: A, time: seconds(10) });
    mount();
    expect(player().playing).toBe(true);
    player().onFrame(seconds(12));
    expect(player().videoId).toBe(A);
    player().onFrame(seconds(13));
    expect(player()).toMatchObject({ videoId: B, time: seconds(50) });
    mount();
    expect(player().playing).toBe(true);
    player().onFrame(seconds(53));
    expect(playThrough.getState().cards).toEqual([]);
    expect(player().playing).toBe(false);
  });

  it('go on where the film itself ends', () => {
    const last = cardOfPlace(samplePlace('end', A, 58, { to: seconds(61) }));
    playThrough.getState().start([last, ...cards.slice(2)]);
    mount();
    player().onFrame(seconds(59.9));
    player().onStopped();
    expect(player().videoId).toBe(B);
  });

  it('wait while somebody pauses, and end when another film is opened or the library shown', () => {
    playThrough.getState().start(cards);
    mount();
    player().onFrame(seconds(11));
    player().toggle();
    expect(playThrough.getState().cards).toHaveLength(2);
    player().open(B);
    expect(playThrough.getState().cards).toEqual([]);
    playThrough.getState().start(cards);
    viewStore.getState().go({ name: 'library' });
    expect(playThrough.getState().cards).toEqual([]);
  });

  it('pass over a film that cannot be played, and say so', () => {
    playThrough.getState().start(cards);
    player().update(A, { source: { url: null, kind: 'unavailable', progress: null, note: null } });
    expect(player().videoId).toBe(B);
    expect(noticeStore.getState().notices).toHaveLength(1);
  });
});

describe('the end of a place', () => {
  it('is its own, the film’s where that comes before, and a moment later for a marker', () => {
    const end = (from: number, to: number) =>
      endOf({ from: seconds(from), to: seconds(to) }, seconds(60)) / 1e6;
    expect([end(10, 15), end(58, 70), end(10, 10), end(10, 10.04)]).toEqual([15, 60, 13, 11]);
  });
});
