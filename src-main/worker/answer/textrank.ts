import { contentStems } from './words';

const DAMPING = 0.85;
const ROUNDS = 30;
/** Above this many sentences, the graph is thinned: its cost grows with the square. */
const MOST_SENTENCES = 600;

/**
 * Ranks sentences by how much the rest of the text shares their words: TextRank (Mihalcea and Tarau, EMNLP 2004),
 * edges weighted by the cosine of tf-idf vectors (as in LexRank, Erkan and Radev 2004) instead of raw overlap,
 * so that words which occur everywhere bind nothing.
 *
 * @returns a score for each text, summing to about 1; order is the input's
 */
export function rankSentences(texts: readonly string[]): number[] {
  if (texts.length > MOST_SENTENCES) return rankThinned(texts);
  const vectors = tfIdf(texts);
  const n = texts.length;
  const weights = vectors.map((a, i) => vectors.map((b, j) => (i === j ? 0 : dot(a, b))));
  const sums = weights.map((row) => row.reduce((s, w) => s + w, 0));
  let scores: number[] = new Array<number>(n).fill(1 / Math.max(1, n));
  for (let round = 0; round < ROUNDS; round++) {
    scores = scores.map((_, i) => {
      let inflow = 0;
      for (let j = 0; j < n; j++) {
        const sum = sums[j] ?? 0;
        if (sum > 0) inflow += (((weights[j] ?? [])[i] ?? 0) / sum) * (scores[j] ?? 0);
      }
      return (1 - DAMPING) / n + DAMPING * inflow;
    });
  }
  return scores;
}

function rankThinned(texts: readonly string[]): number[] {
  const every = Math.ceil(texts.length / MOST_SENTENCES);
  const kept = texts.map((_, i) => i).filter((i) => i % every === 0);
  const ranked = rankSentences(kept.map((i) => texts[i] ?? ''));
  const scores = new Array<number>(texts.length).fill(0);
  kept.forEach((i, at) => {
    scores[i] = ranked[at] ?? 0;
  });
  return scores;
}

function tfIdf(texts: readonly string[]): Map<string, number>[] {
  const documents = texts.map((t) => contentStems(t));
  const frequency = new Map<string, number>();
  for (const stems of documents) for (const s of stems) frequency.set(s, (frequency.get(s) ?? 0) + 1);
  return documents.map((stems) => {
    const vector = new Map(stems.map((s) => [s, Math.log((1 + texts.length) / (frequency.get(s) ?? 1))]));
    const length = Math.hypot(...vector.values()) || 1;
    return new Map([...vector].map(([s, w]) => [s, w / length]));
  });
}

function dot(a: Map<string, number>, b: Map<string, number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [key, value] of small) sum += value * (large.get(key) ?? 0);
  return sum;
}

/**
 * The `count` texts that say most, in their own order, leaving out ones that repeat a chosen one and ones of
 * fewer than `leastWords` words that carry meaning.
 * @returns indexes into `texts`, ascending
 */
export function keySentences(texts: readonly string[], count: number, leastWords = 3): number[] {
  const scores = rankSentences(texts);
  const vectors = tfIdf(texts);
  const order = texts
    .map((_, i) => i)
    .filter((i) => contentStems(texts[i] ?? '').length >= leastWords)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const chosen: number[] = [];
  for (const i of order) {
    if (chosen.length === count) break;
    const own = vectors[i] ?? new Map<string, number>();
    if (chosen.every((c) => dot(own, vectors[c] ?? new Map<string, number>()) < 0.7)) chosen.push(i);
  }
  return chosen.sort((a, b) => a - b);
}
