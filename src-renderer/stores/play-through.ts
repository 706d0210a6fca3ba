import { createStore } from 'zustand/vanilla';
import type { VideoId } from '../../src-shared/primitives';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { showMoment } from './go-to';
import { libraryStore } from './library-store';
import { noticeStore } from './notice-store';
import { type PlayerStore, playerStore } from './player-store';
import type { TrayCard } from './tray-card';
import { trayStore } from './tray-store';
import { viewStore } from './view-store';

/** Cards that are played one after the other, across films. */
export interface PlayThroughState {
  /** Empty while nothing is played through. */
  readonly cards: readonly TrayCard[];
  /** Which of them is played. */
  readonly at: number;
  readonly start: (cards: readonly TrayCard[]) => void;
  /** To the next (1) or the one before (-1); after the last it ends. */
  readonly step: (direction: 1 | -1) => void;
  readonly stop: () => void;
}

/** A marker has no end: so long it is looked at. */
const MARKER: Micros = 3 * MICROS_PER_SECOND;
const LEAST: Micros = MICROS_PER_SECOND;
/** A frame may end a little before the stretch does. */
const SLACK: Micros = 60_000;
/** Where a film ends by itself, its last frame lies this near to the end. */
const LAST_FRAME: Micros = MICROS_PER_SECOND;

/** When a card has been played: at its end, which may lie beyond the film's. A single frame is shown for a moment, too. */
export function endOf({ from, to }: Pick<TrayCard, 'from' | 'to'>, duration: Micros): Micros {
  const end = to > from ? Math.max(to, from + LEAST) : from + MARKER;
  return duration > 0 ? Math.min(end, duration) : end;
}

/** Whether a film can be played: its file is there. */
function isThere(videoId: VideoId): boolean {
  const video = libraryStore.getState().videos.find(({ id }) => id === videoId);
  return video !== undefined && video.state !== 'missing';
}

export const playThrough = createStore<PlayThroughState>()((set, get) => {
  let unfollow = () => {};

  function end(): void {
    unfollow();
    unfollow = () => {};
    set({ cards: [], at: 0 });
  }
  function play(at: number): void {
    const card = get().cards[at];
    if (!card) return;
    set({ at });
    trayStore.getState().activate(card.key);
    showMoment(card.videoId, card.from);
    playerStore.getState().playSoon();
  }
  function onPlayer(now: PlayerStore, before: PlayerStore): void {
    const { cards, at } = get();
    const card = cards[at];
    if (!card) return;
    // Somebody opened another film.
    if (now.videoId !== card.videoId) {
      end();
      return;
    }
    if (now.source !== before.source && now.source?.kind === 'unavailable') {
      noticeStore.getState().hint(t('stores.passedOver'));
      get().step(1);
      return;
    }
    const last = endOf(card, now.duration);
    const atFilmsEnd = last >= now.duration - LAST_FRAME && now.time >= now.duration - LAST_FRAME;
    const stopped = before.playing && !now.playing && now.videoId === before.videoId && atFilmsEnd;
    if (now.time !== before.time && now.playing ? now.time >= last - SLACK : stopped) get().step(1);
  }
  return {
    cards: [],
    at: 0,
    start: (cards) => {
      end();
      const there = cards.filter(({ videoId }) => isThere(videoId));
      if (there.length === 0) {
        noticeStore.getState().hint(t('stores.nonePlayable'));
        return;
      }
      set({ cards: there });
      play(0);
      const stops = [
        playerStore.subscribe(onPlayer),
        viewStore.subscribe(({ screen }) => {
          if (screen.name !== 'video') get().stop();
        }),
      ];
      unfollow = () => {
        for (const stop of stops) stop();
      };
    },
    step: (direction) => {
      const { cards, at } = get();
      const next = at + direction;
      if (next >= cards.length) get().stop();
      else play(Math.max(0, next));
    },
    stop: () => {
      end();
      playerStore.getState().pause();
    },
  };
});
