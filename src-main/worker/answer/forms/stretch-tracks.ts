import type { Video } from '../../../../src-shared/video';
import { at, type Stated } from '../claims/claims';
import type { Draft } from '../draft';
import type { Inquiry } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines, linesAsHits, shownIn } from '../lines';
import { type KindFound, kindsIn } from '../things/find';
import type { Checked } from '../verify';
import { asTexts } from './broken-lines';
import { lineItem } from './line-places';
import { standingOut } from './standing-out';

const MOST_KINDS = 6;
const MOST_LINES = 5;

/**
 * Tells which kinds of things are found in the stretch that the inquiry is about.
 * @param head what stands before them
 * @returns whether there were any
 */
export async function writeKinds(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  head: () => Stated,
): Promise<boolean> {
  const kinds = await kindsIn(inquiry, video, MOST_KINDS);
  if (kinds.length === 0) return false;
  draft.say(head());
  for (const kind of kinds) draft.say(kindItem(kind));
  return true;
}

/** A kind as an item, at its longest place. */
export function kindItem({ value: { label, total, most }, citation }: Checked<KindFound>): Stated {
  const counts = { total, atOnce: most };
  return { kind: 'kind', subject: [label], counts, ...at(citation), confidence: 'medium' };
}

/** Tells what is written there: the lines that stand out most. @param choose those that may be told */
export async function writeWriting(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  head: () => Stated,
  choose: (lines: LineHit[]) => LineHit[] = (lines) => lines,
): Promise<boolean> {
  const all = choose(linesAsHits(inquiry, 'text', video));
  const shown = standingOut(asTexts(all), MOST_LINES).map((hit) => shownIn(inquiry, hit));
  const lines = await checkLines(inquiry, shown);
  if (lines.length === 0) return false;
  draft.say(head());
  for (const line of lines) draft.say(lineItem(null, line));
  return true;
}
