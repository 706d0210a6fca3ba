import { Draft } from '../draft';
import { findSeen, type Inquiry } from '../findings';
import { lineStrength } from '../line-hit';
import { findLines } from '../lines';
import type { ParsedQuery } from '../question';
import type { Limit } from '../shapes';
import { contentWords } from '../words';
import { lineItem } from './line-places';
import { labelPlace } from './seen-places';

const MOST_SEEN = 5;
const MOST_LINES = 3;

/** What is asked for is not done here, however it is put. */
export function answerUnable(what: 'translate' | 'act'): Draft {
  return new Draft().say({ kind: 'unable', what }).close(null);
}

/** A question that Core has no means to answer: says which, then shows where the thing itself is, if it is. */
export async function answerLimit(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const draft = new Draft();
  if (reading.limit) draft.say({ kind: 'limit', limit: reading.limit });
  const words = reading.limit === null ? undefined : LEAST_WORDS[reading.limit];
  return writeElsewhere(draft, inquiry, reading.quote ?? reading.topic, reading.quote, words);
}

/** How many of a question's words a line must hold, all of them, to answer what cannot be seen: "what is she searching for". */
const LEAST_WORDS: Partial<Record<Limit, number>> = { action: 1, attribute: 2, identity: 2 };

/** Where the thing itself is seen, spoken or written of, for who would look for themselves. */
export async function writeElsewhere(
  draft: Draft,
  inquiry: Inquiry,
  topic: string,
  quote: string | null,
  leastWords = Number.POSITIVE_INFINITY,
): Promise<Draft> {
  if (topic === '') return draft.close(null);
  let answers = false;
  const seen = await findSeen(inquiry, topic);
  if (seen.places.length > 0) {
    const sure = seen.places.some((p) => p.value.stretch.grade === 'seen');
    draft.say({ kind: 'lookWhere', subject: seen.named, sure });
    // Beside what was asked: a place to look at claims nothing, and says no more than how near it comes.
    for (const place of seen.places.slice(0, MOST_SEEN)) {
      const counts = { likelihood: place.value.stretch.peak };
      draft.say({ ...labelPlace(inquiry, place), counts, words: [], confidence: null });
    }
  }
  for (const source of ['speech', 'text'] as const) {
    const lines = await findLines(inquiry, source, topic, quote);
    if (lines.places.length === 0) continue;
    const enough = contentWords(topic).length >= leastWords;
    answers ||= enough && lines.places.some((p) => lineStrength(p.value) === 'strong');
    draft.say({ kind: 'mentioned', source });
    for (const line of lines.places.slice(0, MOST_LINES)) draft.say(lineItem(inquiry, line));
  }
  return draft.close(answers ? 'low' : null);
}
