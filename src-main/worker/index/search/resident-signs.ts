/**
 * The signs of many films' rows, resident in one memory, so that a search goes over all of them without a look at the disk.
 */
import { availableParallelism, totalmem } from 'node:os';
import { PAGE } from './assembler';
import { ScanThreads } from './scan-threads';
import { GROUP, groupBytes, RECORD, type ScanJob, scanModule, scanTables, signBytes } from './sign-scan';

/** 3 GB, 59 million frames of Core; a quarter of a smaller machine's memory. What does not fit is read from the disk at each search. */
const MOST_PAGES = Math.min(3 * 16_384, Math.floor(totalmem() / 4 / PAGE));
const OUT_RECORDS = 4_096;
const MOST_THREADS = 4;
/** Below this, starting threads takes longer than it saves. */
const WORTH_THREADS = 500_000;

/** Where one film's rows lie. */
export interface Span {
  readonly firstGroup: number;
  readonly rows: number;
}

/** A row that may be among the best. */
export interface Near {
  readonly span: Span;
  readonly row: number;
  readonly score: number;
}

/** Rows of one dimension; one query at a time goes over them. */
export class ResidentSigns {
  readonly #memory: WebAssembly.Memory;
  readonly #module: WebAssembly.Module;
  readonly #stride: number;
  readonly #outAt: number;
  readonly #dataAt: number;
  readonly #threadCount: number;
  #threads: ScanThreads | null = null;
  /** Groups that are taken, and those of them that no film has any more. */
  #groups = 0;
  #unused = 0;
  /** Over all rows, how large the values are at each place. */
  readonly #sizes: Float64Array;
  #rows = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param mostPages of 64 kB, of memory
   * @param worthThreads so many rows are gone over by several threads
   */
  constructor(
    private readonly dim: number,
    private readonly mostPages = MOST_PAGES,
    threads = Math.min(MOST_THREADS, availableParallelism()),
    private readonly worthThreads = WORTH_THREADS,
  ) {
    this.#threadCount = threads;
    this.#stride = groupBytes(dim);
    this.#outAt = 64 * Math.ceil((32 * signBytes(dim)) / 64);
    this.#dataAt = PAGE * Math.ceil((this.#outAt + threads * OUT_RECORDS * RECORD) / PAGE);
    const initial = this.#dataAt / PAGE;
    const maximum = Math.max(initial, mostPages);
    this.#module = scanModule(maximum);
    this.#memory = new WebAssembly.Memory({ initial, maximum, shared: true });
    this.#sizes = new Float64Array(dim);
  }

  /** Bytes that are taken. */
  get bytes(): number {
    return this.#groups * this.#stride;
  }

  /** Whether so much lies unused that all of it had better be laid out anew. */
  get isLoose(): boolean {
    return this.#unused > 65_536 && 2 * this.#unused > this.#groups;
  }

  /**
   * Takes in the rows of a film.
   * @param sizes mean of the values' sizes at each place, over these rows
   * @returns null where there is no room for them
   */
  add(signs: Uint8Array, rows: number, sizes: Float32Array): Span | null {
    const groups = Math.ceil(rows / GROUP);
    const end = this.#dataAt + (this.#groups + groups) * this.#stride;
    const pages = Math.ceil(end / PAGE);
    const has = this.#memory.buffer.byteLength / PAGE;
    if (pages > this.mostPages) return null;
    // By an eighth more than is needed: growing asks the system each time.
    if (pages > has) this.#memory.grow(Math.min(this.mostPages, Math.ceil(pages * 1.125)) - has);
    const span = { firstGroup: this.#groups, rows };
    new Uint8Array(this.#memory.buffer, this.#dataAt + this.#groups * this.#stride).set(signs);
    this.#groups += groups;
    this.#weigh(sizes, rows);
    return span;
  }

  remove(span: Span, sizes: Float32Array): void {
    this.#unused += Math.ceil(span.rows / GROUP);
    this.#weigh(sizes, -span.rows);
  }

  /** Forgets all films. */
  clear(): void {
    this.#groups = 0;
    this.#unused = 0;
    this.#rows = 0;
    this.#sizes.fill(0);
  }

  #weigh(sizes: Float32Array, rows: number): void {
    this.#rows += rows;
    for (let i = 0; i < this.dim; i++)
      this.#sizes[i] = (this.#sizes[i] as number) + rows * (sizes[i] as number);
  }

  /**
   * The rows of some films that by their signs come nearest to a query, in no order.
   * @param query [dim]
   */
  async nearest(spans: readonly Span[], query: Float32Array, keep: number): Promise<Near[]> {
    const before = this.#turn;
    const now = before.then(() => this.#nearest(spans, query, keep));
    this.#turn = now.catch(() => undefined);
    return now;
  }

  async #nearest(spans: readonly Span[], query: Float32Array, keep: number): Promise<Near[]> {
    const weighed = Float32Array.from(
      { length: this.dim },
      (_, i) => ((query[i] ?? 0) * (this.#sizes[i] as number)) / Math.max(1, this.#rows),
    );
    new Int8Array(this.#memory.buffer).set(scanTables(weighed, this.dim), 0);
    const ordered = spans.filter(({ rows }) => rows > 0).toSorted((a, b) => a.firstGroup - b.firstGroup);
    const total = ordered.reduce((sum, { rows }) => sum + rows, 0);
    const threads = total < this.worthThreads ? 1 : this.#threadCount;
    this.#threads ??= threads > 1 ? new ScanThreads(this.#module, this.#memory, threads) : null;
    const runner = this.#threads ?? new ScanThreads(this.#module, this.#memory, 1);
    const found = await runner.run(this.#jobs(ordered, total, threads, keep));
    const near = found.flatMap(({ rows, scores }) =>
      Array.from(rows, (row, i) => ({ row, score: scores[i] as number })),
    );
    const best = found.length === 1 ? near : near.sort((a, b) => b.score - a.score).slice(0, keep);
    return attribute(ordered, best);
  }

  /** About as many rows for each thread: whole films, as they lie. */
  #jobs(spans: readonly Span[], total: number, threads: number, keep: number): ScanJob[] {
    const shares: number[][] = Array.from({ length: threads }, () => []);
    let before = 0;
    for (const { firstGroup, rows } of spans) {
      const share = shares[Math.min(threads - 1, Math.floor((before * threads) / Math.max(1, total)))];
      share?.push(firstGroup, rows);
      before += rows;
    }
    return shares.map((share, n) => ({
      spans: Uint32Array.from(share),
      dataAt: this.#dataAt,
      tablesAt: 0,
      outAt: this.#outAt + n * OUT_RECORDS * RECORD,
      stride: this.#stride,
      outRecords: OUT_RECORDS,
      keep,
    }));
  }

  async close(): Promise<void> {
    await this.#threads?.close();
    this.#threads = null;
  }
}

/** Whose rows they are. @param spans in the order in which they lie */
function attribute(spans: readonly Span[], rows: readonly { row: number; score: number }[]): Near[] {
  const near: Near[] = [];
  let at = 0;
  for (const { row, score } of rows.toSorted((a, b) => a.row - b.row)) {
    while (at + 1 < spans.length && (spans[at + 1] as Span).firstGroup * GROUP <= row) at++;
    const span = spans[at] as Span;
    near.push({ span, row: row - span.firstGroup * GROUP, score });
  }
  return near;
}
