import type { Segment } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import { CALIBRATION } from './calibration';
import { contentStems, stem, wordsOf } from './words';

/** A line of speech or of writing with why it was found. */
export interface LineHit {
  readonly videoId: VideoId;
  readonly segment: Segment;
  readonly marks: readonly (readonly [number, number])[];
  /** Which words of the query it holds: all in a row, all, some or none of them. */
  readonly words: 'phrase' | 'all' | 'some' | 'none';
  /** 0..1, share of the query's content words that it holds. */
  readonly share: number;
  /** Cosine by meaning; null where meaning did not bring it up. */
  readonly similarity: number | null;
  /** Whether the query is one word, near in meaning to much. */
  readonly oneWord: boolean;
  /** Fused rank score; only its order means anything. */
  readonly score: number;
}

/** @param query what was asked for: how much of it the line holds is counted */
export function lineHit(
  videoId: VideoId,
  segment: Segment,
  query: string,
  marks: LineHit['marks'],
  similarity: number | null,
): LineHit {
  const wanted = contentStems(query);
  const held = new Set(wordsOf(segment.text).map((w) => stem(w.lower)));
  const share = wanted.length === 0 ? 0 : wanted.filter((s) => held.has(s)).length / wanted.length;
  const words = share === 1 ? 'all' : share > 0 ? 'some' : 'none';
  return { videoId, segment, marks, words, share, similarity, oneWord: wanted.length === 1, score: 0 };
}

/** How far a line carries a claim that the topic is spoken or written of; null below the floor. */
export function lineStrength(hit: LineHit): 'strong' | 'fair' | 'weak' | null {
  const { said, written } = CALIBRATION;
  if (hit.words === 'phrase' || hit.words === 'all') return 'strong';
  // A word or two are near in meaning to much: "Vienna" to Berlin.
  const short = hit.segment.source === 'text' && wordsOf(hit.segment.text).length < written.leastWords;
  const similarity = short ? 0 : (hit.similarity ?? 0);
  if (similarity >= said.strong || (hit.share >= said.wordShare && similarity >= said.floor)) return 'fair';
  if ((similarity >= said.floor && !hit.oneWord) || hit.share >= said.wordShare) return 'weak';
  return null;
}
