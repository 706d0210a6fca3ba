import type { Confidence } from '../../../../src-shared/answers';
import { at, intervalsOf, type Stated } from '../claims/claims';
import type { Draft } from '../draft';
import { filmNamed, type Inquiry, inOrder } from '../findings';
import { type LineHit, lineStrength } from '../line-hit';
import type { Lines } from '../lines';
import type { ParsedQuery } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';
import { sayMore } from './more';
import { MOST_ITEMS } from './seen-places';

/** Where it is spoken or written of: the lines that hold the words, or else those near in meaning. */
export function writeLines(draft: Draft, inquiry: Inquiry, reading: ParsedQuery, lines: Lines): void {
  const places = inOrder(lines.places);
  const wordForWord = places.filter((p) => p.value.words === 'phrase' || p.value.words === 'all');
  const byMeaning = wordForWord.length === 0;
  const shown = byMeaning ? places : wordForWord;
  const { form, ordinal, quote, topic } = reading;
  draft.say({
    ...{ kind: 'lines', source: lines.source, byMeaning, isQuote: quote !== null, asked: { form, ordinal } },
    ...{ subject: [lines.words ?? quote ?? topic], intervals: intervalsOf(shown) },
    counts: {
      lines: shown.length,
      uses: shown.reduce((sum, p) => sum + timesHeld(p.value, reading), 0),
      total: totalLength(shown.map((p) => p.citation)),
    },
    confidence: byMeaning ? 'low' : 'high',
  });
  writeLineItems(draft, inquiry, shown);
}

/** Lines one by one, as many as are read, and how many more there are. */
export function writeLineItems(draft: Draft, inquiry: Inquiry, lines: readonly Checked<LineHit>[]): void {
  for (const line of lines.slice(0, MOST_ITEMS)) draft.say(lineItem(inquiry, line));
  sayMore(draft, 'place', lines.length - MOST_ITEMS);
}

const CONFIDENCE = { strong: 'high', fair: 'medium', weak: 'low' } as const satisfies Record<
  string,
  Confidence
>;

/** A line as an item. @param inquiry null where the film is named already */
export function lineItem(inquiry: Inquiry | null, { value, citation }: Checked<LineHit>): Stated {
  const strength = lineStrength(value);
  return {
    ...{ kind: 'line', words: [value.segment.text], ...at(citation) },
    confidence: strength && CONFIDENCE[strength],
    film: inquiry && filmNamed(inquiry, citation.videoId),
  };
}

/** How many times a line holds the words asked for: marked runs over the words of the topic. */
function timesHeld(hit: LineHit, reading: ParsedQuery): number {
  const asked = (reading.quote ?? reading.topic).toLowerCase();
  const inRow = hit.segment.text.toLowerCase().split(asked).length - 1;
  return inRow > 0 ? inRow : 1;
}
