// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { SearchField } from '../search/search-field';
import { collectionsStore } from '../stores/collections-store';
import { exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { playerStore } from '../stores/player-store';
import { trayStore } from '../stores/tray-store';
import { viewStore } from '../stores/view-store';
import { choose } from '../testing/choose';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { sampleCollection, sampleHit, sampleId, samplePlace, sampleVideo } from '../testing/samples';
import { Tray } from './tray';

const [A, B] = [sampleId(1), sampleId(2)];
const said = {
  kind: 'said',
  text: 'By the sea',
  probability: null,
  marks: [[7, 10] as [number, number]],
} as const;
const HITS = [
  sampleHit(A, 4, { score: 4 }),
  sampleHit(B, 8, { score: 3, matches: [{ ...said, marks: [...said.marks] }] }),
  sampleHit(B, 20, { score: 2, weak: true }),
];
const FOUND: Answers = {
  'search.text': () => ({
    groups: HITS.map((hit) => ({ videoId: hit.videoId, scene: null, hits: [hit] })),
    notes: ['Read as a thing to be seen.'],
  }),
};

async function search(answers: Answers) {
  const fake = installFakeApi(answers);
  render(
    <>
      <SearchField scope="all" />
      <Tray />
    </>,
  );
  const field = screen.getByRole('searchbox', { name: 'Search all videos' });
  fireEvent.change(field, { target: { value: ' sea ' } });
  await act(async () => {
    fireEvent.submit(field);
  });
  return fake;
}
const cards = () => [...document.querySelectorAll<HTMLElement>('[data-find]')];
const words = () => cards().map((card) => card.querySelector('.find__reason')?.textContent);

beforeEach(() => {
  // A page without layout has no room; the tray draws what is in sight of it.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(170);
  trayStore.getState().close();
  playerStore.getState().close();
  viewStore.setState({ screen: { name: 'library' }, trayFolded: false, trayForm: 'strip' });
  libraryStore.setState({ status: 'ready', videos: [sampleVideo(1), sampleVideo(2)] });
  collectionsStore.setState({
    status: 'ready',
    collections: [],
    kept: new Map(),
    lists: new Map(),
    target: null,
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('Tray', () => {
  it('is not there before anything was asked or searched for', () => {
    installFakeApi();
    render(<Tray />);
    expect(screen.queryByRole('region', { name: 'Finds' })).toBeNull();
  });

  it('names the search, shows why each place was found, and sets candidates apart', async () => {
    const fake = await search(FOUND);
    expect(fake.callsOf('search.text')).toEqual([{ scope: 'all', text: 'sea', limit: 100 }]);
    expect(screen.getByRole('heading').textContent).toBe('“sea” in all videos');
    expect(screen.getByText('Read as a thing to be seen.')).toBeTruthy();
    expect(words()).toEqual(['seashore, lakeside 41 %', '“By the sea”', 'seashore, lakeside 41 %']);
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toContain('sea');
    const items = within(screen.getByRole('list', { name: 'Finds' })).getAllByRole('listitem');
    expect(items.map((item) => item.querySelector('[data-find]')?.textContent ?? item.textContent)[2]).toBe(
      'Candidates',
    );
    expect(within(items[0] as HTMLElement).getByText('Video 1')).toBeTruthy();
  });

  it('says of a place when it begins and how long it is, wherever in it its best frame is', async () => {
    const hit = sampleHit(A, 24, { to: secondsToMicros(35), frameTime: secondsToMicros(25.5) });
    await search({
      'search.text': () => ({ groups: [{ videoId: A, scene: null, hits: [hit] }], notes: [] }),
    });
    expect(cards()[0]?.querySelector('.find__clock')?.textContent).toBe('0:24');
    expect(cards()[0]?.querySelector('.find__length')?.textContent).toBe('11.0 s');
    fireEvent.click(cards()[0] as HTMLElement);
    expect(playerStore.getState().time).toBe(secondsToMicros(25.5));
  });

  it('calls a kept place without a name and a note what it is', () => {
    installFakeApi();
    const unnamed = { kind: null, title: '', note: '' };
    trayStore
      .getState()
      .showCollection('finds', 'Finds', [
        samplePlace('one', A, 4, { ...unnamed, from: 4, to: 9 }),
        samplePlace('two', A, 4, { ...unnamed, from: 4, to: 4 }),
        samplePlace('three', A, 4, { ...unnamed, from: 4, to: 9, note: 'here' }),
      ]);
    render(<Tray />);
    expect(words()).toEqual(['A stretch', 'Marker', 'here']);
  });

  it('opens a place in its film, and stays', async () => {
    await search(FOUND);
    fireEvent.click(cards()[1] as HTMLElement);
    expect(viewStore.getState().screen).toEqual({ name: 'video', videoId: B });
    expect(playerStore.getState().time).toBe(secondsToMicros(8));
    expect(cards()).toHaveLength(3);
    expect(cards()[1]?.getAttribute('aria-current')).toBe('true');
  });

  it('is gone through with the arrows: one card at a time is in the tab order', async () => {
    await search(FOUND);
    cards()[0]?.focus();
    fireEvent.keyDown(cards()[0] as HTMLElement, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(cards()[1]);
    expect(cards().map((card) => card.tabIndex)).toEqual([-1, 0, -1]);
    expect(viewStore.getState().screen.name).toBe('library');
  });

  it('is filtered by kind and film, and says when that hides all', async () => {
    await search(FOUND);
    fireEvent.click(screen.getByRole('button', { name: /^Said ?1$/ }));
    expect(words()).toEqual(['“By the sea”']);
    await choose('Film', 'Video 1');
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(cards()).toHaveLength(3);
  });

  it('hands what is shown over to be exported', async () => {
    await search(FOUND);
    fireEvent.click(screen.getByRole('button', { name: 'Export these places…' }));
    const { request } = exportStore.getState();
    expect(request).toMatchObject({ kind: 'chosen', name: 'Hits for sea', stretch: null });
    expect(request?.kind === 'chosen' && request.places.map(({ title }) => title)).toEqual([
      'seashore, lakeside',
      'By the sea',
      'seashore, lakeside',
    ]);
    exportStore.getState().close();
  });

  it('keeps a find by its star, in a collection that is named in place', async () => {
    const fake = await search({
      ...FOUND,
      'collections.create': ({ name }) => sampleCollection('new', { name }),
      'collections.keep': ({ places: [place] }) => [
        samplePlace('kept', A, 4, { ...place, collectionId: 'new' }),
      ],
    });
    fireEvent.click(screen.getByRole('button', { name: /^Stars keep in/ }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'New collection…' }));
    const name = screen.getByRole('textbox', { name: 'Name of the new collection' });
    fireEvent.change(name, { target: { value: 'Coast' } });
    await act(async () => {
      fireEvent.keyDown(name, { key: 'Enter' });
    });
    expect(screen.getByRole('button', { name: 'Stars keep in Coast' })).toBeTruthy();
    const star = screen.getAllByRole('button', { name: 'Keep this find' })[0] as HTMLElement;
    await act(async () => {
      fireEvent.click(star);
    });
    expect(fake.callsOf('collections.keep')).toMatchObject([
      { collectionId: 'new', places: [{ videoId: A, from: secondsToMicros(4), kind: 'seen' }] },
    ]);
    expect(screen.getByRole('button', { name: 'Let go of this find' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
  });

  it('calls a stretch that was kept by hand what its collection calls it', async () => {
    const byHand = { title: '', kind: null };
    installFakeApi();
    render(<Tray />);
    act(() =>
      trayStore
        .getState()
        .showCollection('finds', 'Finds', [
          samplePlace('stretch', A, 4, { ...byHand, to: secondsToMicros(6) }),
          samplePlace('mark', A, 8, { ...byHand, to: secondsToMicros(8) }),
          samplePlace('noted', A, 9, { ...byHand, note: 'Wide' }),
        ]),
    );
    expect(words()).toEqual(['A stretch', 'Marker', 'Wide']);
  });

  it('tells how alike frames are, and where it ends', async () => {
    const like = (seconds: number, similarity: number) =>
      sampleHit(A, seconds, { similarity, score: similarity, ...(similarity < 0.75 ? { weak: true } : {}) });
    await search({
      ...FOUND,
      'search.similar': () => ({
        groups: [{ videoId: A, scene: null, hits: [like(5, 0.95), like(9, 0.6)] }],
        notes: [],
      }),
    });
    await act(() => trayStore.getState().findLike('all', A, 4, secondsToMicros(4)));
    expect(screen.getByRole('heading').textContent).toBe('Like 0:04 of Video 1');
    expect(words().map((text) => text?.match(/\d+ %/)?.[0])).toEqual(['95 %', '60 %']);
    const last = within(screen.getByRole('list', { name: 'Finds' }))
      .getAllByRole('listitem')
      .at(-1);
    expect(last?.className).toContain('between--end');
    fireEvent.click(screen.getByRole('button', { name: 'What lay here before' }));
    expect(cards()).toHaveLength(3);
  });

  it('says why nothing was found, and what went wrong', async () => {
    await search({ 'search.text': () => ({ groups: [], notes: ['Nothing is above the floor.'] }) });
    expect(screen.getByText('Nothing is above the floor.')).toBeTruthy();
    const error = { code: 'WorkerLost', message: 'The search stopped.', remedy: 'Search again.' } as const;
    installFakeApi({ 'search.text': () => failWith(error) });
    await act(() => trayStore.getState().search('all', 'other'));
    expect(screen.getByRole('alert').textContent).toContain('The search stopped.');
    installFakeApi(FOUND);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(cards()).toHaveLength(3);
  });

  it('shows its head alone when it is folded, and nothing beside the settings', async () => {
    await search(FOUND);
    fireEvent.click(screen.getByRole('button', { name: 'Hide the finds' }));
    expect(cards()).toHaveLength(0);
    expect(screen.getByRole('heading')).toBeTruthy();
    act(() => viewStore.getState().go({ name: 'settings' }));
    expect(screen.queryByRole('region', { name: 'Finds' })).toBeNull();
    act(() => viewStore.getState().go({ name: 'library' }));
    expect(screen.getByRole('region', { name: 'Finds' })).toBeTruthy();
  });
});
