import type { VideoId } from '../../src-shared/primitives';

const KEY = 'recent-films';
/** More nobody looks for by when they were open. */
const KEPT = 50;

/** Films by when they were last open, the latest first. What is not there any more stays in the list and is passed over. */
export function recentFilms(): VideoId[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function noteOpened(id: VideoId): void {
  const others = recentFilms().filter((other) => other !== id);
  localStorage.setItem(KEY, JSON.stringify([id, ...others].slice(0, KEPT)));
}
