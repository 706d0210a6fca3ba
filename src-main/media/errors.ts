import { LongtakeError } from '../../src-shared/errors';
import { diskOf } from './disk';

/** No ffmpeg program was found, or the one found does not run. */
export class FfmpegMissing extends LongtakeError {
  constructor(
    message = 'The program ffmpeg, which reads videos, was not found.',
    options?: { cause?: unknown },
  ) {
    super(
      'FfmpegMissing',
      message,
      'Run the set-up again, or install ffmpeg, or set LONGTAKE_FFMPEG to the path of an ffmpeg program.',
      options,
    );
  }
}

/** The file is no longer, or never was, where it was looked for. */
export class FileMissing extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'FileMissing',
      `${fileName} is not there any more.`,
      'Put the file back, connect the drive that holds it, or point Longtake to where it is now.',
      options,
    );
  }
}

/** The system does not let this user read the file. */
export class NoPermission extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'NoPermission',
      `You may not read ${fileName}.`,
      'Change the permissions of the file, or copy it to a folder of your own.',
      options,
    );
  }
}

/** The file is readable but is no kind of video or sound that can be indexed. */
export class UnsupportedMedia extends LongtakeError {
  constructor(fileName: string, what: string, options?: { cause?: unknown }) {
    super(
      'UnsupportedMedia',
      `${fileName} is ${what}.`,
      'Choose a video or a sound file, such as MP4, MOV, MKV, WebM, AVI, MP3 or WAV.',
      options,
    );
  }
}

/** The file claims to be a video, yet nothing can be read from it. */
export class CannotReadVideo extends LongtakeError {
  constructor(fileName: string, why: string, options?: { cause?: unknown }) {
    super(
      'CannotReadVideo',
      `${fileName} cannot be read: ${why}.`,
      'Check that the file plays elsewhere; if it was still being copied or recorded, get a complete copy.',
      options,
    );
  }
}

/** The user, or the program on the user's behalf, stopped the work. */
export class Cancelled extends LongtakeError {
  constructor(options?: { cause?: unknown }) {
    super('Cancelled', 'The work was stopped.', 'Start it again whenever you like.', options);
  }
}

/** No space is left where files are written. */
export class DiskFull extends LongtakeError {
  /** @param options.path what was to be written: its disk is named */
  constructor({ path, ...options }: { path?: string | undefined; cause?: unknown } = {}) {
    super(
      'DiskFull',
      path === undefined
        ? 'The disk that holds the library is full.'
        : `The disk at ${diskOf(path)}, which holds the library, is full.`,
      'Free some space on it: what is already done is kept, and the work goes on from there.',
      options,
    );
  }
}

/** Node's code of a system error (`ENOENT`, ...), or null for any other value. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * Gives a failed write its own class where the disk is full; hands back anything else unchanged.
 * @param path what was to be written
 */
export function asWriteError(error: unknown, path?: string): unknown {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new DiskFull({ path, cause: error }) : error;
}
