import { createStore } from 'zustand/vanilla';
import { type ChatInfo, type ChatMessage, type ChatScope, scopeKey } from '../../src-shared/answers';
import type { Input } from '../../src-shared/ipc';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { chatStore } from './chat-store';
import { noticeStore, tellIfItFails } from './notice-store';
import { type UndoStep, undoing, undoStore } from './undo-store';

type Which = Input<'chat.remove'>['which'];

/** Which chats there are about a film or the library, and what could be asked first. By scope; see scopeKey. */
export interface ChatListState {
  /** The open one first. */
  readonly lists: Readonly<Record<string, readonly ChatInfo[]>>;
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
  readonly load: (scope: ChatScope) => Promise<void>;
  readonly loadSuggestions: (scope: ChatScope) => Promise<void>;
  /** Shows another chat; null begins a new one. */
  readonly open: (scope: ChatScope, chatId: string | null) => Promise<void>;
  /** An empty name is its first question again. */
  readonly rename: (scope: ChatScope, chat: ChatInfo, name: string) => Promise<void>;
  readonly removeChat: (scope: ChatScope, chat: ChatInfo) => Promise<void>;
  /** Empties the open chat. */
  readonly clear: (scope: ChatScope) => Promise<void>;
  /** Removes a question and its answer. */
  readonly removePair: (scope: ChatScope, pair: readonly ChatMessage[]) => Promise<void>;
}

export const chatListStore = createStore<ChatListState>()((set, get) => {
  function take(scope: ChatScope, list: readonly ChatInfo[]): void {
    set({ lists: { ...get().lists, [scopeKey(scope)]: list } });
  }
  async function refresh(scope: ChatScope): Promise<void> {
    await Promise.all([chatStore.getState().reload(scope), get().load(scope)]);
  }
  /** Removes so that it can be undone, and done again. */
  async function remove(scope: ChatScope, which: Which, label: string, said: string): Promise<void> {
    let removed = '';
    const step: UndoStep = {
      label,
      do: async () => {
        removed = await call('chat.remove', { scope, which });
        await refresh(scope);
      },
      undo: async () => {
        await call('chat.putBack', { removed });
        await refresh(scope);
      },
      drop: () => void tellIfItFails(call('chat.letGo', { removed })),
    };
    if (await undoStore.getState().perform(step)) noticeStore.getState().info(said, undoing(step));
  }
  return {
    lists: {},
    suggestions: {},
    load: async (scope) => {
      const list = await tellIfItFails(call('chat.list', { scope }));
      if (list) take(scope, list);
    },
    loadSuggestions: async (scope) => {
      const questions = await tellIfItFails(call('chat.suggestions', { scope }));
      if (questions) set({ suggestions: { ...get().suggestions, [scopeKey(scope)]: questions } });
    },
    open: async (scope, chatId) => {
      const list = await tellIfItFails(call('chat.open', { scope, chatId }));
      if (!list) return;
      take(scope, list);
      await chatStore.getState().reload(scope);
    },
    rename: async (scope, chat, name) => {
      const put = async (wanted: string) =>
        take(scope, await call('chat.rename', { scope, chatId: chat.id, name: wanted }));
      await undoStore.getState().perform({
        label: t('stores.chat.rename'),
        do: () => put(name),
        undo: () => put(chat.name),
      });
    },
    removeChat: (scope, chat) =>
      remove(scope, { chatId: chat.id }, t('stores.chat.remove'), t('stores.chat.removed')),
    clear: (scope) => remove(scope, 'open', t('stores.chat.clear'), t('stores.chat.cleared')),
    removePair: (scope, pair) =>
      remove(
        scope,
        { messageIds: pair.map(({ id }) => id) },
        t('stores.answer.remove'),
        t('stores.answer.removed'),
      ),
  };
});
