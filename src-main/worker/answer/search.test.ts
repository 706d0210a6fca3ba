import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOW_FOUND } from './messages/english/how-found';
import { EvidenceSearch } from './search';
import { seconds, videoIdOf, World } from './testing/world';

const dog = { 'golden retriever': 0.6, beagle: 0.2 };
const grey = { fog: 0.12, 'African elephant': 0.15 };

let world: World;
let search: EvidenceSearch;
beforeEach(() => {
  world = new World([
    {
      title: 'Film',
      duration: 20,
      frames: Array.from({ length: 20 }, (_, i) => (i < 6 ? dog : grey)),
      speech: [
        { from: 1, to: 4, text: 'This is my old dog.' },
        { from: 12, to: 14, text: 'We spent the whole budget.' },
      ],
      scenes: [0, 10],
    },
  ]);
  search = new EvidenceSearch(world.deps);
});
afterEach(() => world[Symbol.dispose]());

const scope = { videoId: videoIdOf(1) };

describe('search', () => {
  it('merges neighbouring frames and the words spoken over them into one hit of a scene', async () => {
    const { groups, notes } = await search.searchText(scope, 'dog', 10);
    expect(notes).toEqual([]);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.scene?.index).toBe(0);
    expect(groups[0]?.hits).toMatchObject([
      {
        from: 0,
        to: seconds(6),
        frameIndex: 0,
        matches: [
          { kind: 'seen', text: 'golden retriever, beagle' },
          { kind: 'said', text: 'This is my old dog.', marks: [[15, 18]] },
        ],
      },
    ]);
    expect(groups[0]?.hits[0]?.matches[0]?.probability).toBeCloseTo(0.8, 5);
  });

  it('sets apart what only resembles the words from what was found', async () => {
    const weakness = async (text: string) =>
      (await search.searchText('all', text, 10)).groups
        .flatMap(({ hits }) => hits)
        .map(({ matches, weak }) => [matches.map(({ kind }) => kind).join('+'), weak ?? false]);
    expect(await weakness('dog')).toEqual([['seen+said', false]]);
    const found = await weakness('budget');
    expect(found[0]).toEqual(['said', false]);
    expect(found.slice(1).length).toBeGreaterThan(0);
    for (const hit of found.slice(1)) expect(hit).toEqual(['seen', true]);
    // A frame of which the named label is one among several likely ones.
    for (const hit of await weakness('elephant')) expect(hit).toEqual(['seen', true]);
  });

  it('calls frames that no label explains a resemblance, and ranks them after words', async () => {
    const { groups, notes } = await search.searchText('all', 'budget', 10);
    expect(notes).toEqual(['The model has no name for “budget”: the frames shown only resemble the words.']);
    const first = groups[0]?.hits[0];
    expect(first?.matches.some((m) => m.kind === 'said')).toBe(true);
    for (const match of groups.flatMap((g) => g.hits).flatMap((h) => h.matches)) {
      if (match.kind === 'seen') expect([match.probability, match.text]).toEqual([null, '']);
    }
  });

  it('shows what looks most like a name that no frame comes near, as candidates', async () => {
    const frames = Array.from({ length: 4 }, () => ({ fog: 0.12 }));
    using film = new World([{ title: 'Film', duration: 4, frames, speech: [], scenes: [0] }]);
    const { groups, notes } = await new EvidenceSearch(film.deps).searchText('all', 'elephant', 10);
    const matches = groups.flatMap((group) => group.hits).flatMap((hit) => hit.matches);
    expect(matches.length).toBeGreaterThan(0);
    expect(matches.every(({ kind, probability }) => kind === 'seen' && probability === null)).toBe(true);
    expect(notes[0]).toContain('proves nothing');
  });

  it('gives words their own times, not those of frames around them that only resemble them', async () => {
    const speech = [{ from: 5, to: 8, text: 'The invoice came late.' }];
    const frames = Array.from({ length: 20 }, () => grey);
    using film = new World([{ title: 'Film', duration: 20, frames, speech, scenes: [0] }]);
    const { groups } = await new EvidenceSearch(film.deps).searchText('all', 'invoice', 10);
    const hits = groups.flatMap((group) => group.hits);
    expect(hits.map(({ from, to }) => [from, to])).toEqual([[seconds(5), seconds(8)]]);
    expect(hits[0]?.matches.map(({ kind }) => kind)).toEqual(['said']);
  });

  it('says that nothing is clear where only weak frames are left', async () => {
    const { notes } = await search.searchText(scope, 'elephant', 10);
    expect(notes).toEqual([
      'No frame clearly shows “elephant”: the ones shown come closest.',
      'Nothing said matches “elephant”.',
    ]);
  });

  it('says in how many videos a kind of things was looked for, where that is not all', async () => {
    const frames = Array.from({ length: 4 }, () => grey);
    const film = { title: 'Film', duration: 4, frames, speech: [], scenes: [0] };
    const kindNotes = async (...films: (typeof film & { things?: [] })[]) => {
      using some = new World(films);
      const { notes } = await new EvidenceSearch(some.deps).searchText('all', 'giraffe', 10);
      return notes.filter((note) => note.includes('followed'));
    };
    const looked = { ...film, things: [] as [] };
    expect(await kindNotes(looked)).toEqual(['Nothing of that kind was found and followed.']);
    expect(await kindNotes(looked, film, film)).toEqual([
      'Nothing of that kind was found and followed yet: 1 of 3 videos were looked through for it.',
    ]);
    expect(await kindNotes(film)).toEqual([]);
  });

  it('says that more may come while a video is still being indexed', async () => {
    world.library.videos.setState(scope.videoId, 'indexing');
    for (const searched of [scope, 'all'] as const) {
      const { notes } = await search.searchText(searched, 'dog', 10);
      expect(notes).toEqual(['Indexing is not finished: there may be more to find later.']);
    }
  });

  it('says of how many videos it is while the others are made ready', async () => {
    const { worker } = world.deps;
    const call: typeof worker.call = async (method, input, options) => {
      const value = await worker.call(method, input, options);
      return method === 'frames.search' ? ({ ...(value as object), waiting: 1 } as typeof value) : value;
    };
    const hurried = new EvidenceSearch({ ...world.deps, worker: { call } });
    const result = await hurried.searchText('all', 'dog', 10, undefined, 5);
    expect(result.waiting).toBe(1);
    const of = world.library.videos.list().length;
    expect(result.notes[0]).toBe(HOW_FOUND.search.waiting(of - 1, of));
    expect((await search.searchText('all', 'dog', 10)).waiting).toBeUndefined();
  });

  it('gives each hit the scene that it lies in', async () => {
    const { groups } = await search.searchText(scope, 'budget', 10);
    const hit = groups[0]?.hits.find(({ from }) => from === seconds(12));
    expect(hit).toBeDefined();
    expect(groups.find(({ hits }) => hit && hits.includes(hit))?.scene?.index).toBe(1);
  });

  it('tells how many videos it left out because another pack read them', async () => {
    const film = (title: string) => ({
      ...{ title, duration: 6, frames: Array.from({ length: 6 }, () => dog) },
      ...{ speech: [], scenes: [0] },
    });
    using films = new World(['One', 'Two', 'Three'].map(film));
    const readByOther = new Set<string>();
    const { packs } = films.deps;
    const { library } = films;
    const packOf = (video: { packId: string | null }) =>
      readByOther.has(video.packId ?? '') ? '/other' : '/pack';
    const all = new EvidenceSearch({ ...films.deps, packs: { ...packs, of: packOf } });
    expect((await all.searchText('all', 'dog', 10)).notes).not.toContain(HOW_FOUND.search.leftOut(1));

    readByOther.add('other');
    const indexed = { frameCount: 6, duration: seconds(6), hasPoster: false };
    for (const [at, left] of [
      [2, 1],
      [3, 2],
    ] as const) {
      library.videos.setIndexed(videoIdOf(at), { ...indexed, packId: 'other' });
      const { groups, notes } = await all.searchText('all', 'dog', 10);
      expect(notes).toContain(HOW_FOUND.search.leftOut(left));
      expect(groups.map(({ videoId }) => videoId)).not.toContain(videoIdOf(at));
    }
    // Alone it is read by its own pack: nothing is left out.
    expect((await all.searchText({ videoId: videoIdOf(2) }, 'dog', 10)).notes).not.toContain(
      HOW_FOUND.search.leftOut(1),
    );
  });

  it('finds frames like a frame', async () => {
    const { groups } = await search.searchSimilar(scope, { videoId: videoIdOf(1), frameIndex: 0 }, 5);
    expect(groups.length).toBeGreaterThan(0);
    for (const hit of groups.flatMap(({ hits }) => hits)) {
      // The stand-in's frames are all as little alike.
      expect(hit).toMatchObject({ similarity: 0.2, weak: true });
    }
  });

  it('refuses an unknown video', async () => {
    await expect(search.searchText({ videoId: videoIdOf(9) }, 'dog', 5)).rejects.toMatchObject({
      code: 'NotFound',
    });
  });
});

describe('a search in German', () => {
  const found = async (text: string, language: 'en' | 'de' = 'en') => {
    const result = await new EvidenceSearch({ ...world.deps, language }).searchText(scope, text, 10);
    return result.groups
      .flatMap(({ hits }) => hits)
      .map(({ from, matches }) => [from, ...matches.map((m) => m.text)]);
  };

  it.each(['Hund', 'hund', 'ein Hund', 'Hunde'])('finds what the English word finds: %s', async (words) => {
    const english = await found('dog');
    expect(english).toEqual([[0, 'golden retriever, beagle', 'This is my old dog.']]);
    expect(await found(words)).toEqual(english);
    expect(await found(words, 'de')).toEqual(english);
  });

  it('says what was looked for', async () => {
    const [note] = (await search.searchText(scope, 'Hund', 10)).notes;
    expect(note).toBe(HOW_FOUND.search.meant('Hund', 'dog'));
    expect((await search.searchText(scope, 'dog', 10)).notes).toEqual([]);
  });

  it('finds words as they are said first', async () => {
    const speech = [
      { from: 1, to: 4, text: 'Das ist mein alter Hund.' },
      { from: 12, to: 14, text: 'This is my old dog.' },
    ];
    const frames = Array.from({ length: 20 }, () => dog);
    using film = new World([{ title: 'Film', duration: 20, frames, speech, scenes: [0] }]);
    const lines = async (language: 'en' | 'de') => {
      const { groups } = await new EvidenceSearch({ ...film.deps, language }).searchText('all', 'Hund', 10);
      const matches = groups.flatMap(({ hits }) => hits).flatMap((hit) => hit.matches);
      return ['said', 'seen'].map((kind) =>
        matches.filter((one) => one.kind === kind).map(({ text }) => text),
      );
    };
    expect(await lines('de')).toEqual([['Das ist mein alter Hund.'], ['golden retriever, beagle']]);
    // Where the window is English, a word that is said is a word.
    expect((await lines('en'))[0]).toEqual(['Das ist mein alter Hund.']);
  });

  it('leaves English words English', async () => {
    const meant = async (words: string) =>
      (await searching.searchText(scope, words, 10)).notes.includes(HOW_FOUND.search.meant(words, 'hat'));
    const searching = new EvidenceSearch({
      ...world.deps,
      packs: { ...world.deps.packs, core: 'resources/packs/core' },
    });
    // "Hut" is a hat; without a capital it may be what English calls so, as no German noun is written.
    expect([await meant('Hut'), await meant('hut')]).toEqual([true, false]);
    // A name that both languages have needs no other.
    const { notes } = await search.searchText(scope, 'beagle', 10);
    expect(notes.filter((note) => note.includes(' too.'))).toEqual([]);
  });
});
