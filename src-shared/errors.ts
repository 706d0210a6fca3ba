import { z } from 'zod';

/** What can go wrong, as the user meets it. The code is stable: tests, exit codes and the CLI's JSON use it. */
export const ERROR_CODES = [
  'CannotReadVideo',
  'UnsupportedMedia',
  'FileMissing',
  'NoPermission',
  'DiskFull',
  'IndexBroken',
  'LibraryBroken',
  'LibraryInUse',
  'ModelPackBroken',
  'ModelPackMissing',
  'CheckpointUnusable',
  'NotEnoughMemory',
  'DownloadFailed',
  'NetworkOff',
  'FfmpegMissing',
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

/** The words for the user: a known failure's own, or a general sentence for one nobody foresaw. */
export function toUserError(error: unknown): UserError {
  if (error instanceof LongtakeError) {
    return { code: error.code, message: error.message, remedy: error.remedy };
  }
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
