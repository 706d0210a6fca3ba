import type { Signs } from '../signs-file';
import { ResidentSigns, type Span } from './resident-signs';
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

/** What is in memory of one film: its signs in the memory that threads share, the rest here. */
export interface Sketch extends Omit<Signs, 'signs'> {
  /** Of the file that it was made from. */
  readonly stamp: string | null;
  readonly span: Span;
}

/** Rows that lie one after the other. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

/** The first pass of searches over an archive: of every film what `signs-file.ts` keeps of it, in memory. */
export class Sketches {
  /** Made when it is first needed: small libraries never do. */
  #signs: ResidentSigns | null = null;
  readonly #known = new Map<string, Sketch>();
  /** Films for which there was no room, with what they were made from: they are not read again for it at each search. */
  readonly #roomless = new Map<string, string | null>();

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
    const { signs, ...rest } = read;
    const span = this.#signs.add(signs, rest.runs.length || rest.rows, rest.sizes);
    if (span === null) {
      this.#roomless.set(key, stamp);
      return null;
    }
    const sketch = { ...rest, stamp, span };
    this.#known.set(key, sketch);
    return sketch;
  }

  /** Whether there was no room for what was read of a film, as its file is now. */
  hasNoRoom(key: string, stamp: string | null): boolean {
    return this.#roomless.has(key) && this.#roomless.get(key) === stamp;
  }

  drop(key: string): void {
    this.#roomless.delete(key);
    const known = this.#known.get(key);
    if (!known) return;
    this.#known.delete(key);
    this.#signs?.remove(known.span, known.sizes);
  }

  /** The rows that may be among the best `limit`, best first, those of each sketch together. */
  async nearest(
    sketches: readonly Sketch[],
    query: Float32Array,
    limit: number,
  ): Promise<Map<Sketch, Rows[]>> {
    const keep = Math.max(this.options.leastNear ?? LEAST_NEAR, NEAR_EACH * limit);
    const sketchOf = new Map(sketches.map((sketch) => [sketch.span, sketch]));
    const near = this.#signs ? await this.#signs.nearest([...sketchOf.keys()], query, keep) : [];
    const found: { sketch: Sketch; run: number }[] = [];
    let rows = 0;
    for (const { span, row } of near.sort((a, b) => b.score - a.score)) {
      if (rows >= keep) break;
      const sketch = sketchOf.get(span) as Sketch;
      found.push({ sketch, run: row });
      rows += sketch.runs[row] ?? 1;
    }
    const groups = Map.groupBy(found, ({ sketch }) => sketch);
    return new Map(
      Array.from(groups, ([sketch, own]) => [
        sketch,
        rowsOf(
          sketch,
          own.map(({ run }) => run),
        ),
      ]),
    );
  }

  /** Forgets everything where films that are gone take most of the room: it is read again. */
  tidy(): void {
    if (!this.#signs?.isLoose) return;
    this.#known.clear();
    this.#roomless.clear();
    this.#signs.clear();
  }
}

/** @param runs numbers of runs, or of rows where each stands for itself */
function rowsOf({ runs: lengths }: Sketch, runs: readonly number[]): Rows[] {
  if (lengths.length === 0) return runs.map((first) => ({ first, count: 1 }));
  const rows: Rows[] = [];
  let [at, first] = [0, 0];
  for (const run of runs.toSorted((a, b) => a - b)) {
    while (at < run) first += lengths[at++] as number;
    rows.push({ first, count: lengths[run] as number });
  }
  return rows;
}
