// Rank fusion: one order of places out of those that frames, things, speech and writing give.
import { CALIBRATION } from './calibration';

/**
 * Reciprocal rank fusion: score(d) = sum over rankings of 1 / (k + rank), rank from 1.
 * Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods",
 * SIGIR 2009, with their k = 60. Ranks are all it needs: the scores of words, meaning and pixels share no scale.
 *
 * @param rankings keys, best first; a key repeated in one ranking counts at its best place
 * @returns score by key
 */
export function fuseRanks<K>(
  rankings: readonly (readonly K[])[],
  k: number = CALIBRATION.rrfK,
): Map<K, number> {
  const scores = new Map<K, number>();
  for (const ranking of rankings) {
    [...new Set(ranking)].forEach((key, index) => {
      scores.set(key, (scores.get(key) ?? 0) + 1 / (k + index + 1));
    });
  }
  return scores;
}
