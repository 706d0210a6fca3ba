// Collections: places that a person keeps, across films, each with a note, a colour and tags.
import { z } from 'zod';
import { evidenceKind } from './answers';
import { micros, opaqueId, videoId } from './primitives';
import { t } from './words/words';

/** Colours that editing programs have for markers, too. */
export const PLACE_COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'grey'] as const;
export const placeColour = z.enum(PLACE_COLOURS);
export type PlaceColour = z.infer<typeof placeColour>;

const title = z.string().max(500);
const note = z.string().max(5000);
const tags = z.array(z.string().trim().min(1).max(60)).max(30);

/** A place to be kept. `to` equal to `from` is a marker. */
export const newPlace = z.object({
  videoId,
  from: micros,
  to: micros,
  /** The frame shown for it: its number in the token store. Null: the first that lies in the place, else the one shown at `from`. */
  frameIndex: z.number().int().nonnegative().nullable(),
  /** Why it was found; null where somebody chose it by hand. */
  kind: evidenceKind.nullable(),
  /** The words said, the labels seen, or what somebody called it. */
  title,
  note,
  colour: placeColour.nullable(),
  tags,
});
export type NewPlace = z.infer<typeof newPlace>;

/** A place that stands in a collection. */
export const keptPlace = newPlace.extend({
  id: opaqueId,
  collectionId: opaqueId,
  addedAt: z.number().int(),
});
export type KeptPlace = z.infer<typeof keptPlace>;

/** What can be changed of a place; what is left out stays. */
export const placeChange = newPlace
  .pick({ from: true, to: true, title: true, note: true, colour: true, tags: true })
  .partial();
export type PlaceChange = z.infer<typeof placeChange>;

/** What the first collection is called, where a place is kept before there is one. */
export function firstCollectionName(): string {
  return t('collections.first');
}

/** A named list of places, in an order of its own. */
export const collection = z.object({
  id: opaqueId,
  name: z.string().trim().min(1).max(200),
  note,
  createdAt: z.number().int(),
  placeCount: z.number().int().nonnegative(),
  /** Films that its places are of, each once. */
  videoIds: z.array(videoId),
  /**
   * Titles of those films that are not in the library: their places stay, and count, until the same content is added again. Left
   * out where there are none.
   */
  waitingFor: z.array(z.string()).optional(),
});
export type Collection = z.infer<typeof collection>;
