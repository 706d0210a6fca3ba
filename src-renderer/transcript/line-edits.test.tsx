// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../src-shared/analysis';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { settingsStore } from '../stores/settings-store';
import { transcriptStore } from '../stores/transcript-store';
import { undoStore } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { type Answers, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleSegment, sampleVideo } from '../testing/samples';
import { doubtfulRanges } from './doubt';
import { languagesOf } from './language-tag';
import { wordsBefore } from './shape-buttons';
import { Transcript } from './transcript';

beforeEach(() => {
  transcriptStore.setState({ videoId: null, segments: [], status: 'loading', edits: new Map() });
  undoStore.setState({ past: [], future: [] });
  viewStore.getState().filterLines('all');
  libraryStore.setState({ jobs: new Map() });
  noticeStore.setState({ notices: [] });
  modelsStore.setState({ packs: [], catalogue: [], installs: [] });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  playerStore.getState().close();
  playerStore.getState().open(sampleId(1));
});
afterEach(cleanup);

async function show(segments: readonly Segment[], answers: Answers = {}) {
  const fake = installFakeApi({ 'index.transcript': () => [...segments], ...answers });
  render(<Transcript video={sampleVideo(1, { state: 'ready' })} />);
  await act(async () => {});
  return fake;
}
const click = async (name: string | RegExp) => {
  await act(async () => void fireEvent.click(screen.getByRole('button', { name })));
};
const doubted = (id: number, from: number, text: string, sure: readonly number[]): Segment => ({
  ...sampleSegment(id, from, text),
  words: text.split(' ').map((word, i) => ({ text: word, from, to: from, sure: sure[i] ?? 1 })),
});

describe('doubtful words', () => {
  it('are found in the text that is shown, also where a word comes twice', () => {
    expect(doubtfulRanges(doubted(0, 1, 'a cat a bat', [1, 1, 0.2, 0.49]))).toEqual([
      [6, 7],
      [8, 11],
    ]);
    expect(doubtfulRanges(sampleSegment(0, 1, 'a cat'))).toEqual([]);
  });

  it('are marked, and stepped through line by line', async () => {
    await show([
      doubted(0, 2, 'all is well', []),
      doubted(1, 5, 'Lovelays wrote', [0.3, 0.9]),
      doubted(2, 9, 'fine', []),
      doubted(3, 12, 'by Sourkees', [0.9, 0.1]),
    ]);
    const marks = [...document.querySelectorAll('.line__doubt')].map((one) => one.textContent);
    expect(marks).toEqual(['Lovelays', 'Sourkees']);
    const cursor = () => document.querySelector('.line--cursor')?.getAttribute('data-line');
    await click('Next doubtful line');
    expect(cursor()).toBe('1');
    await click('Next doubtful line');
    expect(cursor()).toBe('3');
    await click('Previous doubtful line');
    expect(cursor()).toBe('1');
  });
});

describe('changes of several lines', () => {
  it('replaces in all lines as one step, and undoes it', async () => {
    let text = 'Ann sees';
    const { callsOf: calls } = await show([], {
      'index.transcript': () => [sampleSegment(0, 2, text)],
      'index.editLines': () => {
        text = 'Anne sees';
        return { edit: 'one', lines: 1, places: 1 };
      },
      'index.undoLines': () => {
        text = 'Ann sees';
        return { edit: 'two', lines: 1, places: 1 };
      },
    });
    await click('Replace in all lines…');
    const dialog = within(screen.getByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Words as they stand there'), { target: { value: 'ann' } });
    fireEvent.change(dialog.getByLabelText('Words to stand there'), { target: { value: 'Anne' } });
    expect(dialog.getByRole('status').textContent).toContain('1 line');
    await click('Replace all');
    const edit = { kind: 'replace', find: 'ann', replacement: 'Anne', wholeWords: true, matchCase: false };
    expect(calls('index.editLines')).toEqual([{ videoId: sampleId(1), source: 'speech', edit }]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Anne sees')).toBeTruthy();
    await act(() => undoStore.getState().undo());
    expect(screen.getByText('Ann sees')).toBeTruthy();
    // Done again by the name that the undo gave it.
    await act(() => undoStore.getState().redo());
    expect(calls('index.undoLines')).toEqual([{ edit: 'one' }, { edit: 'two' }]);
  });

  it('splits the line that is rewritten at the cursor, keeping what was typed', async () => {
    const { callsOf: calls } = await show(
      [sampleSegment(0, 2, 'one two three'), sampleSegment(1, 5, 'four')],
      {
        'index.correct': ({ text }) => ({ ...sampleSegment(0, 2, text ?? ''), heard: 'one two three' }),
        'index.editLines': () => ({ edit: 'one', lines: 2, places: 1 }),
      },
    );
    fireEvent.doubleClick(screen.getByText('one two three'));
    const field = screen.getByRole('textbox', { name: /Words at/ }) as HTMLTextAreaElement;
    fireEvent.change(field, { target: { value: 'one too three' } });
    field.setSelectionRange(8, 8);
    await click('Split at the cursor');
    expect(calls('index.correct')).toMatchObject([{ text: 'one too three' }]);
    expect(calls('index.editLines')).toMatchObject([{ edit: { kind: 'split', segmentId: 0, at: 2 } }]);
  });

  it('counts words before the cursor', () => {
    expect([0, 3, 4, 8].map((place) => wordsBefore('one two three', place))).toEqual([0, 1, 1, 2]);
  });
});

describe('names and terms', () => {
  it('are kept for the film, with what they sound like', async () => {
    const { callsOf: calls } = await show([sampleSegment(0, 2, 'x')], {
      'glossary.list': ({ scope }) => (scope === 'all' ? [{ text: 'Köln', soundsLike: [] }] : []),
      'glossary.set': () => undefined,
    });
    await click('Names and terms…');
    expect(screen.getByText('Köln')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Name or term, of this film'), { target: { value: 'Grieg' } });
    fireEvent.change(screen.getByLabelText('Sounds like, of this film'), {
      target: { value: 'creek, greek' },
    });
    await act(
      async () => void fireEvent.click(screen.getAllByRole('button', { name: 'Add' })[0] as HTMLElement),
    );
    expect(calls('glossary.set')).toEqual([
      { scope: { videoId: sampleId(1) }, terms: [{ text: 'Grieg', soundsLike: ['creek', 'greek'] }] },
    ]);
  });

  it('are kept by Done and before correcting, added or not; Escape leaves what was typed', async () => {
    const type = async (of: string, value: string) => {
      await click('Names and terms…');
      fireEvent.change(screen.getByLabelText(`Name or term, of ${of}`), { target: { value } });
    };
    const order: string[] = [];
    const { callsOf: calls } = await show([sampleSegment(0, 2, 'x')], {
      'glossary.list': () => [],
      'glossary.set': () => void order.push('set'),
      'index.editLines': () => {
        order.push('edit');
        return { edit: null, lines: 0, places: 0 };
      },
    });
    await type('this film', 'Grieg');
    await click('Correct this transcript');
    expect(order).toEqual(['set', 'edit']);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await act(async () => {});
    await type('the whole library', 'Köln');
    await click('Done');
    await type('this film', 'Gr');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await act(async () => {});
    expect(calls('glossary.set')).toEqual([
      { scope: { videoId: sampleId(1) }, terms: [{ text: 'Grieg', soundsLike: [] }] },
      { scope: 'all', terms: [{ text: 'Köln', soundsLike: [] }] },
    ]);
  });
});

describe('languages', () => {
  it('are told by how much is said in them, without what was not understood', () => {
    const line = (text: string, language?: string): Segment => ({
      ...sampleSegment(0, 0, text),
      ...(language && { language }),
    });
    expect(
      languagesOf([line('kurz', 'de'), line('a long English line', 'en'), line('[not]', 'und'), line('x')]),
    ).toEqual(['en', 'de']);
  });

  it('offers a model where speech is not understood, by an installed pack', async () => {
    const foreign: Segment = {
      ...sampleSegment(0, 2, '[not English, or not understood]'),
      words: [],
      language: 'und',
    };
    const pack = {
      ...{
        id: 'whisper-base',
        name: 'Whisper base',
        version: '1',
        description: '',
        builtIn: false,
        bytes: 1,
      },
      ...{
        provides: ['speech' as const],
        precision: null,
        fit: null,
        licences: [],
        state: 'ready' as const,
        error: null,
      },
    };
    const { callsOf: calls } = await show([foreign], {
      'models.list': () => [pack],
      'models.installs': () => [],
      'models.catalogue': () => [],
      'settings.set': (change) => ({ ...SAMPLE_SETTINGS, ...change }),
      'jobs.retry': () => undefined,
    });
    await click('Transcribe with Whisper base');
    expect(calls('settings.set')).toMatchObject([{ speechPack: 'whisper-base' }]);
    expect(calls('jobs.retry')).toEqual([{ videoId: sampleId(1) }]);
  });
});
