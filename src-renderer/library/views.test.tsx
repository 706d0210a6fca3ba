import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnDrag } from '../export/drag-out';
import { USUAL } from '../stores/arrangement';
import { chatStore } from '../stores/chat-store';
import { FIRST_QUESTION } from '../stores/first-answer';
import { followLibrary, libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { selectedFilms } from '../stores/selected-films';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { choose } from '../testing/choose';
import { type Answers, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleJob, sampleMessage, sampleVideo } from '../testing/samples';
import { Library } from './library';

const FILMS = [1, 2, 3, 4].map((n) =>
  sampleVideo(n, { folder: n < 3 ? { id: 'a', name: 'Alps' } : { id: 'b', name: 'Beach' } }),
);

function show(answers: Answers = {}, videos = FILMS) {
  const api = installFakeApi(answers);
  libraryStore.setState({
    ...{ status: 'ready', videos, jobs: new Map(), refused: [], arrangement: { ...USUAL, sort: 'title' } },
  });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  render(<Library />);
  return api;
}
const opener = (n: number) => screen.getByRole('button', { name: `Open Video ${n}` });

beforeEach(() => {
  selectedFilms.getState().clear();
  modelsStore.setState({ catalogue: null });
  viewStore.setState({ screen: { name: 'library' } });
  chatStore.setState({ chats: {} });
});
afterEach(cleanup);

describe('the library', () => {
  it('shows films as a list, and in their folders', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Show as a list' }));
    fireEvent.click(screen.getByRole('button', { name: 'Group by folder' }));
    expect(screen.getAllByRole('heading', { level: 2 }).map((title) => title.textContent)).toEqual([
      'Alps 2',
      'Beach 2',
    ]);
    const line = within(screen.getByRole('row', { name: 'Video 3' }));
    expect(line.getByText('Ready')).toBeTruthy();
    expect(line.getByText('3:00')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show as cards' }));
    expect(screen.getByRole('button', { name: 'Show as a list' })).toBeTruthy();
  });

  it('is sorted by the heads of its columns, which are those of the rows, and by the menu alike', () => {
    const films = FILMS.map((film, n) => ({ ...film, sizeBytes: [3, 1, 2, 4][n] ?? 0 }));
    show({}, films);
    fireEvent.click(screen.getByRole('button', { name: 'Show as a list' }));
    const table = within(screen.getByRole('table', { name: 'Videos' }));
    const heads = table.getAllByRole('columnheader');
    const sorted = () =>
      heads
        .map((head) => [head.textContent, head.getAttribute('aria-sort')])
        .filter(([, sort]) => sort === 'ascending' || sort === 'descending');
    const titles = () =>
      table
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.getAttribute('aria-label'));
    expect(heads.map(({ textContent }) => textContent)).toEqual([
      ...['Selection', 'Title', 'State', 'Length', 'Folder', 'Added', 'Size', 'What can be done'],
    ]);
    for (const row of table.getAllByRole('row').slice(1)) {
      expect(within(row).getAllByRole('cell')).toHaveLength(heads.length);
    }
    expect(sorted()).toEqual([['Title', 'ascending']]);
    fireEvent.click(table.getByRole('button', { name: 'Size' }));
    expect([sorted(), titles()]).toEqual([
      [['Size', 'descending']],
      ['Video 4', 'Video 1', 'Video 3', 'Video 2'],
    ]);
    expect(screen.getByRole('combobox', { name: 'Sort by' }).textContent).toBe('Largest first');
    fireEvent.click(table.getByRole('button', { name: 'Size' }));
    expect([sorted(), titles()]).toEqual([
      [['Size', 'ascending']],
      ['Video 2', 'Video 3', 'Video 1', 'Video 4'],
    ]);
    expect(screen.getByRole('combobox', { name: 'Sort by' }).textContent).toBe('Smallest first');
    fireEvent.click(screen.getByRole('button', { name: 'Reverse the order' }));
    expect(sorted()).toEqual([['Size', 'descending']]);
    const rows = table.getAllByRole('row').map((row) => row.getAttribute('aria-rowindex'));
    expect(rows).toEqual(['1', '2', '3', '4', '5']);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5');
  });

  it('has all that are shown selected by the box at the head of the list, and those let go of', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Show as a list' }));
    const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: 'All films that are shown' });
    fireEvent.click(opener(1), { ctrlKey: true });
    expect([box().checked, box().indeterminate]).toEqual([false, true]);
    fireEvent.click(box());
    expect([box().checked, selectedFilms.getState().ids.size]).toEqual([true, 4]);
    fireEvent.click(box());
    expect([box().checked, selectedFilms.getState().ids.size]).toEqual([false, 0]);
  });

  it('gives films to other programs as they are: one that is dragged, or all that are selected with it', async () => {
    const started = Promise.withResolvers<void>();
    const fake = show({ 'drag.prepare': () => ({ fileName: 'a.mp4' }), 'drag.start': () => started.promise });
    const drag = (n: number) =>
      act(async () => {
        fireEvent.pointerDown(opener(n), { button: 0 });
        fireEvent.dragStart(opener(n));
      });
    await drag(2);
    selectedFilms.getState().all([sampleId(1), sampleId(3)]);
    await drag(3);
    await drag(4);
    expect(fake.callsOf('drag.start')).toEqual([
      { as: 'films', videoIds: [sampleId(2)] },
      { as: 'films', videoIds: [sampleId(1), sampleId(3)] },
      { as: 'films', videoIds: [sampleId(4)] },
    ]);
    expect(isOwnDrag()).toBe(true);
    await act(async () => started.resolve());
    expect(isOwnDrag()).toBe(false);
  });

  it('goes back to all languages', async () => {
    show();
    act(() => libraryStore.setState({ arrangement: { ...USUAL, language: 'de' } }));
    await choose('Language', 'Any language');
    expect(libraryStore.getState().arrangement.language).toBe('');
  });

  it('has several films selected by mouse and keys, and works on all of them', async () => {
    const api = show({
      'jobs.start': () => sampleJob(1),
      'jobs.pause': () => {},
      'library.remove': () => {},
    });
    fireEvent.click(opener(1), { ctrlKey: true });
    fireEvent.click(opener(3), { shiftKey: true });
    expect(viewStore.getState().screen.name).toBe('library');
    expect(screen.getByText('3 films selected')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Video 2' }));
    fireEvent.click(screen.getByRole('button', { name: 'Read' }));
    await waitFor(() =>
      expect(api.callsOf('jobs.start')).toEqual([{ videoId: sampleId(1) }, { videoId: sampleId(3) }]),
    );
    fireEvent.keyDown(opener(3), { key: 'a', ctrlKey: true });
    expect(screen.getByText('4 films selected')).toBeTruthy();
    fireEvent.keyDown(opener(1), { key: 'Delete' });
    fireEvent.click(screen.getByRole('button', { name: 'Remove from library' }));
    await waitFor(() => expect(libraryStore.getState().videos).toEqual([]));
    expect(api.callsOf('library.remove')).toEqual([{ videoIds: [1, 2, 3, 4].map(sampleId) }]);
  });

  it.each(['Show as cards', 'Show as a list'])(
    'has all that can be done with a film in a menu of its own: %s',
    async (form) => {
      const api = show({ 'jobs.pause': () => {} }, [sampleVideo(1, { state: 'indexing' }), sampleVideo(2)]);
      act(() => libraryStore.setState({ jobs: new Map([[sampleId(1), sampleJob(1)]]) }));
      const switched = screen.queryByRole('button', { name: form });
      if (switched) fireEvent.click(switched);
      const menu = () => screen.getByRole('menu', { name: 'More for Video 1', hidden: true });
      const choose = (name: string) => fireEvent.click(within(menu()).getByText(name));
      expect(fireEvent.contextMenu(opener(1))).toBe(false);
      choose('Pause indexing');
      await waitFor(() => expect(api.callsOf('jobs.pause')).toHaveLength(1));
      fireEvent.contextMenu(opener(1));
      choose('Rename');
      const field = await screen.findByRole('textbox', { name: 'Title' });
      // What is typed keeps the system's menu of text.
      expect(fireEvent.contextMenu(field)).toBe(true);
      fireEvent.keyDown(field, { key: 'Escape' });
      fireEvent.contextMenu(opener(1));
      choose('Open');
      expect(viewStore.getState().screen).toEqual({ name: 'video', videoId: sampleId(1) });
    },
  );

  it('counts the files that are being added', async () => {
    const { promise, resolve } = Promise.withResolvers<{ videos: []; refused: [] }>();
    const api = show({ 'library.addByDialog': () => promise });
    const stop = followLibrary();
    fireEvent.click(screen.getByRole('button', { name: 'Add videos' }));
    expect(await screen.findByRole('button', { name: 'Adding…' })).toBeTruthy();
    act(() => api.emit('library.adding', { done: 37, total: 205 }));
    expect(screen.getByRole('button', { name: 'Adding 37 of 205…' })).toBeTruthy();
    resolve({ videos: [], refused: [] });
    expect(await screen.findByRole('button', { name: 'Add videos' })).toBeTruthy();
    stop();
  });

  it('has all films that are shown selected, wherever the focus is but in what is typed', () => {
    show();
    fireEvent.keyDown(screen.getByRole('searchbox', { name: 'Filter by title' }), {
      key: 'a',
      ctrlKey: true,
    });
    expect(selectedFilms.getState().ids.size).toBe(0);
    expect(fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true })).toBe(false);
    expect(selectedFilms.getState().ids.size).toBe(4);
    act(() => selectedFilms.getState().clear());
    fireEvent.click(opener(1), { ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Select all 4' }));
    expect(selectedFilms.getState().ids.size).toBe(4);
    expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull();
  });

  it('keeps films selected that a filter hides, and says of how many each thing is that can be done', async () => {
    const api = show({ 'jobs.start': () => sampleJob(1), 'library.remove': () => {} });
    const filter = (value: string) =>
      fireEvent.change(screen.getByRole('searchbox', { name: 'Filter by title' }), { target: { value } });
    const bar = () => within(screen.getByRole('toolbar', { name: 'Selected films' }));
    for (const n of [1, 2, 3]) fireEvent.click(opener(n), { ctrlKey: true });
    filter('alps');
    expect(bar().getByText('3 films selected, 1 hidden by the filter')).toBeTruthy();
    fireEvent.click(bar().getByRole('button', { name: 'Read all 3' }));
    await waitFor(() =>
      expect(api.callsOf('jobs.start')).toEqual([1, 2, 3].map((n) => ({ videoId: sampleId(n) }))),
    );
    fireEvent.click(bar().getByRole('button', { name: 'Remove all 3…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Remove 3 films?' }));
    expect(dialog.getByText('“Video 3” is among them, which the filter hides.')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Keep' }));
    // With none of them in sight, too.
    filter('nothing is called so');
    expect(bar().getByText('3 films selected, 3 hidden by the filter')).toBeTruthy();
    filter('beach');
    fireEvent.click(bar().getByRole('button', { name: 'Select all 2' }));
    expect(bar().getByText('4 films selected, 2 hidden by the filter')).toBeTruthy();
    fireEvent.click(bar().getByRole('button', { name: 'Select only the 2 shown' }));
    expect(bar().getByText('2 films selected')).toBeTruthy();
    filter('alps');
    fireEvent.click(bar().getByRole('button', { name: 'Show all videos' }));
    expect(bar().getByText('2 films selected')).toBeTruthy();
    fireEvent.keyDown(opener(3), { key: 'Delete' });
    expect(screen.queryByText(/hidden by the filter|filter hides/)).toBeNull();
  });

  it('lets go of the selection with Escape, and of films that left the library', () => {
    show();
    fireEvent.keyDown(opener(1), { key: 'a', ctrlKey: true });
    act(() => libraryStore.setState({ videos: FILMS.slice(0, 3) }));
    expect(screen.getByText('3 films selected')).toBeTruthy();
    fireEvent.keyDown(opener(1), { key: 'Escape' });
    expect(screen.queryByRole('toolbar', { name: 'Selected films' })).toBeNull();
  });

  it('has what can be done with those that are selected below them, so that none moves', () => {
    show();
    fireEvent.click(opener(1), { ctrlKey: true });
    const list = screen.getByRole('list', { name: 'Videos' });
    const bar = screen.getByRole('toolbar', { name: 'Selected films' });
    expect(list.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('writes the transcripts of those that are selected', async () => {
    const api = show({
      'export.transcripts': () => ({ fileName: '1 transcript', bytes: 9, savedId: 'x', note: null }),
    });
    fireEvent.click(opener(2), { ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Export of the selected films' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Transcripts as SRT…', hidden: true }));
    await waitFor(() =>
      expect(api.callsOf('export.transcripts')).toEqual([{ videoIds: [sampleId(2)], format: 'srt' }]),
    );
  });
});

describe('asking the whole library', () => {
  it('is one click: the question has the focus, and a second click puts it away', async () => {
    show({ 'chat.list': () => [] });
    const asks = screen.getByRole('button', { name: 'Ask the whole library' });
    fireEvent.click(asks);
    const field = await screen.findByRole('textbox', { name: 'Question' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    fireEvent.click(asks);
    expect(screen.queryByRole('textbox', { name: 'Question' })).toBeNull();
  });
});

describe('a first start', () => {
  it('offers no questions, and says what is there and what one click more brings', async () => {
    show({}, []);
    expect(screen.queryByRole('button', { name: 'Ask the whole library' })).toBeNull();
    for (const part of ['Built in', 'One click more', 'Nothing leaves']) {
      expect(screen.getByRole('region', { name: part })).toBeTruthy();
    }
    fireEvent.click(screen.getByRole('button', { name: 'Look at the models' }));
    expect(viewStore.getState().screen).toEqual({ name: 'models' });
  });

  it('leads with one click to an answer, once the film can be searched', async () => {
    const film = sampleVideo(7, { state: 'indexing' });
    const question = sampleMessage('question', { role: 'user', text: FIRST_QUESTION });
    const api = show(
      {
        'library.addSample': () => ({ videos: [film], refused: [] }),
        'chat.ask': () => ({ question, answer: { ...question, id: 'answer', role: 'assistant', text: '' } }),
      },
      [],
    );
    fireEvent.click(screen.getByRole('button', { name: /Try it/ }));
    await waitFor(() => expect(viewStore.getState().screen).toEqual({ name: 'video', videoId: film.id }));
    expect(api.callsOf('chat.ask')).toEqual([]);
    libraryStore.setState({ videos: [{ ...film, state: 'ready' }] });
    await waitFor(() =>
      expect(api.callsOf('chat.ask')).toEqual([
        { scope: { videoId: film.id }, question: FIRST_QUESTION, range: null },
      ]),
    );
  });
});
