import { join } from 'node:path';
import { isBroken } from '../../../base/film/errors';
import type { TextSpace } from '../../inference/types';
import { BLOCK_ROWS, rowBytes, spaceHash, type ViewBlock } from '../frame-embedding-format';
import { BlockDamaged } from '../frame-embedding-store';
import { boundCode, LIKELIEST, PROBABILITIES, readSigns, type Signs, writeSigns } from '../signs-file';
import { putSigns, signsBytes } from './sign-scan';
import { ViewReader } from './view-reader';

export const VIEW_SIGNS_FILE = 'view.signs';

/** Frames one after the other look the same where at most this part of their values' signs differ: a cosine of about 0.9. */
const SAME_SIGNS = 0.14;
/** Of one run all are read where it may hold one of the best. */
const LONGEST_RUN = 64;

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

/**
 * The views of a film.
 * @param hash of the space's id
 * @returns null where there are none of this text space, or none with checksums
 */
export function openViews(
  dir: string,
  { views, labelsPerFrame }: Pick<TextSpace, 'views' | 'labelsPerFrame'>,
  hash = spaceHash(views.id),
): ViewReader | null {
  const view = ViewReader.open(dir);
  if (!view) return null;
  const { header } = view;
  const fits = header.space === hash && header.dim === views.dim && header.labels === labelsPerFrame;
  if (fits && header.checked && header.rows > 0) return view;
  view.close();
  return null;
}

/** Puts the signs beside the views when a film is indexed, so that no search has to make them. */
export function keepFrameSigns(
  dir: string,
  space: Pick<TextSpace, 'views' | 'labelsPerFrame' | 'labels'>,
): void {
  const view = openViews(dir, space);
  try {
    if (view) frameSigns(dir, view, space.labels.length);
  } catch (error) {
    // A search makes damaged views anew, and their signs with them.
    if (!isBroken(error)) throw error;
  } finally {
    view?.close();
  }
}

function make(view: ViewReader, labels: number): Signs {
  const { dim, rows } = view.header;
  const width = rowBytes(dim);
  const runs = new Runs(rows, dim);
  const sums = new Float64Array(dim);
  const shown = new Labels(rows, labels, view.header.labels);
  for (let block = 0; block < view.blocks; block++) {
    const columns = view.block(block);
    if (!columns) throw new BlockDamaged(block);
    const first = block * BLOCK_ROWS;
    const count = Math.min(BLOCK_ROWS, rows - first);
    for (let r = 0; r < count; r++) {
      const scale = columns.scales[r] as number;
      runs.add(columns.embeddings, r * width, scale);
      addSizes(columns.embeddings, r * width, scale, sums);
      if (labels > 0) shown.add(columns, r, first + r);
    }
  }
  return {
    ...{ dim, rows, labels },
    ...runs.end(),
    ...shown.end(),
    ids: new Uint32Array(),
    sizes: Float32Array.from(sums, (sum) => sum / Math.max(1, rows)),
  };
}

/** Frames that look the same, one after the other, have the signs of their mean. */
class Runs {
  readonly #lengths: number[] = [];
  readonly #signs: Uint8Array;
  /** Of the run that goes on: how many rows, their sum, and the first one's values. */
  #length = 0;
  readonly #sum: Float32Array;
  readonly #first: Int8Array;

  constructor(
    rows: number,
    private readonly dim: number,
  ) {
    this.#signs = new Uint8Array(signsBytes(rows, dim));
    this.#sum = new Float32Array(dim);
    this.#first = new Int8Array(dim);
  }

  add(values: Int8Array, from: number, scale: number): void {
    if (this.#length > 0 && (this.#length === LONGEST_RUN || !this.#isSame(values, from))) this.#close();
    if (this.#length === 0) this.#first.set(values.subarray(from, from + this.dim));
    this.#length += 1;
    for (let i = 0; i < this.dim; i++) {
      this.#sum[i] = (this.#sum[i] as number) + scale * (values[from + i] as number);
    }
  }

  #isSame(values: Int8Array, from: number): boolean {
    let different = 0;
    for (let i = 0; i < this.dim; i++) {
      if ((this.#first[i] as number) > 0 !== (values[from + i] as number) > 0) different++;
    }
    return different <= SAME_SIGNS * this.dim;
  }

  #close(): void {
    putSigns(this.#sum, 0, this.dim, this.#signs, this.#lengths.length);
    this.#lengths.push(this.#length);
    this.#sum.fill(0);
    this.#length = 0;
  }

  end(): Pick<Signs, 'runs' | 'signs'> {
    if (this.#length > 0) this.#close();
    const bytes = signsBytes(this.#lengths.length, this.dim);
    return { runs: Uint8Array.from(this.#lengths), signs: this.#signs.slice(0, bytes) };
  }
}

/** Adds the sizes of a row's values, one for each of `sums`. */
export function addSizes(values: Int8Array, from: number, scale: number, sums: Float64Array): void {
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) + scale * Math.abs(values[from + i] as number);
  }
}

/** What is kept of the frames' labels, whatever their order in the file is. */
class Labels {
  readonly #likeliest: Uint16Array;
  readonly #probabilities: Uint16Array;
  readonly #most: Uint16Array;
  readonly #ids = new Uint16Array(LIKELIEST);
  readonly #values = new Uint16Array(LIKELIEST);

  /** @param each labels that each frame has */
  constructor(
    rows: number,
    private readonly labels: number,
    private readonly each: number,
  ) {
    const labelled = labels > 0 ? rows : 0;
    this.#likeliest = new Uint16Array(LIKELIEST * labelled);
    this.#probabilities = new Uint16Array(PROBABILITIES * labelled);
    this.#most = new Uint16Array(Math.ceil(labelled / BLOCK_ROWS) * labels);
  }

  add({ labelIds, probabilities }: ViewBlock, r: number, row: number): void {
    const [ids, values] = [this.#ids.fill(0), this.#values.fill(0)];
    const most = Math.floor(row / BLOCK_ROWS) * this.labels;
    let rest = 0;
    for (let k = r * this.each; k < (r + 1) * this.each; k++) {
      let label = labelIds[k] as number;
      let value = probabilities[k] as number;
      if (label >= this.labels) continue;
      if (value > (this.#most[most + label] as number)) this.#most[most + label] = value;
      for (let n = 0; n < LIKELIEST; n++) {
        if (value <= (values[n] as number)) continue;
        [label, ids[n]] = [ids[n] as number, label];
        [value, values[n]] = [values[n] as number, value];
      }
      rest += value;
    }
    this.#likeliest.set(ids, LIKELIEST * row);
    this.#probabilities.set(values, PROBABILITIES * row);
    this.#probabilities[PROBABILITIES * row + LIKELIEST] = Math.min(65_535, rest);
  }

  end(): Pick<Signs, 'likeliest' | 'probabilities' | 'bounds'> {
    return {
      likeliest: this.#likeliest,
      probabilities: this.#probabilities,
      bounds: Uint8Array.from(this.#most, (probability) => boundCode(probability / 65_535)),
    };
  }
}
