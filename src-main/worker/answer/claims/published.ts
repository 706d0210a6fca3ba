import type { AnswerClaim } from '../../../../src-shared/answers';
import type { Claim } from './claims';

/** A claim as others get it: the fields that all kinds share, what else its kind says in a word, and the numbers of its citations. */
export function published(claim: Claim, evidence: readonly number[]): AnswerClaim {
  const {
    kind,
    subject,
    intervals,
    counts,
    words,
    confidence,
    evidence: _places,
    film: _title,
    ...own
  } = claim;
  const manner: AnswerClaim['manner'] = {};
  for (const [name, value] of Object.entries(own)) {
    if (value === null || typeof value !== 'object') manner[name] = value;
  }
  return {
    ...{ kind, subject: [...subject], intervals: [...intervals], counts: { ...counts }, words: [...words] },
    ...{ manner, confidence, evidence: [...evidence] },
  };
}
