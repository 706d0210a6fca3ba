import { z } from 'zod';
import type { Query, TimeReference } from '../../src-main/worker/answer/reader/query';

/** Forms as labels name them: those of a query, and a question for those who speak. */
export type ReadForm = Query['form'] | 'speakers';

const labelled = z.strictObject({
  question: z.string().min(1),
  language: z.enum(['en', 'de', 'nl', 'fr', 'es', 'zh']),
  /** `blind`: worded before its author had seen the code that reads; `held`: kept out of all that was mended and trained. */
  half: z.enum(['blind', 'after', 'held']),
  /** Each of these is right. */
  forms: z.array(z.string()).min(1),
  /** What it is about: one of these, by its content words. */
  topics: z.array(z.string()).optional(),
  sense: z.string().optional(),
  quote: z.string().optional(),
  /** As `timeName` says it; where there is none, the question names no time. */
  time: z.string().optional(),
  side: z.enum(['before', 'after']).optional(),
  ordinal: z.enum(['first', 'last']).optional(),
  again: z.literal(true).optional(),
  followUp: z.string().optional(),
  /** As `wantedName` says it. */
  wanted: z.string().optional(),
  output: z.string().optional(),
});
/** A question with what a reader is to make of it. */
export type Labelled = Readonly<z.infer<typeof labelled>>;

/** @throws ZodError, SyntaxError for a line that is no labelled question */
export function readLabelled(jsonl: string): Labelled[] {
  return jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => labelled.parse(JSON.parse(line)));
}

const seconds = (micros: number) => String(Math.round(micros / 1000) / 1000);

/** `between 180 300`, `first 20`, `last`, `share 0.5 1`, `scene -1`; times in seconds. */
export function timeName(time: TimeReference): string {
  switch (time.kind) {
    case 'point':
      return `point ${seconds(time.at)}`;
    case 'between':
      return `between ${seconds(time.from)} ${seconds(time.to)}`;
    case 'from':
      return `from ${seconds(time.from)}`;
    case 'until':
      return `until ${seconds(time.to)}`;
    case 'first':
    case 'last':
      return time.length === null ? time.kind : `${time.kind} ${seconds(time.length)}`;
    case 'share':
      return `share ${Number(time.from.toFixed(2))} ${Number(time.to.toFixed(2))}`;
    case 'part':
      return `${time.unit} ${time.number}`;
  }
}

/** `absence`, `length`, `longest shot`, `animal`, `silent`, `translate`. */
export function wantedName(wanted: NonNullable<Query['wanted']>): string {
  switch (wanted.kind) {
    case 'fact':
      return wanted.fact;
    case 'extreme':
      return `${wanted.most} ${wanted.unit}`;
    case 'group':
      return wanted.group;
    case 'films':
      return wanted.filter;
    case 'unable':
      return wanted.what;
    case 'writingAt':
      return wanted.edge;
    default:
      return wanted.kind;
  }
}

/** `table`, `sentences 3`. */
export function outputName(output: NonNullable<Query['output']>): string {
  return output.kind === 'sentences' ? `sentences ${output.count}` : output.kind;
}
