import { type ErrorCode, toUserError } from '../../src-shared/errors';
import { NotFound } from '../base/library/errors';
import { NoSuchCollection, NoSuchPlace, SeveralVideos } from './errors';

/** What the process's end tells; in docs/cli.md for users. Never renumber one. */
export const EXIT = {
  ok: 0,
  /** Something failed that none of the others names. */
  failure: 1,
  /** The command line could not be read, or names what is not there. */
  usage: 2,
  /** All went well, and nothing was found. */
  nothingFound: 3,
  /** A file is missing, may not be read or written, is there already, or is not a video. */
  badFile: 4,
  /** The library is in use elsewhere, or damaged. */
  library: 5,
  /** A model pack or ffmpeg is missing or broken, or a language model on this computer does not answer. */
  tools: 6,
  /** What failed may go well another time: EX_TEMPFAIL of sysexits.h. */
  again: 75,
  /** Stopped by Ctrl-C; what was done is kept. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_ERROR: Partial<Record<ErrorCode, ExitCode>> = {
  CannotReadVideo: EXIT.badFile,
  UnsupportedMedia: EXIT.badFile,
  BundleUnusable: EXIT.badFile,
  FileMissing: EXIT.badFile,
  FileExists: EXIT.badFile,
  NoPermission: EXIT.badFile,
  LibraryBroken: EXIT.library,
  LibraryInUse: EXIT.library,
  ModelPackBroken: EXIT.tools,
  ModelPackMissing: EXIT.tools,
  FfmpegMissing: EXIT.tools,
  FfmpegUnfit: EXIT.tools,
  OwnModelFailed: EXIT.tools,
  NotFound: EXIT.nothingFound,
  NotIndexed: EXIT.nothingFound,
  BadRequest: EXIT.usage,
  Cancelled: EXIT.interrupted,
};

/** Failures that pass, or are those of a machine: the same work may go well later, or elsewhere. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'LibraryInUse',
  'DiskFull',
  'DiskFailed',
  'SystemLimit',
  'NotEnoughMemory',
  'FfmpegNotStarted',
  'WorkerLost',
  'DeviceFailed',
]);

/** What the command line names is not there, or could be several: nothing was looked for, so nothing was found either. */
const NAMES_NOTHING = [NotFound, SeveralVideos, NoSuchCollection, NoSuchPlace];

/** The code that a command ends with that fails so. */
export function exitCodeOf(error: unknown): ExitCode {
  const misnamed = NAMES_NOTHING.some((kind) => error instanceof kind);
  return misnamed ? EXIT.usage : exitCodeFor(toUserError(error).code);
}

/** What tells an engine that runs films on many machines whether to try again. */
export function bundleExitCodeFor(code: ErrorCode): ExitCode {
  return PASSING.has(code) ? EXIT.again : exitCodeFor(code);
}

export function exitCodeFor(code: ErrorCode): ExitCode {
  return BY_ERROR[code] ?? EXIT.failure;
}
