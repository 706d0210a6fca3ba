import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import {
  ask,
  claimed,
  historyOf,
  kinds,
  seconds,
  subjects,
  videoIdOf,
  World,
  type WorldVideo,
} from './testing/world';

const dog = { 'golden retriever': 0.6, beagle: 0.2, 'tennis ball': 0.1 };
const castle = { castle: 0.8, palace: 0.1 };
const grey = { fog: 0.12, 'African elephant': 0.15 };

/** 30 s: dog 0-5, castle 6-11, dog 12-14, nothing clear 15-29. */
const FILM: WorldVideo = {
  title: 'Film',
  duration: 30,
  frames: Array.from({ length: 30 }, (_, i) => (i < 6 || (i >= 12 && i < 15) ? dog : i < 12 ? castle : grey)),
  speech: [
    { from: 1, to: 4, text: 'This is my old dog, he loves the garden.' },
    { from: 7, to: 10, text: 'The castle was built in 1612 by the king.' },
    { from: 16, to: 19, text: 'We spent the whole budget on the roof.' },
    { from: 20, to: 22, text: 'The dog came back, and the dog slept.' },
  ],
  scenes: [0, 6, 12, 15],
};
const OTHER: WorldVideo = {
  title: 'Kitchen',
  duration: 5,
  frames: Array.from({ length: 5 }, () => ({ tabby: 0.9, banana: 0.05 })),
  speech: [],
  scenes: [0],
};

let world: World;
let answerer: ExtractiveAnswerer;
beforeEach(() => {
  world = new World([FILM, OTHER]);
  answerer = new ExtractiveAnswerer(world.deps);
});
afterEach(() => world[Symbol.dispose]());

describe('the extractive answerer', () => {
  it('says when something is seen, as stretches with the frame that shows it best', async () => {
    const told = await ask(answerer, 'When do you see a dog?');
    expect(told.citations.map((c) => [c.kind, c.from, c.to, c.frameIndex])).toEqual([
      ['seen', 0, seconds(6), 0],
      ['seen', seconds(12), seconds(15), 12],
    ]);
    expect(claimed(told, 'present')).toEqual([['dog', { places: 2, total: seconds(9), films: 1 }]]);
    expect(told.citations[0]?.quote).toBe('golden retriever, beagle');
    const places = told.claims.filter(({ kind }) => kind === 'place');
    expect(places.map(({ words, counts }) => [words, counts.length])).toEqual([
      [['golden retriever', 'beagle'], seconds(6)],
      [['golden retriever', 'beagle'], seconds(3)],
    ]);
    expect(places[0]?.counts.likelihood).toBeCloseTo(0.8);
    expect(places.map(({ evidence }) => evidence)).toEqual([[0], [1]]);
    // Labels are not sure enough for more.
    expect(told.confidence).toBe('medium');
  });

  it('sends each citation before the text that marks it', async () => {
    const told = await ask(answerer, 'When is the dog seen or mentioned?');
    let known = 0;
    for (const event of told.events) {
      if (event.type === 'citation') known++;
      if (event.type !== 'text') continue;
      for (const [, n] of event.text.matchAll(/\[\[(\d+)\]\]/g)) expect(Number(n)).toBeLessThan(known);
    }
    expect(known).toBeGreaterThan(0);
    expect(told.events.at(-1)?.type).toBe('done');
  });

  it('counts how often words are said, and how long a thing is seen', async () => {
    const often = await ask(answerer, 'How often do they say "dog"?');
    expect(claimed(often, 'lines')).toMatchObject([['dog', { uses: 3, lines: 2 }]]);
    const long = await ask(answerer, 'How long is the castle visible?');
    expect(claimed(long, 'present')).toMatchObject([['castle', { total: seconds(6) }]]);
  });

  it('quotes what is said about a topic, by words or by meaning', async () => {
    const words = await ask(answerer, 'What is said about the castle?');
    expect(words.claims).toMatchObject([
      { kind: 'about', subject: ['castle'] },
      { kind: 'line', words: ['The castle was built in 1612 by the king.'], confidence: 'high' },
    ]);
    expect(words.confidence).toBe('high');
    const meaning = await ask(answerer, 'What does she say about spending the budget?');
    expect(meaning.citations[0]?.quote).toBe('We spent the whole budget on the roof.');
    expect(meaning.claims[0]?.kind).toBe('closestLines');
  });

  it('tells of a moment only what is about it', async () => {
    const told = await ask(answerer, 'What is said at 0:17?');
    expect(told.citations.map(({ from, to }) => [from, to])).toEqual([[seconds(16), seconds(19)]]);
    // Nothing is said within two seconds of it; three seconds on something is.
    const silent = await ask(answerer, 'What is said at 0:13?');
    expect(silent.citations.filter(({ kind }) => kind === 'said')).toEqual([]);
  });

  it('finds nothing where evidence is below the floor, and shows the nearest miss as such', async () => {
    const told = await ask(answerer, 'Is there an elephant?');
    expect(kinds(told)).toEqual(['absent', 'nearest', 'nearestFrame']);
    expect(subjects(told, 'absent')).toEqual(['elephant']);
    expect(told.claims[1]?.manner).toEqual({ what: 'frame' });
    expect(told.claims[2]?.counts.likelihood).toBeCloseTo(0.15);
    expect(told.confidence).toBe('none');
    const far = await ask(answerer, 'Is there a banana?');
    expect(far.claims).toMatchObject([{ kind: 'absent', subject: ['banana'], manner: { far: true } }]);
    expect(far.citations).toEqual([]);
  });

  it('tells what is only likely as a likeness, without a yes', async () => {
    using faint = new World([{ ...OTHER, frames: Array.from({ length: 5 }, () => ({ tabby: 0.3 })) }]);
    const told = await ask(new ExtractiveAnswerer(faint.deps), 'Is there a cat?');
    expect(told.claims[0]).toMatchObject({ kind: 'present', subject: ['cat'], manner: { sure: false } });
    expect(told.claims.every(({ confidence }) => confidence === 'low')).toBe(true);
    expect(told.confidence).toBe('low');
  });

  it('claims nothing from one frame of a long scene', async () => {
    const frames = Array.from({ length: 20 }, (_, i) => ({ tabby: i === 7 ? 0.9 : 0.01 }));
    using flicker = new World([{ ...OTHER, duration: 20, frames }]);
    const told = await ask(new ExtractiveAnswerer(flicker.deps), 'When do you see a cat?');
    expect(subjects(told, 'absent')).toEqual(['cat']);
    const [nearest] = told.claims.filter(({ kind }) => kind === 'nearestFrame');
    expect(nearest?.counts.likelihood).toBeCloseTo(0.9);
    expect(told.claims.find(({ kind }) => kind === 'nearest')?.manner).toEqual({ what: 'loneFrame' });
    expect(told.confidence).toBe('none');
  });

  it('does not claim to see what the model has no name for', async () => {
    const told = await ask(answerer, 'When do you see kissing?');
    expect(kinds(told)).toEqual(['noName', 'nearest', 'place', 'place', 'place']);
    expect(told.claims[0]).toMatchObject({ subject: ['kissing'], manner: { part: 'all' } });
    expect(told.claims[1]?.manner).toEqual({ what: 'frames' });
    expect(told.confidence).toBe('none');
    const half = await ask(answerer, 'Where is a kissing dog visible?');
    expect(subjects(half, 'noName')).toEqual(['kissing']);
    expect(subjects(half, 'present')).toEqual(['dog']);
    expect(half.confidence).toBe('low');
    const whether = await ask(answerer, 'Is there a kissing dog?');
    expect(whether.claims.find(({ kind }) => kind === 'present')?.manner).toMatchObject({ exact: false });
  });

  it('says that something is not talked about', async () => {
    const told = await ask(answerer, 'Do they talk about the weather?');
    expect(told.claims).toMatchObject([{ kind: 'absent', subject: ['weather'], intervals: [] }]);
    expect(told.confidence).toBe('none');
  });

  it('tells what is in a stretch, citing only that stretch', async () => {
    const told = await ask(answerer, 'What happens between 0:06 and 0:12?');
    expect(told.claims.map(({ kind, subject, words }) => [kind, ...subject, ...words])).toEqual([
      ['inStretch'],
      ['line', 'The castle was built in 1612 by the king.'],
    ]);
    for (const c of told.citations) {
      expect(c.from).toBeGreaterThanOrEqual(seconds(6));
      expect(c.to).toBeLessThanOrEqual(seconds(12));
    }
    const given = await ask(answerer, 'What is going on here?', {
      range: { from: seconds(0), to: seconds(5) },
    });
    const words = given.claims.flatMap((claim) => [...claim.subject, ...claim.words]);
    // Its likeliest label is not likely enough to be named where nobody asked for it.
    expect(words).toEqual(['This is my old dog, he loves the garden.']);
  });

  it('says that a time lies outside the video', async () => {
    const told = await ask(answerer, 'What happens at 5:00?');
    expect(told.claims).toMatchObject([{ kind: 'outside', manner: { end: seconds(30) } }]);
    expect(told.citations).toEqual([]);
  });

  it('tells what comes after something', async () => {
    const told = await ask(answerer, 'What happens after the castle appears?');
    expect(told.claims[0]).toMatchObject({
      kind: 'inStretch',
      intervals: [{ from: seconds(12), to: seconds(30) }],
    });
    expect(told.citations.map(({ quote }) => quote).join()).toContain('budget');
  });

  describe('asked for a summary', () => {
    /** The castle's label is sure enough to be named. */
    const SURE: WorldVideo = {
      ...FILM,
      frames: FILM.frames.map((labels) => ('castle' in labels ? { castle: 0.97 } : labels)),
      written: [{ from: 13, to: 29, text: 'TO LET' }],
      things: [{ label: 'dog', from: 12, to: 15 }],
    };
    const tell = async (question: string, film: WorldVideo = SURE) => {
      using own = new World([film]);
      return await ask(new ExtractiveAnswerer(own.deps), question);
    };

    it('tells scene by scene what is said, written and seen', async () => {
      const told = await tell('What is this video about?');
      expect(told.citations.filter((c) => c.kind === 'scene').map((c) => [c.from, c.quote])).toEqual([
        [0, ''],
        [seconds(6), 'castle'],
        [seconds(12), ''],
        [seconds(15), ''],
      ]);
      expect(told.citations.filter((c) => c.kind === 'said').map((c) => c.from)).toEqual(
        [1, 7, 16, 20].map(seconds),
      );
      // Over two scenes, and told once.
      expect(told.citations.filter((c) => c.kind === 'written').map((c) => c.quote)).toEqual(['TO LET']);
      // The dog's scene, with the line that begins there.
      const entries = told.claims.filter(({ kind }) => kind === 'entry');
      expect(entries.map(({ evidence }) => evidence.map((n) => told.citations[n]?.quote))).toContainEqual([
        '',
        'TO LET',
      ]);
      expect(entries.flatMap(({ words }) => words)).toEqual(['castle']);
      expect(told.confidence).toBe('medium');
    });

    it('is as long as was asked for', async () => {
      const one = await tell('Summarise the film in one sentence');
      expect(kinds(one)).toEqual(['oneSentence', 'because']);
      expect(new Set(one.citations.map((c) => c.kind))).toEqual(new Set(['object', 'written', 'said']));
      const three = await tell('give me a 3 sentence summary');
      expect(kinds(three)).toEqual(['oneSentence', 'line', 'line', 'because']);
      const silent = await tell('give me a 3 sentence summary', { ...SURE, speech: [] });
      expect(kinds(silent)).toEqual(['oneSentence', 'entry', 'entry']);
    });

    it('names no label of a scene that a person fills', async () => {
      const bearded: WorldVideo = {
        ...FILM,
        frames: FILM.frames.map(() => ({ beagle: 0.97 })),
        things: [{ label: 'person', from: 0, to: 12, size: 0.5 }],
      };
      const told = await tell('What is this video about?', bearded);
      expect(told.citations.filter((c) => c.kind === 'scene').map((c) => [c.from, c.quote])).toEqual([
        [0, ''],
        [seconds(6), ''],
        [seconds(12), 'beagle'],
        [seconds(15), 'beagle'],
      ]);
    });

    it('says that nothing is known rather than what is only likely', async () => {
      const dim = { ...FILM, speech: [], frames: FILM.frames.map(() => ({ castle: 0.6 })) };
      const told = await tell('What is this video about?', dim);
      expect(told.claims.flatMap(({ words }) => words)).toEqual([]);
      expect(told.claims[0]?.manner).toMatchObject({ silent: true, unnamed: true });
      expect(told.confidence).toBe('none');
      expect(told.citations.map((c) => c.kind)).toEqual(['scene', 'scene', 'scene', 'scene']);
    });
  });

  it('looks for each of several named things alone', async () => {
    const told = await ask(answerer, 'Is there a dog with a banana?');
    expect(subjects(told, 'missed')).toEqual(['banana']);
    expect(claimed(told, 'present')).toMatchObject([['dog', { places: 2 }]]);
    expect(told.claims.find(({ kind }) => kind === 'present')?.manner).toMatchObject({ exact: false });
    expect(told.confidence).toBe('low');
  });

  it('takes a few words without a question as what to look for', async () => {
    expect(claimed(await ask(answerer, 'a castle'), 'present')).toMatchObject([['castle', { places: 1 }]]);
    // Words of a question are none: those are answered by what comes closest.
    expect((await ask(answerer, 'Which dog do they first love?')).claims.at(-1)?.manner).toEqual({
      reason: 'nearestPlaces',
    });
  });

  it('tells how to ask where nothing was asked', async () => {
    for (const text of ['Hello!', 'thank you']) {
      const told = await ask(answerer, text);
      expect([kinds(told), told.citations, told.confidence]).toEqual([['howToAsk'], [], null]);
    }
  });

  it('looks for the words of a question in another language, and says what it is read in', async () => {
    for (const text of [
      'Y a-t-il un florp dans la vidéo ?',
      '视频里有狗吗？',
      'Hoeveel florps zijn er te zien?',
    ]) {
      const told = await ask(answerer, text);
      expect(kinds(told)[0]).toBe('foreign');
      expect([told.citations, told.confidence]).toEqual([[], 'none']);
    }
    const bare = await ask(answerer, 'is het buiten of binnen?');
    expect([bare.citations, bare.confidence]).toEqual([[], null]);
  });

  it('counts and lists the scenes', async () => {
    const told = await ask(answerer, 'How many scenes are there?');
    expect(claimed(told, 'parts')).toMatchObject([['Film', { parts: 4, shown: 4 }]]);
    expect(told.citations.map((c) => c.from)).toEqual([0, 6, 12, 15].map(seconds));
  });

  it('says nothing of pictures where there is only sound', async () => {
    using radio = new World([{ ...FILM, frames: [], scenes: [] }]);
    const hears = new ExtractiveAnswerer(radio.deps);
    expect(kinds(await ask(hears, 'What can be seen?'))).toEqual(['soundOnly']);
    const told = await ask(hears, 'Is there an elephant?');
    expect(told.claims).toMatchObject([{ kind: 'absent', subject: ['elephant'], manner: { far: false } }]);
    expect(kinds(await ask(hears, 'Is there a castle?'))).toEqual(['lines', 'line']);
  });

  it('takes the first of the surest passages, not the first that comes near', async () => {
    using world2 = new World([
      {
        ...FILM,
        speech: [
          { from: 1, to: 3, text: 'It took weeks of planning and euro upon euro.' },
          { from: 5, to: 8, text: 'Then the money came.' },
        ],
      },
    ]);
    const told = await ask(new ExtractiveAnswerer(world2.deps), 'When do they first mention money?');
    expect(told.citations.map((c) => c.from)).toEqual([seconds(5)]);
  });

  it('says that voices were not told apart', async () => {
    const told = await ask(answerer, 'Who is speaking?');
    expect(told.claims.map(({ kind, manner }) => [kind, manner.why])).toEqual([['noSpeakers', 'unread']]);
    expect(told.confidence).toBe('none');
  });

  it('is plain about what it cannot do', async () => {
    expect(kinds(await ask(answerer, 'How many dogs are there?'))).toContain('notLookedFor');
    const limits = async (question: string) =>
      (await ask(answerer, question)).claims.flatMap(({ kind, manner }) =>
        kind === 'limit' ? [manner.limit] : [],
      );
    expect(await limits('What colour is the dog?')).toEqual(['colour']);
    expect(await limits('Who is the king?')).toEqual(['identity']);
  });

  it('carries topic, form and time over to follow-ups', async () => {
    const first = await ask(answerer, 'When do you see a dog?');
    const cat = await ask(answerer, 'and the castle?', {
      history: historyOf(['When do you see a dog?', first]),
    });
    expect(claimed(cat, 'present')).toMatchObject([['castle', { places: 1 }]]);
    const often = await ask(answerer, 'How long?', { history: historyOf(['When do you see a dog?', first]) });
    expect(claimed(often, 'present')).toMatchObject([['dog', { total: seconds(9) }]]);
    const first2 = await ask(answerer, 'When is the dog first seen?');
    const more = await ask(answerer, 'When else?', {
      history: historyOf(['When is the dog first seen?', first2]),
    });
    expect(more.citations.map((c) => c.from)).toEqual([seconds(12)]);
    const then = await ask(answerer, 'What happens after that?', {
      history: historyOf(['When is the dog first seen?', first2]),
    });
    expect(then.claims[0]?.intervals).toMatchObject([{ from: seconds(6), to: seconds(26) }]);
  });

  it('names the video of each place in a whole library', async () => {
    const told = await ask(answerer, 'Which video shows a cat?', { scope: 'all' });
    // Nothing but words names it: a claim holds its video.
    expect(told.text).toContain('Kitchen');
    expect(told.claims.flatMap(({ intervals }) => intervals.map(({ videoId }) => videoId))).toEqual([
      videoIdOf(2),
      videoIdOf(2),
    ]);
    expect(new Set(told.citations.map((c) => c.videoId))).toEqual(new Set([videoIdOf(2)]));
  });

  it('drops a citation whose frame no longer bears it out', async () => {
    world.worker.tamper = (method, value) => {
      if (method !== 'frames.presence') return value;
      const presence = value as { times: Float64Array };
      return { ...presence, times: presence.times.map((t) => t + seconds(40)) };
    };
    const told = await ask(answerer, 'When do you see a dog?');
    expect(kinds(told)).not.toContain('present');
    expect(told.details.filter((d) => d.includes('was dropped'))).toHaveLength(2);
  });

  it('drops a citation whose words are not in the transcript', async () => {
    const segments = world.library.segments;
    const deps = {
      ...world.deps,
      library: {
        ...pickLibrary(),
        segments: Object.assign(Object.create(Object.getPrototypeOf(segments)), segments, {
          between: () => [],
        }),
      },
    };
    const told = await ask(new ExtractiveAnswerer(deps), 'What is said about the castle?');
    expect(told.citations).toEqual([]);
    expect(kinds(told)).not.toContain('line');
    expect(told.details.some((d) => d.includes('these words are not in the transcript'))).toBe(true);
  });

  it('stops between pieces when aborted', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      const question = {
        scope: { videoId: videoIdOf(1) },
        text: 'Summarise this video',
        range: null,
        history: [],
        signal: controller.signal,
      };
      for await (const event of answerer.answer(question)) {
        seen.push(event.type);
        if (event.type === 'text') controller.abort();
      }
    };
    await expect(run()).rejects.toThrow();
    expect(seen.filter((t) => t === 'text')).toHaveLength(1);
  });

  it('refuses a video without an index in words for the user', async () => {
    using empty = new World([{ ...OTHER, frames: [], speech: [], scenes: [] }]);
    await expect(ask(new ExtractiveAnswerer(empty.deps), 'Is there a cat?')).rejects.toMatchObject({
      code: 'NotIndexed',
    });
  });

  function pickLibrary() {
    const { videos, scenes, shots, speakers, objects, jobs, collections } = world.library;
    return {
      videos,
      scenes,
      shots,
      speakers,
      objects,
      jobs,
      collections,
      indexDir: (id: string) => world.library.indexDir(id),
    };
  }
});
