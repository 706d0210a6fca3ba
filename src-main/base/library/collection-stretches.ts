import type { VideoId } from '../../../src-shared/primitives';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Library } from './types';

/** What belongs to a moment, or is said about a place, begins a little before it, or ends a little behind it. */
export const AROUND_PLACE: Micros = 3 * MICROS_PER_SECOND;

/** A stretch of a film that places of a collection cover. */
export interface CollectionStretch {
  readonly videoId: VideoId;
  readonly from: Micros;
  readonly to: Micros;
}

export interface CollectionStretches {
  /** In the order of the places that they begin with; those of one film neither overlap nor touch. */
  readonly stretches: readonly CollectionStretch[];
  /** Places whose film is not in the library, and what these films were called. */
  readonly missing: { readonly places: number; readonly titles: readonly string[] };
}

/**
 * The stretches of films that a collection holds: places of a film that overlap are one, and a moment is the few seconds around it.
 * @throws NotFound for an unknown collection
 */
export function stretchesOf(
  {
    collections,
    videos,
  }: {
    readonly collections: Pick<Library['collections'], 'places' | 'get'>;
    readonly videos: Pick<Library['videos'], 'find'>;
  },
  collectionId: string,
): CollectionStretches {
  const places = collections.places(collectionId);
  const stretches = places.flatMap(({ videoId, from, to }): CollectionStretch[] => {
    const video = videos.find(videoId);
    if (video === null) return [];
    const around = to > from ? 0 : AROUND_PLACE;
    return [{ videoId, from: Math.max(0, from - around), to: Math.min(video.duration, to + around) }];
  });
  return {
    stretches: joined(stretches),
    missing: {
      places: places.length - stretches.length,
      titles: collections.get(collectionId).waitingFor ?? [],
    },
  };
}

function joined(stretches: readonly CollectionStretch[]): CollectionStretch[] {
  const result: CollectionStretch[] = [];
  for (const stretch of stretches) {
    let whole = stretch;
    let at = result.length;
    // What is joined may reach others that stood apart.
    for (;;) {
      const other = result.findIndex(
        ({ videoId, from, to }) => videoId === whole.videoId && from <= whole.to && whole.from <= to,
      );
      if (other < 0) break;
      const [met] = result.splice(other, 1) as [CollectionStretch];
      whole = { ...whole, from: Math.min(met.from, whole.from), to: Math.max(met.to, whole.to) };
      at = Math.min(at, other);
    }
    result.splice(at, 0, whole);
  }
  return result;
}
