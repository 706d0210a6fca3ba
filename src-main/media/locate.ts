import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { FfmpegMissing } from './errors';

export interface LocateOptions {
  /** The folder that holds `bin/ffmpeg`, or null where there is none. */
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
 * Finds ffmpeg: LONGTAKE_FFMPEG, then ffmpeg-static, then the PATH, then `resources/bin`.
 * @returns the program's path
 * @throws FfmpegMissing where there is none, or where LONGTAKE_FFMPEG names none
 */
export function locateFfmpeg(options: LocateOptions): string {
  const { resourcesDir, env = process.env, platform = process.platform } = options;
  const program = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';

  const wanted = env.LONGTAKE_FFMPEG;
  if (wanted) {
    // A wrong setting is said, not passed over: otherwise another ffmpeg than the wanted one would run.
    if (!isProgram(wanted)) throw new FfmpegMissing(`LONGTAKE_FFMPEG names no program: ${wanted}`);
    return wanted;
  }
  const packaged = options.staticPath === undefined ? ffmpegStaticPath() : options.staticPath;
  const onPath = (env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : delimiter).filter(Boolean);
  const places = [
    ...(packaged === null ? [] : [packaged]),
    ...onPath.map((dir) => join(dir, program)),
    ...(resourcesDir === null ? [] : [join(resourcesDir, 'bin', program)]),
  ];
  const found = places.find(isProgram);
  if (found === undefined) throw new FfmpegMissing();
  return found;
}
