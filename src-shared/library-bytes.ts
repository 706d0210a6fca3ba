import { z } from 'zod';
import { videoId } from './primitives';

const bytes = z.number().int().nonnegative();

/** What a film takes on the disk beside its own file, by kind. */
export const filmBytes = z.object({
  videoId,
  /** Frames, pictures, sound, transcript. */
  index: bytes,
  /** The closer look. */
  tracks: bytes,
  /** What a language model read. */
  answers: bytes,
  /** A copy that is played where the film itself cannot be; made anew when it is needed. */
  copy: bytes,
});
export type FilmBytes = z.infer<typeof filmBytes>;

/** What a library takes on the disk. */
export const libraryBytes = z.object({ films: z.array(filmBytes), database: bytes });
export type LibraryBytes = z.infer<typeof libraryBytes>;
