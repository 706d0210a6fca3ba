import { plainText } from '../../../../base/answer/wording';
import type { Claim } from '../../claims/claims';
import { type Catalogue, worded } from '../catalogue';
import { bold, shown, span, until } from './phrases';

/** The time that stands at the head of an item: its mark, and its end. */
const TIME = /^\[\[0\]\](?: to [\d:]+(?=[, ]|$))?[, ]*/;

/** An item as the cells of a table. What it would say of its time and its film stands in cells of their own. */
export function rowOf(
  messages: Catalogue,
  claim: Claim,
  scene: number | null,
): readonly [string, string, string] {
  const marked = claim.evidence.length > 0;
  const time = marked ? `[[0]]${until(claim)}` : span(claim);
  const words = worded({ messages }, { ...claim, film: null } as Claim);
  const rest = marked ? words.replace(TIME, '') : claim.kind === 'gap' ? '' : words;
  // The items of a list share the name in its heading.
  const name = claim.kind === 'place' && claim.subject.length > 0 ? shown(claim) : '';
  const film = claim.film === null ? '' : bold(plainText(claim.film));
  const where = [film, scene === null ? '' : `scene ${scene}`].filter(Boolean).join(', ');
  return [time, [name, rest].filter(Boolean).join(', '), where];
}
