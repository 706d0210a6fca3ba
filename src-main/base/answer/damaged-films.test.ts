import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromUserError, type UserError } from '../../../src-shared/errors';
import type { EvidenceDeps } from '../../worker/answer/evidence-deps';
import { ExtractiveAnswerer } from '../../worker/answer/extractive';
import { EvidenceSearch } from '../../worker/answer/search';
import { ask, videoIdOf, World } from '../../worker/answer/testing/world';
import type { WorkerMethod } from '../rpc/protocol';

const dog = { 'golden retriever': 0.6, beagle: 0.2 };
const [GOOD, BAD] = [videoIdOf(1), videoIdOf(2)];
const damaged: UserError = {
  code: 'IndexBroken',
  message: 'The index of this video is damaged: its token file is missing.',
  remedy: 'Index the video again.',
};

let world: World;
beforeEach(() => {
  const film = (title: string) => ({
    ...{ title, duration: 8, frames: Array.from({ length: 8 }, () => dog), scenes: [0] },
    speech: [{ from: 1, to: 4, text: 'This is my old dog.' }],
  });
  world = new World([film('Good'), film('Bad')]);
  for (const id of [GOOD, BAD]) world.library.videos.setState(id, 'ready');
});
afterEach(() => world[Symbol.dispose]());

/** The world with a worker in which what is named happens to the second film. */
function worldWhere(
  happens: (method: WorkerMethod, input: unknown) => unknown,
  more: Partial<EvidenceDeps> = {},
): EvidenceDeps {
  const { worker } = world.deps;
  const call = async (method: WorkerMethod, input: unknown) =>
    (await happens(method, input)) ?? worker.call(method, input as never);
  return { ...world.deps, worker: { call: call as never }, ...more };
}

/** Frames of the second film cannot be read. */
const framesDamaged = (method: WorkerMethod, input: unknown): unknown => {
  const { videos, video } = input as { videos?: { videoId: string }[]; video?: { videoId: string } };
  if (method === 'frames.search' && videos?.some(({ videoId }) => videoId === BAD)) {
    if (videos.length === 1) throw fromUserError(damaged);
    const rest = { ...(input as object), videos: videos.filter(({ videoId }) => videoId !== BAD) };
    return world.deps.worker
      .call('frames.search', rest as never)
      .then((found) => ({ ...found, unreadable: [{ videoId: BAD, error: damaged }] }));
  }
  if (method.startsWith('frames.') && video?.videoId === BAD) throw fromUserError(damaged);
  return undefined;
};

describe('a film whose index is damaged', () => {
  it('is left out of a search of the library, with a note that names it', async () => {
    const { groups, notes } = await new EvidenceSearch(worldWhere(framesDamaged)).searchText(
      'all',
      'dog',
      10,
    );
    expect(groups.some(({ videoId }) => videoId === GOOD)).toBe(true);
    expect(notes.filter((note) => note.includes('“Bad”'))).toHaveLength(1);
    expect(notes.join()).toContain('token file is missing');
  });

  it('is named in an answer about the library, which goes on without it', async () => {
    const deps = worldWhere(framesDamaged);
    const { text, citations } = await ask(new ExtractiveAnswerer(deps), 'When is a dog seen?', {
      scope: 'all',
    });
    expect(text).toContain('“Bad”');
    expect(citations.some(({ videoId }) => videoId === GOOD)).toBe(true);
  });

  it('is what is said where it alone is asked about', async () => {
    const search = new EvidenceSearch(worldWhere(framesDamaged));
    await expect(search.searchText({ videoId: BAD }, 'dog', 10)).rejects.toMatchObject({
      code: 'IndexBroken',
      message: expect.stringContaining('“Bad”'),
    });
  });

  it('is not named while it is only being indexed', async () => {
    world.library.videos.setState(BAD, 'indexing');
    const growing: UserError = { code: 'NotIndexed', message: 'Not yet.', remedy: 'Wait.' };
    const deps = worldWhere(async (method, input) => {
      if (method !== 'frames.search') return undefined;
      const found = await world.deps.worker.call(method, input as never);
      return { ...found, unreadable: [{ videoId: BAD, error: growing }] };
    });
    const notes = async () => (await new EvidenceSearch(deps).searchText('all', 'dog', 10)).notes.join();
    expect(await notes()).not.toContain('“Bad”');
    world.library.videos.setState(BAD, 'ready');
    expect(await notes()).toContain('The index of “Bad” is missing');
  });
});

describe('lines that cannot be found by their meaning', () => {
  /** The second film's file is damaged until it is made anew. */
  const linesDamaged = (isDamaged: () => boolean) => async (method: WorkerMethod, input: unknown) => {
    if (method !== 'speech.search' || !isDamaged()) return undefined;
    const found = await world.deps.worker.call(method, input as never);
    const hits = found.hits.filter(({ videoId }) => videoId !== BAD);
    return { hits, unreadable: [BAD] };
  };

  it('are made searchable anew, from the lines that the library has', async () => {
    let whole = false;
    const renewed: string[] = [];
    const deps = worldWhere(
      linesDamaged(() => !whole),
      {
        renewLines: async (id, source) => {
          renewed.push(`${source} ${id}`);
          whole = true;
          return true;
        },
      },
    );
    const right = await new EvidenceSearch(world.deps).searchText('all', 'dog', 10);
    expect(await new EvidenceSearch(deps).searchText('all', 'dog', 10)).toEqual(right);
    expect(renewed).toEqual([`speech ${BAD}`]);
  });

  it('are found by their words all the same, with a note, where nothing can be written', async () => {
    const { groups, notes } = await new EvidenceSearch(worldWhere(linesDamaged(() => true))).searchText(
      'all',
      'dog',
      10,
    );
    expect(groups.map(({ videoId }) => videoId).sort()).toEqual([GOOD, BAD].sort());
    expect(notes.join()).toContain('“Bad”');
  });
});
