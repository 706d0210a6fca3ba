import type { AnswerClaim } from '../../../../src-shared/domain';
import type { Claim } from './claims';

/** A claim as others get it: the fields that all kinds share, with the numbers of its citations in the answer. */
export function published(claim: Claim, evidence: readonly number[]): AnswerClaim {
  const { kind, subject, intervals, counts, words, confidence } = claim;
  return {
    kind,
    subject: [...subject],
    intervals: [...intervals],
    counts: { ...counts },
    words: [...words],
    confidence,
    evidence: [...evidence],
  };
}
