// Questions and searches: chats, citations, hits.
import { z } from 'zod';
import { scene } from './analysis';
import { userError } from './errors';
import { micros, opaqueId, videoId } from './primitives';

/** Where a question or a search looks: one video, or the whole library. */
export const scope = z.union([z.object({ videoId }), z.literal('all')]);
export type Scope = z.infer<typeof scope>;

/** What a chat is about, and a question asked of: also the places of a collection. */
export const chatScope = z.union([scope, z.object({ collectionId: opaqueId })]);
export type ChatScope = z.infer<typeof chatScope>;

/** A scope as a key of a map. */
export function scopeKey(of: ChatScope): string {
  if (of === 'all') return 'all';
  return 'videoId' in of ? of.videoId : `collection ${of.collectionId}`;
}

/** Whether it is of one film. */
export function isFilm(of: ChatScope): of is { videoId: string } {
  return of !== 'all' && 'videoId' in of;
}

/**
 * Why something was found. `seen`: the frame itself; `said`: the transcript; `written`: writing in the picture; `object`: a
 * thing that the detector found and followed; `scene`: a whole scene or shot. Of a language model's answer: `named`, a time that its
 * words give; `weighed`, the frames that moved its words most.
 */
export const evidenceKind = z.enum(['seen', 'said', 'written', 'object', 'scene', 'named', 'weighed']);
export type EvidenceKind = z.infer<typeof evidenceKind>;

/** A place in a video that an answer rests on. Checked against stored evidence before it is shown. */
export const citation = z.object({
  videoId,
  kind: evidenceKind,
  from: micros,
  to: micros,
  /** The frame shown for it: its number in the token store. Null for a video without frames. */
  frameIndex: z.number().int().nonnegative().nullable(),
  /** What supports it: the words said, or the labels seen. Shown as the chip's tooltip. */
  quote: z.string(),
  /** Of words said: they come from the file's subtitles, not from the sound. */
  fromFile: z.literal(true).optional(),
});
export type Citation = z.infer<typeof citation>;

/** How sure an answer is. `none`: nothing found above the floor. */
export const confidence = z.enum(['high', 'medium', 'low', 'none']);
export type Confidence = z.infer<typeof confidence>;

/**
 * One thing that an answer says, as data. `kind` says what it claims ("present", "absent", "line" …), `subject` of what; a kind that claims
 * nothing of a film ("howToAsk") has no intervals and no confidence. Lengths in `counts` are microseconds, `likelihood` is 0..1.
 */
export const answerClaim = z.object({
  kind: z.string(),
  subject: z.array(z.string()),
  intervals: z.array(z.object({ videoId, from: micros, to: micros })),
  counts: z.record(z.string(), z.number()),
  /** Words said or written, or labels of frames. */
  words: z.array(z.string()),
  confidence: confidence.nullable(),
  /** What else its kind says in a word: `basis` "detector", `sure` true, `limit` "colour". */
  manner: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Numbers of the answer's citations, from 0. */
  evidence: z.array(z.number().int().nonnegative()),
});
export type AnswerClaim = z.infer<typeof answerClaim>;

/** How far the films asked about had been read when they were answered from, and the stretch that was asked about. */
export const readSoFar = z.object({
  /** Films that a job was still to read. */
  unread: z.number().int().nonnegative(),
  /** Of one film: how far its job had come, 0..1; null where it had none, and of a library. */
  position: z.number().min(0).max(1).nullable(),
  range: z.object({ from: micros, to: micros }).nullable(),
});
export type ReadSoFar = z.infer<typeof readSoFar>;

/**
 * A message of a chat. In `text`, `[[n]]` stands for `citations[n]` and is shown as `[m:ss]`;
 * otherwise it is Markdown limited to paragraphs, `- ` lists and **bold**.
 */
export const chatMessage = z.object({
  id: opaqueId,
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  citations: z.array(citation),
  confidence: confidence.nullable(),
  /** How the answer came about: which evidence was searched, how the question was read. One line each. */
  details: z.array(z.string()),
  /** Name of the language model that wrote it; null where it was put together from what was seen and said. */
  writtenBy: z.string().nullable(),
  /** Of an answer from films that were not read to their end. */
  soFar: readSoFar.optional(),
  /** Of a question: the stretch of the film that it was asked about. */
  range: z.object({ from: micros, to: micros }).optional(),
  state: z.enum(['streaming', 'done', 'stopped', 'failed']),
  error: userError.nullable(),
  createdAt: z.number().int(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** One of the chats about a video or the library. */
export const chatInfo = z.object({
  id: opaqueId,
  /** What a person called it, else its first question; empty where it has neither. */
  name: z.string(),
  createdAt: z.number().int(),
  messageCount: z.number().int().nonnegative(),
  /** Whether it is the one that is shown, and that takes the next question. */
  open: z.boolean(),
});
export type ChatInfo = z.infer<typeof chatInfo>;

/** What an answerer emits, and what reaches the renderer, in order. */
export const answerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  /** Always sent before the text that holds its `[[n]]`; n counts from 0. */
  z.object({ type: z.literal('citation'), citation }),
  z.object({ type: z.literal('detail'), text: z.string() }),
  /** Sent where the answer says that a film was not read to its end. */
  z.object({ type: z.literal('soFar'), soFar: readSoFar }),
  /** Sent before the text that words it. Not stored. */
  z.object({ type: z.literal('claim'), claim: answerClaim }),
  /** Sent before a language model's first word: its name. */
  z.object({ type: z.literal('author'), name: z.string() }),
  /** What is done before a language model's first word: loading it, reading the film, reading the question. Not stored. */
  z.object({
    type: z.literal('phase'),
    phase: z.enum(['load', 'prefix', 'question']),
    fraction: z.number().min(0).max(1),
  }),
  /** Null where no grade applies: the answer says what cannot be asked, and finds nothing nor misses it. */
  z.object({ type: z.literal('done'), confidence: confidence.nullable() }),
]);
export type AnswerEvent = z.infer<typeof answerEvent>;

/** One search hit: a stretch of one video, with every reason why it matched. */
export const searchHit = z.object({
  videoId,
  from: micros,
  to: micros,
  frameIndex: z.number().int().nonnegative().nullable(),
  frameTime: micros.nullable(),
  /** Fused rank score, higher is better; only its order means anything. */
  score: z.number(),
  /** Of frames like one: cosine of the two frames' tokens. */
  similarity: z.number().min(-1).max(1).optional(),
  /** Nothing in it was surely found: it only resembles what was looked for, or is near in meaning. */
  weak: z.literal(true).optional(),
  matches: z.array(
    z.object({
      kind: evidenceKind,
      /** Said and written: the line. Seen: the labels, most likely first; empty where it only resembles what was looked for. Object: its kind. */
      text: z.string(),
      /** Object: how many at once, at most, where they are several. */
      atOnce: z.number().int().min(2).optional(),
      /**
       * Seen: 0..1 probability mass of the asked-for thing, or null where it only resembles. Object: the detector's mean score.
       */
      probability: z.number().min(0).max(1).nullable(),
      /** Character ranges in `text` to mark. */
      marks: z.array(z.tuple([z.number().int(), z.number().int()])),
      /** As a citation's. */
      fromFile: z.literal(true).optional(),
    }),
  ),
});
export type SearchHit = z.infer<typeof searchHit>;
export const searchGroup = z.object({
  videoId,
  scene: scene.nullable(),
  hits: z.array(searchHit).min(1),
});
export type SearchGroup = z.infer<typeof searchGroup>;
