import { z } from 'zod';

/** What a text space knows about its labels: names, synonyms, and the words that stand for several labels at once. */
export const labelFile = z.object({
  labels: z.array(
    z.object({
      /** As shown to people; no two labels share a name. */
      name: z.string(),
      synonyms: z.array(z.string()),
      gloss: z.string(),
    }),
  ),
  /**
   * Things that a query can name. A label is one, and so is every kind that labels belong to: "dog" has all breeds.
   * Kinds too general to be seen in a picture are left out, and people, whom the labels cannot tell.
   */
  concepts: z.array(
    z.object({
      /** In lower case; the first is the usual word. */
      words: z.array(z.string()).min(1),
      labels: z.array(z.number().int().nonnegative()).min(1),
    }),
  ),
  /** Words for kinds of a thing that the labels cover well: "puppy" is read as the concept "dog", by its number. */
  broader: z.record(z.string(), z.number().int().nonnegative()),
});
export type LabelFile = z.infer<typeof labelFile>;
export type Concept = LabelFile['concepts'][number];
