import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Citation } from '../../../src-shared/answers';
import { Evidence } from './evidence';
import { ExtractiveAnswerer } from './extractive';
import { ask, seconds, videoIdOf, World } from './testing/world';
import { type Candidate, Verifier } from './verify';

const ONE = videoIdOf(1);
let world: World;
let verifier: Verifier;

beforeAll(() => {
  world = new World([
    {
      title: 'Street',
      duration: 60,
      frames: Array.from({ length: 60 }, (_, n): Record<string, number> => (n < 10 ? { beagle: 0.9 } : {})),
      speech: [
        { from: 3, to: 6, text: 'The castle was built in 1612.' },
        { from: 6, to: 9, text: 'It was sold in 1700.' },
      ],
      scenes: [0, 30],
      written: [{ from: 8, to: 20, text: 'RUE DE LONDRES' }],
      things: [
        { label: 'dog', from: 2, to: 10 },
        { label: 'person', from: 12, to: 30 },
      ],
      shots: [0, 12, 30],
    },
  ]);
  verifier = new Verifier(new Evidence(world.deps));
});
afterAll(() => world[Symbol.dispose]());

function cite(kind: Citation['kind'], from: number, to: number, quote: string, more: Partial<Citation> = {}) {
  return { videoId: ONE, kind, from: seconds(from), to: seconds(to), frameIndex: null, quote, ...more };
}
function candidate(citation: Citation, labels: string[] = [], frames: number[] = []): Candidate<null> {
  return { value: null, citation, labels, frames };
}
async function holds(one: Candidate<null>): Promise<boolean> {
  const { kept, dropped } = await verifier.check([one]);
  expect(kept.length + dropped.length).toBe(1);
  return kept.length === 1;
}

/** Of each kind one that is stored, and what is wrong with the others: a check that is left out lets one of them through. */
describe('a citation', () => {
  it.each([
    ['a thing that was followed', candidate(cite('object', 2, 10, 'dog', { frameIndex: 4 }))],
    ['a part of its time', candidate(cite('object', 3, 9, 'dog'))],
    ['what is said', candidate(cite('said', 3, 6, 'The castle was built in 1612.'))],
    ['what is said over two lines', candidate(cite('said', 3, 9, 'built in 1612. It was sold'))],
    ['what is written', candidate(cite('written', 8, 20, 'RUE DE LONDRES'))],
    ['a label of a frame', candidate(cite('seen', 1, 4, 'beagle', { frameIndex: 2 }), ['beagle'], [2])],
    ['a scene', candidate(cite('scene', 30, 60, ''))],
    ['a shot', candidate(cite('scene', 12, 30, ''))],
  ])('holds of %s', async (_, one) => {
    expect(await holds(one)).toBe(true);
  });

  it.each([
    ['a thing of another kind', candidate(cite('object', 2, 10, 'person'))],
    ['a thing that was not found at all', candidate(cite('object', 2, 10, 'car'))],
    ['a thing before it comes', candidate(cite('object', 0, 9, 'dog'))],
    ['a thing after it is gone', candidate(cite('object', 3, 11, 'dog'))],
    ['other words than are said', candidate(cite('said', 3, 6, 'The castle was built in 1712.'))],
    ['words at another time', candidate(cite('said', 20, 23, 'The castle was built in 1612.'))],
    ['two lines, from before they are said', candidate(cite('said', 2, 9, 'built in 1612. It was sold'))],
    ['two lines, till after they are said', candidate(cite('said', 3, 10, 'built in 1612. It was sold'))],
    ['no words', candidate(cite('said', 3, 6, ''))],
    ['what is said as written', candidate(cite('written', 3, 6, 'The castle was built in 1612.'))],
    ['writing that is gone', candidate(cite('written', 30, 40, 'RUE DE LONDRES'))],
    [
      'a label that no frame has',
      candidate(cite('seen', 20, 24, 'beagle', { frameIndex: 22 }), ['beagle'], [22]),
    ],
    [
      'other words than its labels',
      candidate(cite('seen', 1, 4, 'tabby', { frameIndex: 2 }), ['beagle'], [2]),
    ],
    ['a frame that is not stored', candidate(cite('object', 2, 10, 'dog', { frameIndex: 90 }))],
    ['a frame of another time', candidate(cite('object', 2, 10, 'dog', { frameIndex: 30 }))],
    ['what is seen without a frame', candidate(cite('seen', 1, 4, ''))],
    ['no scene and no shot', candidate(cite('scene', 5, 60, ''))],
    ['times out of order', candidate(cite('object', 8, 3, 'dog'))],
    ['a video that is gone', candidate(cite('object', 2, 10, 'dog', { videoId: videoIdOf(7) }))],
  ])('does not hold of %s', async (_, one) => {
    expect(await holds(one)).toBe(false);
  });

  it('of a thing is dropped where what was found is not what is stored', async () => {
    const { objects } = world.library;
    const found = objects
      .list(ONE)
      .map((track) => ({ ...track, from: track.from + seconds(20), to: track.to + seconds(20) }));
    // The first look is the finder's; the verifier looks anew.
    let looks = 0;
    const list: typeof objects.list = (id, label) => {
      looks += 1;
      return looks === 1
        ? found.filter((track) => label == null || track.label === label)
        : objects.list(id, label);
    };
    const library = { ...parts(), objects: { ...objects, list, ofKinds: () => new Map() } };
    const told = await ask(new ExtractiveAnswerer({ ...world.deps, library }), 'When do you see a dog?');
    expect(looks).toBeGreaterThan(1);
    expect(told.citations.filter(({ kind }) => kind === 'object')).toEqual([]);
    expect(told.details.filter((detail) => detail.includes('was dropped'))).toHaveLength(1);
  });
});

function parts() {
  const { videos, scenes, shots, segments, speakers, jobs, collections } = world.library;
  return {
    videos,
    scenes,
    shots,
    segments,
    speakers,
    jobs,
    collections,
    indexDir: (id: string) => world.library.indexDir(id),
  };
}
