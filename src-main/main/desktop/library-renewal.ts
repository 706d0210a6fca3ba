import { TOLD_TRACKS } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import type { Library } from '../../base/library/types';
import type { SendEvent } from './send-event';

/** Milliseconds between two looks: each reads one number of the database. */
const EVERY = 3000;
const PARTS = ['frames', 'scenes', 'transcript', 'waveform', ...TOLD_TRACKS] as const;

/**
 * Tells the page of a library that may only be read here what another process writes in it meanwhile: films that are new, other or
 * gone, what was read of them, and collections. Of who writes nothing is told: they know.
 * @param changed tells the page of these films
 * @returns ends it
 */
export function followWriter(
  library: Pick<Library, 'readOnly' | 'version' | 'videos' | 'collections'>,
  changed: (...ids: readonly VideoId[]) => void,
  send: SendEvent,
): () => void {
  if (!library.readOnly) return () => undefined;
  let version = library.version();
  let films = filmsOf(library);
  let collections = JSON.stringify(library.collections.list());
  function look(): void {
    const now = library.version();
    if (now === version) return;
    const before = films;
    films = filmsOf(library);
    const ids = [...new Set([...before.keys(), ...films.keys()])].filter(
      (id) => before.get(id) !== films.get(id),
    );
    changed(...ids);
    for (const videoId of ids.filter((id) => films.has(id))) {
      for (const what of PARTS) send('index.changed', { videoId, what });
    }
    const list = library.collections.list();
    const listed = JSON.stringify(list);
    if (listed !== collections) {
      send('collections.changed', {
        collections: list,
        videoIds: [...new Set(list.flatMap(({ videoIds }) => videoIds))],
      });
    }
    [collections, version] = [listed, now];
  }
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      // Busy, or a file server that is away: what is asked for tells that, and the next look sees what was missed.
    }
  }, EVERY);
  return () => clearInterval(timer);
}

function filmsOf({ videos }: Pick<Library, 'videos'>): Map<VideoId, string> {
  return new Map(videos.list().map((video) => [video.id, JSON.stringify(video)]));
}
