import { createStore } from 'zustand/vanilla';
import type { Collection, KeptPlace, NewPlace, PlaceChange } from '../../src-shared/collections';
import type { UserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';
import { t } from '../../src-shared/words/words';
import { asUserError, call, listen } from '../api';
import { noticeStore, tellIfItFails } from './notice-store';
import { type UndoStep, undoing, undoStore } from './undo-store';

/** The places of a collection, as far as the page has them. */
export interface PlaceList {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  /** In the collection's own order. */
  readonly places: readonly KeptPlace[];
}

/** Collections, and the places that the page has had to do with. Changes show at once, and are taken back where main refuses. */
export interface CollectionsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  readonly collections: readonly Collection[];
  /** Of films that somebody asked about: their places in all collections, by time. */
  readonly kept: ReadonlyMap<VideoId, readonly KeptPlace[]>;
  /** Of collections that were looked at: their places. */
  readonly lists: ReadonlyMap<string, PlaceList>;
  /** The collection that the side panel shows; null while it lists them all. */
  readonly opened: string | null;
  /** Whether it shows that collection's chat instead of its places. */
  readonly asking: boolean;
  /** Where a star puts a find; null where main knows, as where nothing was kept yet. */
  readonly target: string | null;
  /** The place that is pointed out where its collection is shown: a new object each time. */
  readonly pointed: { readonly placeId: string } | null;
  /** The place whose note, colour and tags are being written. */
  readonly editing: string | null;
  readonly load: () => Promise<void>;
  /** Asks for the places of films that are not known yet. */
  readonly know: (videoIds: readonly VideoId[]) => Promise<void>;
  /** Takes what main says of the collections, and asks anew for places in these films. */
  readonly take: (collections: readonly Collection[], videoIds: readonly VideoId[]) => void;
  /** Asks anew for what is known of these films, and for the collections that were looked at: they may be other than before. */
  readonly refresh: (videoIds: readonly VideoId[]) => Promise<void>;
  /** Asks for a collection's places. */
  readonly look: (collectionId: string) => Promise<void>;
  readonly open: (collectionId: string | null) => void;
  /** Shows the chat about a collection's places; null: the places of the open one again. */
  readonly ask: (collectionId: string | null) => void;
  readonly choose: (collectionId: string) => void;
  readonly edit: (placeId: string | null) => void;
  readonly point: (placeId: string) => void;
  /** Null where main refused, and the user was told. */
  readonly create: (name: string) => Promise<Collection | null>;
  readonly change: (collectionId: string, change: { name?: string; note?: string }) => Promise<void>;
  readonly remove: (collectionId: string) => Promise<void>;
  /** Keeps places in the target, or in another collection. Null where main refused. */
  readonly keep: (places: readonly NewPlace[], collectionId?: string) => Promise<readonly KeptPlace[] | null>;
  readonly changePlace: (place: KeptPlace, change: PlaceChange) => Promise<void>;
  /** Lets go of places, and offers to take that back. */
  readonly removePlaces: (places: readonly KeptPlace[]) => Promise<void>;
  /** Lets go of places, without a word. False where main would not. */
  readonly letGo: (places: readonly KeptPlace[]) => Promise<boolean>;
  readonly putBack: (places: readonly KeptPlace[]) => Promise<boolean>;
  /** Puts a place before another of its collection; null: at the end. */
  readonly move: (place: KeptPlace, before: string | null) => Promise<void>;
}

const NO_LIST: PlaceList = { status: 'loading', error: null, places: [] };

/** What is remembered from one start to the next: which collection a star fills. */
const TARGET_KEY = 'collection';

export function byTime(places: readonly KeptPlace[]): readonly KeptPlace[] {
  return places.toSorted((a, b) => a.from - b.from || a.addedAt - b.addedAt);
}

/** The list with a place before another, or at the end. */
export function withMoved(
  places: readonly KeptPlace[],
  id: string,
  before: string | null,
): readonly KeptPlace[] {
  const moved = places.find((place) => place.id === id);
  if (!moved || id === before) return places;
  const others = places.filter((place) => place.id !== id);
  const at = others.findIndex((place) => place.id === before);
  return at === -1 ? [...others, moved] : [...others.slice(0, at), moved, ...others.slice(at)];
}

function withPlaces(places: readonly KeptPlace[], changed: readonly KeptPlace[]): readonly KeptPlace[] {
  const news = new Map(changed.map((place) => [place.id, place]));
  const kept = places.map((place) => {
    const now = news.get(place.id);
    news.delete(place.id);
    return now ?? place;
  });
  return [...kept, ...news.values()];
}

/** A film that just left the library has none to show; if it comes back, main says so. */
async function placesOf(videoId: VideoId): Promise<readonly KeptPlace[]> {
  try {
    return await call('collections.placesOf', { videoId });
  } catch (thrown) {
    if (asUserError(thrown).code === 'NotFound') return [];
    throw thrown;
  }
}

export function createCollectionsStore() {
  let nextTemporary = 0;
  return createStore<CollectionsState>()((set, get) => {
    function changeLists(
      change: (places: readonly KeptPlace[], collectionId: string) => readonly KeptPlace[],
    ): void {
      const lists = [...get().lists].map(
        ([id, list]) => [id, { ...list, places: change(list.places, id) }] as const,
      );
      set({ lists: new Map(lists) });
    }
    /** Puts places where the page shows them: with their films, and in their collections. */
    function take(places: readonly KeptPlace[]): void {
      const known = new Map(get().kept);
      for (const [videoId, own] of Map.groupBy(places, (place) => place.videoId)) {
        const before = known.get(videoId);
        if (before) known.set(videoId, byTime(withPlaces(before, own)));
      }
      set({ kept: known });
      changeLists((before, id) => {
        const own = places.filter(({ collectionId }) => collectionId === id);
        return own.length === 0 ? before : withPlaces(before, own);
      });
    }
    function drop(ids: readonly string[]): void {
      const stays = ({ id }: KeptPlace) => !ids.includes(id);
      set({ kept: new Map([...get().kept].map(([videoId, places]) => [videoId, places.filter(stays)])) });
      changeLists((places) => (places.every(stays) ? places : places.filter(stays)));
    }
    /** Asks main how things are: after something failed, and when it says that they changed. */
    async function refresh(videoIds: readonly VideoId[]): Promise<void> {
      const known = videoIds.filter((videoId) => get().kept.has(videoId));
      const films = known.map(async (videoId) => {
        const places = await placesOf(videoId);
        set({ kept: new Map(get().kept).set(videoId, byTime(places)) });
      });
      await Promise.all([...films, ...[...get().lists.keys()].map(fetchList)]);
    }
    function setList(collectionId: string, change: Partial<PlaceList>): void {
      const before = get().lists.get(collectionId) ?? NO_LIST;
      set({ lists: new Map(get().lists).set(collectionId, { ...before, ...change }) });
    }
    async function fetchList(collectionId: string): Promise<void> {
      const places = await call('collections.places', { collectionId });
      if (get().lists.has(collectionId)) setList(collectionId, { status: 'ready', error: null, places });
    }
    /** Carries out what the page already shows; where that fails, it shows again what is. */
    async function carry<T>(work: Promise<T>, videoIds: readonly VideoId[]): Promise<T | null> {
      const done = await tellIfItFails(work.then((value) => ({ value })));
      if (done === null) await get().refresh(videoIds);
      return done?.value ?? null;
    }
    /** Lets go of the lists of collections that are no more. */
    function forgetLists(collections: readonly Collection[]): void {
      const isThere = (id: string | null) => collections.some((one) => one.id === id);
      const { lists, opened } = get();
      set({
        collections,
        lists: new Map([...lists].filter(([id]) => isThere(id))),
        opened: isThere(opened) ? opened : null,
      });
    }
    function setTarget(target: string | null): void {
      set({ target });
      if (target === null) localStorage.removeItem(TARGET_KEY);
      else localStorage.setItem(TARGET_KEY, target);
    }
    return {
      status: 'loading',
      error: null,
      collections: [],
      kept: new Map(),
      lists: new Map(),
      opened: null,
      asking: false,
      target: null,
      pointed: null,
      editing: null,
      load: async () => {
        try {
          const collections = await call('collections.list', undefined);
          const last = localStorage.getItem(TARGET_KEY);
          const target = collections.some(({ id }) => id === last) ? last : null;
          set({ status: 'ready', error: null, collections, target });
        } catch (thrown) {
          set({ status: 'failed', error: asUserError(thrown) });
        }
      },
      know: async (videoIds) => {
        const unknown = videoIds.filter((videoId) => !get().kept.has(videoId));
        if (unknown.length === 0) return;
        // Known from now on, so that nobody asks twice.
        set({ kept: new Map([...get().kept, ...unknown.map((videoId) => [videoId, []] as const)]) });
        await get().refresh(unknown);
      },
      take: (collections, videoIds) => {
        forgetLists(collections);
        void get().refresh(videoIds);
      },
      refresh: async (videoIds) => {
        await tellIfItFails(refresh(videoIds));
      },
      look: async (collectionId) => {
        if (!get().lists.has(collectionId)) setList(collectionId, NO_LIST);
        try {
          await fetchList(collectionId);
        } catch (thrown) {
          setList(collectionId, { status: 'failed', error: asUserError(thrown) });
        }
      },
      open: (opened) => set({ opened, asking: false, editing: null }),
      ask: (collectionId) =>
        set({ opened: collectionId ?? get().opened, asking: collectionId !== null, editing: null }),
      choose: setTarget,
      edit: (editing) => set({ editing }),
      point: (placeId) => set({ pointed: { placeId } }),
      create: async (name) => {
        const made = await tellIfItFails(call('collections.create', { name }));
        if (!made) return null;
        const others = get().collections.filter(({ id }) => id !== made.id);
        set({ collections: [...others, made] });
        setTarget(made.id);
        return made;
      },
      change: async (collectionId, change) => {
        const was = get().collections.find(({ id }) => id === collectionId);
        if (!was) return;
        const put = async (wanted: { name?: string; note?: string }) => {
          const before = get().collections;
          set({ collections: before.map((one) => (one.id === collectionId ? { ...one, ...wanted } : one)) });
          try {
            await call('collections.change', { collectionId, change: wanted });
          } catch (error) {
            set({ collections: before });
            throw error;
          }
        };
        const { name, note } = was;
        const label = t('stores.collection.change', { name });
        await undoStore.getState().perform({ label, do: () => put(change), undo: () => put({ name, note }) });
      },
      remove: async (collectionId) => {
        const name = get().collections.find(({ id }) => id === collectionId)?.name ?? '';
        // With its places it comes back; one that is empty is made anew.
        const places = await tellIfItFails(call('collections.places', { collectionId }));
        if (places === null) return;
        const remove = async (id: string) => {
          await call('collections.remove', { collectionId: id });
          forgetLists(get().collections.filter((one) => one.id !== id));
          if (get().target === id) setTarget(null);
          await get().refresh([...get().kept.keys()]);
        };
        let id = collectionId;
        const step: UndoStep = {
          label: t('stores.collection.remove', { name }),
          do: () => remove(id),
          undo: async () => {
            if (places.length > 0) return get().putBack(places);
            id = (await call('collections.create', { name })).id;
          },
        };
        if (await undoStore.getState().perform(step))
          noticeStore.getState().info(t('stores.collection.removed', { name }), undoing(step));
      },
      keep: async (places, collectionId) => {
        const wanted = collectionId ?? get().target;
        const shown = places.map((place) => ({
          ...place,
          id: `new ${nextTemporary++}`,
          collectionId: wanted ?? '',
          addedAt: Date.now(),
        }));
        take(shown);
        const videoIds = places.map(({ videoId }) => videoId);
        const input = { collectionId: wanted, places: [...places] };
        const kept = await carry(call('collections.keep', input), videoIds);
        drop(shown.map(({ id }) => id));
        if (kept === null) return null;
        take(kept);
        const [first] = kept;
        if (first) setTarget(first.collectionId);
        return kept;
      },
      changePlace: async (place, change) => {
        const put = async (wanted: PlaceChange) => {
          take([{ ...place, ...wanted }]);
          const changed = await carry(
            call('collections.changePlace', { placeId: place.id, change: wanted }),
            [place.videoId],
          );
          if (changed) take([changed]);
          return changed !== null;
        };
        const { from, to, title, note, colour, tags } = place;
        await undoStore.getState().perform({
          label: t('stores.place.change'),
          do: () => put(change),
          undo: () => put({ from, to, title, note, colour, tags }),
        });
      },
      letGo: async (places) => {
        const ids = places.map(({ id }) => id);
        drop(ids);
        const work = call('collections.removePlaces', { placeIds: ids }).then(() => true);
        return (
          (await carry(
            work,
            places.map(({ videoId }) => videoId),
          )) === true
        );
      },
      removePlaces: async (places) => {
        if (places.length === 0 || !(await get().letGo(places))) return;
        const step: UndoStep = {
          label: t('stores.places.remove', { n: places.length }),
          do: () => get().letGo(places),
          undo: () => get().putBack(places),
        };
        undoStore.getState().note(step);
        const said = t('stores.places.removed', { n: places.length });
        noticeStore.getState().info(said, undoing(step));
      },
      putBack: async (places) => {
        const videoIds = places.map(({ videoId }) => videoId);
        const back = await carry(
          call('collections.putBack', { placeIds: places.map(({ id }) => id) }),
          videoIds,
        );
        // They come back where they stood, which only main knows.
        if (back) await get().refresh(videoIds);
        return back !== null;
      },
      move: async (place, before) => {
        changeLists((places) => withMoved(places, place.id, before));
        await carry(
          call('collections.move', { placeId: place.id, before }).then(() => true),
          [place.videoId],
        );
      },
    };
  });
}

export const collectionsStore = createCollectionsStore();

/** Keeps the store to what main says: other windows and the command line keep places, too. */
export function followCollections(store = collectionsStore): () => void {
  return listen('collections.changed', ({ collections, videoIds }) => {
    store.getState().take(collections, videoIds);
  });
}
