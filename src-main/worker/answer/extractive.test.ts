import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { ask, historyOf, seconds, videoIdOf, World, type WorldVideo } from './testing/world';

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
    expect(told.text).toContain('**Dog** is seen twice, for 9 seconds in all');
    expect(told.citations[0]?.quote).toBe('golden retriever, beagle');
    expect(told.text).toContain('labelled “golden retriever” or “beagle” (80 % at best)');
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
    expect(often.text).toContain('3 times, in 2 passages');
    const long = await ask(answerer, 'How long is the castle visible?');
    expect(long.text).toContain('**Castle** is seen for 6 seconds in all');
  });

  it('quotes what is said about a topic, by words or by meaning', async () => {
    const words = await ask(answerer, 'What is said about the castle?');
    expect(words.text).toContain('“The castle was built in 1612 by the king.”');
    expect(words.confidence).toBe('high');
    const meaning = await ask(answerer, 'What does she say about money?');
    expect(meaning.citations[0]?.quote).toBe('We spent the whole budget on the roof.');
    expect(meaning.confidence).toBe('medium');
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
    expect(told.text).toContain('I found no place where **elephant** is seen');
    expect(told.text).toContain('The nearest frame, not a sighting');
    expect(told.text).toContain('15 % for **elephant**');
    expect(told.confidence).toBe('none');
    const far = await ask(answerer, 'Is there a banana?');
    expect(far.text).toBe(
      'I found no place where **banana** is seen or mentioned, and no frame came near it.',
    );
    expect(far.citations).toEqual([]);
  });

  it('tells what is only likely as a likeness, without a yes', async () => {
    using faint = new World([{ ...OTHER, frames: Array.from({ length: 5 }, () => ({ tabby: 0.3 })) }]);
    const told = await ask(new ExtractiveAnswerer(faint.deps), 'Is there a cat?');
    expect(told.text).toContain('Perhaps: what looks like **cat** is there once, but I am not sure');
    expect(told.text).not.toMatch(/\bYes\b|is seen/);
    expect(told.confidence).toBe('low');
  });

  it('claims nothing from one frame of a long scene', async () => {
    const frames = Array.from({ length: 20 }, (_, i) => ({ tabby: i === 7 ? 0.9 : 0.01 }));
    using flicker = new World([{ ...OTHER, duration: 20, frames }]);
    const told = await ask(new ExtractiveAnswerer(flicker.deps), 'When do you see a cat?');
    expect(told.text).toContain('I found no place where **cat** is seen');
    expect(told.text).toContain('90 % for **cat**');
    expect(told.confidence).toBe('none');
  });

  it('does not claim to see what the model has no name for', async () => {
    const told = await ask(answerer, 'When do you see kissing?');
    expect(told.text).toContain('has no name for **kissing**');
    expect(told.text).toContain('look closest, which proves nothing');
    expect(told.confidence).toBe('none');
    const half = await ask(answerer, 'Where is a kissing dog visible?');
    expect(half.text).toContain('has no name for “kissing”');
    expect(half.confidence).toBe('low');
    const whether = await ask(answerer, 'Is there a kissing dog?');
    expect(whether.text).not.toContain('Yes');
  });

  it('says that something is not talked about', async () => {
    const told = await ask(answerer, 'Do they talk about the weather?');
    expect(told.text).toContain('I found no place where **weather** is mentioned');
    expect(told.confidence).toBe('none');
  });

  it('tells what is in a stretch, citing only that stretch', async () => {
    const told = await ask(answerer, 'What happens between 0:06 and 0:12?');
    expect(told.text).toContain('castle');
    expect(told.text).toContain('built in 1612');
    expect(told.text).not.toContain('retriever');
    for (const c of told.citations) {
      expect(c.from).toBeGreaterThanOrEqual(seconds(6));
      expect(c.to).toBeLessThanOrEqual(seconds(12));
    }
    const given = await ask(answerer, 'What is going on here?', {
      range: { from: seconds(0), to: seconds(5) },
    });
    expect(given.text).toContain('my old dog');
    // Its likeliest label is not likely enough to be named where nobody asked for it.
    expect(given.text).not.toContain('retriever');
    expect(given.text).not.toContain('1612');
  });

  it('says that a time lies outside the video', async () => {
    const told = await ask(answerer, 'What happens at 5:00?');
    expect(told.text).toContain('outside the video, which ends at 0:30');
    expect(told.citations).toEqual([]);
  });

  it('tells what comes after something', async () => {
    const told = await ask(answerer, 'What happens after the castle appears?');
    expect(told.text).toContain('From 0:12 to 0:30');
    expect(told.text).toContain('budget');
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
      expect(told.text).toMatch(/dog.*TO LET/);
      expect(told.text).not.toMatch(/fog|retriever/);
      expect(told.confidence).toBe('medium');
    });

    it('is as long as was asked for', async () => {
      const one = await tell('Summarise the film in one sentence');
      expect(one.text.split('\n').filter((line) => line.startsWith('- '))).toEqual([]);
      expect(new Set(one.citations.map((c) => c.kind))).toEqual(new Set(['object', 'written', 'said']));
      const three = await tell('give me a 3 sentence summary');
      expect(three.text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(2);
      const silent = await tell('give me a 3 sentence summary', { ...SURE, speech: [] });
      expect(silent.text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(2);
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
      expect(told.text).not.toContain('castle');
      expect(told.confidence).toBe('none');
      expect(told.citations.map((c) => c.kind)).toEqual(['scene', 'scene', 'scene', 'scene']);
    });
  });

  it('looks for each of several named things alone', async () => {
    const told = await ask(answerer, 'Is there a dog with a banana?');
    expect(told.text).toContain('I found no place where “banana” is seen');
    expect(told.text).toContain('**Dog** is seen twice');
    expect(told.text).not.toContain('Yes');
    expect(told.confidence).toBe('low');
  });

  it('takes a few words without a question as what to look for', async () => {
    expect((await ask(answerer, 'a castle')).text).toContain('**Castle** is seen once');
    // Words of a question are none: those are answered by what comes closest.
    expect((await ask(answerer, 'Which dog do they first love?')).text).toContain('nearest places');
  });

  it('tells how to ask where nothing was asked', async () => {
    for (const text of ['Hello!', 'thank you']) {
      const told = await ask(answerer, text);
      expect([told.citations, told.confidence]).toEqual([[], null]);
    }
  });

  it('looks for the words of a question in another language, and says what it is read in', async () => {
    for (const text of [
      'Y a-t-il un florp dans la vidéo ?',
      '视频里有狗吗？',
      'Wie viele Florps sind zu sehen?',
    ]) {
      const told = await ask(answerer, text);
      expect(told.text).toContain('English');
      expect([told.citations, told.confidence]).toEqual([[], 'none']);
    }
    const bare = await ask(answerer, 'is het buiten of binnen?');
    expect([bare.citations, bare.confidence]).toEqual([[], null]);
  });

  it('counts and lists the scenes', async () => {
    const told = await ask(answerer, 'How many scenes are there?');
    expect(told.text).toContain('has 4 scenes:');
    expect(told.citations.map((c) => c.from)).toEqual([0, 6, 12, 15].map(seconds));
  });

  it('says nothing of pictures where there is only sound', async () => {
    using radio = new World([{ ...FILM, frames: [], scenes: [] }]);
    const hears = new ExtractiveAnswerer(radio.deps);
    expect((await ask(hears, 'What can be seen?')).text).toBe(
      'This is sound only: there are no pictures to look at.',
    );
    const told = await ask(hears, 'Is there an elephant?');
    expect(told.text).toBe('I found no place where **elephant** is mentioned.');
    expect((await ask(hears, 'Is there a castle?')).text).toContain('built in 1612');
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

  it('says that voices are not told apart, whatever is quoted', async () => {
    const told = await ask(answerer, 'Who is speaking?');
    expect(told.text).toContain('I cannot tell voices apart');
    expect(told.confidence).toBe('low');
  });

  it('is plain about what it cannot do', async () => {
    expect((await ask(answerer, 'How many dogs are there?')).text).toContain('I cannot count');
    expect((await ask(answerer, 'What colour is the dog?')).text).toContain('I cannot tell colours');
    expect((await ask(answerer, 'Who is the king?')).text).toContain('I cannot tell who');
  });

  it('carries topic, form and time over to follow-ups', async () => {
    const first = await ask(answerer, 'When do you see a dog?');
    const cat = await ask(answerer, 'and the castle?', {
      history: historyOf(['When do you see a dog?', first]),
    });
    expect(cat.text).toContain('**Castle** is seen once');
    const often = await ask(answerer, 'How long?', { history: historyOf(['When do you see a dog?', first]) });
    expect(often.text).toContain('**Dog** is seen for 9 seconds');
    const first2 = await ask(answerer, 'When is the dog first seen?');
    const more = await ask(answerer, 'When else?', {
      history: historyOf(['When is the dog first seen?', first2]),
    });
    expect(more.citations.map((c) => c.from)).toEqual([seconds(12)]);
    const then = await ask(answerer, 'What happens after that?', {
      history: historyOf(['When is the dog first seen?', first2]),
    });
    expect(then.text).toContain('From 0:06 to 0:26');
  });

  it('names the video of each place in a whole library', async () => {
    const told = await ask(answerer, 'Which video shows a cat?', { scope: 'all' });
    expect(told.text).toContain('in **Kitchen**');
    expect(new Set(told.citations.map((c) => c.videoId))).toEqual(new Set([videoIdOf(2)]));
  });

  it('drops a citation whose frame no longer bears it out', async () => {
    world.worker.tamper = (method, value) => {
      if (method !== 'frames.presence') return value;
      const presence = value as { times: Float64Array };
      return { ...presence, times: presence.times.map((t) => t + seconds(40)) };
    };
    const told = await ask(answerer, 'When do you see a dog?');
    expect(told.text).not.toContain('is seen twice');
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
    expect(told.text).not.toContain('1612');
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
    const { videos, scenes, shots, objects, jobs } = world.library;
    return { videos, scenes, shots, objects, jobs, indexDir: (id: string) => world.library.indexDir(id) };
  }
});
