import { z } from 'zod';

const micros = z.number().int();

/** A track of subtitles in the file. */
export const subtitleStream = z.object({
  codec: z.string(),
  /** The stream's number in the file. */
  stream: z.number().int().nonnegative(),
  /** Whether it holds text; pictures of text are not read. */
  isText: z.boolean(),
  language: z.string().nullable(),
  title: z.string().optional(),
  isDefault: z.boolean().optional(),
  /** Only what is said in a foreign language, or signs: no transcript of all that is said. */
  isForced: z.boolean().optional(),
});
export type SubtitleStream = z.infer<typeof subtitleStream>;
/** A part of a film that its file names. `to` is exclusive. */
export const chapter = z.object({ from: micros, to: micros, title: z.string() });
export type Chapter = z.infer<typeof chapter>;
/** What a file says of how and when it came about. It is shown and never sent. */
export const recording = z.object({
  title: z.string().optional(),
  /** As the file writes it: "2024-05-01T12:30:00.000000Z". */
  createdAt: z.string().optional(),
  camera: z.string().optional(),
  /** Of the first frame: "01:00:00:00", with ";" before the frames where it is drop-frame. */
  timecode: z.string().optional(),
  /** Degrees, north and east positive. */
  place: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
});
export type Recording = z.infer<typeof recording>;
