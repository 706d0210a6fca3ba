import { iou, liesIn } from './intervals';
import type { Interval } from './types';

/** What a ranked search made of one query: moments best first, and where the truth lies. */
export interface Ranked {
  readonly moments: readonly Interval[];
  readonly truth: readonly Interval[];
}

const THRESHOLDS = Array.from({ length: 10 }, (_, i) => 0.5 + i * 0.05);

/**
 * Share of queries whose first moment meets a true one with at least this IoU: R1 of QVHighlights (Lei, Berg and Bansal
 * 2021, arXiv 2107.09609). A query that found nothing counts as failed. Null without queries.
 */
export function recallAtOne(queries: readonly Ranked[], threshold: number): number | null {
  return share(queries, ({ moments: [first], truth }) => {
    return first !== undefined && truth.some((t) => reaches(iou([first], [t]), threshold));
  });
}

/**
 * Average precision of one query at one IoU, as in QVHighlights' own evaluation (after ActivityNet's): moments are taken in
 * order, each takes the free true one that it meets best; precision is made monotone and summed over recall.
 */
export function averagePrecision({ moments, truth }: Ranked, threshold: number): number {
  const free = new Set(truth.keys());
  let hits = 0;
  const points = moments.map((moment, i) => {
    const [best] = [...free]
      .map((t) => ({ t, value: iou([moment], [truth[t] as Interval]) }))
      .sort((a, b) => b.value - a.value);
    if (best && reaches(best.value, threshold)) {
      free.delete(best.t);
      hits += 1;
    }
    return { recall: hits / truth.length, precision: hits / (i + 1) };
  });
  let sum = 0;
  points.forEach(({ recall }, i) => {
    const gained = recall - (points[i - 1]?.recall ?? 0);
    sum += gained * Math.max(...points.slice(i).map((p) => p.precision));
  });
  return sum;
}

export function meanAveragePrecision(queries: readonly Ranked[], threshold: number): number | null {
  return mean(queries.map((query) => averagePrecision(query, threshold)));
}

/** mAP averaged over IoU 0.5 to 0.95 in steps of 0.05. */
export function averageMap(queries: readonly Ranked[]): number | null {
  return mean(THRESHOLDS.flatMap((t) => meanAveragePrecision(queries, t) ?? []));
}

/** Share of all citations that lie in what is expected. Each pair is one answer's. */
export function citationPrecision(
  answers: readonly { cited: readonly Interval[]; expected: readonly Interval[] }[],
): { share: number | null; cited: number } {
  const all = answers.flatMap(({ cited, expected }) => cited.map((c) => liesIn(c, expected)));
  return { share: share(all, (inside) => inside), cited: all.length };
}

/** How often "nothing found" was said, and how often with reason. */
export function refusals(answers: readonly { refused: boolean; absent: boolean }[]): {
  right: number;
  wrong: number;
  claimed: number;
  precision: number | null;
  recall: number | null;
} {
  const refused = answers.filter((a) => a.refused);
  const absent = answers.filter((a) => a.absent);
  const right = refused.filter((a) => a.absent).length;
  return {
    right,
    wrong: refused.length - right,
    claimed: absent.length - right,
    precision: share(refused, (a) => a.absent),
    recall: share(absent, (a) => a.refused),
  };
}

export function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** The value below which this share of the values lies, between neighbours in proportion; null without values. */
export function quantile(values: readonly number[], at: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

/** Sums of binary fractions fall short of what they stand for. */
function reaches(value: number, threshold: number): boolean {
  return value >= threshold - 1e-9;
}
