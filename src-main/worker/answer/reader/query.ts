import { z } from 'zod';
import { micros } from '../../../../src-shared/primitives';

/** What kind of answer a question asks for. */
export const form = z.enum([
  'when',
  'howOften',
  'howLong',
  'whatSaid',
  'whoSays',
  'content',
  'around',
  'exists',
  'whichVideo',
  'summary',
  'howMany',
  'whatWritten',
  'cannot',
  'greeting',
  'scenes',
  'shots',
  'filmFact',
  'extreme',
  'help',
  'unable',
  'transcript',
  'everyWriting',
  /** The kinds of things that there are. */
  'kinds',
  /** The films of the library. */
  'films',
  /** Not understood: a search of all that is stored. */
  'open',
]);
export type Form = z.infer<typeof form>;

/** Through which sense the question asks; `told`: said or written, and not seen ("where does it say"). */
export const sense = z.enum(['seen', 'said', 'written', 'told', 'either']);
export type Sense = z.infer<typeof sense>;

/** What Core has no means to tell. */
export const limit = z.enum(['colour', 'identity', 'attribute', 'action', 'sound']);
export type Limit = z.infer<typeof limit>;

/** How a question leans on what was asked before: `more` asks for further places of the same. */
export const followUp = z.enum(['topic', 'more', 'then', 'earlier']).nullable();
export type FollowUp = z.infer<typeof followUp>;

const share = z.number().min(0).max(1);
const unit = z.enum(['scene', 'shot']);

/** A place in a video as a question names it; `resolveTime` turns it into a stretch once the length is known. */
export const timeReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('point'), at: micros }),
  z.object({ kind: z.literal('between'), from: micros, to: micros }),
  z.object({ kind: z.literal('from'), from: micros }),
  z.object({ kind: z.literal('until'), to: micros }),
  z.object({ kind: z.literal('first'), length: micros.nullable() }),
  z.object({ kind: z.literal('last'), length: micros.nullable() }),
  /** Shares of the whole. */
  z.object({ kind: z.literal('share'), from: share, to: share }),
  /** "Scene 3", "the last shot": the number of one of its parts, from 1; counted from the end below 0. */
  z.object({ kind: z.literal('part'), unit, number: z.number().int() }),
]);
export type TimeReference = Readonly<z.infer<typeof timeReference>>;

/** What the file itself tells. */
export const filmFact = z.enum(['sound', 'subtitles', 'size', 'picture', 'length']);
export type FilmFact = z.infer<typeof filmFact>;

/** What a question wants that its form alone does not say. */
export const wanted = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fact'), fact: filmFact }),
  /** "Which scene is the longest": one of all scenes or shots. */
  z.object({ kind: z.literal('extreme'), most: z.enum(['longest', 'shortest']), unit }),
  /** "Transcribe": every line, not those that say most. */
  z.object({ kind: z.literal('everyLine') }),
  /** "When is nobody there": where something is not. */
  z.object({ kind: z.literal('absence') }),
  /** "What's the slogan": a name for some line, which the line itself need not hold. */
  z.object({ kind: z.literal('oneOf') }),
  /** "What does he type": writing that appears a line at a time. */
  z.object({ kind: z.literal('typed') }),
  /** "What is this an ad for": what an advertisement names. */
  z.object({ kind: z.literal('product') }),
  /** "What am I going to learn": it may be said itself; else it is what the film is about. */
  z.object({ kind: z.literal('lesson') }),
  /** "List the animals": what is found, of one group or of all kinds. */
  z.object({ kind: z.literal('group'), group: z.string() }),
  /** "What does it say at the top": writing by where it stands in the picture. */
  z.object({ kind: z.literal('writingAt'), edge: z.enum(['top', 'bottom', 'left', 'right']) }),
  /** "The big letters". */
  z.object({ kind: z.literal('largest') }),
  /** "Which films have no sound"; `span` for those longer or shorter than it. */
  z.object({
    kind: z.literal('films'),
    filter: z.enum([
      'all',
      'silent',
      'sound',
      'spoken',
      'unspoken',
      'longest',
      'shortest',
      'longer',
      'shorter',
    ]),
    span: micros.nullable(),
  }),
  /** What an answer cannot do. */
  z.object({ kind: z.literal('unable'), what: z.enum(['translate', 'act']) }),
]);
export type Wanted = Readonly<z.infer<typeof wanted>>;

/** The form that an answer is to have; null where it was left open. */
export const output = z.discriminatedUnion('kind', [
  /** Rows of time, what and where. */
  z.object({ kind: z.literal('table') }),
  z.object({ kind: z.literal('list') }),
  /** Of a summary, or of a stretch: so many sentences. */
  z.object({ kind: z.literal('sentences'), count: z.number().int().positive() }),
]);
export type Output = Readonly<z.infer<typeof output>>;

/** A question, read: whoever reads it, the grammar or a model, says this of it. */
export const query = z.object({
  form,
  sense,
  /** What it is about, without the words of the form: "when do you see a puppy" -> "puppy". May be empty. */
  topic: z.string(),
  /** The topic in the words of whoever asks, where `topic` puts them into English; null where it does not. */
  own: z.string().nullable(),
  /** Words in quotation marks, to be found as they stand. */
  quote: z.string().nullable(),
  time: timeReference.nullable(),
  /** For `around`: which side of the topic or the time. */
  side: z.enum(['before', 'after']).nullable(),
  ordinal: z.enum(['first', 'last']).nullable(),
  /** Asks when something comes back: not its first place. */
  again: z.boolean(),
  limit: limit.nullable(),
  /** Of `whatWritten`: what the writing is called, which may itself be written: "what does the warning say" -> "warning". */
  carrier: z.string().nullable(),
  followUp,
  wanted: wanted.nullable(),
  /** What is done with it, which no evidence tells: "riding" of "is anybody riding a bike". */
  action: z.string().nullable(),
  /** Whether it is in another language than English: its words are looked for as they stand. */
  foreign: z.boolean(),
  output: output.nullable(),
});
export type Query = Readonly<z.infer<typeof query>>;
