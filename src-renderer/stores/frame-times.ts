import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { call, listen } from '../api';

/** Films whose times are kept: pictures of a tray are of a few. */
const MOST_FILMS = 8;

const known = new Map<VideoId, Promise<readonly Micros[]>>();

/** Times of a film's indexed frames, asked for once. None where main cannot tell: a picture then stands still. */
export function frameTimesOf(videoId: VideoId): Promise<readonly Micros[]> {
  const before = known.get(videoId);
  if (before) return before;
  const asked: Promise<readonly Micros[]> = call('index.frameTimes', { videoId }).catch(() => {
    known.delete(videoId);
    return [];
  });
  const oldest = known.keys().next();
  if (known.size >= MOST_FILMS && !oldest.done) known.delete(oldest.value);
  known.set(videoId, asked);
  return asked;
}

/** Forgets a film's times when it has more frames than before. */
export function followFrameTimes(): () => void {
  return listen('index.changed', ({ videoId, what }) => {
    if (what === 'frames') known.delete(videoId);
  });
}
