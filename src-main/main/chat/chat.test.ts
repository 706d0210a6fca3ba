import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerEvent, ChatMessage } from '../../../src-shared/answers';
import { NothingIndexed } from '../../base/answer/errors';
import type { Answerer, Question } from '../../base/answer/types';
import type { ChatRepository } from '../../base/library/types';
import { videoIdOf, World } from '../../worker/answer/testing/world';
import { StoredChats } from './chat';

const scope = { videoId: videoIdOf(1) };
const FILM = { title: 'Film', duration: 1, frames: [{}], speech: [], scenes: [0] };

let world: World;
beforeEach(() => {
  world = new World([FILM]);
});
afterEach(() => world[Symbol.dispose]());

/** An answerer that gives what it is handed, one piece at a time, when told to. */
class Scripted implements Answerer {
  readonly asked: Question[] = [];
  private release = Promise.withResolvers<void>();
  constructor(
    private readonly events: readonly AnswerEvent[],
    private readonly error: unknown = null,
  ) {}
  go(): void {
    this.release.resolve();
  }
  async *answer(question: Question): AsyncIterable<AnswerEvent> {
    this.asked.push(question);
    const [first, ...rest] = this.events;
    if (first) yield first;
    const stopped = new Promise<void>((resolve) =>
      question.signal.addEventListener('abort', () => resolve()),
    );
    await Promise.race([this.release.promise, stopped]);
    question.signal.throwIfAborted();
    if (this.error) throw this.error;
    yield* rest;
  }
}

const NO_CHATS: ChatRepository = {
  history: () => [],
  find: () => null,
  save: () => undefined,
  list: () => [],
  openId: () => null,
  open: () => undefined,
  rename: () => undefined,
  takeOut: () => ({ scope, chat: null, messages: [] }),
  putBack: () => undefined,
};

const EVENTS: readonly AnswerEvent[] = [
  { type: 'text', text: 'One ' },
  { type: 'detail', text: 'why' },
  { type: 'text', text: 'two' },
  { type: 'done', confidence: 'high' },
];

function chatsWith(answerer: Answerer, now?: () => number): StoredChats {
  return new StoredChats({ chats: world.library.chats, answerer, ...(now ? { now } : {}) });
}
function ended(chats: StoredChats): Promise<ChatMessage> {
  return new Promise((resolve) => {
    const off = chats.on('message', (_, message) => {
      off();
      resolve(message);
    });
  });
}
function firstEvent(chats: StoredChats): Promise<AnswerEvent> {
  return new Promise((resolve) => {
    const off = chats.on('event', (_, __, event) => {
      off();
      resolve(event);
    });
  });
}

describe('chats', () => {
  it('streams an answer and stores it', async () => {
    const answerer = new Scripted(EVENTS);
    const chats = chatsWith(answerer);
    const end = ended(chats);
    answerer.go();
    const { question, answer } = chats.ask(scope, 'Why?', { from: 0, to: 1_000_000 });
    expect(question.details).toEqual(['Asked about 0:00 to 0:01.']);
    expect(answer.state).toBe('streaming');
    // Sorted by time anywhere, they keep their order.
    expect(answer.createdAt).toBeGreaterThan(question.createdAt);
    const message = await end;
    expect(message).toMatchObject({ text: 'One two', details: ['why'], confidence: 'high', state: 'done' });
    expect(world.library.chats.history(scope)).toEqual([question, message]);
  });

  it('gives the answerer the earlier messages, without the present question', async () => {
    const answerer = new Scripted(EVENTS);
    answerer.go();
    const chats = chatsWith(answerer);
    for (const text of ['First?', 'Second?']) {
      const end = ended(chats);
      chats.ask(scope, text, null);
      await end;
    }
    expect(answerer.asked.map((q) => q.history.map((m) => m.role))).toEqual([[], ['user', 'assistant']]);
  });

  it('stops, keeping what was said', async () => {
    const chats = chatsWith(new Scripted(EVENTS));
    const first = firstEvent(chats);
    const end = ended(chats);
    const { answer } = chats.ask(scope, 'Why?', null);
    await first;
    chats.stop(answer.id);
    expect(await end).toMatchObject({ state: 'stopped', text: 'One ' });
    chats.stop(answer.id);
  });

  it('turns a failure into a message with words for the user', async () => {
    const answerer = new Scripted([], new NothingIndexed(false));
    answerer.go();
    const chats = chatsWith(answerer);
    const end = ended(chats);
    chats.ask(scope, 'Why?', null);
    expect(await end).toMatchObject({ state: 'failed', error: { code: 'NotIndexed' } });
  });

  it('saves while streaming, but not at every piece', async () => {
    let clock = 0;
    const many: AnswerEvent[] = Array.from({ length: 50 }, () => ({ type: 'text', text: 'x' }));
    const answerer = new Scripted([...many, { type: 'done', confidence: 'low' }]);
    const saved: ChatMessage[] = [];
    const chats = new StoredChats({
      chats: {
        ...NO_CHATS,
        save: (_, message) => void saved.push(message),
      },
      answerer,
      now: () => {
        clock += 30;
        return clock;
      },
    });
    answerer.go();
    const end = ended(chats);
    chats.ask(scope, 'Why?', null);
    await end;
    const between = saved.filter((m) => m.state === 'streaming' && m.text !== '');
    expect(between.length).toBeGreaterThan(1);
    expect(between.length).toBeLessThan(25);
  });

  it('saves again when half a second has gone by since the last time, and not before', async () => {
    const times = [0, 499, 500, 500, 999, 1000, 1000];
    const answerer = new Scripted([...Array.from({ length: 4 }, () => EVENTS[0] as AnswerEvent)]);
    const saved: string[] = [];
    const chats = new StoredChats({
      chats: {
        ...NO_CHATS,
        save: (_, message) => void saved.push(`${message.state} ${message.text.length}`),
      },
      answerer,
      now: () => times.shift() ?? 1000,
    });
    answerer.go();
    const end = ended(chats);
    chats.ask(scope, 'Why?', null);
    await end;
    expect(saved).toEqual(['done 4', 'streaming 0', 'streaming 8', 'streaming 16', 'done 16']);
  });

  it('finds an answer that a crash cut off as a stopped one', () => {
    const half: ChatMessage = {
      id: 'a',
      role: 'assistant',
      text: 'Half an ans',
      citations: [],
      confidence: null,
      details: [],
      writtenBy: null,
      state: 'streaming',
      error: null,
      createdAt: 1,
    };
    world.library.chats.save(scope, half);
    const chats = chatsWith(new Scripted(EVENTS));
    expect(chats.history(scope)).toEqual([{ ...half, state: 'stopped' }]);
    expect(world.library.chats.history(scope)[0]?.state).toBe('stopped');
  });

  it('answers one question at a time', async () => {
    const chats = chatsWith(new Scripted(EVENTS));
    chats.ask(scope, 'Why?', null);
    expect(() => chats.ask(scope, 'And?', null)).toThrow('still being written');
    await chats.close();
    expect(chats.history(scope).at(-1)?.state).toBe('stopped');
  });

  it('forgets a chat that is cleared while it is answered', async () => {
    const answerer = new Scripted(EVENTS);
    const chats = chatsWith(answerer);
    const first = firstEvent(chats);
    chats.ask(scope, 'Why?', null);
    await first;
    chats.remove(scope, 'open');
    answerer.go();
    await chats.close();
    expect(world.library.chats.history(scope)).toEqual([]);
  });

  it('has several chats about a film, each with messages of its own, and tells of the one that is shown', async () => {
    const answerer = new Scripted(EVENTS);
    const chats = chatsWith(answerer);
    const told: string[] = [];
    chats.on('message', (_, message) => told.push(message.text));
    const first = firstEvent(chats);
    chats.ask(scope, 'Why?', { from: 0, to: 5 });
    await first;
    const [begun] = chats.open(scope, null);
    expect(begun).toMatchObject({ name: '', messageCount: 0, open: true });
    // Another question may be asked here while the one there is answered.
    chats.ask(scope, 'And?', null);
    answerer.go();
    await expect.poll(() => told).toEqual(['One two']);
    const [, other] = chats.list(scope);
    expect(other).toMatchObject({ name: 'Why?', messageCount: 2, open: false });
    chats.rename(scope, other?.id ?? '', 'Causes');
    expect(chats.open(scope, other?.id ?? '')[0]).toMatchObject({ name: 'Causes', open: true });
    expect(chats.history(scope).map(({ text, range }) => [text, range])).toEqual([
      ['Why?', { from: 0, to: 5 }],
      ['One two', undefined],
    ]);
    await chats.close();
  });

  it('has chats of their own about a collection', async () => {
    const answerer = new Scripted(EVENTS);
    answerer.go();
    const chats = chatsWith(answerer);
    const collectionId = world.library.collections.create('Finds').id;
    const finds = { collectionId };
    const end = ended(chats);
    chats.ask(finds, 'Why?', null);
    await end;
    expect(answerer.asked.map(({ scope: asked }) => asked)).toEqual([finds]);
    expect(chats.history(finds).map(({ text }) => text)).toEqual(['Why?', 'One two']);
    expect(world.library.chats.find(chats.history(finds)[0]?.id ?? '')?.scope).toEqual(finds);
    for (const other of [scope, 'all' as const]) expect(chats.list(other)).toEqual([]);
    const other = { collectionId: world.library.collections.create('Others').id };
    expect(chats.history(other)).toEqual([]);
    // A removed collection may come back, with what was asked about it.
    world.library.collections.remove(collectionId);
    expect(chats.history(finds)).toHaveLength(2);
  });

  it('puts back what was removed, where it stood', async () => {
    const answerer = new Scripted([{ type: 'done', confidence: null }]);
    answerer.go();
    const chats = chatsWith(answerer);
    for (const text of ['One?', 'Two?', 'Three?']) {
      const end = ended(chats);
      chats.ask(scope, text, null);
      await end;
    }
    const before = chats.history(scope);
    const pair = before.slice(2, 4).map(({ id }) => id);
    const token = chats.remove(scope, { messageIds: pair });
    expect(chats.history(scope).map(({ id }) => id)).toEqual(
      [...before.slice(0, 2), ...before.slice(4)].map(({ id }) => id),
    );
    const end = ended(chats);
    chats.ask(scope, 'Four?', null);
    await end;
    chats.putBack(token);
    expect(chats.history(scope).slice(0, 6)).toEqual(before);
    expect(() => chats.putBack(token)).toThrow();

    const [open] = chats.list(scope);
    const whole = chats.remove(scope, { chatId: open?.id ?? '' });
    expect(chats.list(scope)).toEqual([]);
    chats.putBack(whole);
    expect(chats.history(scope)).toHaveLength(8);
  });
});
