import { z } from 'zod';

/** What can go wrong, as the user meets it. The code is stable: tests, exit codes and the CLI's JSON use it. */
export const ERROR_CODES = [
  'CannotReadVideo',
  'UnsupportedMedia',
  'FileMissing',
  'FileExists',
  'NoPermission',
  'DiskFull',
  'DiskFailed',
  'SystemLimit',
  'IndexBroken',
  'LibraryBroken',
  'LibraryInUse',
  'ModelPackBroken',
  'ModelPackMissing',
  'CheckpointUnusable',
  'BundleUnusable',
  'NotEnoughMemory',
  'DownloadFailed',
  'NetworkOff',
  'OwnModelFailed',
  'FfmpegMissing',
  'FfmpegNotStarted',
  'FfmpegUnfit',
  'WorkerLost',
  'DeviceFailed',
  'NotIndexed',
  'NotFound',
  'BadRequest',
  'Cancelled',
  'Internal',
] as const;

export const errorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCode>;

/** An error as data: what crosses a process boundary and what the user reads. Never a stack. */
export const userError = z.object({
  code: errorCode,
  /** What happened, in one sentence. */
  message: z.string(),
  /** What the user can do about it, in one sentence. */
  remedy: z.string(),
});
export type UserError = z.infer<typeof userError>;

/** Base of every failure that Longtake knows. Each room derives one class per failure. */
export class LongtakeError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = code;
  }
}

/** What the system refuses anywhere, by Node's codes of system errors, where no room has words of its own for it. */
const REFUSED: readonly { readonly codes: readonly string[]; readonly words: UserError }[] = [
  {
    codes: ['EMFILE', 'ENFILE', 'EAGAIN'],
    words: {
      code: 'SystemLimit',
      message: 'The system lets Longtake open no more files or processes.',
      remedy: 'Close other programs, or raise the limit (ulimit -n), and try again: what was done is kept.',
    },
  },
  {
    codes: ['ENOMEM', 'ERR_MEMORY_ALLOCATION_FAILED'],
    words: {
      code: 'NotEnoughMemory',
      message: 'There was not enough memory for this.',
      remedy: 'Close other programs, or choose a smaller model, and try again: what was done is kept.',
    },
  },
  {
    codes: ['ENOSPC', 'EDQUOT'],
    words: {
      code: 'DiskFull',
      message: 'A disk is full.',
      remedy: 'Free some space, then try again: what is already done is kept.',
    },
  },
  {
    codes: ['EROFS', 'EACCES', 'EPERM'],
    words: {
      code: 'NoPermission',
      message: 'The system does not let Longtake read or change a file that it needs.',
      remedy: 'Give your user permission for the library’s folder and for the files in it, and try again.',
    },
  },
  {
    codes: ['EIO', 'ENXIO', 'ESTALE'],
    words: {
      code: 'DiskFailed',
      message: 'A disk did not give back, or did not take, what was asked of it.',
      remedy: 'Check that the disk is connected and sound, then try again: nothing was removed.',
    },
  },
];

/** What native code says where memory ran out: it has no code. */
const OUT_OF_MEMORY = /bad_alloc|allocation failed|failed to allocate|out of memory|cannot allocate memory/i;

function systemWords(error: Error): UserError | null {
  const code = 'code' in error ? error.code : OUT_OF_MEMORY.test(error.message) ? 'ENOMEM' : null;
  const known = REFUSED.find(({ codes }) => typeof code === 'string' && codes.includes(code));
  return known?.words ?? null;
}

/** The words for the user: a known failure's own, the system's refusal, or a general sentence for one nobody foresaw. */
export function toUserError(error: unknown): UserError {
  if (error instanceof LongtakeError) {
    return { code: error.code, message: error.message, remedy: error.remedy };
  }
  const refused = error instanceof Error ? systemWords(error) : null;
  if (refused) return refused;
  return {
    code: 'Internal',
    message: 'Something went wrong that Longtake did not expect.',
    remedy: 'Try again; if it happens again, restart Longtake and report it with the log file.',
  };
}

/** Rebuilds an error from data, on the receiving side of a process boundary. */
export function fromUserError(error: UserError): LongtakeError {
  return new LongtakeError(error.code, error.message, error.remedy);
}
