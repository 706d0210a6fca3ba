import type { Readable } from 'node:stream';
import type { WorkerRole } from './protocol';

/** Lines that are kept of what a process says. A native library says in its last ones why it ended the process. */
const MOST_LINES = 20;
const LONGEST_LINE = 500;
/** Milliseconds after its end until what a process said counts as all of it: a child of its own may hold the line open. */
const PATIENCE = 500;

let listening = false;

/** What a process says goes on to where this one's own words go; where nobody reads those any more, that is no failure. */
function passOn(piece: Buffer): void {
  if (!listening) process.stderr.on('error', () => undefined);
  listening = true;
  process.stderr.write(piece);
}

/**
 * Passes on what a process writes to its standard error, and keeps the last of it.
 * @param role of one in which a device is tried nothing is passed on: loaders list every driver that they miss
 * @returns resolves, once the process is gone, with its last lines
 */
export function lastLines(stream: Readable | null, role: WorkerRole): () => Promise<string[]> {
  if (!stream) return async () => [];
  let kept = '';
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  stream.on('data', (piece: Buffer) => {
    if (role !== 'probe') passOn(piece);
    kept = (kept + piece.toString('utf8')).slice(-MOST_LINES * LONGEST_LINE);
  });
  // A line that breaks with its process is no failure of this one.
  stream.on('error', () => undefined);
  return async () => {
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE).unref());
    await Promise.race([closed, timeout]);
    return kept
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-MOST_LINES)
      .map((line) => line.slice(0, LONGEST_LINE));
  };
}
