import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../src-shared/answers';
import { LongtakeError } from '../../../src-shared/errors';
import type { LanguageAnswer } from '../../base/film/language-tokens/types';
import type { AskRequest, CallOptions, WorkerClient } from '../../base/rpc/protocol';
import { StoredQuestions } from '../../worker/answer/stored-questions';
import { ask, seconds, videoIdOf, World } from '../../worker/answer/testing/world';
import { StoredChats } from './chat';
import { ModelAnswerer, turnsOf } from './generative';

const PACK = { packDir: '/llava', model: 'llava@1', name: 'LLaVA-Mini' };
const ONE = videoIdOf(1);
const VIDEO = {
  codec: 'h264',
  pixelFormat: 'yuv420p',
  width: 4,
  height: 4,
  displayWidth: 4,
  displayHeight: 4,
};

/** A language model that says what it was told to, and remembers what it was asked. */
class Model {
  readonly asked: AskRequest[] = [];
  says: readonly string[] = ['A dog ', 'runs.'];
  frames: LanguageAnswer['frames'] = [];
  fails: LongtakeError | null = null;
  /** Devices that fail after so many of their words, one question after the other. */
  failing: { readonly says: readonly string[]; readonly words: string }[] = [];
  /** Runs after the first word. */
  afterFirst: (signal: AbortSignal | undefined) => Promise<void> = async () => undefined;

  readonly worker: Pick<WorkerClient, 'call'> = {
    call: async (method: string, input: unknown, options: unknown) => {
      if (method !== 'answers.ask') throw new Error(method);
      const { onEvent, signal } = options as CallOptions<'answers.ask'>;
      this.asked.push(input as AskRequest);
      onEvent?.({ event: 'phase', payload: { phase: 'load', fraction: 0 } });
      if (this.fails) throw this.fails;
      const failing = this.failing.shift();
      for (const text of failing?.says ?? []) onEvent?.({ event: 'text', payload: text });
      if (failing) throw new LongtakeError('DeviceFailed', failing.words, 'Again.');
      for (const [n, text] of this.says.entries()) {
        onEvent?.({ event: 'text', payload: text });
        if (n === 0) await this.afterFirst(signal);
        if (signal?.aborted) throw new LongtakeError('Cancelled', 'Stopped.', 'Again.');
      }
      const timings = { prefix: 2000, firstToken: 300, perToken: 100 };
      const rest = { tokens: 4, stopped: 'end' as const, details: ['20 frames.'], timings };
      return { text: this.says.join(''), frames: this.frames, ...rest } as never;
    },
  };
}

function setUp(frameCount = 20, complete = true) {
  const world = new World([
    {
      title: 'One',
      duration: 20,
      frames: Array.from({ length: 20 }, (_, n) => ({ 'golden retriever': n < 5 ? 0.9 : 0 })),
      speech: [{ from: 2, to: 4, text: 'The budget is one million euro.' }],
      scenes: [0, 10],
    },
  ]);
  const { library } = world;
  const media = {
    ...library.videos.get(ONE).media,
    video: { ...VIDEO, rotation: 0 as const, frameRate: 25 },
  };
  const { get } = library.videos;
  const answers = frameCount === 0 ? null : { model: PACK.model, frameCount, complete };
  const evidence = {
    ...world.deps,
    library: {
      ...{ scenes: library.scenes, segments: library.segments, speakers: library.speakers },
      ...{ shots: library.shots, objects: library.objects, jobs: library.jobs },
      collections: library.collections,
      indexDir: (id: string) => `/library/${id}`,
      videos: Object.assign(Object.create(library.videos), {
        get: (id: string) => ({ ...get.call(library.videos, id), media, answers }),
      }),
    },
  };
  const model = new Model();
  const answerer = new ModelAnswerer({
    questions: new StoredQuestions(evidence),
    indexDir: evidence.library.indexDir,
    worker: model.worker,
    pack: () => PACK,
    own: () => null,
    device: () => 'cpu',
    verifiedFile: null,
  });
  return { world, model, answerer };
}

describe('a language model that answers', () => {
  it('streams its words, says that it wrote them, and how', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    const told = await ask(answerer, 'What does the dog do?');
    expect(told.text).toBe('A dog runs.');
    expect(told.events.slice(0, 2)).toEqual([
      { type: 'author', name: 'LLaVA-Mini' },
      { type: 'phase', phase: 'load', fraction: 0 },
    ]);
    expect(told.details[0]).toContain('may be wrong');
    expect(told.details).toContain('20 frames.');
    expect(told.details.at(-1)).toBe(
      'Reading the film took 2.0 s; the first word took 0.3 s; 4 tokens, 10.0 tokens a second.',
    );
    expect(told.confidence).toBeNull();
    expect(told.events.at(-1)).toEqual({ type: 'done', confidence: null });
    expect(model.asked).toMatchObject([
      {
        ...{ packDir: '/llava', question: 'What does the dog do?', turns: [], range: null, sampling: null },
        ...{ maxTokens: 512, device: 'cpu', dir: `/library/${ONE}` },
      },
    ]);
  });

  it('goes on on the next best device where one fails, says so, and does not repeat itself', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    model.failing = [
      { says: [], words: 'CUDA failed.' },
      { says: ['A d', 'og'], words: 'WebGPU failed.' },
      { says: ['A'], words: 'DirectML failed.' },
    ];
    const told = await ask(answerer, 'What does the dog do?');
    expect(told.text).toBe('A dog runs.');
    expect(told.details.slice(0, 3)).toEqual(['CUDA failed.', 'WebGPU failed.', 'DirectML failed.']);
    expect(model.asked).toHaveLength(4);
  });

  it('begins anew where the next device says something else', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    model.failing = [{ says: ['A dolphin'], words: 'CUDA failed.' }];
    expect((await ask(answerer, 'What does the dog do?')).text).toBe('A dolphin\n\nA dog runs.');
  });

  it('gives up where one device after the other fails', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    model.failing = Array.from({ length: 9 }, () => ({ says: [], words: 'It failed.' }));
    await expect(ask(answerer, 'What does the dog do?')).rejects.toMatchObject({ code: 'DeviceFailed' });
    expect(model.asked).toHaveLength(4);
  });

  it('cites the times that it names, on stored frames', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    model.says = ['It runs at 0:03 and from 0:05 to 0:09, [[0]] not at 9:00.'];
    model.frames = [{ frame: 1, time: seconds(1), weight: 0.5, lift: 10 }];
    const told = await ask(answerer, 'What does the dog do?');
    expect(told.citations).toEqual([
      { videoId: ONE, kind: 'named', from: seconds(3), to: seconds(3), frameIndex: 3, quote: '0:03' },
      { videoId: ONE, kind: 'named', from: seconds(5), to: seconds(9), frameIndex: 5, quote: '0:05 to 0:09' },
    ]);
    // Its own brackets are no marks of ours.
    expect(told.text).toBe('It runs at 0:03 and from 0:05 to 0:09, [ [0]] not at 9:00.\n\n[[0]] [[1]]');
  });

  it.each([
    [['See [', '[0]] there.'], 'See [ [0]] there.'],
    [['A', '[b] and ', '[c].'], 'A[b] and [c].'],
  ])('takes no mark of ours out of its words, also not one in two pieces: %j', async (says, text) => {
    const { world, model, answerer } = setUp();
    using _ = world;
    model.says = says;
    expect((await ask(answerer, 'What does the dog do?')).text).toBe(text);
  });

  it('cites the frames that moved it where it names no time, neighbours together', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    const weigh = (frame: number, weight: number) => ({ frame, time: seconds(frame), weight, lift: 9 });
    model.frames = [weigh(12, 0.3), weigh(13, 0.4), weigh(2, 0.1)];
    const { citations } = await ask(answerer, 'What does the dog do?');
    expect(citations).toEqual([
      {
        videoId: ONE,
        kind: 'weighed',
        from: seconds(12),
        to: seconds(13),
        frameIndex: 13,
        quote: '70 % of the attention',
      },
      {
        videoId: ONE,
        kind: 'weighed',
        from: seconds(2),
        to: seconds(2),
        frameIndex: 2,
        quote: '10 % of the attention',
      },
    ]);
  });

  it.each([
    ['How long is the video?', 'file itself'],
    ['What is said about the budget?', 'transcript'],
    ['When do they mention “one million”?', 'transcript'],
    ['How many scenes are there?', 'scenes are stored'],
    ['dog', 'searched for'],
    ['What happens at 5:00?', 'outside of the film'],
  ])('leaves “%s” to what is stored, and says why', async (question, why) => {
    const { world, model, answerer } = setUp();
    using _ = world;
    const told = await ask(answerer, question);
    expect(model.asked).toEqual([]);
    expect(told.details[0]).toContain(why);
    expect(told.events.some(({ type }) => type === 'author')).toBe(false);
  });

  it.each([
    'Which symbol is shown?',
    'What does the sign say?',
    'Explain what happens.',
    'What state is the kitchen in?',
    'Tell me what the room looks like.',
    'How many people are there?',
    'Describe the film.',
  ])('takes “%s”', async (question) => {
    const { world, model, answerer } = setUp();
    using _ = world;
    await ask(answerer, question);
    expect(model.asked).toHaveLength(1);
  });

  it('looks at the stretch that is asked about', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    await ask(answerer, 'What does the dog do?', { range: { from: seconds(2), to: seconds(6) } });
    await ask(answerer, 'What happens between 0:04 and 0:08?');
    expect(model.asked.map(({ range }) => range)).toEqual([
      { from: seconds(2), to: seconds(6) },
      { from: seconds(4), to: seconds(8) },
    ]);
  });

  it('answers from what was seen and said until it has read something, and from a part with a note', async () => {
    const unread = setUp(0);
    using _ = unread.world;
    expect((await ask(unread.answerer, 'When is the dog seen?')).details[0]).toContain(
      'has not read this video',
    );
    expect(unread.model.asked).toEqual([]);
    const all = await ask(unread.answerer, 'When is the dog seen?', { scope: 'all' });
    expect(all.details[0]).toContain('answers about one video');
    const partly = setUp(7, false);
    using __ = partly.world;
    expect((await ask(partly.answerer, 'What is the dog doing?')).details[0]).toContain('7 frames');
    expect(partly.model.asked).toHaveLength(1);
  });

  it('fails with its own error, and keeps what it had said when it is stopped', async () => {
    const { world, model, answerer } = setUp();
    using _ = world;
    const chat = new StoredChats({ chats: world.library.chats, answerer });
    const end = () =>
      new Promise<ChatMessage>((resolve) => {
        const off = chat.on('message', (_scope, message) => {
          off();
          resolve(message);
        });
      });
    model.fails = new LongtakeError('NotEnoughMemory', 'Too large.', 'Close something.');
    const failed = end();
    chat.ask({ videoId: ONE }, 'What does the dog do?', null);
    expect(await failed).toMatchObject({
      state: 'failed',
      error: { code: 'NotEnoughMemory' },
      writtenBy: 'LLaVA-Mini',
    });
    model.fails = null;
    let aborted = false;
    model.afterFirst = (signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          aborted = true;
          resolve();
        });
        setImmediate(() => chat.stop(answer.id));
      });
    const stopped = end();
    const { answer } = chat.ask({ videoId: ONE }, 'What does the dog do?', null);
    expect(await stopped).toMatchObject({ state: 'stopped', text: 'A dog ' });
    expect(aborted).toBe(true);
    await chat.close();
  });

  it('is given its own earlier answers, without the marks of places', () => {
    const message = (
      role: 'user' | 'assistant',
      text: string,
      writtenBy: string | null = null,
    ): ChatMessage => ({
      ...{ id: text, role, text, citations: [], confidence: null, details: [], writtenBy },
      ...{ state: 'done', error: null, createdAt: 1 },
    });
    const history = [
      message('user', 'What is it?'),
      message('assistant', 'A dog.\n\n[[0]] [[1]]', 'LLaVA-Mini'),
      message('user', 'How long is it?'),
      message('assistant', 'One hour.'),
      message('user', 'And?'),
    ];
    expect(turnsOf(history, 'LLaVA-Mini')).toEqual([{ question: 'What is it?', answer: 'A dog.' }]);
    expect(turnsOf(history, 'Another')).toEqual([]);
    const withState = (state: ChatMessage['state']) =>
      turnsOf(
        history.map((one) => (one.writtenBy ? { ...one, state } : one)),
        'LLaVA-Mini',
      ).length;
    expect((['done', 'stopped', 'failed', 'streaming'] as const).map(withState)).toEqual([1, 1, 0, 0]);
    const long = Array.from({ length: 9 }, (_, n) => [
      message('user', `Question ${n}`),
      message('assistant', `Answer ${n}`, 'LLaVA-Mini'),
    ]).flat();
    expect(turnsOf(long, 'LLaVA-Mini').map(({ question }) => question)).toEqual(
      Array.from({ length: 8 }, (_, n) => `Question ${n + 1}`),
    );
  });
});
