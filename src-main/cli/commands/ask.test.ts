import { describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../../src-shared/answers';
import type { Language } from '../../../src-shared/words/language';
import { wordsIn } from '../../../src-shared/words/words';
import type { Context } from '../context';
import { ask } from './ask';

const EVENTS: readonly AnswerEvent[] = [
  { type: 'author', name: 'small' },
  { type: 'phase', phase: 'question', fraction: 0.5 },
  {
    type: 'citation',
    citation: {
      ...{ videoId: 'a'.repeat(32), kind: 'said', from: 0, to: 1, frameIndex: null, quote: 'Go.' },
      fromFile: true,
    },
  },
  { type: 'done', confidence: 'high' },
];

/** What is told beside an answer, and the stage that is shown on the way. */
async function toldIn(worded: Language) {
  const told: string[] = [];
  const stages: string[] = [];
  const services = {
    chosen: { answers: null },
    library: { settings: { get: () => ({ ownModel: null }) } },
    answerer: {
      async *answer() {
        yield* EVENTS;
      },
    },
  };
  const context = {
    worded,
    scope: async () => ({ scope: 'all', video: { title: 'Film', duration: 10_000_000 } }),
    services: () => services,
    around: { signal: new AbortController().signal },
    progress: { show: ({ stage }: { stage: string }) => stages.push(stage), end: () => undefined },
    tell: (line: string) => told.push(line),
  };
  await ask(context as unknown as Context, 'all', 'What is said?', { from: 0, to: 20_000_000 }, null);
  return { told, stages };
}

describe('what is said beside an answer', () => {
  it.each(['en', 'de'] as const)('is worded as the answer is: %s', async (language) => {
    const say = wordsIn(language);
    expect(await toldIn(language)).toEqual({
      told: [
        say('film.cut', { end: '0:10', to: '0:20' }),
        say('cli.writtenBy', { name: 'small' }),
        say('cli.fromFile'),
      ],
      stages: [say('cli.phase.question')],
    });
  });
});
