// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { sampleObject, sampleWriting } from '../testing/samples';
import { kindIntervals, kindsOf, writingOf } from './pieces';

const SECOND = 1_000_000;
const seconds = (items: readonly { from: number; to: number }[]) =>
  items.map(({ from, to }) => [from / SECOND, to / SECOND]);

describe('things of one kind', () => {
  it('are joined where they overlap or touch, with the most that are there at once', () => {
    const tracks = [
      sampleObject(0, 'dog', 0, 4),
      sampleObject(1, 'dog', 2, 6),
      sampleObject(2, 'dog', 3, 5),
      sampleObject(3, 'dog', 6, 8),
      sampleObject(4, 'dog', 10, 11),
    ];
    const presences = kindIntervals('dog', tracks);
    expect(seconds(presences)).toEqual([
      [0, 8],
      [10, 11],
    ]);
    expect(presences.map(({ most }) => most)).toEqual([3, 1]);
  });
  it('never overlap, however many there are', () => {
    const tracks = Array.from({ length: 500 }, (_, n) =>
      sampleObject(n, 'dog', (n * 7) % 90, ((n * 7) % 90) + 5),
    );
    const presences = kindIntervals('dog', tracks);
    presences.slice(1).forEach((presence, n) => {
      expect(presence.from).toBeGreaterThan(presences[n]?.to ?? 0);
    });
  });
  it('come in the order of how long they are there', () => {
    const kinds = kindsOf([
      sampleObject(0, 'cup', 0, 3),
      sampleObject(1, 'person', 0, 20),
      sampleObject(2, 'cup', 5, 7),
    ]);
    expect(kinds.map(({ label, total }) => [label, total / SECOND])).toEqual([
      ['person', 20],
      ['cup', 5],
    ]);
  });
});

describe('things that the detector hardly found', () => {
  it('count no more here than on a scene’s card and in answers', () => {
    const weak = { ...sampleObject(1, 'dog', 1, 3), score: 0.3 };
    const [dog] = kindsOf([sampleObject(0, 'dog', 0, 4), weak]);
    expect(dog?.presences.items.map(({ most }) => most)).toEqual([1]);
    expect(kindsOf([weak])).toEqual([]);
  });
});

describe('lines of writing', () => {
  const line = (id: number, from: number, to: number, text: string) => ({
    ...sampleWriting(id, from, text),
    to: to * SECOND,
  });
  it('are cut so that none overlap: the newest is on top, and what was below comes back', () => {
    const pieces = writingOf([
      line(0, 0, 100, 'LIVE'),
      line(1, 10, 30, 'Title'),
      line(2, 20, 25, 'Subtitle'),
    ]);
    expect(seconds(pieces)).toEqual([
      [0, 10],
      [10, 20],
      [20, 25],
      [25, 30],
      [30, 100],
    ]);
    expect(pieces.map(({ lines }) => lines.join('/'))).toEqual([
      'LIVE',
      'Title/LIVE',
      'Subtitle/Title/LIVE',
      'Title/LIVE',
      'LIVE',
    ]);
  });
  it('that come together are read from the top of the picture down', () => {
    const box = { left: 0, width: 1, height: 0.1 };
    const pieces = writingOf([
      { ...line(0, 5, 9, 'above'), box: { ...box, top: 0.1 } },
      { ...line(1, 5, 9, 'below'), box: { ...box, top: 0.5 } },
    ]);
    expect(pieces).toEqual([{ from: 5 * SECOND, to: 9 * SECOND, lines: ['above', 'below'] }]);
  });
  it('leave gaps where nothing is written', () => {
    expect(seconds(writingOf([line(0, 1, 2, 'a'), line(1, 4, 5, 'b')]))).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });
});
