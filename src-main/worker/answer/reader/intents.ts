// Intents: what a question may ask for, as intent classification tells them apart.
import { z } from 'zod';

/** What a question asks for. */
export const INTENTS = [
  /** When or where something occurs. */
  'locate',
  /** Whether something occurs. */
  'exists',
  /** How many at once, or in all. */
  'count_things',
  /** How often. */
  'count_times',
  /** How long something lasts. */
  'duration',
  /** Length, size, sound, subtitles: what the file itself tells. */
  'film_facts',
  /** What is said. */
  'said',
  /** Who says it. */
  'speaker',
  /** What stands on the screen. */
  'written',
  /** What is to be seen at a time or in a scene. */
  'describe',
  /** What somebody does. */
  'activity',
  /** What comes before or after something. */
  'around',
  /** What it is all about. */
  'summary',
  /** Who or where this is. */
  'identity',
  /** Colour, kind, clothes, weather: how something is. */
  'attribute',
  /** A price, a name, a year. */
  'fact',
  /** Why, how. */
  'explain',
  /** What there is, enumerated. */
  'list',
  /** Longest, first, more than. */
  'compare',
  /** Which of the films. */
  'library',
  /** Scenes, shots, chapters. */
  'structure',
  /** Music and noises. */
  'sound',
  /** Leans on the question before. */
  'followup',
  /** Bare keywords. */
  'search',
  /** No question at all. */
  'chat',
  /** About the program. */
  'help',
  /** About something else. */
  'offtopic',
] as const;
export const intent = z.enum(INTENTS);
export type Intent = z.infer<typeof intent>;

/** Where the answer is to be looked for first: a weight over sources, never a gate. */
export const MODALITIES = ['seen', 'said', 'written', 'heard', 'any', 'none'] as const;
export const modality = z.enum(MODALITIES);
export type Modality = z.infer<typeof modality>;
