import { describe, expect, it } from 'vitest';
import { viewRows } from './conse';
import { largest, normalise } from './vectors';

describe('largest', () => {
  it('gives the numbers of the largest values, equal ones in order', () => {
    expect(largest(Float32Array.of(1, 5, 3, 5, 0, 4), 4)).toEqual([1, 3, 5, 2]);
    expect(largest(Float32Array.of(2, 1), 5)).toEqual([0, 1]);
  });
});

describe('normalise', () => {
  it('gives unit length and leaves zero alone', () => {
    expect([...normalise(Float32Array.of(3, 4))].map((value) => value.toFixed(3))).toEqual([
      '0.600',
      '0.800',
    ]);
    expect([...normalise(new Float32Array(2))]).toEqual([0, 0]);
  });
});

describe('viewRows', () => {
  // Three labels in a plane: right, up, left.
  const conse = {
    power: 0.5,
    top: 2,
    dim: 2,
    labelEmbeddings: Float32Array.of(1, 0, 0, 1, -1, 0),
    labelsPerFrame: 2,
  };

  it('is the sum of the top labels, weighed by probability to the power, at unit length', () => {
    const views = viewRows(Float32Array.of(0.64, 0.36, 0, 0.1, 0.1, 0.8), 2, conse);
    // Frame 0: 0.8 · right + 0.6 · up. Frame 1: √0.8 · left + √0.1 · right, the first of the two equal ones.
    expect(views.embeddings[0]).toBeCloseTo(0.8, 5);
    expect(views.embeddings[1]).toBeCloseTo(0.6, 5);
    expect([views.embeddings[2], views.embeddings[3]]).toEqual([-1, 0]);
  });

  it('keeps the most likely labels with their probabilities', () => {
    const views = viewRows(Float32Array.of(0.64, 0.36, 0, 0.1, 0.1, 0.8), 2, conse);
    expect([...views.labelIds]).toEqual([0, 1, 2, 0]);
    expect([...views.probabilities]).toEqual([0.64, 0.36, 0.8, 0.1].map(Math.fround));
  });

  it('keeps more labels than it weighs when asked to', () => {
    const views = viewRows(Float32Array.of(0.5, 0.3, 0.2), 1, { ...conse, top: 1, labelsPerFrame: 3 });
    expect([...views.labelIds]).toEqual([0, 1, 2]);
    expect([...views.embeddings]).toEqual([1, 0]);
  });
});
