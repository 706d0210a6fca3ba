import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { FfmpegMissing, type MediaTool } from './errors';

export interface LocateOptions {
  /** The folder that holds `bin/ffmpeg` and `bin/ffprobe`, or null where there is none. */
  readonly resourcesDir: string | null;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  /** Where the npm package ffmpeg-static put its program; null when it is not installed. */
  readonly staticPath?: string | null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not ours to run: either way the next place is tried.
    return false;
  }
}

function ffmpegStaticPath(): string | null {
  const require = createRequire(import.meta.url);
  try {
    const path: unknown = require('ffmpeg-static');
    // A program inside the archive cannot be run: packing leaves it beside, under app.asar.unpacked.
    return typeof path === 'string' ? path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked') : null;
  } catch {
    // An optional dependency: absent where its download was not possible.
    return null;
  }
}

/**
 * Where a program lies, the place to be tried first in front: what LONGTAKE_FFMPEG or LONGTAKE_FFPROBE names, and nothing else
 * then; what comes with Longtake; the PATH. An ffprobe that lies beside the ffmpeg in use comes before all but the setting.
 * @param ffmpegPath for ffprobe: the ffmpeg in use
 * @throws FfmpegMissing where there is none, or where the setting names none
 */
export function placesOf(tool: MediaTool, options: LocateOptions, ffmpegPath?: string): readonly string[] {
  const { resourcesDir, env = process.env, platform = process.platform } = options;
  const program = platform === 'win32' ? `${tool}.exe` : tool;

  const setting = tool === 'ffmpeg' ? 'LONGTAKE_FFMPEG' : 'LONGTAKE_FFPROBE';
  const wanted = env[setting];
  if (wanted) {
    // A wrong setting is said, not passed over: otherwise another program than the wanted one would run.
    if (!isProgram(wanted)) {
      const remedy = `Set ${setting} to the path of the program, or unset it: then the one that comes with Longtake is used.`;
      throw new FfmpegMissing(tool, `${setting} names no program: ${wanted}.`, { remedy });
    }
    return [wanted];
  }
  const packaged = options.staticPath === undefined ? ffmpegStaticPath() : options.staticPath;
  const onPath = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : delimiter).filter(Boolean);
  const places = [
    ...(tool === 'ffprobe' && ffmpegPath !== undefined ? [join(dirname(ffmpegPath), program)] : []),
    ...(resourcesDir === null ? [] : [join(resourcesDir, 'bin', program)]),
    ...(tool === 'ffmpeg' && packaged !== null ? [packaged] : []),
    ...onPath.map((dir) => join(dir, program)),
  ];
  const found = [...new Set(places)].filter(isProgram);
  if (found.length === 0) throw new FfmpegMissing(tool);
  return found;
}

/**
 * The first of `placesOf`, for scripts and tests: whether it is fit is not looked at. See MediaPrograms.
 * @throws FfmpegMissing
 */
export function locateFfmpeg(options: LocateOptions): string {
  return placesOf('ffmpeg', options)[0] as string;
}

/** As `locateFfmpeg`, for ffprobe. @throws FfmpegMissing */
export function locateFfprobe(options: LocateOptions): string {
  return placesOf('ffprobe', options, locateFfmpeg(options))[0] as string;
}
