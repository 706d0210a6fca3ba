import { z } from 'zod';
import type { Confidence } from '../../src-shared/answers';

/** Seconds of a film, from and to. */
export const interval = z.tuple([z.number().nonnegative(), z.number().nonnegative()]);
export type Interval = readonly [number, number];

/** What is true, by the kind of question. docs/eval.md says how each is judged, and eval/answers/judge.ts does. */
export const truth = z.discriminatedUnion('kind', [
  /** Where it is. */
  z.object({ kind: z.literal('intervals'), intervals: z.array(interval).min(1) }),
  /** It is there; without intervals, anywhere. */
  z.object({ kind: z.literal('yes'), intervals: z.array(interval) }),
  /** One of these wordings tells it. None: the film does not tell, so that only a refusal is right. */
  z.object({
    kind: z.literal('words'),
    accept: z.array(z.string()),
    intervals: z.array(interval).optional(),
  }),
  /** At least so many of these words. */
  z.object({
    kind: z.literal('keywords'),
    keywords: z.array(z.string()),
    least: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('count'), count: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('seconds'), seconds: z.number().positive() }),
  /** Of several given answers the one at `correct`. */
  z.object({ kind: z.literal('choice'), choices: z.array(z.string()).min(2), correct: z.number().int() }),
  z.object({ kind: z.literal('notThere') }),
]);
export type Truth = z.infer<typeof truth>;

export const asked = z.object({
  id: z.string(),
  film: z.string(),
  /** Floors are chosen on `a` and reported on `b`; null where a set has no halves. */
  half: z.enum(['a', 'b']).nullable(),
  type: z.string(),
  /** How it is put: `question`, `request` ("show me …"), `indirect` ("I am looking for …"), `keywords`, `slip` (typing errors). */
  wording: z.string().optional(),
  /** `films`: whoever wrote it had seen the films alone; `reworded`: a question of another set, put as people would. */
  writer: z.string().optional(),
  /** The question of the other set that asks the same. */
  same: z.string().optional(),
  question: z.string(),
  /** Words for a ranked search, where they are not those that the question asks about. */
  search: z.string().optional(),
  answer: truth,
  /** The answer in a published set's own words, where it has one. */
  reference: z.string().optional(),
  /** It is there, or may be, but no part of Core could know it: declining is right, and so is the truth. */
  beyond: z.boolean().optional(),
});
export type Asked = z.infer<typeof asked>;

/** An answer as the program gave it, in seconds. */
export interface Given {
  readonly text: string;
  readonly citations: readonly Interval[];
  readonly quotes: readonly string[];
  /** `none`: nothing found. Null: it said that it cannot be asked this. */
  readonly confidence: Confidence | null;
}

/** JSON Lines: one question a line. @throws ZodError with the line's faults */
export function readQuestions(text: string): Asked[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => asked.parse(JSON.parse(line)));
}

/** Whether only a refusal, or what no part of Core could know, is right. */
export function unanswerable({ answer, beyond }: Asked): boolean {
  return answer.kind === 'notThere' || beyond === true;
}

/** Where a question's answer lies; null where that is not known, or it lies nowhere. */
export function intervalsOf({ answer }: Asked): readonly Interval[] | null {
  const known = 'intervals' in answer ? answer.intervals : undefined;
  return known && known.length > 0 ? known : null;
}
