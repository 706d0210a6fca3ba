// Small videos for tests, made on the spot by ffmpeg's own sources: shots of one colour, a tone below them.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Shot {
  /** A colour by ffmpeg's names or as #rrggbb. */
  readonly color: string;
  readonly seconds: number;
}

export interface VideoOptions {
  /** The ending chooses the container; the codecs are `videoCodec`'s and `audioCodec`'s, else the container's own. */
  readonly name: string;
  readonly shots: readonly Shot[];
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  readonly tone?: boolean;
  readonly videoCodec?: string;
  readonly audioCodec?: string;
}

/** Makes the video in `folder` and returns its path. */
export async function makeVideo(folder: string, options: VideoOptions): Promise<string> {
  const { name, shots, width = 160, height = 90, framesPerSecond = 25, tone = true } = options;
  const path = join(folder, name);
  const sources = shots.flatMap(({ color, seconds }) => [
    '-f',
    'lavfi',
    '-i',
    `color=c=${color}:s=${width}x${height}:r=${framesPerSecond}:d=${seconds}`,
  ]);
  const length = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  const sound = tone ? ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${length}`] : [];
  const joined = `${shots.map((_, index) => `[${index}:v]`).join('')}concat=n=${shots.length}:v=1:a=0[v]`;
  const maps = ['-map', '[v]', ...(tone ? ['-map', `${shots.length}:a`] : [])];
  const codecs = [
    ...(options.videoCodec ? ['-c:v', options.videoCodec] : []),
    ...(options.audioCodec ? ['-c:a', options.audioCodec] : []),
  ];
  await ffmpeg([
    ...sources,
    ...sound,
    '-filter_complex',
    joined,
    ...maps,
    '-pix_fmt',
    'yuv420p',
    ...codecs,
    path,
  ]);
  return path;
}

/** Runs ffmpeg with the arguments; rejects with what it said when it fails. */
export async function ffmpeg(args: readonly string[]): Promise<void> {
  const program = process.env.LONGTAKE_FFMPEG;
  if (program === undefined)
    throw new Error('LONGTAKE_FFMPEG is not set: start the tests with "npm run e2e".');
  await execute(program, ['-hide_banner', '-loglevel', 'error', '-y', ...args]);
}
