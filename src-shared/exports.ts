// What is exported and dragged out: formats, lists of places, clips.
import { z } from 'zod';
import { userError } from './errors';
import { TRACKS, type TrackName } from './passes';
import { micros, opaqueId, videoId } from './primitives';

export const transcriptFormat = z.enum(['srt', 'vtt', 'txt', 'json', 'md']);
export type TranscriptFormat = z.infer<typeof transcriptFormat>;
/** A place of a film to be handed to another program. */
export const exportPlace = z.object({
  videoId,
  from: micros,
  to: micros,
  title: z.string().max(500),
  note: z.string().max(5000),
});
export type ExportPlace = z.infer<typeof exportPlace>;
/** Where the places of a list come from: a film's scenes or shots, the chapters in its file, what somebody found, was told or chose by hand, or a collection. */
export const placesSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scenes'), videoId }),
  z.object({ kind: z.literal('shots'), videoId }),
  z.object({ kind: z.literal('chapters'), videoId }),
  z.object({
    kind: z.literal('chosen'),
    /** What the list is called: "Hits for dog". */
    name: z.string().min(1).max(200),
    places: z.array(exportPlace).min(1).max(5000),
  }),
  /** Its places whose films are in the library, in its order. */
  z.object({ kind: z.literal('collection'), collectionId: opaqueId }),
]);
export type PlacesSource = z.infer<typeof placesSource>;
/**
 * CMX 3600 edit decision list, Final Cut Pro XML 1.11, Final Cut Pro 7's XML (which Premiere Pro reads), OpenTimelineIO, markers for
 * DaVinci Resolve, chapters for YouTube, chapters as ffmpeg's metadata, a table, and a report with pictures.
 */
export const placesFormat = z.enum([
  ...(['edl', 'fcpxml', 'xmeml', 'otio', 'resolve'] as const),
  ...(['youtube', 'ffmetadata', 'csv', 'md', 'html'] as const),
]);
export type PlacesFormat = z.infer<typeof placesFormat>;
/** What can be written as a table of its own. */
export type TableName = 'speech' | 'speakers' | TrackName | 'scenes';
export const tableName = z.enum([
  'speech',
  'speakers',
  ...TRACKS.toReversed(),
  'scenes',
] as readonly TableName[]);
/** `fast` copies the stream, from the key frame at or before the beginning; `exact` encodes anew, to the frame. */
export const clipMode = z.enum(['fast', 'exact']);
export type ClipMode = z.infer<typeof clipMode>;
/** Clips of a whole list: each a file of its own, or one film of all. */
export const clipsAs = z.enum(['folder', 'film']);
export type ClipsAs = z.infer<typeof clipsAs>;
/** What became of the clips of a list. */
export const placeClips = z.object({
  /** Of the folder, or the film. */
  fileName: z.string(),
  bytes: z.number().int(),
  /** Places that were written. */
  clips: z.number().int(),
  /** What is not as asked, in words; also of the places that failed. Null where all is. */
  note: z.string().nullable(),
  /** Places of which no clip could be made, each with why. */
  failed: z.array(z.object({ title: z.string(), videoId, from: micros, error: userError })),
});
export type PlaceClips = z.infer<typeof placeClips>;
/** A clip that is being written. */
export const clipExport = z.object({
  id: z.string(),
  fileName: z.string(),
  progress: z.number().min(0).max(1),
});
export type ClipExport = z.infer<typeof clipExport>;

export const chatFormat = z.enum(['md', 'json']);
export type ChatFormat = z.infer<typeof chatFormat>;

/** What is dragged to another program and made for it: a stretch of a film as a clip, or the frame shown at its beginning. */
const madeDrag = z.object({
  videoId,
  from: micros.nonnegative(),
  to: micros.nonnegative(),
  as: z.enum(['clip', 'still']),
  /** The stored frame that is shown under the pointer. */
  frameIndex: z.number().int().nonnegative().nullable(),
});
/** The same, or films as they are: their own files, the first one's poster under the pointer. */
export const dragRequest = z.discriminatedUnion('as', [
  madeDrag,
  z.object({ as: z.literal('films'), videoIds: z.array(videoId).min(1).max(5000) }),
]);
export type DragRequest = z.infer<typeof dragRequest>;
export type MadeDrag = z.infer<typeof madeDrag>;
