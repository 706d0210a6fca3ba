// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { sampleId, sampleMessage } from '../testing/samples';
import { createChatStore, followChats } from './chat-store';

const SCOPE = { videoId: sampleId(1) };
let unfollow = () => {};
afterEach(() => unfollow());

describe('chat store', () => {
  it('keeps an answer that began before the call that asked returned', async () => {
    const store = createChatStore();
    const fake = installFakeApi({
      'chat.ask': () => {
        fake.emit('chat.event', { messageId: 'a', scope: SCOPE, event: { type: 'text', text: 'Quick.' } });
        return {
          question: sampleMessage('q', { role: 'user', text: 'Is it?' }),
          answer: sampleMessage('a', { state: 'streaming' }),
        };
      },
    });
    unfollow = followChats(store);
    await store.getState().open(SCOPE);
    await store.getState().ask(SCOPE, 'Is it?', null);
    const messages = store.getState().chats[SCOPE.videoId]?.messages ?? [];
    expect(messages.map((message) => [message.id, message.text])).toEqual([
      ['q', 'Is it?'],
      ['a', 'Quick.'],
    ]);
  });

  it('takes the final form of a message over what was streamed', async () => {
    const store = createChatStore();
    const fake = installFakeApi({
      'chat.history': () => [sampleMessage('a', { state: 'streaming', text: 'Hal' })],
    });
    unfollow = followChats(store);
    await store.getState().open(SCOPE);
    fake.emit('chat.message', {
      scope: SCOPE,
      message: sampleMessage('a', { state: 'stopped', text: 'Half' }),
    });
    expect(store.getState().chats[SCOPE.videoId]?.messages).toEqual([
      sampleMessage('a', { state: 'stopped', text: 'Half' }),
    ]);
  });

  it('keeps chats apart by scope', async () => {
    const store = createChatStore();
    const fake = installFakeApi();
    unfollow = followChats(store);
    await store.getState().open('all');
    await store.getState().open(SCOPE);
    fake.emit('chat.message', { scope: 'all', message: sampleMessage('a') });
    expect(store.getState().chats[SCOPE.videoId]?.messages).toEqual([]);
    expect(store.getState().chats.all?.messages).toHaveLength(1);
  });

  it('asks for a history once', async () => {
    const store = createChatStore();
    const fake = installFakeApi();
    await store.getState().open('all');
    await store.getState().open('all');
    expect(fake.callsOf('chat.history')).toHaveLength(1);
  });
});
