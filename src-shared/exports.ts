import { z } from 'zod';
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
/** Where the places of a list come from: a film's scenes or shots, the chapters in its file, or what somebody found, was told or chose by hand. */
export const placesSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scenes'), videoId }),
  z.object({ kind: z.literal('shots'), videoId }),
  z.object({ kind: z.literal('chapters'), videoId }),
  z.object({ kind: z.literal('collection'), collectionId: opaqueId }),
  z.object({
    kind: z.literal('chosen'),
    /** What the list is called: "Hits for dog". */
    name: z.string().min(1).max(200),
    places: z.array(exportPlace).min(1).max(5000),
  }),
]);
export type PlacesSource = z.infer<typeof placesSource>;
/**
 * CMX 3600 edit decision list, Final Cut Pro XML 1.11, OpenTimelineIO, chapters for YouTube, chapters as ffmpeg's metadata,
 * a table, and a report with pictures.
 */
export const placesFormat = z.enum(['edl', 'fcpxml', 'xmeml', 'resolve', 'otio', 'youtube', 'ffmetadata', 'csv', 'md', 'html']);
export type PlacesFormat = z.infer<typeof placesFormat>;
/** What can be written as a table of its own. */
export type TableName = 'speech' | TrackName | 'scenes';
export const tableName = z.enum(['speech', ...TRACKS.toReversed(), 'scenes'] as readonly TableName[]);
/** `fast` copies the stream, from the key frame at or before the beginning; `exact` encodes anew, to the frame. */
export const clipMode = z.enum(['fast', 'exact']);
export type ClipMode = z.infer<typeof clipMode>;
/** A clip that is being written. */
export const clipExport = z.object({
  id: z.string(),
  fileName: z.string(),
  progress: z.number().min(0).max(1),
});
export type ClipExport = z.infer<typeof clipExport>;

export const chatFormat = z.enum(['md', 'json']);
export type ChatFormat = z.infer<typeof chatFormat>;
