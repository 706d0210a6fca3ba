import {
  type Collection,
  firstCollectionName,
  type KeptPlace,
  type NewPlace,
  type PlaceChange,
} from '../../../src-shared/collections';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import { readFrameTimes } from '../../base/film/reader';
import type { Library, StoredPlace } from '../../base/library/types';

/** Told of all collections, and of the films whose places are other than before. */
export type CollectionListener = (collections: Collection[], videoIds: VideoId[]) => void;

export interface CollectionsOptions {
  readonly library: Pick<Library, 'collections' | 'videos' | 'indexDir' | 'transaction'>;
  /** Times of a film's stored frames, ascending; for tests another than the index's. */
  readonly frameTimes?: (id: VideoId) => Promise<readonly Micros[]>;
}

/**
 * Collections as the window and the command line use them: each place with the frame that the present index has for it, and whoever
 * listens told of each change. Throws what the repository does.
 */
export class Collections {
  readonly #listeners = new Set<CollectionListener>();
  readonly #library: CollectionsOptions['library'];
  readonly #frameTimes: (id: VideoId) => Promise<readonly Micros[]>;

  constructor({ library, frameTimes }: CollectionsOptions) {
    this.#library = library;
    this.#frameTimes = frameTimes ?? ((id) => readFrameTimes(library.indexDir(id)));
  }

  /** @returns what ends it */
  onChanged(listener: CollectionListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  list(): Collection[] {
    return this.#stored.list();
  }

  get(id: string): Collection {
    return this.#stored.get(id);
  }

  create(name: string): Collection {
    const made = this.#stored.create(name);
    this.#tell([]);
    return made;
  }

  change(id: string, change: Partial<Pick<Collection, 'name' | 'note'>>): Collection {
    const changed = this.#stored.change(id, change);
    this.#tell([]);
    return changed;
  }

  remove(id: string): void {
    const { videoIds } = this.#stored.get(id);
    this.#stored.remove(id);
    this.#tell(videoIds);
  }

  places(id: string): Promise<KeptPlace[]> {
    return this.#shown(this.#stored.places(id));
  }

  placesOf(id: VideoId): Promise<KeptPlace[]> {
    return this.#shown(this.#stored.placesOf(this.#library.videos.get(id).id));
  }

  search(text: string): Promise<KeptPlace[]> {
    return this.#shown(this.#stored.search(text));
  }

  /**
   * A stretch that stands in the collection already is not kept twice: it is the place that it was.
   * @param id null: the one kept into last, or a first one
   */
  async keep(id: string | null, places: readonly NewPlace[]): Promise<KeptPlace[]> {
    const times = await this.#timesOf(places);
    const timed = places.map((place) => {
      const frameTime = timeOfFrame(place.frameIndex, times.get(place.videoId) ?? []);
      return { ...place, frameIndex: frameTime === null ? null : place.frameIndex, frameTime };
    });
    // A first collection is only there once something is in it.
    const kept = this.#library.transaction(() => {
      const into = id ?? (this.#stored.lastUsed() ?? this.#stored.create(firstCollectionName())).id;
      const there = new Map(this.#stored.places(into).map((place) => [stretchOf(place), place]));
      const news = new Map(timed.map((place) => [stretchOf(place), place]));
      for (const known of there.keys()) news.delete(known);
      const added = news.size === 0 ? [] : this.#stored.keep(into, [...news.values()]);
      for (const [at, stretch] of [...news.keys()].entries()) there.set(stretch, added[at] as StoredPlace);
      return timed.map((place) => there.get(stretchOf(place)) as StoredPlace);
    });
    this.#tell(filmsOf(kept));
    return shownOf(kept, times);
  }

  async changePlace(placeId: string, change: PlaceChange): Promise<KeptPlace> {
    const changed = this.#stored.changePlace(placeId, change);
    this.#tell([changed.videoId]);
    return ((await this.#shown([changed])) as [KeptPlace])[0];
  }

  removePlaces(placeIds: readonly string[]): void {
    const places = placeIds.map((id) => this.#stored.place(id));
    this.#stored.removePlaces(placeIds);
    this.#tell(filmsOf(places));
  }

  putBack(placeIds: readonly string[]): Promise<KeptPlace[]> {
    const places = this.#stored.putBack(placeIds);
    this.#tell(filmsOf(places));
    return this.#shown(places);
  }

  move(placeId: string, before: string | null): void {
    this.#stored.move(placeId, before);
    this.#tell([this.#stored.place(placeId).videoId]);
  }

  /** Films came into the library, or left it: their places wait no longer, or wait from now on. */
  filmsChanged(ids: readonly VideoId[]): void {
    const waited = this.list().some(({ videoIds }) => videoIds.some((id) => ids.includes(id)));
    if (waited) this.#tell([...ids]);
  }

  get #stored() {
    return this.#library.collections;
  }

  #tell(videoIds: VideoId[]): void {
    if (this.#listeners.size === 0) return;
    const collections = this.list();
    for (const listener of this.#listeners) listener(collections, videoIds);
  }

  /** Each place with the number that its frame has in the present index. */
  async #shown(places: readonly StoredPlace[]): Promise<KeptPlace[]> {
    return shownOf(places, await this.#timesOf(places));
  }

  /** Frame times of the places' films, where the film and its index are there. */
  async #timesOf(places: readonly NewPlace[]): Promise<Map<VideoId, readonly Micros[]>> {
    const there = filmsOf(places).filter((id) => this.#library.videos.has(id));
    const times = new Map<VideoId, readonly Micros[]>();
    // Where an index cannot be read, its film's places are there without the frame.
    for (const id of there) times.set(id, await this.#frameTimes(id).catch(() => []));
    return times;
  }
}

function shownOf(
  places: readonly StoredPlace[],
  times: ReadonlyMap<VideoId, readonly Micros[]>,
): KeptPlace[] {
  return places.map((place) => ({
    ...plain(place),
    frameIndex: frameOf(place, times.get(place.videoId) ?? []),
  }));
}

/** Number of a place's frame in the present index; null where the film has no pictures, or no index. @param times ascending */
function frameOf(
  { frameIndex, frameTime, from, to }: Pick<StoredPlace, 'frameIndex' | 'frameTime' | 'from' | 'to'>,
  times: readonly Micros[],
): number | null {
  if (frameTime !== null) {
    return frameIndex !== null && times[frameIndex] === frameTime
      ? frameIndex
      : nearestFrame(frameTime, times);
  }
  // Chosen by hand, or its ends were moved away from its frame.
  const within = times.findIndex((time) => time >= from && time < to);
  if (within !== -1) return within;
  const before = times.findLastIndex((time) => time <= from);
  return before === -1 ? nearestFrame(from, times) : before;
}

function plain({ frameTime: _, ...place }: StoredPlace): KeptPlace {
  return place;
}

/** The name of a stretch of a film: places of the same one are the same place. */
function stretchOf({ videoId, from, to }: Pick<NewPlace, 'videoId' | 'from' | 'to'>): string {
  return `${videoId} ${from} ${to}`;
}

function filmsOf(places: readonly Pick<NewPlace, 'videoId'>[]): VideoId[] {
  return [...new Set(places.map(({ videoId }) => videoId))];
}

function timeOfFrame(frameIndex: number | null, times: readonly Micros[]): Micros | null {
  return frameIndex === null ? null : (times[frameIndex] ?? null);
}

/** Number of the frame shown nearest to a time; null without any. @param times ascending */
export function nearestFrame(time: Micros | null, times: readonly Micros[]): number | null {
  if (time === null || times.length === 0) return null;
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && time - before <= Math.abs((times[low] ?? 0) - time) ? low - 1 : low;
}
