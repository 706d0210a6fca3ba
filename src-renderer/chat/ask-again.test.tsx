// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src-shared/jobs';
import { chatStore, followChats } from '../stores/chat-store';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { installFakeApi } from '../testing/fake-api';
import {
  SAMPLE_SETTINGS,
  sampleId,
  sampleJob,
  sampleMessage,
  samplePack,
  sampleVideo,
} from '../testing/samples';
import { Chat } from './chat';

const VIDEO = sampleId(1);
const SCOPE = { videoId: VIDEO };
const QUESTION = 'When is a boat seen?';
const range = { from: 0, to: 9_000_000 };
let unfollow = () => {};

beforeEach(() => {
  chatStore.setState({ chats: {}, drafts: {}, phases: {} });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  modelsStore.setState({ packs: [samplePack('core')] });
  libraryStore.setState({ videos: [sampleVideo(1)], jobs: new Map() });
});
afterEach(() => {
  cleanup();
  unfollow();
});

function reading(change: Partial<Job>): void {
  act(() => libraryStore.setState({ jobs: new Map([[VIDEO, sampleJob(1, change)]]) }));
}

function open(soFar: { unread: number; position: number | null } | null) {
  const fake = installFakeApi({
    'chat.history': () => [
      sampleMessage('q', { role: 'user', text: QUESTION }),
      sampleMessage('a', { text: 'Nowhere yet.', ...(soFar ? { soFar: { ...soFar, range } } : {}) }),
    ],
    'chat.ask': ({ question }) => ({
      question: sampleMessage('q2', { role: 'user', text: question }),
      answer: sampleMessage('a2', { text: 'At sea.' }),
    }),
  });
  unfollow = followChats();
  render(<Chat scope={SCOPE} />);
  return fake;
}
const offer = () => screen.queryByRole('button', { name: 'Ask again' });

describe('an answer from a film that was not read to its end', () => {
  it('offers to ask again once more has been read, and stays above the new one', async () => {
    const fake = open({ unread: 1, position: 0.42 });
    reading({ progress: 0.44 });
    await screen.findByText('Nowhere yet.');
    expect(offer()).toBeNull();
    reading({ progress: 0.6 });
    fireEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    await screen.findByText('At sea.');
    expect(fake.callsOf('chat.ask')).toEqual([{ scope: SCOPE, question: QUESTION, range }]);
    expect(screen.getByText('Nowhere yet.')).toBeTruthy();
    // The newer answer is below: nothing more is offered for the old one.
    expect(offer()).toBeNull();
  });

  it('offers it once all has been read, also after a restart', async () => {
    open({ unread: 1, position: 0.42 });
    await screen.findByText('Nowhere yet.');
    expect(offer()).toBeTruthy();
  });

  it('offers nothing under an answer from a whole film', async () => {
    open(null);
    reading({ state: 'done', progress: 1 });
    await screen.findByText('Nowhere yet.');
    expect(offer()).toBeNull();
  });

  it('waits while another answer is being written', async () => {
    open({ unread: 1, position: 0.42 });
    await screen.findByText('Nowhere yet.');
    act(() =>
      chatStore.setState(({ chats }) => {
        const [[key, chat] = []] = Object.entries(chats);
        if (key === undefined || !chat) return {};
        const streaming = sampleMessage('a3', { state: 'streaming' });
        return { chats: { [key]: { ...chat, messages: [...chat.messages, streaming] } } };
      }),
    );
    expect(offer()?.hasAttribute('disabled')).toBe(true);
  });
});
