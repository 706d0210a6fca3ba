// Answers by the passages that come nearest to a question as it was asked, where no line holds its very words.
import type { SegmentSource } from '../../../../src-shared/analysis';
import { CALIBRATION } from '../calibration';
import { Draft } from '../draft';
import { type Inquiry, inOrder } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines } from '../lines';
import { answering, findPassages, followed, type Passage } from '../passages';
import type { ParsedQuery } from '../question';
import { lineItem } from './line-places';

/** How near passages of each source must come; a source that is not here is not searched. */
export type LeastScores = Partial<Record<SegmentSource, number>>;

/** What each sense is looked for in: what is asked of one source may stand in the other, and must come nearer there. */
export function leastFor({ sense, form }: ParsedQuery): LeastScores {
  const { said, written, asked, other, exists } = CALIBRATION.passages;
  if (sense === 'seen') return {};
  if (sense === 'said') return { speech: form === 'exists' ? said + exists : asked };
  if (sense === 'written') return { text: written, speech: said + other };
  return form === 'exists' ? { speech: said + exists } : { speech: said, text: written };
}

/** For what reason, in what way, or what somebody thinks of it: no place tells that. */
const REASON =
  /^\W*(?:(?:and|but|so|ok|well|tell me|explain),? )*(?:why|how come|how(?! (?:many|much|often|long|old|big|large|tall|high|far|fast|deep|wide)\b))\b/i;
/** What an opinion is asked with, and a reason: "how does he find it", "what does she think of it". */
const JUDGED =
  /\bwhy\b|\bhow come\b|\bhow (?:do|does|did) .+ (?:find|like|rate|judge|feel)\b|\bwhat (?:do|does|did|is|are|was|were) .+ (?:think|opinion|reasons?)\b/i;

export function asksReason(question: string): boolean {
  return REASON.test(question) || JUDGED.test(question);
}

/** What is said next to a passage that holds what is asked about: the reason or the opinion stands there as often as in it. */
function goingOn(inquiry: Inquiry, passage: Passage): readonly LineHit[] {
  return JUDGED.test(inquiry.question) ? followed(inquiry, passage) : passage.hits;
}

/** Near in meaning alone is half the time something else: it takes more of that, or half of the question's own words. */
function carries({ score, share }: Passage): boolean {
  const { alone, half } = CALIBRATION.passages;
  return share >= half || score >= alone;
}

/** The passages of the source in which they come nearest, told as the nearest there are; null where none comes near enough. */
export async function answerByPassages(
  inquiry: Inquiry,
  reading: ParsedQuery,
  least: LeastScores,
  draft = new Draft(),
): Promise<Draft | null> {
  if (reading.quote !== null || reading.foreign) return null;
  const found = [];
  for (const source of ['speech', 'text'] as const) {
    const floor = least[source];
    if (floor === undefined) continue;
    const passages = answering(await findPassages(inquiry, reading, source), floor).filter(
      (passage) => reading.topic === '' || carries(passage),
    );
    const [best] = passages;
    if (best) found.push({ source, passages, above: best.score - floor, score: best.score });
  }
  const [nearest] = found.sort((a, b) => b.above - a.above);
  if (!nearest) return null;
  const { source, passages, score } = nearest;
  const kept = await checkLines(
    inquiry,
    passages.flatMap((passage) => goingOn(inquiry, passage)),
  );
  if (kept.length === 0) return null;
  inquiry.details.push(inquiry.evidence.words.passagesCompared(score));
  draft.say({ kind: 'closestLines', source });
  for (const line of inOrder(kept)) draft.say(lineItem(inquiry, line));
  return draft.close(score >= CALIBRATION.passages.sure ? 'medium' : 'low', 'nearestPlaces');
}
