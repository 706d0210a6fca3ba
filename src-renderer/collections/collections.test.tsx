// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectionsStore } from '../stores/collections-store';
import { exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { backToSource } from '../stores/tray-follow';
import { trayStore } from '../stores/tray-store';
import { viewStore } from '../stores/view-store';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { sampleCollection, sampleId, samplePlace, sampleVideo } from '../testing/samples';
import { Collections } from './collections';
import { tagsOf } from './place-editor';

const [A, GONE] = [sampleId(1), sampleId(9)];
const PLACES = [
  samplePlace('one', A, 1),
  samplePlace('two', A, 2, { note: 'Wide', tags: ['coast'] }),
  samplePlace('lost', GONE, 3),
];

async function show(answers: Answers = {}, opened: string | null = 'finds') {
  const finds = sampleCollection('finds', { name: 'Finds', placeCount: 3, videoIds: [A, GONE] });
  const fake = installFakeApi({
    'collections.list': () => [finds],
    'collections.places': () => PLACES,
    ...answers,
  });
  collectionsStore.setState({
    status: 'ready',
    collections: [finds],
    kept: new Map(),
    lists: new Map(),
    opened,
    asking: false,
    editing: null,
  });
  await act(async () => {
    render(<Collections chat={(id) => <p>chat of {id}</p>} />);
  });
  return fake;
}
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-place]')];
const names = () => rows().map((row) => row.dataset.place);

beforeEach(() => {
  libraryStore.setState({ status: 'ready', videos: [sampleVideo(1)] });
  trayStore.getState().close();
  playerStore.getState().close();
});
afterEach(() => {
  cleanup();
  noticeStore.setState({ notices: [] });
});

describe('the list of collections', () => {
  it('names each with how much is in it, and opens one in the panel and in the tray', async () => {
    await show({}, null);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: /^Finds/ }));
    });
    expect(names()).toEqual(['one', 'two', 'lost']);
    expect(trayStore.getState().source).toMatchObject({ kind: 'collection', collectionId: 'finds' });
  });

  it('searches in all that is kept', async () => {
    const fake = await show({ 'collections.search': () => [PLACES[1] as (typeof PLACES)[number]] }, null);
    const field = screen.getByRole('searchbox', { name: 'Search in collections' });
    fireEvent.change(field, { target: { value: 'wide' } });
    await act(async () => {
      fireEvent.submit(field);
    });
    expect(fake.callsOf('collections.search')).toEqual([{ text: 'wide' }]);
    expect(trayStore.getState().cards.map(({ key }) => key)).toEqual(['two']);
  });

  it('says how something is kept while nothing is, and what went wrong', async () => {
    const error = { code: 'CannotRead', message: 'The library is damaged.', remedy: 'Restore it.' } as never;
    installFakeApi({ 'collections.list': () => failWith(error) });
    collectionsStore.setState({ status: 'loading', collections: [], opened: null });
    await act(async () => {
      render(<Collections chat={(id) => <p>chat of {id}</p>} />);
    });
    expect(screen.getByRole('alert').textContent).toContain('The library is damaged.');
    installFakeApi();
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(screen.getByText('Nothing is kept yet')).toBeTruthy();
  });
});

describe('a collection', () => {
  it('is asked about in the place of its places, and shows them again', async () => {
    await show();
    expect(names()).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: 'Ask' }));
    expect(screen.getByText('chat of finds')).toBeTruthy();
    expect(viewStore.getState().wanted).toBe('question');
    viewStore.getState().fieldTaken();
    expect(names()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Places' }));
    expect(names()).toHaveLength(3);
    expect(viewStore.getState().wanted).toBeNull();
    // The tray leads back to an answer of its chat from wherever the panel is by then.
    collectionsStore.getState().open(null);
    const source = {
      kind: 'answer',
      scope: { collectionId: 'finds' },
      messageId: 'm',
      question: '?',
    } as const;
    await act(async () => backToSource(source));
    expect(screen.getByText('chat of finds')).toBeTruthy();
    expect(viewStore.getState().tab).toBe('collections');
  });

  it('goes to a place, says which wait for their film, and is exported', async () => {
    await show();
    fireEvent.click(rows()[1] as HTMLElement);
    expect(playerStore.getState()).toMatchObject({ videoId: A, time: 2_000_000 });
    expect((rows()[2] as HTMLButtonElement).disabled).toBe(true);
    expect(document.querySelector('.collections__waiting')?.textContent).toContain('1 place');
    fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
    expect(exportStore.getState().request).toEqual({
      kind: 'collection',
      collectionId: 'finds',
      name: 'Finds',
      count: 3,
    });
    exportStore.getState().close();
  });

  it('has a place’s beginning and end set to the range that is marked in its film', async () => {
    const fake = await show({ 'collections.changePlace': () => samplePlace('one', A, 1) });
    playerStore.getState().open(A);
    act(() => collectionsStore.getState().edit('one'));
    const trim = () => screen.queryByRole('button', { name: /^Set to the marked range/ });
    expect(trim()).toBeNull();
    act(() => selectionStore.getState().setRange({ from: 4_000_000, to: 9_000_000 }));
    await act(async () => fireEvent.click(trim() as HTMLElement));
    expect(fake.callsOf('collections.changePlace')).toEqual([
      { placeId: 'one', change: { from: 4_000_000, to: 9_000_000 } },
    ]);
    act(() => playerStore.getState().open(sampleId(2)));
    expect(trim()).toBeNull();
    selectionStore.getState().clear();
  });

  it('is ordered with Alt and the arrows, the focus going along', async () => {
    const fake = await show({ 'collections.move': () => undefined });
    rows()[0]?.focus();
    await act(async () => {
      fireEvent.keyDown(rows()[0] as HTMLElement, { key: 'ArrowDown', altKey: true });
    });
    expect(fake.callsOf('collections.move')).toEqual([{ placeId: 'one', before: 'lost' }]);
    expect(names()).toEqual(['two', 'one', 'lost']);
    expect((document.activeElement as HTMLElement).dataset.place).toBe('one');
  });

  it('is ordered by dragging a place between two others', async () => {
    const fake = await show({ 'collections.move': () => undefined });
    const items = screen.getAllByRole('listitem');
    const data = { effectAllowed: '', dropEffect: '', setData: () => {} };
    const drag = (item: Element | undefined | null, type: 'dragStart' | 'dragOver' | 'drop') =>
      act(async () => {
        fireEvent[type](item as Element, { dataTransfer: data });
      });
    await drag(items[2]?.querySelector('.place__row'), 'dragStart');
    // In a page without layout no pointer is in an upper half: it goes after the row.
    await drag(items[0], 'dragOver');
    await drag(items[0], 'drop');
    expect(fake.callsOf('collections.move')).toEqual([{ placeId: 'lost', before: 'two' }]);
    expect(names()).toEqual(['one', 'lost', 'two']);
  });

  it('is dragged to other programs by a place’s picture, which leaves the order alone', async () => {
    const fake = await show({
      'collections.move': () => undefined,
      'drag.prepare': () => ({ fileName: 'Film.mp4' }),
      'drag.start': () => undefined,
    });
    const picture = document.querySelector('.place__picture') as HTMLElement;
    await act(async () => {
      fireEvent.pointerDown(picture, { button: 0 });
      fireEvent.dragStart(picture);
    });
    const place = samplePlace('one', A, 1);
    const { videoId, from, to, frameIndex } = place;
    expect(fake.callsOf('drag.start')).toEqual([{ videoId, from, to, as: 'clip', frameIndex }]);
    await act(async () => {
      fireEvent.drop(screen.getAllByRole('listitem')[1] as HTMLElement);
    });
    expect(fake.callsOf('collections.move')).toEqual([]);
  });

  it('has a place’s note, colour and tags written in its row', async () => {
    const fake = await show({
      'collections.changePlace': ({ placeId, change }) => ({ ...samplePlace(placeId, A, 1), ...change }),
    });
    fireEvent.click(screen.getAllByRole('button', { name: 'Note, colour and tags' })[0] as HTMLElement);
    const note = screen.getByRole('textbox', { name: 'Note' });
    expect(document.activeElement).toBe(note);
    fireEvent.click(screen.getByRole('radio', { name: 'Green' }));
    fireEvent.change(note, { target: { value: 'Opening ' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Tags' }), { target: { value: '#sea, wide sea' } });
    await act(async () => {
      fireEvent.keyDown(note, { key: 'Enter' });
    });
    expect(fake.callsOf('collections.changePlace')).toEqual([
      { placeId: 'one', change: { colour: 'green' } },
      { placeId: 'one', change: { title: 'Place one', note: 'Opening', tags: ['sea', 'wide'] } },
    ]);
    expect(screen.queryByRole('textbox', { name: 'Tags' })).toBeNull();
  });

  it('keeps what is being written of a place, or of it all, where a key leads elsewhere', async () => {
    const fake = await show({
      'collections.changePlace': ({ placeId, change }) => ({ ...samplePlace(placeId, A, 1), ...change }),
      'collections.change': ({ change }) => sampleCollection('finds', change),
    });
    fireEvent.change(screen.getByRole('textbox', { name: 'Note of the collection' }), {
      target: { value: 'For the opening' },
    });
    act(() => collectionsStore.getState().edit('one'));
    fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: 'Dusk' } });
    await act(async () => cleanup());
    expect(fake.callsOf('collections.change')).toEqual([
      { collectionId: 'finds', change: { note: 'For the opening' } },
    ]);
    expect(fake.callsOf('collections.changePlace')).toEqual([
      { placeId: 'one', change: { title: 'Place one', note: 'Dusk', tags: [] } },
    ]);
  });

  it('has a place left as it was by Escape, also when its screen goes then', async () => {
    const fake = await show();
    act(() => collectionsStore.getState().edit('one'));
    const note = screen.getByRole('textbox', { name: 'Note' });
    fireEvent.change(note, { target: { value: 'Dusk' } });
    fireEvent.keyDown(note, { key: 'Escape' });
    await act(async () => cleanup());
    expect(fake.callsOf('collections.changePlace')).toEqual([]);
  });

  it('lets go of a place with Delete, and offers it back', async () => {
    const fake = await show({ 'collections.removePlaces': () => undefined });
    rows()[0]?.focus();
    await act(async () => {
      fireEvent.keyDown(rows()[0] as HTMLElement, { key: 'Delete' });
    });
    expect(fake.callsOf('collections.removePlaces')).toEqual([{ placeIds: ['one'] }]);
    expect(names()).toEqual(['two', 'lost']);
    expect(noticeStore.getState().notices[0]?.action?.label).toBe('Undo');
  });

  it('is renamed in place, and removed only after a question', async () => {
    const fake = await show({
      'collections.change': ({ change }) => sampleCollection('finds', change),
      'collections.remove': () => undefined,
    });
    const more = () => fireEvent.click(screen.getByRole('button', { name: /^More for/ }));
    more();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Rename' }));
    const name = screen.getByRole('textbox', { name: 'Name of the collection' });
    fireEvent.change(name, { target: { value: 'Coast' } });
    await act(async () => {
      fireEvent.keyDown(name, { key: 'Enter' });
    });
    expect(fake.callsOf('collections.change')).toEqual([
      { collectionId: 'finds', change: { name: 'Coast' } },
    ]);
    expect(screen.getByRole('heading').textContent).toBe('Coast');
    more();
    fireEvent.click(screen.getByRole('menuitem', { name: /^Remove/ }));
    expect(fake.callsOf('collections.remove')).toEqual([]);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Remove collection' }));
    });
    expect(fake.callsOf('collections.remove')).toEqual([{ collectionId: 'finds' }]);
    expect(collectionsStore.getState().opened).toBeNull();
  });
});

describe('tags', () => {
  it('are parted by commas and spaces, each once, without the sign', () => {
    expect(tagsOf(' #sea, wide  sea,,')).toEqual(['sea', 'wide']);
  });
});
