import { describe, expect, it } from 'vitest';
import { iou, liesIn, merged, overlap } from './intervals';
import {
  averageMap,
  averagePrecision,
  citationPrecision,
  meanAveragePrecision,
  quantile,
  recallAtOne,
  refusals,
} from './metrics';

describe('intervals', () => {
  it('meet by the length of what both cover, over what either does', () => {
    expect(iou([[0, 10]], [[5, 15]])).toBeCloseTo(5 / 15);
    expect(
      iou(
        [
          [0, 4],
          [6, 10],
        ],
        [[0, 10]],
      ),
    ).toBeCloseTo(0.8);
    expect(iou([[0, 1]], [[2, 3]])).toBe(0);
    expect(iou([[1, 1]], [[1, 1]])).toBe(0);
  });
  it('are counted once where they overlap', () => {
    expect(
      merged([
        [4, 6],
        [0, 5],
        [8, 9],
      ]),
    ).toEqual([
      [0, 6],
      [8, 9],
    ]);
    expect(
      overlap(
        [
          [0, 5],
          [0, 5],
        ],
        [[4, 10]],
      ),
    ).toBe(1);
  });
  it('hold a citation of which half lies inside', () => {
    expect(liesIn([8, 12], [[10, 20]])).toBe(true);
    expect(liesIn([7, 12], [[10, 20]])).toBe(false);
    expect(liesIn([10, 10], [[10, 20]])).toBe(true);
  });
});

describe('moments', () => {
  // IoU of the first moment: 0.8; of nothing: missed; 0.5 exactly.
  const queries = [
    { moments: [[0, 8]] as const, truth: [[0, 10]] as const },
    { moments: [], truth: [[0, 10]] as const },
    {
      moments: [
        [0, 5],
        [0, 10],
      ] as const,
      truth: [[0, 10]] as const,
    },
  ];
  it('R1 counts first moments at an IoU', () => {
    expect(recallAtOne(queries, 0.5)).toBeCloseTo(2 / 3);
    expect(recallAtOne(queries, 0.7)).toBeCloseTo(1 / 3);
    expect(recallAtOne([], 0.5)).toBe(null);
  });

  it('average precision, worked by hand: hits at ranks 1 and 3 of two true moments', () => {
    const query = {
      moments: [
        [0, 10],
        [30, 40],
        [20, 28],
      ] as const,
      truth: [
        [0, 10],
        [20, 30],
      ] as const,
    };
    // Recall 1/2 at precision 1, recall 1 at precision 2/3.
    expect(averagePrecision(query, 0.5)).toBeCloseTo(0.5 + 0.5 * (2 / 3));
    // 20 to 28 meets 20 to 30 with 0.8 only.
    expect(averagePrecision(query, 0.85)).toBeCloseTo(0.5);
  });

  it('a true moment is found but once', () => {
    const query = {
      moments: [
        [0, 10],
        [0, 9],
      ] as const,
      truth: [
        [0, 10],
        [50, 60],
      ] as const,
    };
    expect(averagePrecision(query, 0.5)).toBeCloseTo(0.5);
  });

  it('a better precision further on lifts what lies before it', () => {
    const query = {
      moments: [
        [80, 90],
        [0, 10],
        [20, 30],
      ] as const,
      truth: [
        [0, 10],
        [20, 30],
      ] as const,
    };
    // Precisions 0, 1/2, 2/3 become 2/3 for both recalls.
    expect(averagePrecision(query, 0.5)).toBeCloseTo(2 / 3);
  });

  it('mAP is the mean over queries, and over ten IoUs', () => {
    // AP at 0.5: 1, 0, 1. At 0.85: 0, 0 and 1/2 (only the second of its moments).
    expect(meanAveragePrecision(queries, 0.5)).toBeCloseTo(2 / 3);
    expect(meanAveragePrecision(queries, 0.85)).toBeCloseTo(0.5 / 3);
    // First: 1 from 0.5 to 0.8 (seven of ten). Third: 1 at 0.5, then 1/2 nine times.
    expect(averageMap(queries)).toBeCloseTo((0.7 + 0 + (1 + 4.5) / 10) / 3);
  });
});

describe('citations and refusals', () => {
  it('precision counts citations, not answers', () => {
    const answers = [
      {
        cited: [
          [0, 1],
          [5, 6],
        ] as const,
        expected: [[0, 2]] as const,
      },
      { cited: [], expected: [[0, 2]] as const },
      { cited: [[1, 2]] as const, expected: [[0, 2]] as const },
    ];
    const { share, cited } = citationPrecision(answers);
    expect(share).toBeCloseTo(2 / 3);
    expect(cited).toBe(3);
  });
  it('refusals are told by what was there', () => {
    const told = refusals([
      { refused: true, absent: true },
      { refused: true, absent: false },
      { refused: true, absent: true },
      { refused: false, absent: true },
      { refused: false, absent: false },
    ]);
    expect(told).toMatchObject({ right: 2, wrong: 1, claimed: 1 });
    expect(told.precision).toBeCloseTo(2 / 3);
    expect(told.recall).toBeCloseTo(2 / 3);
  });
  it('quantiles lie between neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBe(null);
  });
});
