import { join } from 'node:path';
import { z } from 'zod';
import { micros } from '../../../../src-shared/primitives';
import { readCommitted } from '../../../base/film/checked-log';
import { IndexBroken } from '../../../base/film/errors';
import { VOICES_FILE } from '../../../base/film/files';
import type { VoicePiece } from '../../recognition/types';
import type { SoundSoFar } from '../pass/read-sound';
import type { Piece } from './diarise';

/** A line of the file; the vector's values, a byte each, in base64. */
const line = z.object({ from: micros, to: micros, heard: micros, voice: z.base64() });

/** What is written of a piece. */
export function lineOf({ voice, ...times }: VoicePiece): z.infer<typeof line> {
  return { ...times, voice: Buffer.from(voice).toString('base64') };
}

/** All pieces that count. @throws IndexBroken */
export async function readPieces(dir: string, { bytes, checksum }: SoundSoFar): Promise<Piece[]> {
  const content = await readCommitted(join(dir, VOICES_FILE), { bytes, checksum: checksum ?? 0 });
  if (bytes === 0) return [];
  try {
    const lines = content.toString('utf8').trimEnd().split('\n');
    return lines.map((text) => pieceOf(line.parse(JSON.parse(text))));
  } catch (cause) {
    throw new IndexBroken('how its voices sound cannot be read', { cause });
  }
}

function pieceOf({ voice, ...times }: z.infer<typeof line>): Piece {
  const values = Float32Array.from(Buffer.from(voice, 'base64'));
  const length = Math.hypot(...values);
  return { ...times, vector: length === 0 ? values : values.map((value) => value / length) };
}
