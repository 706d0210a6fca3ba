// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../src-shared/analysis';
import { NO_SPEAKERS } from '../../src-shared/speakers';
import { secondsToMicros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { settingsStore } from '../stores/settings-store';
import { transcriptStore } from '../stores/transcript-store';
import { undoStore } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleSegment, sampleVideo, sampleWriting } from '../testing/samples';
import { Transcript } from './transcript';

const SEGMENTS = [
  sampleSegment(0, 2, 'A dragon.'),
  sampleSegment(1, 5, 'Someone.'),
  sampleSegment(2, 9, 'The Dragon!'),
];

async function show(segments: Segment[], change: Partial<Video> = {}, answers: Answers = {}) {
  const fake = installFakeApi({ 'index.transcript': () => segments, ...answers });
  render(<Transcript video={sampleVideo(1, change)} />);
  await act(async () => {});
  return fake;
}

beforeEach(() => {
  transcriptStore.setState({
    ...{ videoId: null, segments: [], status: 'loading', edits: new Map() },
    speakers: NO_SPEAKERS,
  });
  viewStore.getState().filterLines('all');
  libraryStore.setState({ jobs: new Map() });
  selectionStore.getState().clear();
  exportStore.getState().close();
  noticeStore.setState({ notices: [] });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  playerStore.getState().close();
  playerStore.getState().open(sampleId(1));
});
afterEach(cleanup);

describe('who speaks', () => {
  const who = (number: number, name: string | null, perhaps: string | null = null) => ({
    ...{ number, name, perhaps, shown: name ?? `Speaker ${number + 1}`, spoken: secondsToMicros(3) },
  });
  const turn = (from: number, to: number, speaker: number) => ({
    ...{ from: secondsToMicros(from), to: secondsToMicros(to), speaker, confidence: 0.9 },
  });
  const film = (one: string | null) => ({
    ...{ read: true, speakers: [who(0, one), who(1, null, 'Anna')] },
    turns: [turn(0, 8, 0), turn(8, 20, 1)],
  });
  const labels = () => [...document.querySelectorAll('.line__speaker')].map((label) => label.textContent);

  it('is whom the subtitles name, who is no voice to be named', async () => {
    const [first, ...others] = SEGMENTS.filter(({ source }) => source === 'speech');
    if (!first) throw new Error('There are no lines.');
    await show(
      [{ ...first, fromFile: true, speaker: 'Hans' }, ...others],
      {},
      { 'index.speakers': () => film(null) },
    );
    expect(labels()[0]).toBe('Hans');
    expect(screen.queryByRole('button', { name: 'Hans: name this speaker' })).toBeNull();
  });

  it('stands in front of a line where another begins to, and a click names them', async () => {
    const { calls } = await show(
      SEGMENTS,
      {},
      {
        'index.speakers': () => film(null),
        'index.renameSpeaker': ({ name }) => film(name),
      },
    );
    expect(labels()).toEqual(['Speaker 1', 'Speaker 2']);
    fireEvent.click(screen.getByRole('button', { name: 'Speaker 1: name this speaker' }));
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Bert' } });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Name' })));
    expect(calls.find(({ method }) => method === 'index.renameSpeaker')?.input).toEqual({
      ...{ videoId: sampleId(1), number: 0, name: 'Bert', everywhere: false },
    });
    expect(labels()).toEqual(['Bert', 'Speaker 2']);
  });

  it('may be who another film suggests, once that is taken, or somebody of this film', async () => {
    const { calls } = await show(
      SEGMENTS,
      {},
      {
        'index.speakers': () => film('Bert'),
        'index.renameSpeaker': () => film('Bert'),
      },
    );
    const given = () =>
      calls.filter(({ method }) => method === 'index.renameSpeaker').map(({ input }) => input);
    fireEvent.click(screen.getByRole('button', { name: 'Speaker 2: name this speaker' }));
    fireEvent.click(screen.getByRole('button', { name: 'Perhaps Anna' }));
    expect(given()).toEqual([]);
    expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Anna');
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Bert' })));
    expect(given()).toEqual([{ videoId: sampleId(1), number: 1, name: 'Bert', everywhere: false }]);
  });

  it('stays to be named where main refuses the name', async () => {
    await show(
      SEGMENTS,
      {},
      {
        'index.speakers': () => film(null),
        'index.renameSpeaker': () =>
          failWith({ code: 'DiskFull', message: 'No room.', remedy: 'Make some.' }),
      },
    );
    fireEvent.click(screen.getByRole('button', { name: 'Speaker 1: name this speaker' }));
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Bert' } });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Name' })));
    expect(screen.getByText('No room.', { exact: false })).toBeTruthy();
    expect((screen.getByLabelText('Name') as HTMLInputElement).value).toBe('Bert');
  });
});

describe('Transcript', () => {
  it('says why there is none', async () => {
    await show([], { media: { ...sampleVideo(1).media, audio: [] } });
    expect(screen.getByText('No sound')).toBeTruthy();
    cleanup();
    await show([], { state: 'indexing' });
    expect(screen.getByText('Not transcribed yet')).toBeTruthy();
    cleanup();
    await show([]);
    expect(screen.getByText('No speech found')).toBeTruthy();
    cleanup();
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, transcribe: false } });
    await show([]);
    expect(screen.getByText('Transcription is switched off')).toBeTruthy();
  });

  it('says where its lines come from, and leads to other sound and subtitles', async () => {
    const track = { codec: 'aac', channels: 1, sampleRate: 48_000 };
    const media = {
      ...sampleVideo(1).media,
      audio: [
        { ...track, language: null, title: 'Desktop' },
        { ...track, language: 'eng' },
      ],
    };
    const transcripts = {
      ...{ shown: 'file-3', byHand: false, audio: null, silent: [0] },
      list: [
        { key: 'heard-1', origin: 'heard' as const, audio: 1, language: 'eng', title: null, lines: 2 },
        { key: 'file-3', origin: 'file' as const, language: 'ger', title: 'Untertitel', lines: 3 },
        {
          key: 'beside-a.srt',
          origin: 'beside' as const,
          language: null,
          title: 'a.srt',
          lines: 0,
          note: 'No.',
        },
      ],
    };
    const video = sampleVideo(1, { media, transcripts });
    const fake = await show(
      [{ ...sampleSegment(0, 2, 'Hallo.'), fromFile: true }, sampleWriting(1, 3, 'X')],
      video,
      {
        'library.showTranscript': () => video,
        'library.chooseAudio': () => video,
        'library.importSubtitles': () => null,
      },
    );
    expect(screen.getByText('Subtitles in the file: German, Untertitel')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Said, by the subtitles' })).toBeTruthy();
    const choose = (name: RegExp) => {
      fireEvent.click(screen.getByRole('button', { name: 'Other sound and subtitles' }));
      const item = screen.getByRole('menuitem', { name });
      fireEvent.click(item);
      return item.getAttribute('aria-disabled') === 'true';
    };
    expect(choose(/^Heard\. Sound 2 of 2: English, mono$/)).toBe(false);
    expect(choose(/^Listen to sound 1 of 2: “Desktop”, mono, silent$/)).toBe(false);
    expect(choose(/^Bring subtitles/)).toBe(false);
    await act(async () => {});
    expect(choose(/^Subtitles beside the file: a\.srt, No\.$/)).toBe(true);
    expect(
      fake.calls.filter(({ method }) => method.startsWith('library.')).map(({ input }) => input),
    ).toEqual([{ videoId: video.id, audio: 1 }, { videoId: video.id, audio: 0 }, { videoId: video.id }]);
  });

  it('marks the line that is being said and seeks to the one clicked', async () => {
    await show(SEGMENTS);
    act(() => playerStore.getState().seek(secondsToMicros(6)));
    expect(screen.getByRole('row', { current: 'time' }).textContent).toBe('0:05Someone.');
    fireEvent.click(screen.getByText('The Dragon!'));
    expect(playerStore.getState().time).toBe(secondsToMicros(9));
    expect(screen.getByRole('row', { current: 'time' }).textContent).toBe('0:09The Dragon!');
  });

  it('follows until the user scrolls, and again when asked to', async () => {
    await show(SEGMENTS);
    expect(screen.queryByRole('button', { name: 'Follow playback' })).toBeNull();
    fireEvent.wheel(screen.getByRole('grid', { name: 'Lines' }));
    fireEvent.click(screen.getByRole('button', { name: 'Follow playback' }));
    expect(screen.queryByRole('button', { name: 'Follow playback' })).toBeNull();
  });

  it('walks the lines by keys and seeks with Enter', async () => {
    await show(SEGMENTS);
    const lines = screen.getByRole('grid', { name: 'Lines' });
    fireEvent.keyDown(lines, { key: 'ArrowDown' });
    fireEvent.keyDown(lines, { key: 'ArrowDown' });
    expect(screen.getByRole('row', { selected: true }).textContent).toBe('0:05Someone.');
    fireEvent.keyDown(lines, { key: 'Enter' });
    expect(playerStore.getState().time).toBe(secondsToMicros(5));
  });

  it('finds words, marks them and goes from one to the next', async () => {
    await show(SEGMENTS);
    const field = screen.getByRole('searchbox', { name: 'Find in the transcript' });
    fireEvent.change(field, { target: { value: 'dragon' } });
    expect(document.querySelectorAll('mark')).toHaveLength(2);
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByText('2 of 2')).toBeTruthy();
    expect(screen.getByRole('row', { selected: true }).textContent).toBe('0:09The Dragon!');
  });

  it('draws only the lines in sight of a long transcript', async () => {
    await show(Array.from({ length: 10_000 }, (_, n) => sampleSegment(n, n, `Line ${n}`)));
    expect(screen.getAllByRole('row').length).toBeLessThan(100);
  });
});

function lines(): HTMLElement {
  return screen.getByRole('grid', { name: 'Lines' });
}
function texts(): (string | null)[] {
  return screen.getAllByRole('row').map((line) => line.textContent);
}

describe('Lines of speech and of writing', () => {
  const BOTH = [
    sampleSegment(0, 2, 'A dragon.'),
    sampleWriting(0, 3, 'CHAPTER ONE'),
    sampleSegment(1, 6, 'Run!'),
  ];

  it('stand side by side, told apart by a sign, and can be filtered; the choice is remembered', async () => {
    await show(BOTH);
    expect(texts()).toEqual(['0:02A dragon.', '0:03CHAPTER ONE', '0:06Run!']);
    expect(screen.getAllByRole('img', { name: 'Said' })).toHaveLength(2);
    expect(screen.getAllByRole('img', { name: 'Written' })).toHaveLength(1);
    fireEvent.click(screen.getByRole('radio', { name: 'Written' }));
    expect(texts()).toEqual(['0:03CHAPTER ONE']);
    cleanup();
    await show(BOTH);
    expect(texts()).toEqual(['0:03CHAPTER ONE']);
    fireEvent.click(screen.getByRole('radio', { name: 'Said' }));
    expect(texts()).toEqual(['0:02A dragon.', '0:06Run!']);
  });

  it('are current together: the last said, and what is still to be read', async () => {
    await show(BOTH);
    const current = () => screen.queryAllByRole('row', { current: 'time' }).map((line) => line.id);
    act(() => playerStore.getState().seek(secondsToMicros(7)));
    expect(current()).toEqual(['line-1', 'line-2']);
    act(() => playerStore.getState().seek(secondsToMicros(9)));
    expect(current()).toEqual(['line-2']);
  });

  it('say whether writing was not read, or none was found', async () => {
    viewStore.getState().filterLines('text');
    await show([]);
    expect(screen.getByText('Writing was not read')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Find cuts, things and writing' })).toBeTruthy();
    cleanup();
    await show([], { tracks: ['text'] });
    expect(screen.getByText('No writing found')).toBeTruthy();
    cleanup();
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, readText: false } });
    await show([]);
    expect(screen.getByText(/switched off in the settings/)).toBeTruthy();
    cleanup();
    await show([], { media: { ...sampleVideo(1).media, video: null } });
    expect(screen.getByText('No picture')).toBeTruthy();
  });
});

describe('Correcting a line', () => {
  const CORRECT: Answers = {
    'index.correct': ({ text }) => ({
      ...sampleSegment(1, 5, text ?? 'Someone.'),
      ...(text && { heard: 'Someone.' }),
    }),
  };
  const REFUSED = { code: 'Internal', message: 'The disk is full.', remedy: 'Make room.' } as const;

  function editor(): HTMLElement {
    return screen.getByRole('textbox', { name: 'Words at 0:05' });
  }
  function begin(): void {
    fireEvent.keyDown(lines(), { key: 'ArrowDown' });
    fireEvent.keyDown(lines(), { key: 'ArrowDown' });
    fireEvent.keyDown(lines(), { key: 'F2' });
  }

  it('begins with F2, shows the words at once, and goes back to the list', async () => {
    const fake = await show(SEGMENTS, {}, CORRECT);
    begin();
    expect(document.activeElement).toBe(editor());
    fireEvent.change(editor(), { target: { value: ' Sintel! ' } });
    fireEvent.keyDown(editor(), { key: 'Enter' });
    expect(screen.getByText('Sintel!')).toBeTruthy();
    expect(document.activeElement).toBe(lines());
    await act(async () => {});
    expect(fake.callsOf('index.correct')).toEqual([
      { videoId: sampleId(1), source: 'speech', segmentId: 1, text: 'Sintel!' },
    ]);
    expect(screen.getByRole('img', { name: 'Corrected. Heard as “Someone.”' })).toBeTruthy();
  });

  it('takes a correction back', async () => {
    const corrected = { ...sampleSegment(1, 5, 'Sintel!'), heard: 'Someone.' };
    const fake = await show([corrected], {}, CORRECT);
    fireEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(screen.getByText('Someone.')).toBeTruthy();
    await act(async () => {});
    expect(fake.callsOf('index.correct')).toMatchObject([{ segmentId: 1, text: null }]);
    expect(screen.queryByRole('img', { name: /^Corrected/ })).toBeNull();
    // And the taking back can be undone, from wherever.
    await act(() => undoStore.getState().undo());
    expect(fake.callsOf('index.correct').at(-1)).toMatchObject({
      segmentId: corrected.id,
      text: corrected.text,
    });
    expect(screen.getByText(corrected.text)).toBeTruthy();
    await act(() => undoStore.getState().redo());
    expect(fake.callsOf('index.correct').at(-1)).toMatchObject({ text: null });
  });

  it('begins with a double click, and Escape leaves the line as it was', async () => {
    const fake = await show(SEGMENTS, {}, CORRECT);
    fireEvent.doubleClick(screen.getByText('Someone.'));
    fireEvent.change(editor(), { target: { value: 'Nonsense' } });
    fireEvent.keyDown(editor(), { key: 'Escape' });
    expect(screen.getByText('Someone.')).toBeTruthy();
    expect(fake.callsOf('index.correct')).toEqual([]);
  });

  it('loses nothing when it cannot be kept: the words stay in the editor, with why', async () => {
    await show(SEGMENTS, {}, { 'index.correct': () => failWith(REFUSED) });
    begin();
    fireEvent.change(editor(), { target: { value: 'Sintel!' } });
    fireEvent.keyDown(editor(), { key: 'Enter' });
    await act(async () => {});
    expect((editor() as HTMLTextAreaElement).value).toBe('Sintel!');
    expect(screen.getByRole('alert').textContent).toBe('The disk is full.Make room.');
    expect(transcriptStore.getState().segments[1]).toEqual(SEGMENTS[1]);
  });

  it('keeps what was typed while the panel is away', async () => {
    await show(SEGMENTS, {}, CORRECT);
    begin();
    fireEvent.change(editor(), { target: { value: 'Half a th' } });
    cleanup();
    await show(SEGMENTS, {}, CORRECT);
    expect((editor() as HTMLTextAreaElement).value).toBe('Half a th');
  });

  it('does not take an empty line', async () => {
    const fake = await show(SEGMENTS, {}, CORRECT);
    begin();
    fireEvent.change(editor(), { target: { value: '  ' } });
    fireEvent.keyDown(editor(), { key: 'Enter' });
    expect(screen.getByRole('alert').textContent).toContain('cannot be empty');
    expect(fake.callsOf('index.correct')).toEqual([]);
  });
});

describe('Selecting lines', () => {
  const bar = () => screen.queryByRole('region', { name: 'Selected lines' });

  it('by Shift and the arrows, says how many lines and how long, and Escape lets go', async () => {
    await show(SEGMENTS);
    fireEvent.keyDown(lines(), { key: 'ArrowDown' });
    expect(bar()).toBeNull();
    fireEvent.keyDown(lines(), { key: 'ArrowDown', shiftKey: true });
    expect(bar()?.textContent).toContain('2 lines · 0:05');
    fireEvent.keyDown(lines(), { key: 'Escape' });
    expect(bar()).toBeNull();
  });

  it('keeps what they cover, called by their words', async () => {
    const fake = await show(SEGMENTS, {}, { 'collections.keep': () => [] });
    fireEvent.keyDown(lines(), { key: 'ArrowDown' });
    fireEvent.keyDown(lines(), { key: 'ArrowDown', shiftKey: true });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Keep in a collection' })));
    const [first, second] = SEGMENTS;
    expect(fake.callsOf('collections.keep')).toMatchObject([
      {
        places: [{ from: first?.from, to: second?.to, title: `${first?.text} ${second?.text}`, kind: null }],
      },
    ]);
  });

  it('lets go by Escape from what can be done with them, too, and the lines have the focus', async () => {
    await show(SEGMENTS);
    fireEvent.keyDown(lines(), { key: 'a', ctrlKey: true });
    const button = screen.getByRole('button', { name: 'Ask about this' });
    button.focus();
    fireEvent.keyDown(button, { key: 'Escape' });
    expect(bar()).toBeNull();
    expect(document.activeElement).toBe(lines());
  });

  it('by a click with Shift, which does not seek', async () => {
    await show(SEGMENTS);
    fireEvent.click(screen.getByText('A dragon.'));
    fireEvent.click(screen.getByText('The Dragon!'), { shiftKey: true });
    expect(bar()?.textContent).toContain('3 lines · 0:09');
    expect(playerStore.getState().time).toBe(secondsToMicros(2));
    fireEvent.click(screen.getByText('Someone.'));
    expect(bar()).toBeNull();
  });

  it('by dragging over the times', async () => {
    await show(SEGMENTS);
    fireEvent.pointerDown(screen.getByText('0:02'), { button: 0 });
    fireEvent.pointerMove(screen.getByText('Someone.'), { buttons: 1 });
    expect(bar()?.textContent).toContain('2 lines');
    fireEvent.pointerMove(screen.getByText('The Dragon!'), { buttons: 1 });
    expect(bar()?.textContent).toContain('3 lines');
    fireEvent.pointerMove(screen.getByText('Someone.'), { buttons: 0 });
    expect(bar()?.textContent).toContain('3 lines');
  });

  it('leads to a question about that stretch alone', async () => {
    await show(SEGMENTS);
    fireEvent.keyDown(lines(), { key: 'a', ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Ask about this' }));
    expect(selectionStore.getState().range).toEqual({ from: secondsToMicros(2), to: secondsToMicros(11) });
    expect(viewStore.getState()).toMatchObject({ tab: 'chat', wanted: 'question' });
  });

  it('leads to their export, a place each, and to a clip of the stretch', async () => {
    await show(SEGMENTS);
    fireEvent.keyDown(lines(), { key: 'ArrowDown' });
    fireEvent.keyDown(lines(), { key: 'ArrowDown', shiftKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Export the lines' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Export as places or a clip…', hidden: true }));
    const videoId = sampleId(1);
    expect(exportStore.getState().request).toEqual({
      kind: 'chosen',
      name: 'Lines 0:02–0:07',
      places: [
        { videoId, from: secondsToMicros(2), to: secondsToMicros(4), title: 'A dragon.', note: 'Said' },
        { videoId, from: secondsToMicros(5), to: secondsToMicros(7), title: 'Someone.', note: 'Said' },
      ],
      stretch: { videoId, from: secondsToMicros(2), to: secondsToMicros(7) },
    });
  });
});
