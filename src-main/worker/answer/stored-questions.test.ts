import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../../src-shared/answers';
import { StoredQuestions } from './stored-questions';
import { videoIdOf, World } from './testing/world';

const FILM = {
  ...{ title: 'Film', duration: 20, speech: [], scenes: [0] },
  frames: Array.from({ length: 20 }, (_, n) => ({ 'African elephant': n >= 15 ? 0.9 : 0.01 })),
};

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
