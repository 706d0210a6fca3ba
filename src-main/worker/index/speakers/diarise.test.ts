import { describe, expect, it } from 'vitest';
import { averageLinkage } from './cluster';
import { diarise, type Piece } from './diarise';

const SECOND = 1_000_000;
/** Unit vectors near a direction: so far from it that two of one voice are about as alike as real ones. */
function voice(number: number, n: number): Float32Array {
  const values = Array.from({ length: 24 }, (_, i) =>
    i === number * 4 ? 1 : 0.16 * Math.abs(Math.sin(n * 7.3 + i * 3.1 + number)),
  );
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
/** Turns of a speaker, each of so many pieces of a second, with a pause of so many seconds behind. */
function spoken(turns: readonly (readonly [speaker: number, pieces: number, pause?: number])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [speaker, count, pause = 0.2] of turns) {
    for (let i = 0; i < count; i++) {
      const from = at * SECOND;
      pieces.push({ from, to: from + SECOND, heard: 1_615_000, vector: voice(speaker, pieces.length) });
      at += 1;
    }
    at += pause;
  }
  return pieces;
}

describe('who speaks when', () => {
  it('is told by voices: as many as there are, numbered as they first speak', () => {
    const { speakers, turns } = diarise(
      spoken([
        [2, 5],
        [0, 4],
        [2, 3],
        [1, 6],
        [0, 5],
      ]),
    );
    expect(speakers.map(({ number }) => number)).toEqual([0, 1, 2]);
    expect(turns.map(({ speaker }) => speaker)).toEqual([0, 1, 0, 2, 1]);
    expect(turns[0]).toMatchObject({ from: 0, to: 5 * SECOND });
    expect(turns.every(({ confidence }) => confidence > 0.8 && confidence <= 1)).toBe(true);
  });

  it('leaves one voice one, however often it pauses', () => {
    const { speakers, turns } = diarise(
      spoken([
        [0, 5, 0.2],
        [0, 5, 30],
        [0, 5, 0.2],
      ]),
    );
    expect(speakers).toHaveLength(1);
    // A pause of half a minute is one between two turns.
    expect(turns).toHaveLength(2);
  });

  it('gives what is too short for a voice to one of those that there are', () => {
    const pieces = spoken([
      [0, 6],
      [1, 6],
    ]);
    const short: Piece = { from: 20 * SECOND, to: 20_400_000, heard: 400_000, vector: voice(4, 1) };
    const { speakers, turns } = diarise([...pieces, short]);
    expect(speakers).toHaveLength(2);
    expect(turns.at(-1)).toMatchObject({ from: 20 * SECOND, to: 20_400_000 });
    expect(turns.at(-1)?.confidence).toBeLessThan(0.6);
  });

  it('is somebody where only a word was said, and nobody where nothing was', () => {
    const word: Piece = { from: 0, to: 400_000, heard: 400_000, vector: voice(0, 1) };
    expect(diarise([word])).toMatchObject({ speakers: [{ number: 0 }], turns: [{ speaker: 0 }] });
    expect(diarise([])).toEqual({ speakers: [], turns: [] });
  });

  it('of a film of many hours is found with no more than some of its pieces', () => {
    const turns = Array.from({ length: 600 }, (_, n) => [n % 3, 10] as const);
    const found = diarise(spoken(turns));
    expect(found.speakers).toHaveLength(3);
    expect(found.turns.map(({ speaker }) => speaker)).toEqual(turns.map(([speaker]) => speaker));
  }, 60_000);
});

describe('average linkage', () => {
  it('joins the nearest first and stops at the floor', () => {
    const at = (degrees: number) =>
      Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
    const vectors = [0, 80, 5, 90, 45].map(at);
    expect(averageLinkage(vectors, 0.95)).toEqual([0, 1, 0, 1, 2]);
    // On average nearer to those at 80° and 90° than to those at 0° and 5°.
    expect(averageLinkage(vectors, 0.75)).toEqual([0, 1, 0, 1, 1]);
    expect(averageLinkage(vectors, 0.77)).toEqual([0, 1, 0, 1, 2]);
    expect(averageLinkage(vectors, -1)).toEqual([0, 0, 0, 0, 0]);
    expect(averageLinkage([], 0.5)).toEqual([]);
  });
});
