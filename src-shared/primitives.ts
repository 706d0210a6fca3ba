// What everything else is made of: times, ids, boxes.
import { z } from 'zod';

/** Integer microseconds; see time.ts. */
export const micros = z.number().int();

/** Opaque name of a video: derived from its content, never from its path. 32 hex digits. */
export const videoId = z.string().regex(/^[0-9a-f]{32}$/);
export const opaqueId = z.string().min(1).max(64);
export type VideoId = z.infer<typeof videoId>;
export const fraction = z.number().min(0).max(1);

/** A rectangle in a picture as it is shown, in fractions of its width and height. */
export const box = z.object({ left: fraction, top: fraction, width: fraction, height: fraction });
export type Box = z.infer<typeof box>;
