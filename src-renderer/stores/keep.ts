import { firstCollectionName, type KeptPlace, type NewPlace } from '../../src-shared/collections';
import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { type CollectionsState, collectionsStore } from './collections-store';
import { noticeStore } from './notice-store';
import { playerStore } from './player-store';
import { type Range, selectionStore } from './selection-store';
import { isSameStretch, placeTitle, type TrayCard, toBeKept } from './tray-card';
import { shownCards, trayStore } from './tray-store';
import { type UndoStep, undoing, undoStore } from './undo-store';
import { viewStore } from './view-store';

/** The place that a card is or was kept as; null where it is not kept. */
export function keptAs(kept: ReadonlyMap<VideoId, readonly KeptPlace[]>, card: TrayCard): KeptPlace | null {
  return card.place ?? kept.get(card.videoId)?.find((place) => isSameStretch(place, card)) ?? null;
}

/** What the collection is called that a star fills. */
export function targetName({
  collections,
  target,
}: Pick<CollectionsState, 'collections' | 'target'>): string {
  const known = collections.find(({ id }) => id === target);
  if (known) return known.name;
  return collections.length === 0 ? firstCollectionName() : t('stores.kept.lastUsed');
}

/** Keeps a find, in the target or in another collection, and offers to take that back. */
export async function keepCard(card: TrayCard, collectionId?: string): Promise<void> {
  await keepPlace(toBeKept(card), collectionId);
}

/** Keeps a stretch that somebody chose by hand. @param words what it is called, as what is said in it */
export async function keepStretch(videoId: VideoId, { from, to }: Range, words = ''): Promise<void> {
  const byHand = { frameIndex: frameShownAt(videoId, from), kind: null, note: '', colour: null, tags: [] };
  await keepPlace({ videoId, from, to, ...byHand, title: placeTitle(words) });
}

/** Number of the frame that is shown at a time of the open film; null where it has none, or another film is open. */
function frameShownAt(videoId: VideoId, time: Micros): number | null {
  const { videoId: open, frameTimes } = playerStore.getState();
  const shown = frameTimes.findLastIndex((frame) => frame <= time);
  return open !== videoId || shown === -1 ? null : shown;
}

/** Keeps the range that is marked in the open film. */
export function keepRange(): void {
  const { videoId } = playerStore.getState();
  const { range } = selectionStore.getState();
  if (videoId !== null && range) void keepStretch(videoId, range);
  else noticeStore.getState().hint(t('stores.kept.markFirst'));
}

/** The place that this became, and whether it stood in the collection already; null where main refused, and the user was told. */
async function keepOnce(
  wanted: NewPlace,
  collectionId?: string,
): Promise<{ place: KeptPlace; name: string; wasThere: boolean } | null> {
  const { videoId } = wanted;
  // A find's films are known, and its star is there at once.
  if (!collectionsStore.getState().kept.has(videoId)) await collectionsStore.getState().know([videoId]);
  const before = collectionsStore.getState().kept.get(videoId) ?? [];
  const [place] = (await collectionsStore.getState().keep([wanted], collectionId)) ?? [];
  if (!place) return null;
  const { collections } = collectionsStore.getState();
  const name = collections.find(({ id }) => id === place.collectionId)?.name ?? firstCollectionName();
  return { place, name, wasThere: before.some(({ id }) => id === place.id) };
}

/** Says that a place is kept already, and offers to show it where its collection does not lie open. */
function tellKeptAlready(place: KeptPlace, name: string): void {
  collectionsStore.getState().point(place.id);
  const show = { label: t('stores.kept.show'), run: () => showPlace(place) };
  noticeStore.getState().info(t('stores.kept.already', { name }), show);
}

async function keepPlace(wanted: NewPlace, collectionId?: string): Promise<void> {
  const kept = await keepOnce(wanted, collectionId);
  if (!kept) return;
  const { place, name, wasThere } = kept;
  if (wasThere) return tellKeptAlready(place, name);
  const step = noteKept(place, t('stores.kept.step', { name }));
  noticeStore.getState().info(t('stores.kept', { name }), undoing(step));
}

function noteKept(place: KeptPlace, label: string): UndoStep {
  const step: UndoStep = {
    label,
    do: () => collectionsStore.getState().putBack([place]),
    undo: () => collectionsStore.getState().letGo([place]),
  };
  undoStore.getState().note(step);
  return step;
}

/** Keeps the card, or lets go of it where it is kept. */
export async function toggleKept(card: TrayCard): Promise<void> {
  const place = keptAs(collectionsStore.getState().kept, card);
  if (place) await collectionsStore.getState().removePlaces([place]);
  else await keepCard(card);
}

/** Does it with the card that was opened or pointed at last; where there is none, the marked range is kept. */
export function toggleActive(): void {
  const state = trayStore.getState();
  const card = shownCards(state).find(({ key }) => key === state.activeKey);
  if (card) void toggleKept(card);
  else if (playerStore.getState().videoId !== null && selectionStore.getState().range) keepRange();
  else noticeStore.getState().hint(t('stores.kept.openFirst'));
}

/** Looks for frames like the card's. */
export function findLikeCard({ videoId, frameIndex, at }: TrayCard): void {
  if (frameIndex === null) return;
  void trayStore.getState().findLike('all', videoId, frameIndex, at);
}

/** Keeps the moment at the playhead as a marker. The place it became; null where nothing is open, or main refused. */
export async function addMarker(): Promise<KeptPlace | null> {
  const { videoId, time } = playerStore.getState();
  if (videoId === null) return null;
  const marker = {
    videoId,
    from: time,
    to: time,
    frameIndex: frameShownAt(videoId, time),
    kind: null,
    title: '',
    note: '',
    colour: null,
    tags: [],
  };
  const kept = await keepOnce(marker);
  if (!kept) return null;
  const { place, name, wasThere } = kept;
  if (wasThere) tellKeptAlready(place, name);
  else noteKept(place, t('stores.mark.step'));
  return place;
}

/** Opens a place's collection in the side panel, with what can be said of the place. */
export function editPlace(place: KeptPlace): void {
  showPlace(place);
  collectionsStore.getState().edit(place.id);
}

/** Opens a place's collection in the side panel, and points the place out. */
function showPlace({ id, collectionId }: KeptPlace): void {
  viewStore.getState().showTab('collections');
  const { open, point, look } = collectionsStore.getState();
  open(collectionId);
  point(id);
  void look(collectionId);
}

/** Moves a place one on (1) or back (-1) in its collection. */
export async function movePlace(place: KeptPlace, by: 1 | -1): Promise<void> {
  const { lists, move } = collectionsStore.getState();
  const places = lists.get(place.collectionId)?.places ?? [];
  const at = places.findIndex(({ id }) => id === place.id);
  const to = at + by;
  if (at === -1 || to < 0 || to >= places.length) return;
  // Before the one after next when it moves on, as it leaves its own place.
  await move(place, places[by === 1 ? to + 1 : to]?.id ?? null);
}

/** Puts a collection's places into the tray, and keeps them as they are. */
export async function showCollection(collectionId: string): Promise<void> {
  const { collections, lists, look } = collectionsStore.getState();
  const name = collections.find(({ id }) => id === collectionId)?.name ?? '';
  trayStore.getState().showCollection(collectionId, name, lists.get(collectionId)?.places ?? []);
  await look(collectionId);
}

/** Keeps the tray to the collection that lies in it. */
export function followTrayCollection(): () => void {
  return collectionsStore.subscribe((now, before) => {
    const { source, showCollection: show, close } = trayStore.getState();
    if (source?.kind !== 'collection') return;
    const { collectionId } = source;
    const collection = now.collections.find(({ id }) => id === collectionId);
    const was = before.collections.find(({ id }) => id === collectionId);
    if (was && !collection) return close();
    const places = now.lists.get(collectionId)?.places;
    if (!collection || !places) return;
    if (places !== before.lists.get(collectionId)?.places || collection.name !== was?.name) {
      show(collectionId, collection.name, places);
    }
  });
}
