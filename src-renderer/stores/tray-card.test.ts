// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { sampleCitation, sampleHit, sampleId, samplePlace } from '../testing/samples';
import {
  arrangeCards,
  cardOfPlace,
  cardsOfCitations,
  cardsOfHits,
  isSameStretch,
  kindsIn,
  NO_FILTER,
  type Reason,
  toBeKept,
} from './tray-card';

const [A, B] = [sampleId(1), sampleId(2)];
const said: Reason = { kind: 'said', text: 'By the sea', probability: null, marks: [] };

describe('cards', () => {
  it('of hits stand best first, each compared with the best', () => {
    const cards = cardsOfHits([sampleHit(A, 4, { score: 0.1 }), sampleHit(B, 8, { score: 0.4 })]);
    expect(cards.map(({ videoId, score }) => [videoId, score])).toEqual([
      [B, 1],
      [A, 0.25],
    ]);
  });
  it('of frames like one show how alike they are instead', () => {
    const [card] = cardsOfHits([sampleHit(A, 4, { score: 0.1, similarity: 0.8 })]);
    expect(card).toMatchObject({ score: 0.8, similarity: 0.8 });
  });
  it('have keys of their own, though two are of the same stretch', () => {
    const [one, two] = cardsOfCitations([sampleCitation(A, 4), sampleCitation(A, 4)], 'high');
    expect(one?.key).not.toBe(two?.key);
  });
  it('of a weakly supported answer are candidates, as are frames that only moved a model’s words', () => {
    const weak = (kind: 'seen' | 'weighed', confidence: 'high' | 'low') =>
      cardsOfCitations([sampleCitation(A, 4, { kind })], confidence)[0]?.weak;
    expect([weak('seen', 'high'), weak('seen', 'low'), weak('weighed', 'high')]).toEqual([false, true, true]);
  });
});

describe('the order of cards', () => {
  const cards = cardsOfHits([
    sampleHit(B, 30, { score: 4, weak: true }),
    sampleHit(A, 20, { score: 3, matches: [said] }),
    sampleHit(B, 10, { score: 2 }),
    sampleHit(A, 5, { score: 1 }),
  ]);
  const shown = (filter: Partial<typeof NO_FILTER>) =>
    arrangeCards(cards, { ...NO_FILTER, ...filter }).map(({ videoId, from }) => [videoId, from / 1e6]);
  it('is that of the search, with candidates after all that was found', () => {
    expect(shown({})).toEqual([
      [A, 20],
      [B, 10],
      [A, 5],
      [B, 30],
    ]);
  });
  it('is by film and time where that is wanted, candidates still last', () => {
    expect(shown({ sort: 'time' })).toEqual([
      [B, 10],
      [A, 5],
      [A, 20],
      [B, 30],
    ]);
  });
  it('leaves out what the filter does not let through', () => {
    expect(shown({ kinds: new Set(['said'] as const) })).toEqual([[A, 20]]);
    expect(shown({ videoId: B })).toEqual([
      [B, 10],
      [B, 30],
    ]);
    expect(kindsIn(cards)).toEqual(
      new Map([
        ['seen', 3],
        ['said', 1],
      ]),
    );
  });
});

describe('what is kept of a find', () => {
  it('is its stretch with its first reason, and is known again by the stretch', () => {
    const [card] = cardsOfHits([sampleHit(A, 4, { matches: [said] })]);
    if (!card) throw new Error('There is a card.');
    expect(toBeKept(card)).toEqual({
      videoId: A,
      from: card.from,
      to: card.to,
      frameIndex: 4,
      kind: 'said',
      title: 'By the sea',
      note: '',
      colour: null,
      tags: [],
    });
    expect(isSameStretch(card, cardOfPlace(samplePlace('p', A, 4)))).toBe(true);
    expect(isSameStretch(card, cardOfPlace(samplePlace('p', A, 5)))).toBe(false);
  });
});
