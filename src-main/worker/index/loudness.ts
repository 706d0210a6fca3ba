import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { readFully } from '../../base/film/append-file';
import { SOUND_FILE } from '../../base/film/files';

/** Samples that are measured together: half a second. */
const WINDOW = 8000;
/** Windows that are read at once. */
const AT_ONCE = 256;
/** The share of windows that are quieter than what counts as a film's loud ones: a clap is none of them. */
const LOUD_ONES = 0.98;
/** Root mean square, of 32768: what is below it is digital silence; what is above it a voice detector hears; where speech is to be. */
const NOTHING = 1.5;
const HEARD = 330;
const AS_LOUD_AS = 3300;

/**
 * By how much a film's sound, in which nothing was heard, is to be lifted before it is listened to once more: recordings that
 * were made far too low. 1 where it is loud enough, or there is none.
 * @throws what the disk does not give back
 */
export async function liftFor(dir: string): Promise<number> {
  await using file = await open(join(dir, SOUND_FILE), 'r');
  const { size } = await file.stat();
  const levels: number[] = [];
  const step = WINDOW * 2;
  for (let at = 0; at < size; at += AT_ONCE * step) {
    const bytes = await readFully(file, at, Math.min(AT_ONCE * step, size - at));
    for (let from = 0; from + 1 < bytes.length; from += step)
      levels.push(levelOf(bytes.subarray(from, from + step)));
  }
  const loud = levels.sort((a, b) => a - b)[Math.floor((levels.length - 1) * LOUD_ONES)] ?? 0;
  return loud < NOTHING || loud >= HEARD ? 1 : Math.round(AS_LOUD_AS / loud);
}

function levelOf(bytes: Buffer): number {
  let sum = 0;
  const count = Math.floor(bytes.length / 2);
  for (let i = 0; i < count; i++) sum += bytes.readInt16LE(i * 2) ** 2;
  return count === 0 ? 0 : Math.sqrt(sum / count);
}
