import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFoldersSync } from './make-folder';

/** What happened, for a person who reports a problem. Never holds what users ask, or what their videos say. */
export interface Log {
  /** The file written to. */
  readonly file: string;
  info(message: string): void;
  /** Writes the error with its stack and what caused it. */
  error(message: string, error: unknown): void;
}

/**
 * Opens `longtake.log` in `dir`. At `maxBytes` it becomes `longtake.1.log`, and the one before that is dropped.
 * Writing is synchronous, so that the last line before a crash is there.
 */
export function openLog(dir: string, maxBytes = 1_000_000): Log {
  makeFoldersSync(dir);
  const file = join(dir, 'longtake.log');
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  function write(level: 'info' | 'error', message: string): void {
    const line = `${new Date().toISOString()} ${level} ${message}\n`;
    try {
      if (size >= maxBytes) {
        renameSync(file, join(dir, 'longtake.1.log'));
        size = 0;
      }
      appendFileSync(file, line);
      size += Buffer.byteLength(line);
    } catch (cause) {
      // A log that cannot be written must not stop the app; the terminal is what is left.
      console.error(line.trimEnd(), cause);
    }
  }
  return {
    file,
    info: (message) => write('info', message),
    error: (message, error) => write('error', `${message}: ${describeError(error)}`),
  };
}

/** As many causes as anybody reads, should they go round in a circle. */
const MOST_CAUSES = 8;

/** Its name, its message, its stack, and the same of what caused it. */
export function describeError(error: unknown, most = MOST_CAUSES): string {
  if (!(error instanceof Error)) return String(error);
  const cause =
    error.cause === undefined || most === 0 ? '' : `\n  caused by ${describeError(error.cause, most - 1)}`;
  const headline = `${error.name}: ${error.message}`;
  // A stack begins with the name that an error had while it was made, which is not always its own.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${[headline, ...frames].join('\n')}${cause}`;
}
