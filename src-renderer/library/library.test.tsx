// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { switchesFor } from '../../src-shared/passes';
import { USUAL } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { settingsStore } from '../stores/settings-store';
import { UNDO_STEPS } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { type Answers, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleJob, samplePack, sampleVideo } from '../testing/samples';
import { DropAnywhere, RefusedFiles } from './drop';
import { Library } from './library';
import { columnsIn } from './use-columns';

const READ = { code: 'CannotReadVideo', message: 'The file is empty.', remedy: 'Copy it again.' } as const;

function show(answers: Answers, videos = [sampleVideo(1), sampleVideo(2)]) {
  libraryStore.setState({ status: 'ready', videos, jobs: new Map() });
  const fake = installFakeApi(answers);
  render(
    <>
      <Library />
      <DropAnywhere />
      <RefusedFiles />
    </>,
  );
  return fake;
}
function card(title: string) {
  return within(screen.getByRole('listitem', { name: title }));
}

beforeEach(() => {
  viewStore.getState().go({ name: 'library' });
  libraryStore.setState({ refused: [], arrangement: USUAL, watchRate: null });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  modelsStore.setState({ packs: [samplePack('core')] });
});
afterEach(() => {
  cleanup();
  noticeStore.setState({ notices: [] });
});

describe('Library', () => {
  it('invites to drop a video while it is empty', () => {
    show({}, []);
    expect(screen.getByText('Drop a video here')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Choose videos/ })).toBeTruthy();
  });

  it('tells what the file says of itself, and which sound is listened to', () => {
    const track = { codec: 'aac', channels: 2, sampleRate: 48_000 };
    const film = sampleVideo(1, {
      media: {
        ...sampleVideo(1).media,
        audio: [
          { ...track, language: 'ger', title: 'Kommentar' },
          { ...track, language: 'eng', isDefault: true },
        ],
        chapters: [{ from: 0, to: 5_000_000, title: 'Dawn' }],
        recording: {
          ...{ camera: 'Canon EOS', timecode: '01:00:00:00', createdAt: '2024-05-01' },
          place: { latitude: 48.8577, longitude: -2.295 },
        },
      },
      transcripts: {
        ...{ shown: 'heard-1', byHand: false, audio: null, silent: [0] },
        list: [{ key: 'heard-1', origin: 'heard', audio: 1, language: 'eng', title: null, lines: 1 }],
      },
    });
    show({}, [film, sampleVideo(2)]);
    expect(card('Video 1').getByText('Sound 2 of 2: English, stereo; 1 is silent')).toBeTruthy();
    fireEvent.click(card('Video 1').getByRole('button', { name: 'More for Video 1' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'About the file…' }));
    const about = screen.getByRole('dialog', { name: 'About “Video 1”' }).textContent ?? '';
    const told = ['Canon EOS', '01:00:00:00', '1 May 2024', '48.85770° N, 2.29500° W', '0:00 Dawn'];
    for (const words of told) expect(about).toContain(words);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter by title' }), {
      target: { value: 'canon 2024' },
    });
    expect(screen.queryByRole('listitem', { name: 'Video 2' })).toBeNull();
    expect(screen.getByRole('listitem', { name: 'Video 1' })).toBeTruthy();
  });

  it('opens a video', () => {
    show({});
    fireEvent.click(screen.getByRole('button', { name: 'Open Video 2' }));
    expect(viewStore.getState().screen).toEqual({ name: 'video', videoId: sampleId(2) });
  });

  it('filters, and leads back when nothing is left', () => {
    show({});
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter by title' }), {
      target: { value: 'zebra' },
    });
    expect(screen.queryAllByRole('button', { name: /^Open/ })).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Show all videos' }));
    expect(screen.getAllByRole('button', { name: /^Open/ })).toHaveLength(2);
  });

  it('asks before it removes, and says that the file stays', async () => {
    const fake = show({ 'library.remove': () => {} });
    fireEvent.keyDown(screen.getByRole('button', { name: 'Open Video 1' }), { key: 'Delete' });
    const dialog = within(screen.getByRole('dialog', { name: 'Remove “Video 1”?' }));
    const words = dialog.getByText(/stays where it is/).textContent ?? '';
    expect(words).toContain('video-1.mp4');
    // For so long as Undo can: a hundred steps later it could not be taken back any more.
    expect(words).toContain(`until ${UNDO_STEPS} more things were done`);
    expect(fake.callsOf('library.remove')).toEqual([]);
    fireEvent.click(dialog.getByRole('button', { name: 'Remove from library' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Open Video 1' })).toBeNull());
    expect(fake.callsOf('library.remove')).toEqual([{ videoIds: [sampleId(1)] }]);
  });

  it('renames in place', async () => {
    const fake = show({ 'library.rename': ({ title }) => sampleVideo(1, { title }) });
    fireEvent.keyDown(screen.getByRole('button', { name: 'Open Video 1' }), { key: 'F2' });
    const field = screen.getByRole('textbox', { name: 'Title' });
    fireEvent.change(field, { target: { value: ' Summer ' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByRole('button', { name: 'Open Summer' })).toBeTruthy();
    expect(fake.callsOf('library.rename')).toEqual([{ videoId: sampleId(1), title: 'Summer' }]);
  });

  it('shows a job’s progress and passes its controls on', async () => {
    const fake = show({ 'jobs.pause': () => {} }, [sampleVideo(1, { state: 'indexing' })]);
    libraryStore.setState({ jobs: new Map([[sampleId(1), sampleJob(1)]]) });
    const bar = await screen.findByRole('progressbar', { name: 'Indexing Video 1' });
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    fireEvent.click(card('Video 1').getByRole('button', { name: 'Pause indexing' }));
    expect(fake.callsOf('jobs.pause')).toEqual([{ videoId: sampleId(1) }]);
  });

  it('says what is wrong with a video and what to do', () => {
    show({}, [sampleVideo(1, { state: 'failed', error: READ }), sampleVideo(2, { state: 'missing' })]);
    expect(card('Video 1').getByRole('alert').textContent).toBe('The file is empty.Copy it again.');
    expect(card('Video 1').getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(card('Video 2').getByRole('button', { name: /Find the file/ })).toBeTruthy();
  });

  it('warns on the card of a video that is ready but could be read only in part', () => {
    const cut = { ...READ, message: 'The file stops being readable at 0:12 of 1:00.' };
    show({}, [sampleVideo(1, { error: cut }), sampleVideo(2)]);
    expect(card('Video 1').getByRole('note').textContent).toContain('0:12 of 1:00');
    expect(card('Video 1').getByText('Ready in part')).toBeTruthy();
    expect(card('Video 2').queryByRole('note')).toBeNull();
  });

  it('indexes a finished video again when asked', async () => {
    const fake = show({ 'jobs.retry': () => {} }, [sampleVideo(1), sampleVideo(2, { state: 'indexing' })]);
    for (const title of ['Video 1', 'Video 2']) {
      fireEvent.click(card(title).getByRole('button', { name: `More for ${title}` }));
      fireEvent.click(await screen.findByRole('menuitem', { name: 'Index again' }));
    }
    expect(fake.callsOf('jobs.retry')).toEqual([{ videoId: sampleId(1) }]);
  });
});

describe('a library of thousands', () => {
  const MANY = Array.from({ length: 2000 }, (_, n) => sampleVideo(n + 1));
  const opener = (title: string) => screen.getByRole('button', { name: `Open ${title}` });

  it('has only the cards in sight in the document, each with its place among all', () => {
    show({}, MANY);
    const cards = screen.getAllByRole('listitem');
    expect(cards.length).toBeLessThan(20);
    // Newest first.
    expect(cards[0]?.getAttribute('aria-label')).toBe('Video 2000');
    expect(cards.map((each) => each.getAttribute('aria-posinset'))).toEqual(
      cards.map((_, n) => String(n + 1)),
    );
    expect(new Set(cards.map((each) => each.getAttribute('aria-setsize')))).toEqual(new Set(['2000']));
    expect(screen.getByRole('status').textContent).toBe('2000 videos');
  });

  it('leads with the keyboard to its last card and back, and one card is in the tab order', async () => {
    show({}, MANY);
    opener('Video 2000').focus();
    fireEvent.keyDown(opener('Video 2000'), { key: 'End' });
    await waitFor(() => expect(document.activeElement).toBe(opener('Video 1')));
    fireEvent.keyDown(opener('Video 1'), { key: 'ArrowUp' });
    await waitFor(() => expect(document.activeElement).toBe(opener('Video 2')));
    const inOrder = document.querySelectorAll('[data-card-open][tabindex="0"]');
    expect([...inOrder]).toEqual([document.activeElement]);
    fireEvent.keyDown(opener('Video 2'), { key: 'Home' });
    await waitFor(() => expect(document.activeElement).toBe(opener('Video 2000')));
    expect(screen.queryByRole('button', { name: 'Open Video 1' })).toBeNull();
  });

  it('keeps the focus on a video while others come before it, and while it is out of sight', async () => {
    show({}, MANY);
    opener('Video 1997').focus();
    const news = Array.from({ length: 100 }, (_, n) => sampleVideo(2001 + n));
    act(() => libraryStore.setState({ videos: [...MANY, ...news] }));
    await waitFor(() => expect(document.activeElement).toBe(opener('Video 1997')));
    expect(screen.queryByRole('button', { name: 'Open Video 1980' })).toBeNull();
  });
});

describe('columns of cards', () => {
  it('are as many as fit, at least one', () => {
    expect([0, 219, 455, 456, 1164, 1920].map((width) => columnsIn(width).count)).toEqual([1, 1, 1, 2, 5, 8]);
    expect(columnsIn(456).height).toBe(columnsIn(220).height);
  });
});

describe('a language model that watches', () => {
  const LLAVA = samplePack('llava', { name: 'LLaVA-Mini' });
  function choose(): void {
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, answerPack: 'llava' } });
    modelsStore.setState({ packs: [samplePack('core'), LLAVA] });
  }
  const read = (frameCount: number, complete: boolean) => ({ model: 'llava@1.0.0', frameCount, complete });

  it('is offered for a finished video that it has not watched, with an estimate once one is known', async () => {
    choose();
    const fake = show({ 'jobs.start': () => sampleJob(2, { stage: 'watch' }) }, [
      sampleVideo(1, { answers: read(60, true) }),
      sampleVideo(2, { answers: null }),
      sampleVideo(3, { answers: read(60, false) }),
      sampleVideo(4, { state: 'indexing' }),
    ]);
    expect(card('Video 1').queryByRole('button', { name: /atch/ })).toBeNull();
    expect(card('Video 3').getByRole('button', { name: 'Go on watching with LLaVA-Mini' })).toBeTruthy();
    expect(card('Video 4').queryByRole('button', { name: /atch/ })).toBeNull();
    libraryStore.setState({ watchRate: 0.5 });
    const offer = await card('Video 2').findByRole('button', { name: 'Watch with LLaVA-Mini (about 4 min)' });
    fireEvent.click(offer);
    expect(fake.callsOf('jobs.start')).toEqual([{ videoId: sampleId(2) }]);
  });

  it('shows how far it is on the card of a video that is ready, with controls of its own', async () => {
    choose();
    const fake = show({ 'jobs.pause': () => {} }, [sampleVideo(1)]);
    libraryStore.setState({
      jobs: new Map([[sampleId(1), sampleJob(1, { stage: 'watch', framesPerSecond: 0.5, etaSeconds: 720 })]]),
    });
    expect(await screen.findByRole('progressbar', { name: 'Watching Video 1' })).toBeTruthy();
    expect(
      card('Video 1').getByText('Watching with LLaVA-Mini · 42 % · 0.5 frames/s · about 12 min left'),
    ).toBeTruthy();
    expect(card('Video 1').getByText('Searchable')).toBeTruthy();
    fireEvent.click(card('Video 1').getByRole('button', { name: 'Pause watching' }));
    expect(fake.callsOf('jobs.pause')).toEqual([{ videoId: sampleId(1) }]);
    expect(card('Video 1').queryByRole('button', { name: /^Watch with/ })).toBeNull();
  });

  it('says why it could not, and lets it be tried again', async () => {
    choose();
    show({}, [sampleVideo(1)]);
    const error = { code: 'NotEnoughMemory', message: 'It does not fit.', remedy: 'Close others.' } as const;
    libraryStore.setState({
      jobs: new Map([[sampleId(1), sampleJob(1, { stage: 'watch', state: 'failed', error })]]),
    });
    expect((await card('Video 1').findByRole('alert')).textContent).toBe('It does not fit.Close others.');
    expect(card('Video 1').getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('indexes again what another pack than the chosen one had indexed', () => {
    const clip = samplePack('clip', { name: 'CLIP', provides: ['frames', 'text'] });
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, searchPack: 'clip' } });
    modelsStore.setState({ packs: [samplePack('core'), clip] });
    const fake = show({ 'jobs.start': () => sampleJob(1) }, [
      sampleVideo(1, { packId: 'core@1.0.0' }),
      sampleVideo(2, { packId: 'clip@1.0.0' }),
    ]);
    fireEvent.click(card('Video 1').getByRole('button', { name: 'Index again with CLIP' }));
    expect(fake.callsOf('jobs.start')).toEqual([{ videoId: sampleId(1) }]);
    expect(card('Video 2').queryByRole('button', { name: /^Index again/ })).toBeNull();
  });
});

describe('the closer look', () => {
  it('is offered for what a finished video lacks and the settings ask for', () => {
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, ...switchesFor(['shots', 'text']) } });
    const soundOnly = sampleVideo(4, { media: { ...sampleVideo(4).media, video: null } });
    const fake = show({ 'jobs.start': () => sampleJob(1, { stage: 'tracks' }) }, [
      sampleVideo(1),
      sampleVideo(2, { tracks: ['shots'] }),
      sampleVideo(3, { tracks: ['shots', 'text'] }),
      soundOnly,
      sampleVideo(5, { state: 'indexing' }),
    ]);
    expect(card('Video 2').getByRole('button', { name: 'Find writing' })).toBeTruthy();
    for (const title of ['Video 3', 'Video 4', 'Video 5']) {
      expect(card(title).queryByRole('button', { name: /^Find / })).toBeNull();
    }
    fireEvent.click(card('Video 1').getByRole('button', { name: 'Find cuts and writing' }));
    expect(fake.callsOf('jobs.start')).toEqual([{ videoId: sampleId(1) }]);
  });

  it('shows how far it is on the card of a video that is ready, with controls of its own', async () => {
    const fake = show({ 'jobs.pause': () => {} }, [sampleVideo(1)]);
    libraryStore.setState({
      jobs: new Map([[sampleId(1), sampleJob(1, { stage: 'tracks', etaSeconds: null })]]),
    });
    expect(await screen.findByRole('progressbar', { name: 'Looking closer at Video 1' })).toBeTruthy();
    expect(card('Video 1').getByText('Looking closer · 42 %')).toBeTruthy();
    expect(card('Video 1').getByText('Searchable')).toBeTruthy();
    expect(card('Video 1').queryByRole('button', { name: /^Find / })).toBeNull();
    fireEvent.click(card('Video 1').getByRole('button', { name: 'Pause the closer look' }));
    expect(fake.callsOf('jobs.pause')).toEqual([{ videoId: sampleId(1) }]);
  });
});

describe('dropping', () => {
  function drag(name: string, files: File[]): void {
    const event = new Event(name, { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files, dropEffect: 'none' } });
    fireEvent(window, event);
  }

  it('takes files dropped anywhere and lists those that could not be taken', async () => {
    const fake = show({
      dropped: () => ({
        videos: [sampleVideo(3)],
        refused: [{ fileName: 'empty.mp4', error: READ }],
      }),
    });
    drag('dragenter', []);
    expect(screen.getByText('Drop to add to the library')).toBeTruthy();
    drag('drop', [new File([''], 'a.mp4'), new File([''], 'empty.mp4')]);
    expect(screen.queryByText('Drop to add to the library')).toBeNull();
    const dialog = await screen.findByRole('dialog', { name: '1 file could not be added' });
    expect(dialog.textContent).toContain('empty.mp4The file is empty.Copy it again.');
    expect(fake.dropped).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Open Video 3', hidden: true })).toBeTruthy();
  });

  it('does not stay silent when there was nothing in it to add', async () => {
    show({ dropped: () => ({ videos: [], refused: [] }) });
    drag('drop', [new File([''], 'from-a-page.png')]);
    await waitFor(() => expect(noticeStore.getState().notices[0]?.message).toContain('Nothing to add'));
  });

  it('takes the overlay away when the files leave the window', () => {
    show({});
    drag('dragenter', []);
    drag('dragenter', []);
    drag('dragleave', []);
    expect(screen.getByText('Drop to add to the library')).toBeTruthy();
    drag('dragleave', []);
    expect(screen.queryByText('Drop to add to the library')).toBeNull();
  });
});
