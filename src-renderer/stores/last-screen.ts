import type { VideoId } from '../../src-shared/primitives';
import { viewStore } from './view-store';

/** Lives as long as the window: a page that is loaded again finds it, the next start of the app does not. */
const KEY = 'open-video';

/** Keeps in mind which video is open, for a page that has to be loaded again. */
export function rememberOpenVideo(): () => void {
  return viewStore.subscribe(({ screen }, before) => {
    if (screen === before.screen) return;
    if (screen.name === 'video') sessionStorage.setItem(KEY, screen.videoId);
    else sessionStorage.removeItem(KEY);
  });
}

/** The video that was open when the page ended; null where none was, or the page is the window's first. */
export function lastOpenVideo(): VideoId | null {
  return sessionStorage.getItem(KEY);
}
