import type { Video } from '../../../../src-shared/domain';
import { lengthOf, plainText, quoted } from '../../../base/answer/wording';
import type { Draft } from '../draft';
import type { Inquiry } from '../findings';
import { checkLines, linesAsHits } from '../lines';
import { kindsIn } from '../things/find';
import { standingOut } from './written';

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
  head: () => string,
): Promise<boolean> {
  const kinds = await kindsIn(inquiry, video, MOST_KINDS);
  if (kinds.length === 0) return false;
  draft.paragraph(head());
  for (const { value, citation } of kinds) {
    const many = value.most > 1 ? `, up to ${value.most} at once` : '';
    draft.item(citation, ` **${plainText(value.label)}**, ${lengthOf(value.total)} in all${many}`);
  }
  return true;
}

/** Tells what is written there: the lines that stand out most. */
export async function writeWriting(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  head: () => string,
): Promise<boolean> {
  const lines = await checkLines(inquiry, standingOut(linesAsHits(inquiry, 'text', video), MOST_LINES));
  if (lines.length === 0) return false;
  draft.paragraph(head());
  for (const { value, citation } of lines) draft.item(citation, ` ${quoted(value.segment.text)}`);
  return true;
}
