import type { Claim, Kind } from '../claims/claims';

/**
 * The words of one language for everything that an answer says. Of a paragraph or a list item each, as Markdown with **bold**;
 * `[[n]]` stands for the claim's n-th evidence. A kind without a message does not compile.
 */
export type Catalogue = { readonly [K in Kind]: (claim: Claim<K>) => string };

export function worded(catalogue: Catalogue, claim: Claim): string {
  // One kind's message takes that kind's claim: the type of the table says so, and cannot say it of a union.
  return (catalogue[claim.kind] as (claim: Claim) => string)(claim);
}
