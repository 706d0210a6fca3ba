// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../src-shared/ipc';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { sampleCollection, sampleHit, sampleId, samplePlace, sampleVideo } from '../testing/samples';
import { collectionsStore, followCollections, withMoved } from './collections-store';
import {
  addMarker,
  followTrayCollection,
  keepCard,
  keepRange,
  keepStretch,
  keptAs,
  movePlace,
  showCollection,
  toggleActive,
  toggleKept,
} from './keep';
import { libraryStore } from './library-store';
import { noticeStore } from './notice-store';
import { playerStore } from './player-store';
import { selectionStore } from './selection-store';
import { cardsOfHits } from './tray-card';
import { trayStore } from './tray-store';
import { undoStore } from './undo-store';
import { viewStore } from './view-store';

const A = sampleId(1);
const FULL = { code: 'CannotWrite', message: 'The disk is full.', remedy: 'Make room.' } as const;
const [CARD] = cardsOfHits([sampleHit(A, 4)]);
if (!CARD) throw new Error('There is a card.');
const card = CARD;

/** Stands in for main: a collection "finds" with these places. */
function main(places = [samplePlace('one', A, 1), samplePlace('two', A, 2), samplePlace('three', A, 3)]) {
  let kept = [...places];
  const answers: Answers = {
    'collections.list': () => [sampleCollection('finds', { name: 'Finds' })],
    'collections.places': () => kept,
    'collections.placesOf': () => kept,
    'collections.keep': ({ places: added }) => {
      const made = added.map((place, n) => samplePlace(`made ${n}`, A, 9, place));
      kept = [...kept, ...made];
      return made;
    },
    'collections.removePlaces': ({ placeIds }) => {
      kept = kept.filter(({ id }) => !placeIds.includes(id));
    },
    'collections.putBack': () => {
      kept = [...places];
      return kept;
    },
    'collections.move': ({ placeId, before }) => {
      kept = [...withMoved(kept, placeId, before)];
    },
  };
  return installFakeApi(answers);
}
const store = () => collectionsStore.getState();
const ids = () =>
  store()
    .lists.get('finds')
    ?.places.map(({ id }) => id);

beforeEach(async () => {
  localStorage.clear();
  main();
  collectionsStore.setState({
    collections: [],
    kept: new Map(),
    lists: new Map(),
    opened: null,
    target: null,
  });
  noticeStore.setState({ notices: [] });
  trayStore.getState().close();
  libraryStore.setState({ status: 'ready', videos: [sampleVideo(1)] });
  await store().load();
  await store().know([A]);
});

describe('a find', () => {
  it('is kept at once, with a way back, and the collection is remembered', async () => {
    const done = keepCard(card);
    expect(keptAs(store().kept, card)).not.toBeNull();
    await done;
    expect(keptAs(store().kept, card)?.id).toBe('made 0');
    expect(store().kept.get(A)).toHaveLength(4);
    expect(localStorage.getItem('collection')).toBe('finds');
    const [notice] = noticeStore.getState().notices;
    notice?.action?.run();
    await vi.waitFor(() => expect(keptAs(store().kept, card)).toBeNull());
  });

  it('is not kept where main refuses, which is told', async () => {
    installFakeApi({ 'collections.keep': () => failWith(FULL as never) });
    await keepCard(card);
    expect(keptAs(store().kept, card)).toBeNull();
    expect(noticeStore.getState().notices.map(({ message }) => message)).toEqual([FULL.message]);
  });

  it('is let go of by the same star', async () => {
    await toggleKept(card);
    await toggleKept(card);
    expect(keptAs(store().kept, card)).toBeNull();
  });
});

describe('a marked range', () => {
  const NEWS = { frameIndex: null, kind: null, title: '', note: '', colour: null, tags: [] };

  it('is kept, also by the key of finds where no find was opened, and can be taken back', async () => {
    const fake = main();
    playerStore.getState().open(A);
    toggleActive();
    expect(fake.callsOf('collections.keep')).toEqual([]);
    selectionStore.getState().setRange({ from: 5, to: 9 });
    toggleActive();
    const kept = { videoId: A, from: 5, to: 9, ...NEWS };
    await vi.waitFor(() => expect(fake.callsOf('collections.keep')).toMatchObject([{ places: [kept] }]));
    await vi.waitFor(() => expect(store().kept.get(A)).toHaveLength(4));
    await undoStore.getState().undo();
    expect(store().kept.get(A)).toHaveLength(3);
    selectionStore.getState().clear();
    keepRange();
    expect(fake.callsOf('collections.keep')).toHaveLength(1);
    playerStore.getState().close();
  });

  it('has the frame that is shown where it begins', async () => {
    const fake = main();
    playerStore.getState().open(A);
    playerStore.setState({ frameTimes: [0, 4, 8] });
    await keepStretch(A, { from: 5, to: 9 });
    await keepStretch(sampleId(2), { from: 5, to: 9 });
    const asked = fake.callsOf('collections.keep') as Input<'collections.keep'>[];
    expect(asked.map(({ places }) => places[0]?.frameIndex)).toEqual([1, null]);
    playerStore.getState().close();
  });

  it('is kept once: the second time it is pointed out, also of another star', async () => {
    playerStore.getState().open(A);
    const there = () => [samplePlace('one', A, 5, { from: 5, to: 9, collectionId: 'finds' })];
    collectionsStore.setState({ kept: new Map() });
    installFakeApi({
      'collections.list': () => [sampleCollection('finds', { name: 'Finds' })],
      ...{ 'collections.placesOf': there, 'collections.places': there, 'collections.keep': there },
    });
    const steps = undoStore.getState().past.length;
    selectionStore.getState().setRange({ from: 5, to: 9 });
    keepRange();
    await vi.waitFor(() => expect(store().pointed).toEqual({ placeId: 'one' }));
    const [notice, ...others] = noticeStore.getState().notices;
    expect([notice?.message, others]).toEqual(['This is in “Finds” already.', []]);
    expect(undoStore.getState().past).toHaveLength(steps);
    await keepCard({ ...card, from: 5, to: 9 }, 'finds');
    expect(undoStore.getState().past).toHaveLength(steps);
    expect(await addMarker()).toMatchObject({ id: 'one' });
    expect(undoStore.getState().past).toHaveLength(steps);
    notice?.action?.run();
    expect([store().opened, viewStore.getState().tab]).toEqual(['finds', 'collections']);
    playerStore.getState().close();
    selectionStore.getState().clear();
  });

  it('is called by the words said in it, no longer than the contract takes', async () => {
    const fake = main();
    await keepStretch(A, { from: 1, to: 2 }, 'word '.repeat(200));
    const [asked] = fake.callsOf('collections.keep') as Input<'collections.keep'>[];
    expect(asked?.places[0]?.title).toHaveLength(500);
  });
});

describe('a film that left the library', () => {
  it('is asked for no more, and nothing is said of it', async () => {
    const fake = installFakeApi({
      'collections.placesOf': () =>
        failWith({ code: 'NotFound', message: 'The library has no such video.', remedy: 'Add it.' }),
    });
    const stop = followCollections();
    fake.emit('collections.changed', { collections: [], videoIds: [A] });
    await vi.waitFor(() => expect(store().kept.get(A)).toEqual([]));
    expect(noticeStore.getState().notices).toEqual([]);
    stop();
  });
});

describe('a collection', () => {
  it('is ordered, at once, and as main then says', async () => {
    await store().look('finds');
    const moving = movePlace(samplePlace('one', A, 1), 1);
    expect(ids()).toEqual(['two', 'one', 'three']);
    await moving;
    await movePlace(samplePlace('three', A, 3), -1);
    expect(ids()).toEqual(['two', 'three', 'one']);
    await store().look('finds');
    expect(ids()).toEqual(['two', 'three', 'one']);
  });

  it('stays as it was where main refuses', async () => {
    await store().look('finds');
    const before = ids();
    installFakeApi({
      'collections.move': () => failWith(FULL as never),
      'collections.places': () => [
        samplePlace('one', A, 1),
        samplePlace('two', A, 2),
        samplePlace('three', A, 3),
      ],
    });
    await movePlace(samplePlace('one', A, 1), 1);
    expect(ids()).toEqual(before);
  });

  it('gets back what was removed, where it stood', async () => {
    await store().look('finds');
    await store().removePlaces([samplePlace('two', A, 2)]);
    expect(ids()).toEqual(['one', 'three']);
    noticeStore.getState().notices[0]?.action?.run();
    await expect.poll(ids).toEqual(['one', 'two', 'three']);
  });

  it('lies in the tray as it is, also after it was changed elsewhere', async () => {
    const stop = followTrayCollection();
    await showCollection('finds');
    expect(trayStore.getState().cards.map(({ key }) => key)).toEqual(['one', 'two', 'three']);
    await movePlace(samplePlace('one', A, 1), 1);
    expect(trayStore.getState().cards.map(({ key }) => key)).toEqual(['two', 'one', 'three']);
    const fake = main([samplePlace('two', A, 2)]);
    const unfollow = followCollections();
    fake.emit('collections.changed', {
      collections: [sampleCollection('finds', { name: 'Best' })],
      videoIds: [A],
    });
    await expect.poll(() => trayStore.getState().cards.map(({ key }) => key)).toEqual(['two']);
    expect(trayStore.getState().source).toMatchObject({ name: 'Best' });
    fake.emit('collections.changed', { collections: [], videoIds: [A] });
    expect(trayStore.getState().source).toBeNull();
    unfollow();
    stop();
  });
});
