import { z } from 'zod';
import { opaqueId } from './primitives';

/** A folder whose new films are added by themselves, as the page knows it: by its name, without its path. */
export const watchedFolder = z.object({
  id: opaqueId,
  name: z.string(),
  /** `missing`: it is not there now, as on a drive that is unplugged. Its films stay, and it is looked for again. */
  state: z.enum(['watched', 'missing']),
  /** Files that still change, or were only just seen: they are taken once they rest. */
  waiting: z.number().int().nonnegative(),
});
export type WatchedFolderInfo = z.infer<typeof watchedFolder>;
