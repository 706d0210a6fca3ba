// What is read from a film: scenes, shots, lines said and written, objects.
import { z } from 'zod';
import { box, fraction, micros } from './primitives';

/** A stretch between two cuts. `to` is exclusive and equals the next scene's `from`. */
export const scene = z.object({
  index: z.number().int().nonnegative(),
  from: micros,
  to: micros,
  /** Presentation time of the frame that stands for the scene, and that frame's number in the token store. */
  keyFrame: micros,
  keyFrameIndex: z.number().int().nonnegative(),
});
export type Scene = z.infer<typeof scene>;
export const word = z.object({
  text: z.string(),
  from: micros,
  to: micros,
  /** How sure the speech model was of it, 0..1: the geometric mean of its tokens' probabilities. Missing where it did not say. */
  sure: fraction.optional(),
});
export type Word = z.infer<typeof word>;

/** Below this a word is doubtful: how many of those are wrong is told in docs/lab/speech.md. */
export const DOUBTFUL = 0.5;
export function isDoubtful({ sure }: Pick<Word, 'sure'>): boolean {
  return sure !== undefined && sure < DOUBTFUL;
}

/** What a segment's words were taken from: what is said, or what is written in the picture. */
export const segmentSource = z.enum(['speech', 'text']);
export type SegmentSource = z.infer<typeof segmentSource>;

/** One timed line: of speech, or of writing in the picture. Its id counts within its video and source. */
export const segment = z.object({
  id: z.number().int().nonnegative(),
  source: segmentSource,
  from: micros,
  to: micros,
  text: z.string(),
  /** Empty for writing. */
  words: z.array(word),
  /** What the model made of it, where a person has corrected the text. */
  heard: z.string().optional(),
  /** Of speech that was not heard: subtitles said it. */
  fromFile: z.literal(true).optional(),
  /** Who says it by the file's own word; empty where it names several, in front of their words. Missing where it names nobody. */
  speaker: z.string().max(80).optional(),
  /** A person split or joined lines to it. */
  shaped: z.literal(true).optional(),
  /** Of writing: where it stands in the picture. */
  box: box.optional(),
  /** How sure the model is of it, 0..1: of writing, the reader; of speech, the built-in model, of the whole utterance. */
  confidence: fraction.optional(),
  /** Code of the language that the speech model heard ("de"); missing where it knows but one. See `NOT_UNDERSTOOD`. */
  language: z.string().optional(),
});
export type Segment = z.infer<typeof segment>;

/**
 * A stretch in which somebody speaks, but not in what the built-in speech model knows: its language is undetermined (ISO 639-2
 * "und"), it has no words, and its text says so where a line is shown or exported.
 */
export const NOT_UNDERSTOOD = { language: 'und', text: '[not English, or not understood]' } as const;

/** Below this a line that was read from a picture of subtitles is doubtful: docs/lab/tracks.md says how many of those are wrong. */
const DOUBTFUL_READING = 0.97;
/** Whether a line of subtitles was read from a picture, and may be wrong. */
export function isDoubtfulReading({
  fromFile,
  confidence,
  heard,
}: Pick<Segment, 'fromFile' | 'confidence' | 'heard'>): boolean {
  return (
    fromFile === true && confidence !== undefined && confidence < DOUBTFUL_READING && heard === undefined
  );
}

/** Whether a segment's text is what was said or written; also where a person has written it down. */
export function isUnderstood({ language, heard }: Pick<Segment, 'language' | 'heard'>): boolean {
  return language !== NOT_UNDERSTOOD.language || heard !== undefined;
}

/** A stretch of film from one camera, between two cuts. `to` is exclusive and equals the next shot's `from`. */
export const shot = z.object({
  index: z.number().int().nonnegative(),
  /** Presentation time of its first frame; of a dissolve, of the frame in its middle. */
  from: micros,
  to: micros,
  /** How it begins: with the film, by a hard cut, or by a gradual change such as a dissolve or a fade. */
  begins: z.enum(['start', 'cut', 'dissolve']),
});
export type Shot = z.infer<typeof shot>;

/** One thing followed from frame to frame. */
export const objectTrack = z.object({
  id: z.number().int().nonnegative(),
  /** Name of its kind: one of the detector's classes, "person". */
  label: z.string(),
  from: micros,
  /** End of the last frame's own interval: exclusive. */
  to: micros,
  /** Mean of the detector's scores, 0..1. */
  score: fraction,
  /** Frames that it was found in. */
  frames: z.number().int().positive(),
  /** Where it was seen best. */
  best: z.object({ time: micros, frameIndex: z.number().int().nonnegative(), box }),
});
export type ObjectTrack = z.infer<typeof objectTrack>;

/** What each track finds. */
export interface TrackItems {
  readonly shots: Shot;
  readonly objects: ObjectTrack;
  readonly text: Segment;
}

/** Mean score from which a thing is told of: in answers, on cards and on the timeline alike, so that all count the same. */
export const LEAST_TOLD_SCORE = 0.35;
export function isTold({ score }: Pick<ObjectTrack, 'score'>): boolean {
  return score >= LEAST_TOLD_SCORE;
}

/** What is known of one scene, in one place. */
export const sceneCard = z.object({
  scene,
  /** The pack's labels over the scene, surest first; 0..1, mean over its frames. */
  seen: z.array(z.object({ name: z.string(), probability: fraction })),
  /** Kinds of things followed in it, with the most that were there at once. */
  objects: z.array(
    z.object({ label: z.string(), most: z.number().int().positive(), from: micros, to: micros }),
  ),
  said: z.array(segment),
  written: z.array(segment),
});
export type SceneCard = z.infer<typeof sceneCard>;
