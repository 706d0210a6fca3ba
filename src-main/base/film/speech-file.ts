import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Segment, segment } from '../../../src-shared/analysis';
import { readFully } from './append-file';
import { asReadError, IndexBroken } from './errors';
import { SPEECH_FILE } from './files';
import type { IndexState } from './state';
import { tellUnderstood } from './understood';

/**
 * The transcript as far as it is committed, without what the model made up of speech that it does not understand.
 * @param from bytes of it that the caller knows already: the end of a line
 * @throws IndexBroken
 */
export async function readSegments(
  dir: string,
  { bytes: committed, checksum }: Pick<IndexState['speech'], 'bytes' | 'checksum'>,
  from = 0,
): Promise<Segment[]> {
  if (committed <= from) return [];
  let bytes: Buffer;
  try {
    await using file = await open(join(dir, SPEECH_FILE), 'r');
    bytes = await readFully(file, 0, committed);
  } catch (error) {
    throw asReadError(error, 'its transcript');
  }
  if (bytes.length < committed || (checksum !== null && crc32(bytes) !== checksum)) {
    throw new IndexBroken('its transcript has changed');
  }
  try {
    const lines = bytes.toString('utf8', from).trimEnd().split('\n');
    return tellUnderstood(lines.map((line) => segment.parse(JSON.parse(line))));
  } catch (cause) {
    throw new IndexBroken('its transcript cannot be read', { cause });
  }
}
