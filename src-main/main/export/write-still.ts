import { basename } from 'node:path';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import type { Library } from '../../base/library/types';
import { readStill } from '../../base/media/still';
import type { ProgramPath } from '../../base/media/types';
import { asExportError, NoPicture } from './errors';
import { type Destination, type Exported, writeOutput } from './output';

/** As ffmpeg counts a JPEG's quality: the least that is lost. */
const BEST = 2;

export interface StillTools {
  readonly library: Pick<Library, 'dir' | 'videos'>;
  readonly ffmpegPath: ProgramPath;
  readonly signal: AbortSignal;
}

/**
 * The picture that a film shows at a time, read from the film itself and as large as that has it, as a JPEG.
 * @throws NoPicture, and what `readStill` throws
 */
export async function stillOf(
  { id, title, media }: Pick<Video, 'id' | 'title' | 'media'>,
  at: Micros,
  { library, ffmpegPath, signal }: StillTools,
): Promise<Uint8Array> {
  if (media.video === null) throw new NoPicture(title);
  const source = { ffmpegPath: await ffmpegPath(), path: library.videos.source(id), media, signal };
  const still = await readStill({ ...source, at, height: media.video.displayHeight, quality: BEST });
  if (still === null) throw new NoPicture(title);
  return still.jpeg;
}

/** Writes that picture to a file. @throws as stillOf, and what `writeOutput` throws */
export async function exportStill(
  video: Pick<Video, 'id' | 'title' | 'media'>,
  at: Micros,
  { path, replace }: Destination,
  tools: StillTools,
): Promise<Exported> {
  const jpeg = await stillOf(video, at, tools).catch((error: unknown) => {
    throw asExportError(error, basename(path));
  });
  return writeOutput({ library: tools.library, replace }, path, 'picture', jpeg);
}
