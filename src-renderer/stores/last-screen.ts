import { type VideoId, videoId } from '../../src-shared/primitives';
import { keep, recall } from './memory';
import { viewStore } from './view-store';

const KEY = 'open-video';

/** Keeps in mind which video is open: for a page that has to be loaded again, and for the next start. */
export function rememberOpenVideo(): () => void {
  return viewStore.subscribe(({ screen }, before) => {
    if (screen === before.screen) return;
    const open = screen.name === 'video' ? screen.videoId : null;
    keep(KEY, open);
    sessionStorage.setItem(KEY, open ?? '');
  });
}

/** The video that was open when the window was closed, or the page ended; null where none was. */
export function lastOpenVideo(): VideoId | null {
  return recall(KEY, videoId);
}

/** Whether the page has been loaded again in the same window: what the program was started with has been shown then. */
export function isLoadedAgain(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}
