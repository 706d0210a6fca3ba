import { createStore } from 'zustand/vanilla';
import { t } from '../../src-shared/words/words';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { type Range, selectionStore } from '../stores/selection-store';
import { frameLength, lastFrame } from './range';

export interface RangePlayState {
  /** Whether the range is played again and again. */
  readonly loop: boolean;
  /** Whether it is being played once: until it ends or is left. */
  readonly once: boolean;
}

export const rangePlayStore = createStore<RangePlayState>()(() => ({ loop: false, once: false }));

function marked(): Range | null {
  const { range } = selectionStore.getState();
  if (!range) noticeStore.getState().hint(t('player.range.first'));
  return range;
}

/** Plays the marked range from its beginning to its end. */
export function playRange(): void {
  const range = marked();
  if (!range) return;
  playerStore.getState().seek(range.from);
  rangePlayStore.setState({ once: true });
  playerStore.getState().play();
}

/** Has the marked range played again and again, or no more. */
export function toggleLoop(): void {
  const { loop } = rangePlayStore.getState();
  if (loop) rangePlayStore.setState({ loop: false });
  const range = loop ? null : marked();
  if (!range) return;
  rangePlayStore.setState({ loop: true, once: false });
  const { time, seek, play } = playerStore.getState();
  if (time < range.from || time >= range.to) seek(range.from);
  play();
}

/** Keeps playing within the range while that is asked for. Ends with the returned function. */
export function followRange(): () => void {
  const stops = [
    playerStore.subscribe((now, before) => {
      const { loop, once } = rangePlayStore.getState();
      if (!loop && !once) return;
      if (now.videoId !== before.videoId) return rangePlayStore.setState({ loop: false, once: false });
      const { range } = selectionStore.getState();
      if (!range || now.shuttleSpeed < 0) return;
      const end = lastFrame(range, now);
      const step = frameLength(now);
      // What is far from the frame before was gone to by hand: only playing on leads over the end.
      const arrived =
        before.playing && now.time >= end && before.time < end + step && now.time < end + 25 * step;
      if (arrived && loop) {
        now.seek(range.from);
        // At the film's own end the player has stopped by itself.
        if (!playerStore.getState().playing) now.play();
      } else if (arrived && once) {
        rangePlayStore.setState({ once: false });
        now.pause();
        now.seek(end);
      } else if (once && before.playing && !now.playing) rangePlayStore.setState({ once: false });
    }),
    selectionStore.subscribe(({ range }) => {
      if (!range) rangePlayStore.setState({ loop: false, once: false });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    rangePlayStore.setState({ loop: false, once: false });
  };
}
