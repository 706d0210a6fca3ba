import { join } from 'node:path';
import type { SegmentSource } from '../../../../src-shared/analysis';
import { isFilmsOwn } from '../../../base/film/errors';
import { rowBytes, spaceHash } from '../frame-embedding-format';
import {
  ensureSegmentEmbeddings,
  type MeaningSpace,
  readSegmentEmbeddings,
  type SegmentEmbeddings,
  SegmentRows,
} from '../segment-store';
import { readSigns, type Signs, writeSigns } from '../signs-file';
import { addSizes } from './frame-signs';
import { putSigns, signsBytes } from './sign-scan';

/**
 * The signs of a film's lines: from their file, or made from their embeddings and, where that may be, written.
 * @returns null where there are no lines, or their file is damaged
 */
export async function lineSigns(
  dir: string,
  source: SegmentSource,
  space: MeaningSpace,
  signal: AbortSignal,
): Promise<Signs | null> {
  const path = join(dir, `${source}.signs`);
  const head = readable(() => SegmentRows.open(dir, source));
  head?.close();
  if (!head) return null;
  const isCurrent = head.space === spaceHash(space.id) && head.dim === space.dim;
  const known = isCurrent ? readSigns(path, head.checksum) : null;
  if (known?.ids.length === known?.rows && known) return known;
  try {
    let stored = await readSegmentEmbeddings(dir, source);
    if (stored && !isCurrent) {
      await ensureSegmentEmbeddings(dir, source, stored.lines, space, signal);
      stored = await readSegmentEmbeddings(dir, source);
    }
    if (!stored || stored.dim !== space.dim) return null;
    const made = make(stored);
    const now = SegmentRows.open(dir, source);
    now?.close();
    if (now) writeSigns(path, now.checksum, made);
    return made;
  } catch (error) {
    if (isFilmsOwn(error)) return null;
    throw error;
  }
}

function make({ dim, lines, scales, embeddings }: SegmentEmbeddings): Signs {
  const width = rowBytes(dim);
  const signs = new Uint8Array(signsBytes(lines.length, dim));
  const sums = new Float64Array(dim);
  for (let row = 0; row < lines.length; row++) {
    putSigns(embeddings, row * width, dim, signs, row);
    addSizes(embeddings, row * width, scales[row] as number, sums);
  }
  return {
    ...{ dim, rows: lines.length, labels: 0, signs },
    sizes: Float32Array.from(sums, (sum) => sum / Math.max(1, lines.length)),
    ids: Uint32Array.from(lines, ({ id }) => id),
    likeliest: new Uint16Array(),
    probabilities: new Uint16Array(),
    bounds: new Uint8Array(),
    runs: new Uint8Array(),
  };
}

/** What a film's own failure leaves unread is null. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isFilmsOwn(error)) return null;
    throw error;
  }
}
