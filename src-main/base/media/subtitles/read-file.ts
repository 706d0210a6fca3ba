import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LongtakeError } from '../../../../src-shared/errors';
import type { Micros } from '../../../../src-shared/time';
import { asSourceError } from '../source-file';
import { decodeText } from './charset';
import { type Cue, tidyCues } from './clean';
import { parseSubtitles } from './parse';

/** Far more than the words of the longest film take. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** A file of subtitles that cannot be taken, and why. */
export class CannotReadSubtitles extends LongtakeError {
  constructor(name: string, why: string, options?: { cause?: unknown }) {
    super(
      'UnsupportedMedia',
      `${name} cannot be read as subtitles: ${why}.`,
      'Choose a text file of subtitles: SubRip (.srt), WebVTT (.vtt) or SubStation Alpha (.ass, .ssa); or pictures: .sup, .idx with its .sub.',
      options,
    );
  }
}

/**
 * Reads a file of subtitles, whatever its encoding, and puts it in order: see `tidyCues`.
 * @param language of what is written in it, where it is known: some encodings can only be guessed by it
 * @param duration the film's, where it is known: what lies behind its end is left out
 * @throws CannotReadSubtitles, FileMissing, NoPermission, CannotReadVideo
 */
export async function readSubtitleFile(
  path: string,
  { language, duration }: { language: string | null; duration: Micros | null },
): Promise<Cue[]> {
  const cues = parseSubtitles(decodeText(await readBytes(path), language));
  if (cues === null) throw new CannotReadSubtitles(basename(path), 'there are no times in it');
  const tidy = tidyCues(cues, duration);
  if (tidy.length === 0) throw new CannotReadSubtitles(basename(path), 'there is not a word in it');
  return tidy;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const name = basename(path);
  try {
    // Asked before it is opened: a pipe would wait for whoever writes to it.
    const found = await stat(path);
    if (!found.isFile()) throw new CannotReadSubtitles(name, 'it is no file');
    if (found.size > MOST_BYTES) throw new CannotReadSubtitles(name, 'it is larger than 16 MB');
    return await readFile(path);
  } catch (error) {
    throw asSourceError(error, path);
  }
}
