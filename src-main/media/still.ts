import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Micros, microsToSeconds } from '../../src-shared/time';
import { CannotReadVideo } from './errors';
import { startFfmpeg } from './ffmpeg-command';
import { checkSourceFile } from './source-file';

/** Times are kept to the microsecond, rounded: a frame may lie just before its own. */
const SLACK: Micros = 1000;

export interface StillOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  /** Presentation time of a frame, as the decode pass gave it. */
  readonly time: Micros;
  readonly signal?: AbortSignal;
}

/**
 * One frame at full size, upright, as JPEG: the first one at or after `time`.
 * @throws CannotReadVideo where there is none, FileMissing, NoPermission, FfmpegMissing, Cancelled
 */
export async function extractFrame({ ffmpegPath, path, time, signal }: StillOptions): Promise<Uint8Array> {
  await checkSourceFile(path);
  const seek = microsToSeconds(Math.max(0, time - SLACK)).toFixed(6);
  const running = startFfmpeg({
    ffmpegPath,
    inputs: [{ path, options: ['-ss', seek] }],
    outputOptions: [
      ...['-map', '0:V:0', '-frames:v', '1', '-filter:v', 'scale=out_range=pc,format=yuvj420p'],
      ...['-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe', '-loglevel', 'error', '-nostats'],
    ],
    dest: null,
    onLine: () => undefined,
    signal,
  });
  const jpeg = await buffer(running.stdout);
  const { error } = await running.exit;
  if (jpeg.length > 0) return jpeg;
  throw new CannotReadVideo(basename(path), 'there is no frame at this time', { cause: error ?? undefined });
}
