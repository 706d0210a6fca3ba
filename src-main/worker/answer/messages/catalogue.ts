import type { Claim, Kind } from '../claims/claims';

/**
 * The words of one language for everything that an answer says. Of a paragraph or a list item each, as Markdown with **bold**;
 * `[[n]]` stands for the claim's n-th evidence. A kind without a message does not compile.
 */
export type Catalogue = { readonly [K in Kind]: (claim: Claim<K>) => string };

/** One language: its messages, and how items become the rows of a table. */
export interface Language {
  readonly messages: Catalogue;
  readonly table: {
    /** Time, what, where. */
    readonly head: readonly [string, string, string];
    /** @param scene number of the scene that it lies in; null where that is not known, or a film has but one */
    readonly row: (claim: Claim, scene: number | null) => readonly [string, string, string];
  };
}

export function worded({ messages }: Pick<Language, 'messages'>, claim: Claim): string {
  // One kind's message takes that kind's claim: the type of the table says so, and cannot say it of a union.
  return (messages[claim.kind] as (claim: Claim) => string)(claim);
}
