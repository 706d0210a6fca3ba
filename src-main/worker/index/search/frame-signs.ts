import { join } from 'node:path';
import { BLOCK_ROWS, rowBytes } from '../frame-embedding-format';
import { BlockDamaged } from '../frame-embedding-store';
import { boundCode, readSigns, type Signs, writeSigns } from '../signs-file';
import { putSigns, signsBytes } from './sign-scan';
import type { ViewReader } from './view-reader';

export const VIEW_SIGNS_FILE = 'view.signs';

/**
 * The signs of a film's views: from their file, or made from the views and, where that may be, written.
 * @param labels how many labels there are; 0 where the text space has none
 * @throws BlockDamaged where the views are
 */
export function frameSigns(dir: string, view: ViewReader, labels: number): Signs {
  const path = join(dir, VIEW_SIGNS_FILE);
  const source = view.identity();
  const known = readSigns(path, source);
  if (known && known.labels === labels && known.dim === view.header.dim) return known;
  const made = make(view, labels);
  writeSigns(path, source, made);
  return made;
}

function make(view: ViewReader, labels: number): Signs {
  const { dim, rows } = view.header;
  const width = rowBytes(dim);
  const signs = new Uint8Array(signsBytes(rows, dim));
  const sums = new Float64Array(dim);
  const most = new Uint16Array(view.blocks * labels);
  for (let block = 0; block < view.blocks; block++) {
    const columns = view.block(block);
    if (!columns) throw new BlockDamaged(block);
    const first = block * BLOCK_ROWS;
    const count = Math.min(BLOCK_ROWS, rows - first);
    for (let r = 0; r < count; r++) {
      putSigns(columns.embeddings, r * width, dim, signs, first + r);
      addSizes(columns.embeddings, r * width, columns.scales[r] as number, sums);
    }
    if (labels > 0) highest(columns, count * view.header.labels, most.subarray(block * labels));
  }
  return {
    ...{ dim, rows, labels, signs },
    ids: new Uint32Array(),
    sizes: Float32Array.from(sums, (sum) => sum / Math.max(1, rows)),
    bounds: Uint8Array.from(most, (probability) => boundCode(probability / 65_535)),
  };
}

/** Adds the sizes of a row's values, one for each of `sums`. */
export function addSizes(values: Int8Array, from: number, scale: number, sums: Float64Array): void {
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) + scale * Math.abs(values[from + i] as number);
  }
}

function highest(
  { labelIds, probabilities }: { readonly labelIds: Uint16Array; readonly probabilities: Uint16Array },
  count: number,
  most: Uint16Array,
): void {
  for (let k = 0; k < count; k++) {
    const label = labelIds[k] as number;
    if ((probabilities[k] as number) > (most[label] ?? 65_535)) most[label] = probabilities[k] as number;
  }
}
