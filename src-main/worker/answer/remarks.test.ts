import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import type { Job } from '../../../src-shared/jobs';
import { ExtractiveAnswerer } from './extractive';
import { ask, seconds, videoIdOf, World, type WorldVideo } from './testing/world';

const FILM: WorldVideo = {
  title: 'Newsreel',
  duration: 60,
  frames: Array.from({ length: 60 }, () => ({ castle: 0.9 })),
  speech: [{ from: 50, to: 54, text: 'And this is the castle of Wells.' }],
  scenes: [0, 30],
};
const ONE = videoIdOf(1);

let world: World;
let answerer: ExtractiveAnswerer;
beforeEach(() => {
  world = new World([FILM]);
  answerer = new ExtractiveAnswerer(world.deps);
});
afterEach(() => world[Symbol.dispose]());

describe('speech that is not understood', () => {
  const SPEAKING = [
    { from: 2, to: 20 },
    { from: 31, to: 45 },
  ];
  beforeEach(() => {
    const lines = SPEAKING.map(
      ({ from, to }, n): Segment => ({
        ...{ id: 10 + n, source: 'speech', from: seconds(from), to: seconds(to), words: [] },
        ...NOT_UNDERSTOOD,
      }),
    );
    world.library.segments.put(ONE, lines);
  });
  const places = (told: Awaited<ReturnType<typeof ask>>) =>
    told.citations.flatMap(({ quote, from, to }) => (quote === NOT_UNDERSTOOD.text ? [[from, to]] : []));
  const ALL = SPEAKING.map(({ from, to }) => [seconds(from), seconds(to)]);

  it.each([
    'What is said?',
    'What is said about the budget?',
    'Give me a summary',
    'Does anybody mention a penguin?',
  ])('is told of, with its places: %s', async (question) => {
    expect(places(await ask(answerer, question))).toEqual(ALL);
  });

  it('is told of where it lies in the stretch that was asked about', async () => {
    expect(places(await ask(answerer, 'What is said between 0:00 and 0:25?'))).toEqual([ALL[0]]);
  });

  it.each(['When do you see a castle?', 'How many scenes are there?', 'Hello'])(
    'is no matter where nothing said was asked for: %s',
    async (question) => {
      expect(places(await ask(answerer, question))).toEqual([]);
    },
  );

  it('is never quoted as said, nor found by the words that stand for it', async () => {
    const told = await ask(answerer, 'What is said?');
    expect(told.claims.flatMap(({ words }) => words)).toEqual(['And this is the castle of Wells.']);
    const asked = await ask(answerer, 'When does someone say "English"?');
    expect(asked.confidence).toBe('none');
  });

  it('is what a person wrote, once somebody did', async () => {
    world.library.segments.correct(ONE, 'speech', 10, 'Goedenavond, dames en heren.');
    const told = await ask(answerer, 'What is said about "dames en heren"?');
    expect(told.citations[0]).toMatchObject({ quote: 'Goedenavond, dames en heren.', from: seconds(2) });
    expect(places(await ask(answerer, 'What is said?'))).toEqual([ALL[1]]);
  });
});

describe('a film that is still being read', () => {
  function beingRead(stage: Job['stage'], frames: number): void {
    world.library.videos.setState(ONE, 'indexing', null);
    world.library.videos.setIndexed(ONE, { frameCount: frames });
    const job = { id: 'job', videoId: ONE, state: 'running', stage, progress: 0.2, etaSeconds: 180 } as const;
    world.library.jobs.save({ ...job, framesDone: frames, framesPerSecond: 1, device: null, error: null });
  }
  const REMARKS = ['picturesSoFar', 'speechSoFar', 'speechSoon'];
  const sofar = async (question: string) => {
    const { frameTimes } = world.deps;
    const deps = {
      ...world.deps,
      frameTimes: async (id: string) =>
        Array.from(await frameTimes(id)).slice(0, world.library.videos.get(ONE).frameCount),
    };
    const { claims } = await ask(new ExtractiveAnswerer(deps), question);
    return claims.filter(({ kind }) => REMARKS.includes(kind));
  };

  it('is answered with how far its pictures have been read', async () => {
    beingRead('frames', 14);
    expect(await sofar('When do you see a castle?')).toMatchObject([
      { kind: 'picturesSoFar', counts: { reached: seconds(13), of: seconds(60) } },
    ]);
  });

  it('is answered with how far its speech has been transcribed, where that matters', async () => {
    beingRead('speech', 60);
    expect(await sofar('What is said about the castle?')).toMatchObject([
      { kind: 'speechSoFar', manner: { reached: seconds(54), left: seconds(180) } },
    ]);
    expect(await sofar('When do you see a castle?')).toEqual([]);
    world.library.segments.replace(ONE, 'speech', []);
    expect(await sofar('What is said about the castle?')).toMatchObject([{ manner: { reached: null } }]);
  });

  it('is answered without more words once it is read', async () => {
    expect(await sofar('What is said about the castle?')).toEqual([]);
  });
});

describe('an answer from a film that is still being read', () => {
  const range = { from: 0, to: seconds(20) };
  const soFar = async (question: string) => {
    const { events } = await ask(answerer, question, { range });
    return events.flatMap((event) => (event.type === 'soFar' ? [event.soFar] : []));
  };

  it('says how far, so that it can be asked again once more has been read', async () => {
    world.library.videos.setState(ONE, 'indexing', null);
    const job = { id: 'job', videoId: ONE, state: 'running', stage: 'frames', progress: 0.2 } as const;
    const rest = { etaSeconds: 180, framesDone: 14, framesPerSecond: 1, device: null, error: null };
    world.library.jobs.save({ ...job, ...rest });
    expect(await soFar('When do you see a castle?')).toEqual([{ unread: 1, position: 0.2, range }]);
    // Nothing of the film is in it.
    expect(await soFar('Hello')).toEqual([]);
  });

  it('says nothing of it once the film is read', async () => {
    expect(await soFar('When do you see a castle?')).toEqual([]);
  });
});

describe('a closer look that has not come to its end', () => {
  it('is answered from, with how far it has come', async () => {
    using own = new World([
      { ...FILM, things: [{ label: 'dog', from: 3, to: 9 }], written: [{ from: 2, to: 8, text: 'EXIT' }] },
    ]);
    own.library.videos.setTracks(ONE, []);
    const job = { id: 'job', videoId: ONE, state: 'running', stage: 'tracks', progress: 0.25 } as const;
    const rest = { etaSeconds: 60, framesDone: 15, framesPerSecond: 1, device: null, error: null };
    own.library.jobs.save({ ...job, ...rest });
    const answers = new ExtractiveAnswerer(own.deps);
    const told = await ask(answers, 'When do you see a dog?');
    expect(told.citations).toMatchObject([{ kind: 'object', from: seconds(3) }]);
    const remarks = ({ claims }: typeof told) => claims.filter(({ kind }) => kind === 'closerLookSoFar');
    expect(remarks(told)).toMatchObject([{ manner: { reached: seconds(15), length: seconds(60) } }]);
    expect(remarks(await ask(answers, 'What is said?'))).toEqual([]);
    own.library.videos.setTracks(ONE, ['objects', 'text']);
    expect(remarks(await ask(answers, 'When do you see a dog?'))).toEqual([]);
  });
});
