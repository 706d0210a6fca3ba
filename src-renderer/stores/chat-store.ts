import { createStore } from 'zustand/vanilla';
import { type AnswerEvent, type ChatMessage, type ChatScope, scopeKey } from '../../src-shared/answers';
import { withAnswerEvent } from '../../src-shared/chat';
import type { UserError } from '../../src-shared/errors';
import type { EventPayload } from '../../src-shared/ipc';
import { asUserError, call, listen } from '../api';
import { tellIfItFails } from './notice-store';
import { type Range, selectionStore } from './selection-store';

/** One scope's chat. */
export interface Chat {
  readonly scope: ChatScope;
  readonly messages: readonly ChatMessage[];
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
}

/** What a language model does before its first word. */
export type Phase = Extract<AnswerEvent, { type: 'phase' }>;

/** Chats by scope; see scopeKey. */
export interface ChatState {
  readonly chats: Readonly<Record<string, Chat>>;
  /** By message: what a language model does before its first word. Gone with that word. */
  readonly phases: Readonly<Record<string, Phase>>;
  /** What was typed and not yet asked. */
  readonly drafts: Readonly<Record<string, string>>;
  /** By scope: what an earlier question that is being changed was about. It ends with that question. */
  readonly edited: Readonly<Record<string, Range>>;
  readonly setDraft: (scope: ChatScope, draft: string) => void;
  /** Puts an earlier question into the field, with what it was about. */
  readonly edit: (scope: ChatScope, question: string, range: Range | null) => void;
  /** The draft is about what is marked, as every other. */
  readonly endEdit: (scope: ChatScope) => void;
  readonly open: (scope: ChatScope) => Promise<void>;
  /** True when the question was taken. */
  readonly ask: (scope: ChatScope, question: string, range: Range | null) => Promise<boolean>;
  readonly stop: (messageId: string) => Promise<void>;
  /** Reads the open chat's messages anew: another one was opened, or something was removed or put back. */
  readonly reload: (scope: ChatScope) => Promise<void>;
}

function withMessage(messages: readonly ChatMessage[], changed: ChatMessage): readonly ChatMessage[] {
  return messages.some((message) => message.id === changed.id)
    ? messages.map((message) => (message.id === changed.id ? changed : message))
    : [...messages, changed];
}

const EMPTY: Omit<Chat, 'scope'> = { messages: [], status: 'loading', error: null };

export function createChatStore() {
  return createStore<ChatState>()((set, get) => {
    function change(scope: ChatScope, update: (chat: Chat) => Chat): void {
      const key = scopeKey(scope);
      set(({ chats }) => ({ chats: { ...chats, [key]: update(chats[key] ?? { ...EMPTY, scope }) } }));
    }
    return {
      chats: {},
      phases: {},
      drafts: {},
      edited: {},
      setDraft: (scope, draft) => {
        set({ drafts: { ...get().drafts, [scopeKey(scope)]: draft } });
        if (draft === '') get().endEdit(scope);
      },
      edit: (scope, question, range) => {
        get().endEdit(scope);
        get().setDraft(scope, question);
        if (range) set({ edited: { ...get().edited, [scopeKey(scope)]: range } });
      },
      endEdit: (scope) => {
        const { [scopeKey(scope)]: _ended, ...edited } = get().edited;
        set({ edited });
      },
      open: async (scope) => {
        if (get().chats[scopeKey(scope)]?.status === 'ready') return;
        change(scope, (chat) => ({ ...chat, status: 'loading' }));
        await get().reload(scope);
      },
      reload: async (scope) => {
        try {
          const messages = await call('chat.history', { scope });
          change(scope, () => ({ scope, messages, status: 'ready', error: null }));
        } catch (thrown) {
          change(scope, (chat) => ({ ...chat, status: 'failed', error: asUserError(thrown) }));
        }
      },
      ask: async (scope, question, range) => {
        selectionStore.getState().setCitations([]);
        const asked = await tellIfItFails(call('chat.ask', { scope, question, range }));
        if (asked === null) return false;
        change(scope, (chat) => ({
          ...chat,
          status: 'ready',
          messages: takeAsked(chat.messages, asked.question, asked.answer),
        }));
        return true;
      },
      stop: async (messageId) => {
        await tellIfItFails(call('chat.stop', { messageId }));
      },
    };
  });
}

/**
 * Adds a question and its answer. A quick answer's events can come before the call that asked returns:
 * then the answer is already there, further on than the reply knows, and the question goes before it.
 */
function takeAsked(
  messages: readonly ChatMessage[],
  question: ChatMessage,
  answer: ChatMessage,
): readonly ChatMessage[] {
  const others = messages.filter((message) => message.id !== question.id && message.id !== answer.id);
  const begun = messages.find((message) => message.id === answer.id);
  return [...others, question, begun ?? answer];
}

export const chatStore = createChatStore();
type ChatStore = ReturnType<typeof createChatStore>;

/** Keeps the phase of a message until something comes of it. */
function notePhase(store: ChatStore, messageId: string, event: AnswerEvent | null): void {
  const { [messageId]: before, ...others } = store.getState().phases;
  if (event?.type === 'phase') store.setState({ phases: { ...others, [messageId]: event } });
  else if (before && (event === null || event.type === 'text' || event.type === 'done')) {
    store.setState({ phases: others });
  }
}

function onEvent(store: ChatStore, { scope, messageId, event }: EventPayload<'chat.event'>): void {
  const key = scopeKey(scope);
  const chat = store.getState().chats[key];
  if (!chat) return;
  notePhase(store, messageId, event);
  const before = chat.messages.find((one) => one.id === messageId) ?? begunAnswer(messageId);
  const message = withAnswerEvent(before, event);
  const messages = withMessage(chat.messages, message);
  store.setState(({ chats }) => ({ chats: { ...chats, [key]: { ...chat, messages } } }));
  // What a running answer rests on lights up on the timeline as it comes.
  if (event.type === 'citation') selectionStore.getState().setCitations(message.citations);
}

function begunAnswer(id: string): ChatMessage {
  return {
    id,
    role: 'assistant',
    text: '',
    citations: [],
    confidence: null,
    details: [],
    writtenBy: null,
    state: 'streaming',
    error: null,
    createdAt: Date.now(),
  };
}

/** Feeds the store with the streams of main. A chat that nobody opened is left for its history to bring. */
export function followChats(store = chatStore): () => void {
  const stops = [
    // What is marked anew is what the next question is about.
    selectionStore.subscribe(({ range }, before) => {
      if (range !== before.range) store.setState({ edited: {} });
    }),
    listen('chat.event', (payload) => onEvent(store, payload)),
    listen('chat.message', ({ scope, message }) => {
      const key = scopeKey(scope);
      const chat = store.getState().chats[key];
      if (!chat) return;
      notePhase(store, message.id, null);
      const messages = withMessage(chat.messages, message);
      store.setState(({ chats }) => ({ chats: { ...chats, [key]: { ...chat, messages } } }));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
