import type { VideoId } from '../../../../src-shared/primitives';

/** The id that a stretch has in the place of a film's, and back: of a film, the id itself. */
export function stretchId(film: VideoId, n: number): VideoId {
  return `${film}@${n}`;
}

export function filmOf(id: VideoId): VideoId {
  return id.split('@', 1)[0] ?? id;
}
