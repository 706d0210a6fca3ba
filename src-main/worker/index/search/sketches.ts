import type { Signs } from '../signs-file';
import { type Near, ResidentSigns, type Span } from './resident-signs';
import { MOST_DIM } from './sign-scan';

/** So many rows, or so many times as many as are wanted, are looked at whole. */
const LEAST_NEAR = 8_192;
const NEAR_EACH = 8;

/** How an archive is searched: by the sizes of a real one, unless said otherwise. */
export interface ArchiveOptions {
  /** Of memory for signs, 64 kB each. */
  readonly mostPages?: number;
  /** Rows that are looked at whole. */
  readonly leastNear?: number;
}

/** What is in memory of one film. */
export interface Sketch {
  /** Of the file that it was made from. */
  readonly stamp: string | null;
  readonly rows: number;
  readonly ids: Uint32Array;
  /** [blocks, labels], see `boundCode`. */
  readonly bounds: Uint8Array;
  readonly span: Span;
  readonly sizes: Float32Array;
}

/** The first pass of searches over an archive: of every film what `signs-file.ts` keeps of it, in memory. */
export class Sketches {
  /** Made when it is first needed: small libraries never do. */
  #signs: ResidentSigns | null = null;
  readonly #known = new Map<string, Sketch>();

  /** @param dim of the rows */
  constructor(
    private readonly dim: number,
    private readonly options: ArchiveOptions,
  ) {}

  /** What is known of a film, as long as its file is the one that it was made from. */
  get(key: string, stamp: string | null): Sketch | null {
    const known = this.#known.get(key);
    return known && known.stamp === stamp ? known : null;
  }

  /** Takes in what was read of a film, in place of what was known of it. @returns null where there is no room for it */
  put(key: string, stamp: string | null, read: Signs): Sketch | null {
    this.drop(key);
    if (this.dim > MOST_DIM) return null;
    this.#signs ??= new ResidentSigns(this.dim, this.options.mostPages);
    const { rows, ids, bounds, sizes } = read;
    const span = this.#signs.add(read.signs, rows, sizes);
    if (span === null) return null;
    const sketch = { stamp, rows, ids, bounds, span, sizes };
    this.#known.set(key, sketch);
    return sketch;
  }

  drop(key: string): void {
    const known = this.#known.get(key);
    if (!known) return;
    this.#known.delete(key);
    this.#signs?.remove(known.span, known.sizes);
  }

  /** The rows that may be among the best `limit`: see `ResidentSigns.nearest`. */
  async nearest(spans: readonly Span[], query: Float32Array, limit: number): Promise<Near[]> {
    const keep = Math.max(this.options.leastNear ?? LEAST_NEAR, NEAR_EACH * limit);
    return spans.length === 0 || !this.#signs ? [] : this.#signs.nearest(spans, query, keep);
  }

  /** Forgets everything where films that are gone take most of the room: it is read again. */
  tidy(): void {
    if (!this.#signs?.isLoose) return;
    this.#known.clear();
    this.#signs.clear();
  }
}
