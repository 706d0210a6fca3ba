// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { chatListStore } from '../stores/chat-list-store';
import { chatStore, followChats } from '../stores/chat-store';
import { exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { settingsStore } from '../stores/settings-store';
import { undoStore } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import {
  SAMPLE_SETTINGS,
  sampleCitation,
  sampleId,
  sampleMessage,
  samplePack,
  sampleVideo,
} from '../testing/samples';
import { Chat } from './chat';

const VIDEO = sampleId(1);
const SCOPE = { videoId: VIDEO };
let unfollow = () => {};

function open(answers: Answers = {}) {
  const fake = installFakeApi(answers);
  unfollow = followChats();
  render(<Chat scope={SCOPE} />);
  return fake;
}
function type(question: string): void {
  const field = screen.getByRole('textbox', { name: 'Question' });
  fireEvent.change(field, { target: { value: question } });
  fireEvent.keyDown(field, { key: 'Enter' });
}

beforeEach(() => {
  chatStore.setState({ chats: {}, drafts: {}, edited: {}, phases: {} });
  chatListStore.setState({ lists: {}, suggestions: {} });
  undoStore.setState({ past: [], future: [] });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  modelsStore.setState({ packs: [samplePack('core')] });
  selectionStore.getState().clear();
  libraryStore.setState({ videos: [sampleVideo(1)] });
});
afterEach(() => {
  cleanup();
  unfollow();
  noticeStore.setState({ notices: [] });
});

describe('Chat', () => {
  it('shows the history, and a chip seeks the player and lights up the citations', async () => {
    const citations = [sampleCitation(VIDEO, 83, { quote: 'a boat' }), sampleCitation(VIDEO, 90)];
    open({
      'chat.history': () => [
        sampleMessage('a', {
          text: 'Seen at **sea** [[0]].',
          citations,
          confidence: 'low',
          details: ['By labels.'],
        }),
      ],
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Go to 1:23 / }));
    expect(playerStore.getState().videoId).toBe(VIDEO);
    expect(playerStore.getState().time).toBe(secondsToMicros(83));
    expect(selectionStore.getState().citations).toEqual(citations);
    expect(screen.getByText('Weakly supported: look for yourself')).toBeTruthy();
    expect(screen.getByText('sea').tagName).toBe('STRONG');
    expect(screen.getByText('By labels.')).toBeTruthy();
  });

  it('lights up a citation under the pointer and with the focus', async () => {
    const citation = sampleCitation(VIDEO, 5);
    open({ 'chat.history': () => [sampleMessage('a', { text: '[[0]]', citations: [citation] })] });
    const chip = await screen.findByRole('button', { name: /^Go to 0:05 / });
    fireEvent.focus(chip);
    expect(selectionStore.getState().hoveredCitation).toEqual(citation);
    fireEvent.blur(chip);
    expect(selectionStore.getState().hoveredCitation).toBeNull();
  });

  it('says what kind of place it is, and hands an answer’s places over to be exported', async () => {
    const citations = [sampleCitation(VIDEO, 5, { kind: 'written', quote: 'CHAPTER' })];
    open({
      'chat.history': () => [
        sampleMessage('q', { role: 'user', text: 'Which chapter?' }),
        sampleMessage('a', { text: 'The first [[0]].', citations }),
      ],
    });
    const chip = await screen.findByRole('button', { name: /^Go to 0:05 / });
    expect(chip.className).toBe('chip chip--written');
    fireEvent.mouseEnter(chip);
    fireEvent.mouseMove(chip);
    const tip = await screen.findByRole('tooltip', { hidden: true });
    expect(tip.textContent).toContain('Written 0:05–0:09');
    expect(tip.textContent).toContain('“CHAPTER”');
    fireEvent.click(screen.getByRole('button', { name: 'Export places…' }));
    expect(exportStore.getState().request).toMatchObject({
      name: 'Which chapter?',
      places: [{ videoId: VIDEO, from: secondsToMicros(5), title: 'CHAPTER', note: 'Written' }],
    });
    exportStore.getState().close();
  });

  it('hands the marked range over to be exported', async () => {
    open({ 'chat.history': () => [] });
    const range = { from: secondsToMicros(5), to: secondsToMicros(65) };
    act(() => selectionStore.getState().setRange(range));
    fireEvent.click(await screen.findByRole('button', { name: 'Export range…' }));
    expect(exportStore.getState().request).toMatchObject({
      name: 'Range 0:05–1:05',
      stretch: { videoId: VIDEO, ...range },
    });
    exportStore.getState().close();
  });

  it('streams an answer in, with a Stop button while it runs', async () => {
    const fake = open({
      'chat.ask': ({ question }) => ({
        question: sampleMessage('q', { role: 'user', text: question }),
        answer: sampleMessage('a', { state: 'streaming' }),
      }),
      'chat.stop': () => {},
    });
    await screen.findByText('Summarise it by scenes.');
    type('When is a boat seen?');
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(fake.callsOf('chat.stop')).toEqual([{ messageId: 'a' }]);
    const send = (event: Parameters<typeof fake.emit<'chat.event'>>[1]['event']) =>
      act(() => fake.emit('chat.event', { messageId: 'a', scope: SCOPE, event }));
    send({ type: 'citation', citation: sampleCitation(VIDEO, 7) });
    send({ type: 'text', text: 'A boat at [' });
    expect(screen.getByText('A boat at')).toBeTruthy();
    send({ type: 'text', text: '[0]].' });
    expect(screen.getByRole('button', { name: /^Go to 0:07 / })).toBeTruthy();
    expect(selectionStore.getState().citations).toHaveLength(1);
    send({ type: 'done', confidence: 'high' });
    expect(screen.getByText('Well supported')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  it('limits a question to the range and lets it go again', async () => {
    selectionStore.getState().setRange({ from: 2_000_000, to: 9_000_000 });
    const fake = open({
      'chat.ask': ({ question }) => ({
        question: sampleMessage('q', { role: 'user', text: question }),
        answer: sampleMessage('a', { text: 'So.' }),
      }),
    });
    type('What happens?');
    await screen.findByText('So.');
    expect(fake.callsOf('chat.ask')).toEqual([
      { scope: SCOPE, question: 'What happens?', range: { from: 2_000_000, to: 9_000_000 } },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Ask about the whole video again' }));
    expect(selectionStore.getState().range).toBeNull();
  });

  it('gives a question back that was not taken, and says why', async () => {
    open({
      'chat.ask': () => failWith({ code: 'NotIndexed', message: 'Nothing is indexed yet.', remedy: 'Wait.' }),
    });
    type('When is a boat seen?');
    await waitFor(() => expect(noticeStore.getState().notices).toHaveLength(1));
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' });
    expect(field.value).toBe('When is a boat seen?');
  });

  it('asks before it clears', async () => {
    let messages = [sampleMessage('a', { text: 'So.' })];
    const fake = open({
      'chat.history': () => messages,
      'chat.remove': () => 'removed',
      'chat.putBack': () => {},
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Clear chat' }));
    expect(fake.callsOf('chat.remove')).toEqual([]);
    const dialog = screen.getByRole('dialog', { name: 'Clear this chat?' });
    const confirm = [...dialog.querySelectorAll('button')].find(
      (button) => button.textContent === 'Clear chat',
    );
    const before = messages;
    messages = [];
    fireEvent.click(confirm as HTMLElement);
    await waitFor(() => expect(screen.queryByText('So.')).toBeNull());
    expect(fake.callsOf('chat.remove')).toEqual([{ scope: SCOPE, which: 'open' }]);
    messages = before;
    await act(() => undoStore.getState().undo());
    expect(fake.callsOf('chat.putBack')).toEqual([{ removed: 'removed' }]);
    expect(screen.getByText('So.')).toBeTruthy();
  });

  it('says that answers are partial while the video is being indexed', () => {
    libraryStore.setState({ videos: [sampleVideo(1, { state: 'indexing' })] });
    open();
    expect(screen.getByText(/answers cover what has been indexed so far/)).toBeTruthy();
  });
});

describe('what can be done with questions', () => {
  const range = { from: 5_000_000, to: 9_000_000 };
  const PAIR = [
    sampleMessage('q', { role: 'user', text: 'When is a boat seen?', range }),
    sampleMessage('a', { text: 'At sea.' }),
  ];
  const asked = ({ question }: { question: string }) => ({
    question: sampleMessage('q2', { role: 'user', text: question }),
    answer: sampleMessage('a2', { text: 'Again.' }),
  });

  it('is to ask what is suggested, as it stands', async () => {
    const fake = open({ 'chat.suggestions': () => ['When is an elephant seen?'], 'chat.ask': asked });
    fireEvent.click(await screen.findByRole('button', { name: 'When is an elephant seen?' }));
    await screen.findByText('Again.');
    expect(fake.callsOf('chat.ask')).toMatchObject([{ question: 'When is an elephant seen?' }]);
  });

  it('is to ask the same again, about the same stretch', async () => {
    const fake = open({ 'chat.history': () => PAIR, 'chat.ask': asked });
    fireEvent.click(await screen.findByRole('button', { name: 'Ask the same again' }));
    await screen.findByText('Again.');
    expect(fake.callsOf('chat.ask')).toEqual([{ scope: SCOPE, question: 'When is a boat seen?', range }]);
  });

  it('is to edit a question and ask again', async () => {
    open({ 'chat.history': () => PAIR });
    fireEvent.click(await screen.findByRole('button', { name: 'Edit and ask again' }));
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' });
    expect(field.value).toBe('When is a boat seen?');
    expect(screen.getByText(/^Only 0:/)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('is to edit one about its old stretch, which no other question is asked about', async () => {
    const fake = open({ 'chat.history': () => PAIR, 'chat.ask': asked });
    const edit = async () =>
      fireEvent.click(await screen.findByRole('button', { name: 'Edit and ask again' }));
    const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' });
    await edit();
    expect(selectionStore.getState().range).toBeNull();
    fireEvent.keyDown(field(), { key: 'Enter' });
    await screen.findByText('Again.');
    expect(screen.queryByText(/^Only 0:/)).toBeNull();
    fireEvent.change(field(), { target: { value: 'Who?' } });
    fireEvent.keyDown(field(), { key: 'Enter' });
    await waitFor(() => expect(fake.callsOf('chat.ask')).toMatchObject([{ range }, { range: null }]));
    // Nor is it kept where another is marked meanwhile.
    act(() => chatStore.getState().edit(SCOPE, 'When?', range));
    act(() => selectionStore.getState().setRange({ from: 1, to: 5 }));
    expect(chatStore.getState().edited).toEqual({});
  });

  it('is to remove a question with its answer', async () => {
    const fake = open({ 'chat.history': () => PAIR, 'chat.remove': () => 'removed' });
    fireEvent.click(await screen.findByRole('button', { name: 'Remove question and answer' }));
    await waitFor(() => expect(fake.callsOf('chat.remove')).toHaveLength(1));
    expect(fake.callsOf('chat.remove')).toEqual([{ scope: SCOPE, which: { messageIds: ['q', 'a'] } }]);
  });

  it('is to recall earlier ones from an empty field', async () => {
    open({ 'chat.history': () => [...PAIR, sampleMessage('q3', { role: 'user', text: 'Who?' })] });
    await screen.findByText('Who?');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' });
    const press = (key: string) => fireEvent.keyDown(field, { key });
    press('ArrowUp');
    expect(field.value).toBe('Who?');
    press('ArrowUp');
    press('ArrowUp');
    expect(field.value).toBe('When is a boat seen?');
    press('ArrowDown');
    expect(field.value).toBe('Who?');
    press('ArrowDown');
    expect(field.value).toBe('');
    fireEvent.change(field, { target: { value: 'typed' } });
    press('ArrowUp');
    expect(field.value).toBe('typed');
  });

  it('is to begin another chat, and go back to one', async () => {
    const info = (id: string, name: string, isOpen: boolean) => ({
      ...{ id, name, open: isOpen, createdAt: 0, messageCount: 2 },
    });
    let list = [info('c1', 'Boats', true), info('c2', 'Ships', false)];
    const fake = open({
      'chat.history': () => PAIR,
      'chat.list': () => list,
      'chat.open': ({ chatId }) => {
        list = chatId === null ? [info('c3', '', true), ...list] : list;
        return list;
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Other chats' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Ships' }));
    fireEvent.click(screen.getByRole('button', { name: 'New chat' }));
    await waitFor(() =>
      expect(fake.callsOf('chat.open')).toEqual([
        { scope: SCOPE, chatId: 'c2' },
        { scope: SCOPE, chatId: null },
      ]),
    );
  });
});

describe('a language model’s answer', () => {
  const LLAVA = samplePack('llava', { name: 'LLaVA-Mini' });
  function choose(): void {
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, answerPack: 'llava' } });
    modelsStore.setState({ packs: [samplePack('core'), LLAVA] });
  }

  it('is preceded by what it does, and can be stopped meanwhile', async () => {
    choose();
    const fake = open({
      'chat.ask': ({ question }) => ({
        question: sampleMessage('q', { role: 'user', text: question }),
        answer: sampleMessage('a', { state: 'streaming' }),
      }),
      'chat.stop': () => {},
    });
    type('What is he looking for?');
    await screen.findByRole('button', { name: 'Stop' });
    const send = (event: Parameters<typeof fake.emit<'chat.event'>>[1]['event']) =>
      act(() => fake.emit('chat.event', { messageId: 'a', scope: SCOPE, event }));
    send({ type: 'author', name: 'LLaVA-Mini' });
    send({ type: 'phase', phase: 'load', fraction: 0 });
    expect(screen.getByText('Loading the language model')).toBeTruthy();
    send({ type: 'phase', phase: 'prefix', fraction: 0.41 });
    const bar = screen.getByRole('progressbar', { name: 'Reading the film' });
    expect(bar.getAttribute('aria-valuenow')).toBe('41');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(fake.callsOf('chat.stop')).toEqual([{ messageId: 'a' }]);
    send({ type: 'text', text: 'His keys' });
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(chatStore.getState().phases).toEqual({});
  });

  it('says who wrote it, and what each kind of place is', async () => {
    const citations = [
      sampleCitation(VIDEO, 83, { kind: 'named' }),
      sampleCitation(VIDEO, 90, { kind: 'weighed' }),
      sampleCitation(VIDEO, 95, { kind: 'weighed' }),
    ];
    open({
      'chat.history': () => [
        sampleMessage('a', { text: 'At 1:23 [[0]] he leaves.', citations, writtenBy: 'LLaVA-Mini' }),
      ],
    });
    expect(await screen.findByText('Written by LLaVA-Mini')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Go to 1:23 (from the answer’s own words)' })).toHaveLength(
      1,
    );
    const places = screen.getByRole('list', { name: 'Places of this answer' });
    expect(places.textContent).toBe('From the answer’s own wordsFrames that moved the answer1:301:35');
    fireEvent.click(screen.getByRole('button', { name: 'Go to 1:35 (frames that moved the answer)' }));
    expect(playerStore.getState().time).toBe(secondsToMicros(95));
    expect(selectionStore.getState().citations).toEqual(citations);
  });

  it('is announced beside the field where the question is typed', async () => {
    open();
    expect(screen.getByText('Answers: search results')).toBeTruthy();
    act(choose);
    expect(screen.getByText('Answers: search results, until LLaVA-Mini has watched this video')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Watch with LLaVA-Mini' })).toBeTruthy();
    const answers = { model: 'llava@1.0.0', frameCount: 30, complete: false };
    act(() => libraryStore.setState({ videos: [sampleVideo(1, { answers })] }));
    expect(screen.getByText('Answers: LLaVA-Mini, from the 50 % watched so far')).toBeTruthy();
    act(() =>
      libraryStore.setState({ videos: [sampleVideo(1, { answers: { ...answers, complete: true } })] }),
    );
    expect(screen.getByText('Answers: LLaVA-Mini')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change who answers' }));
    expect(viewStore.getState().screen.name).toBe('models');
  });
});
