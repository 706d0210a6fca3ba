import { describe, expect, it } from 'vitest';
import type { AnswerEvent, ChatMessage } from '../../../src-shared/answers';
import { StoredQuestions } from './stored-questions';
import { videoIdOf, World } from './testing/world';

const FILM = {
  ...{ title: 'Film', duration: 20, speech: [], scenes: [0] },
  frames: Array.from({ length: 20 }, (_, n) => ({ 'African elephant': n >= 15 ? 0.9 : 0.01 })),
};

const CHAPTERS = [
  { from: 0, to: 10e6, title: 'One' },
  { from: 10e6, to: 20e6, title: 'Two' },
];

/** Questions after one another, each with those before it; the claims of the last answer. */
async function claimsOf(questions: readonly string[], chapters: typeof CHAPTERS) {
  using world = new World([{ ...FILM, scenes: [0, 10] }]);
  world.library.videos.setState(videoIdOf(1), 'ready');
  const { media } = world.library.videos.get(videoIdOf(1));
  world.library.videos.setMedia(videoIdOf(1), { ...media, chapters });
  const history = questions.slice(0, -1).map((text) => ({ role: 'user', text }) as ChatMessage);
  const question = {
    ...{ scope: { videoId: videoIdOf(1) }, text: questions.at(-1) ?? '', history, range: null },
    signal: new AbortController().signal,
  };
  const events: AnswerEvent[] = [];
  for await (const event of new StoredQuestions(world.deps).ask(question, null)) events.push(event);
  return events.flatMap((event) => (event.type === 'claim' ? [event.claim] : []));
}

describe('a question about a chapter', () => {
  it.each([
    [['What happens in chapter 2?']],
    [['Was passiert in Kapitel 2?']],
    [['What happens in chapter 1?', 'And in chapter 2?']],
    [['Was passiert in Kapitel 1?', 'Und in Kapitel 2?']],
  ])('of a film without any says so: %s', async (questions) => {
    expect(await claimsOf(questions, [])).toMatchObject([
      { kind: 'noChapters', counts: { parts: 2, number: 2 }, confidence: 'none' },
    ]);
  });

  it('is what the next question is about', async () => {
    const [first, second] = [
      await claimsOf(['What happens in chapter 1?', 'And an elephant?'], CHAPTERS),
      await claimsOf(['What happens in chapter 2?', 'And an elephant?'], CHAPTERS),
    ];
    expect(first[0]?.kind).toBe('absent');
    expect(second[0]?.kind).toBe('present');
  });
});

async function asked(from: number, to: number): Promise<AnswerEvent[]> {
  using world = new World([FILM]);
  world.library.videos.setState(videoIdOf(1), 'ready');
  const question = {
    ...{ scope: { videoId: videoIdOf(1) }, text: 'When do you see an elephant?', history: [] },
    ...{ range: { from: from * 1e6, to: to * 1e6 }, signal: new AbortController().signal },
  };
  const events: AnswerEvent[] = [];
  for await (const event of new StoredQuestions(world.deps).ask(question, null)) events.push(event);
  return events;
}

describe('a stretch that is asked about', () => {
  it('counts as far as the film goes', async () => {
    expect(await asked(10, 500)).toEqual(await asked(10, 20));
  });

  it('is refused where it begins behind the film’s end', async () => {
    await expect(asked(300, 500)).rejects.toMatchObject({ code: 'BadRequest' });
    await expect(asked(20, 500)).rejects.toMatchObject({ code: 'BadRequest' });
  });
});
