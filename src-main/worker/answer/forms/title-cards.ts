import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { Draft } from '../draft';
import type { Inquiry } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines, linesAsHits } from '../lines';
import { asTexts } from './broken-lines';
import { lineItem } from './line-places';
import { isWorded } from './standing-out';

const TITLE_CARD =
  /^(?:(?:opening|main|end|first|last) )?(?:title (?:cards?|screens?|pages?|slides?|sequence)|titles|inter-?titles?)$/i;
const MOST_LINES = 8;
/** Lines of one card come within this time of each other, and go. */
const TOGETHER: Micros = MICROS_PER_SECOND;
/** More lines than so many are a page. */
const MOST_OF_CARD = 4;

/**
 * "Go to the title card": the little writing that comes and goes together while nothing else is written. Null where another thing is asked
 * for, or there is no such writing.
 */
export async function answerTitleCards(inquiry: Inquiry, topic: string): Promise<Draft | null> {
  if (!TITLE_CARD.test(topic)) return null;
  const cards = inquiry.videos.flatMap((video) => cardsIn(linesAsHits(inquiry, 'text', video)));
  const kept = await checkLines(inquiry, asTexts(cards).slice(0, MOST_LINES));
  if (kept.length === 0) return null;
  const draft = new Draft().say({ kind: 'closestLines', source: 'text' });
  for (const line of kept) draft.say(lineItem(inquiry, line));
  return draft.close('low', 'nearestPlaces');
}

/** Lines of one film that are, with what shares their time, no more than a card. */
function cardsIn(lines: readonly LineHit[]): LineHit[] {
  return lines.filter(({ segment: { from, to, text } }) => {
    const lasting = lines.filter(
      ({ segment }) => segment.from <= from + TOGETHER && segment.to >= to - TOGETHER,
    );
    const card = lasting.filter(
      ({ segment }) => segment.from >= from - TOGETHER && segment.to <= to + TOGETHER,
    );
    return isWorded(text) && card.length === lasting.length && card.length <= MOST_OF_CARD;
  });
}
