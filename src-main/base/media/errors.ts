import { LongtakeError } from '../../../src-shared/errors';
import { diskOf } from './disk';

/** The two programs that read videos. */
export type MediaTool = 'ffmpeg' | 'ffprobe';

const GET_ONE =
  'Run the set-up again, or install ffmpeg (with ffprobe), or set LONGTAKE_FFMPEG and LONGTAKE_FFPROBE to the paths of the programs.';

/** The program was not found, or the one found does not run. */
export class FfmpegMissing extends LongtakeError {
  constructor(
    tool: MediaTool = 'ffmpeg',
    message = `The program ${tool}, which reads videos, was not found.`,
    { remedy = GET_ONE, ...options }: { cause?: unknown; remedy?: string } = {},
  ) {
    super('FfmpegMissing', message, remedy, options);
  }
}

/** The program is there and runs, yet cannot do what Longtake needs: that is not the fault of any film. */
export class FfmpegUnfit extends LongtakeError {
  /**
   * @param version as the program says it; null where it says none
   * @param missing what it does not do, in words
   */
  constructor(tool: MediaTool, path: string, version: string | null, missing: readonly string[]) {
    const which = version === null ? '' : ` (${version})`;
    super(
      'FfmpegUnfit',
      `The program ${tool} at ${path}${which} does not do what is needed: ${missing.join('; ')}.`,
      GET_ONE,
    );
  }
}

/** The system has nothing left to start a process with: no file handle, no process, no memory. */
export class FfmpegNotStarted extends LongtakeError {
  /** @param reason Node's code of the system's error */
  constructor(reason: string, options?: { cause?: unknown }) {
    super(
      'FfmpegNotStarted',
      `The system could not start ffmpeg: too much is running or open at once (${reason}).`,
      'Close other programs, then try again.',
      options,
    );
  }
}

/**
 * ffmpeg died over its work: killed, crashed, or silent for too long. That says nothing of the film, and the same may go well the
 * next time: the code is that of a worker that died, whose work is gone on with in the same way.
 */
export class FfmpegDied extends LongtakeError {
  constructor(how: string, options?: { cause?: unknown }) {
    super(
      'WorkerLost',
      `ffmpeg, which reads videos, ${how}.`,
      'Try again: what was finished is kept. If it happens again, memory may be short: close other programs.',
      options,
    );
  }
}

/** ffmpeg gave a film up by itself. Whether that is the film's fault shows when it is read again: see `readTwice`. */
export class StoppedEarly extends FfmpegDied {
  /** @param at how far the film was read, in microseconds */
  constructor(
    readonly at: number,
    options?: { cause?: unknown },
  ) {
    super('ended before the film did', options);
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

/** A file or folder was named that is not there, and of which nothing is known. */
export class NoSuchFile extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'FileMissing',
      `${fileName} was not found.`,
      'Check its name and its folder, or connect the drive that holds it.',
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

/** The file holds no media of its own: it says where other media lie, in other files or on the network. */
export class IsPlaylist extends LongtakeError {
  /** @param kind its name for people, such as `HLS` */
  constructor(fileName: string, kind: string, options?: { cause?: unknown }) {
    super(
      'UnsupportedMedia',
      `${fileName} is a playlist (${kind}): it holds no film, it only says where others lie.`,
      'Open the media files that it names instead; get those that are on the network first.',
      options,
    );
  }
}

/** The film is locked, and its key is with who sold it. */
export class IsEncrypted extends LongtakeError {
  constructor(fileName: string) {
    super(
      'UnsupportedMedia',
      `${fileName} is encrypted: without its key nothing can be seen or heard in it.`,
      'Choose a copy without copy protection.',
    );
  }
}

const GET_A_WHOLE_ONE =
  'Check that the file plays elsewhere; if it was still being copied or recorded, get a complete copy.';

/** The file claims to be a video, yet nothing can be read from it. */
export class CannotReadVideo extends LongtakeError {
  constructor(
    fileName: string,
    why: string,
    { remedy = GET_A_WHOLE_ONE, ...options }: { cause?: unknown; remedy?: string } = {},
  ) {
    super('CannotReadVideo', `${fileName} cannot be read: ${why}.`, remedy, options);
  }
}

/** The streams of a film cannot be cut without being encoded anew: they have no times, or no other container takes them. */
export class CannotCopyStretch extends LongtakeError {
  constructor(fileName: string, options?: { cause?: unknown }) {
    super(
      'CannotReadVideo',
      `This stretch of ${fileName} cannot be copied as it is.`,
      'Have the clip cut exactly (--exact on the command line): that encodes it anew.',
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
  return saysDiskFull(error) ? new DiskFull({ path, cause: error }) : error;
}

/** Whether the system says that a disk, or what a user may have of it, is full. */
export function saysDiskFull(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}
