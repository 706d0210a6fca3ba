import type { Claim } from '../claims/claims';
import type { Draft } from '../draft';

/** Says how many items of a list were left out, where any were. */
export function sayMore(draft: Draft, what: Claim<'more'>['what'], more: number): void {
  if (more > 0) draft.say({ kind: 'more', what, counts: { more } });
}
