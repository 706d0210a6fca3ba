import { randomUUID } from 'node:crypto';
import { type ChatInfo, type ChatMessage, type ChatScope, scopeKey } from '../../../src-shared/answers';
import { chosenIn } from './chats';
import { NotFound } from './errors';
import type { ChatRepository, MessageChoice, TakenMessages } from './types';

interface Kept {
  readonly id: string;
  name: string;
  readonly createdAt: number;
  messages: ChatMessage[];
}

/** What was taken out, each with its place. Rows are for the database: here the messages themselves are kept. */
interface TakenHere extends TakenMessages {
  readonly here: { readonly chat: Kept; readonly before: ChatMessage[]; readonly whole: boolean };
}

/** Chats of a library that may only be read: what is asked is kept as long as the program runs. */
export class ChatsInMemory implements ChatRepository {
  /** By scope, as `scopeKey` writes it; the open one first. */
  readonly #chats = new Map<string, { readonly scope: ChatScope; readonly chats: Kept[] }>();

  constructor(private readonly stored: Pick<ChatRepository, 'history' | 'find'>) {}

  history(scope: ChatScope): ChatMessage[] {
    return [...this.#open(scope).messages];
  }

  save(scope: ChatScope, message: ChatMessage): void {
    const all = this.#of(scope);
    const holds = (chat: Kept) => chat.messages.some(({ id }) => id === message.id);
    const { messages } = all.find(holds) ?? this.#open(scope);
    const at = messages.findIndex(({ id }) => id === message.id);
    messages.splice(at < 0 ? messages.length : at, 1, message);
  }

  find(messageId: string): { scope: ChatScope; message: ChatMessage } | null {
    for (const { scope, chats } of this.#chats.values()) {
      const message = chats.flatMap(({ messages }) => messages).find(({ id }) => id === messageId);
      if (message) return { scope, message };
    }
    return this.stored.find(messageId);
  }

  list(scope: ChatScope): ChatInfo[] {
    return this.#of(scope).map(({ id, name, createdAt, messages }, at) => ({
      ...{ id, createdAt, messageCount: messages.length, open: at === 0 },
      name: name === '' ? (messages.find(({ role }) => role === 'user')?.text ?? '') : name,
    }));
  }

  openId(scope: ChatScope): string {
    return this.#open(scope).id;
  }

  open(scope: ChatScope, chatId: string | null): void {
    const chats = this.#of(scope);
    if (chatId === null) {
      if (this.#open(scope).messages.length > 0) chats.unshift(begun([]));
      return;
    }
    const at = chats.findIndex(({ id }) => id === chatId);
    if (at < 0) throw new NotFound('chat');
    chats.unshift(...chats.splice(at, 1));
  }

  rename(chatId: string, name: string): void {
    const chat = [...this.#chats.values()].flatMap(({ chats }) => chats).find(({ id }) => id === chatId);
    if (!chat) throw new NotFound('chat');
    chat.name = name;
  }

  takeOut(scope: ChatScope, which: MessageChoice): TakenHere {
    const chats = this.#of(scope);
    const { chatId, messageIds } = chosenIn(which);
    const whole = chatId !== null;
    const chat = whole ? chats.find(({ id }) => id === chatId) : this.#open(scope);
    if (!chat) throw new NotFound('chat');
    const before = [...chat.messages];
    chat.messages = messageIds ? chat.messages.filter(({ id }) => !messageIds.has(id)) : [];
    if (whole) chats.splice(chats.indexOf(chat), 1);
    return { scope, chat: null, messages: [], here: { chat, before, whole } };
  }

  putBack(taken: TakenMessages): void {
    const { chat, before, whole } = (taken as TakenHere).here;
    // What came since stays, behind what was there before.
    const since = chat.messages.filter((message) => !before.some(({ id }) => id === message.id));
    chat.messages = [...before, ...since];
    if (whole) this.#of(taken.scope).unshift(chat);
  }

  #open(scope: ChatScope): Kept {
    const chats = this.#of(scope);
    const [first] = chats;
    if (first) return first;
    const chat = begun([]);
    chats.push(chat);
    return chat;
  }

  #of(scope: ChatScope): Kept[] {
    const key = scopeKey(scope);
    const known = this.#chats.get(key) ?? { scope, chats: [begun(this.stored.history(scope))] };
    this.#chats.set(key, known);
    return known.chats;
  }
}

function begun(messages: ChatMessage[]): Kept {
  return { id: randomUUID(), name: '', createdAt: Date.now(), messages };
}
