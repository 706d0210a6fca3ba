import { randomUUID } from 'node:crypto';
import {
  type AnswerEvent,
  type ChatInfo,
  type ChatMessage,
  type ChatScope,
  scopeKey,
} from '../../../src-shared/answers';
import { withAnswerEvent } from '../../../src-shared/chat';
import { toUserError } from '../../../src-shared/errors';
import { formatClock, type Micros } from '../../../src-shared/time';
import type { Language } from '../../../src-shared/words/language';
import { wordsIn } from '../../../src-shared/words/words';
import { NoSuchMessage, StillAnswering } from '../../base/answer/errors';
import type { Answerer, ChatEvents, ChatService } from '../../base/answer/types';
import { chosenIn } from '../../base/library/chats';
import { NotFound } from '../../base/library/errors';
import type { ChatRepository, MessageChoice, TakenMessages } from '../../base/library/types';

export interface ChatOptions {
  readonly chats: ChatRepository;
  readonly answerer: Answerer;
  /** What is noted beside a question is worded in; English where it is left out. */
  readonly language?: () => Language;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Told of failures that nobody foresaw; the user only reads a general sentence. */
  readonly onUnexpected?: (error: unknown) => void;
}

interface Running {
  readonly scope: ChatScope;
  /** The chat that was open when it was asked; null where nothing could be stored. */
  readonly chatId: string | null;
  readonly controller: AbortController;
  message: ChatMessage;
  savedAt: number;
  settled: Promise<void>;
}

/** A streaming answer is stored at most this often, in milliseconds; its end always is. */
const SAVE_EVERY = 500;

/** Chats over an answerer: streams, stores, stops. One answer at a time in each chat. */
export class StoredChats implements ChatService {
  private readonly running = new Map<string, Running>();
  private readonly listeners: { [E in keyof ChatEvents]: Set<ChatEvents[E]> } = {
    event: new Set(),
    message: new Set(),
  };
  private readonly now: () => number;
  /** What was removed and may come back, until the program ends. */
  private readonly taken = new Map<string, TakenMessages>();

  constructor(private readonly options: ChatOptions) {
    this.now = options.now ?? Date.now;
  }

  /** A message that no one is writing any more, because the app died, is turned into a stopped one. */
  history(scope: ChatScope): ChatMessage[] {
    return this.options.chats.history(scope).map((message) => {
      const live = this.running.get(message.id);
      if (live) return live.message;
      if (message.state !== 'streaming') return message;
      const stopped: ChatMessage = { ...message, state: 'stopped' };
      this.options.chats.save(scope, stopped);
      return stopped;
    });
  }

  /** @throws StillAnswering while this chat's last answer is being written */
  ask(
    scope: ChatScope,
    text: string,
    range: { from: Micros; to: Micros } | null,
  ): { question: ChatMessage; answer: ChatMessage } {
    const chat = this.options.chats.openId(scope);
    const busy = [...this.running.values()].some(
      (r) => sameScope(r.scope, scope) && r.chatId === chat && !r.controller.signal.aborted,
    );
    if (busy) throw new StillAnswering();
    const history = this.history(scope);
    const at = this.now();
    const question = newMessage('user', at, {
      text,
      state: 'done',
      details: range ? [this.askedAbout(range)] : [],
      ...(range ? { range } : {}),
    });
    // One later, so that the two keep their order wherever they are sorted by time.
    const answer = newMessage('assistant', at + 1, { text: '', state: 'streaming', details: [] });
    this.options.chats.save(scope, question);
    this.options.chats.save(scope, answer);
    const controller = new AbortController();
    const chatId = this.options.chats.openId(scope);
    const run: Running = {
      ...{ scope, chatId, controller, message: answer, savedAt: at },
      settled: Promise.resolve(),
    };
    this.running.set(answer.id, run);
    run.settled = this.stream(run, { text, range, history });
    return { question, answer };
  }

  private askedAbout({ from, to }: { from: Micros; to: Micros }): string {
    const words = wordsIn(this.options.language?.() ?? 'en');
    return words('answers.askedAbout', { from: formatClock(from), to: formatClock(to) });
  }

  /** Stopping what has ended already is no error: the click may have come late. @throws NoSuchMessage */
  stop(messageId: string): void {
    const run = this.running.get(messageId);
    if (!run && this.options.chats.find(messageId) === null) throw new NoSuchMessage();
    run?.controller.abort();
  }

  list(scope: ChatScope): ChatInfo[] {
    return this.options.chats.list(scope);
  }

  /** @throws NotFound */
  open(scope: ChatScope, chatId: string | null): ChatInfo[] {
    this.options.chats.open(scope, chatId);
    return this.list(scope);
  }

  /** @throws NotFound */
  rename(scope: ChatScope, chatId: string, name: string): ChatInfo[] {
    this.options.chats.rename(chatId, name);
    return this.list(scope);
  }

  /** @throws NotFound */
  remove(scope: ChatScope, which: MessageChoice): string {
    const { chatId: whole, messageIds } = chosenIn(which);
    const chatId = whole ?? this.options.chats.openId(scope);
    const goes = (run: Running): boolean =>
      sameScope(run.scope, scope) && (messageIds?.has(run.message.id) ?? run.chatId === chatId);
    // What is there of a running answer is put back as a stopped one.
    for (const run of this.running.values()) if (goes(run)) this.save(run);
    const taken = this.options.chats.takeOut(scope, which);
    this.end(goes);
    const token = randomUUID();
    this.taken.set(token, taken);
    return token;
  }

  /** @throws NotFound */
  putBack(token: string): ChatScope {
    const taken = this.taken.get(token);
    if (!taken) throw new NotFound('chat');
    this.options.chats.putBack(taken);
    this.taken.delete(token);
    return taken.scope;
  }

  letGo(token: string): void {
    this.taken.delete(token);
  }

  endAll(scope: ChatScope): void {
    for (const run of this.running.values()) if (sameScope(run.scope, scope)) this.save(run);
    this.end((run) => sameScope(run.scope, scope));
  }

  /** Ends answers, of which no more is stored. */
  private end(which: (run: Running) => boolean): void {
    for (const [id, run] of this.running) {
      if (!which(run)) continue;
      this.running.delete(id);
      run.controller.abort();
    }
  }

  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): () => void {
    const listeners: Set<ChatEvents[E]> = this.listeners[event];
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Stops every answer under way and waits until each is stored. */
  async close(): Promise<void> {
    const runs = [...this.running.values()];
    for (const run of runs) run.controller.abort();
    await Promise.all(runs.map((run) => run.settled));
  }

  /** Never rejects: what goes wrong becomes the message's error. */
  private async stream(
    run: Running,
    asked: { text: string; range: { from: Micros; to: Micros } | null; history: readonly ChatMessage[] },
  ): Promise<void> {
    const { scope, controller } = run;
    const { signal } = controller;
    try {
      // The caller learns the message's id before its first event.
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      for await (const event of this.options.answerer.answer({ scope, ...asked, signal })) {
        if (signal.aborted) break;
        this.take(run, event);
      }
      this.finish(run, signal.aborted ? { state: 'stopped' } : { state: 'done' });
    } catch (error) {
      if (signal.aborted) return this.finish(run, { state: 'stopped' });
      this.options.onUnexpected?.(error);
      this.finish(run, { state: 'failed', error: toUserError(error) });
    }
  }

  private take(run: Running, event: AnswerEvent): void {
    // For who scripts: the page shows the words.
    if (event.type === 'claim') return;
    run.message = withAnswerEvent(run.message, event);
    // An answer in a chat that is not shown is found there when it is opened again.
    if (this.isShown(run)) {
      for (const listener of this.listeners.event) listener(run.scope, run.message.id, event);
    }
    if (this.now() - run.savedAt < SAVE_EVERY) return;
    run.savedAt = this.now();
    this.save(run);
  }

  private finish(run: Running, end: Pick<ChatMessage, 'state'> & Partial<Pick<ChatMessage, 'error'>>): void {
    run.message = { ...run.message, ...end };
    const wasCleared = !this.running.has(run.message.id);
    this.save(run);
    this.running.delete(run.message.id);
    if (wasCleared || !this.isShown(run)) return;
    for (const listener of this.listeners.message) listener(run.scope, run.message);
  }

  private isShown({ scope, chatId }: Running): boolean {
    try {
      return this.options.chats.openId(scope) === chatId;
    } catch (error) {
      // What cannot be read must not keep an answer from being told.
      this.options.onUnexpected?.(error);
      return true;
    }
  }

  /** A chat that was cleared, or whose video was removed, takes no more of its answer. */
  private save(run: Running): void {
    if (!this.running.has(run.message.id)) return;
    try {
      this.options.chats.save(run.scope, run.message);
    } catch (error) {
      this.options.onUnexpected?.(error);
    }
  }
}

function newMessage(
  role: ChatMessage['role'],
  createdAt: number,
  rest: Pick<ChatMessage, 'text' | 'state' | 'details' | 'range'>,
): ChatMessage {
  return {
    id: randomUUID(),
    role,
    citations: [],
    confidence: null,
    writtenBy: null,
    error: null,
    createdAt,
    ...rest,
  };
}

function sameScope(a: ChatScope, b: ChatScope): boolean {
  return scopeKey(a) === scopeKey(b);
}
