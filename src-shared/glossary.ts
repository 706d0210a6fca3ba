// Names and terms that a library or a film is known to speak of.
import { z } from 'zod';

const form = z.string().trim().min(1).max(100);
export const term = z.object({
  /** As it is to be written. */
  text: form,
  /** What it may be heard as: "sounds like". */
  soundsLike: z.array(form).max(20),
});
export type Term = z.infer<typeof term>;
/** Of one film, or of the whole library. */
export const glossary = z.array(term).max(500);
export type Glossary = z.infer<typeof glossary>;

/** A change of a transcript's lines that can be undone. */
export const lineEdit = z.discriminatedUnion('kind', [
  /** Two lines of one: the second begins with word number `at` of the text that is shown. */
  z.object({
    kind: z.literal('split'),
    segmentId: z.number().int().nonnegative(),
    at: z.number().int().positive(),
  }),
  /** One line of two: this one and the one that follows it. */
  z.object({ kind: z.literal('join'), segmentId: z.number().int().nonnegative() }),
  /** Gives a line that was split or joined the shape that the model had given it. */
  z.object({ kind: z.literal('unshape'), segmentId: z.number().int().nonnegative() }),
  /** Other words in all lines. */
  z.object({
    kind: z.literal('replace'),
    find: z.string().min(1).max(200),
    replacement: z.string().max(200),
    matchCase: z.boolean(),
    wholeWords: z.boolean(),
  }),
  /** Names and terms of the glossary where the model was doubtful. */
  z.object({ kind: z.literal('terms') }),
]);
export type LineEdit = z.infer<typeof lineEdit>;

/** What an edit did. */
export const lineEdited = z.object({
  /** To undo it by; null where nothing was changed. */
  edit: z.string().nullable(),
  lines: z.number().int().nonnegative(),
  /** Places within them. */
  places: z.number().int().nonnegative(),
});
export type LineEdited = z.infer<typeof lineEdited>;
