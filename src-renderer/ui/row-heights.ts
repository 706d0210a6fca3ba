/**
 * Heights of the rows of a long list, of which most were never drawn and are only guessed. Sums are kept
 * in a Fenwick tree, so that setting a height and finding a row by its offset both take O(log n).
 */
export class RowHeights {
  readonly #heights: Float64Array;
  readonly #tree: Float64Array;

  /** `count` rows, each taken to be `guess` CSS pixels high until it is measured. */
  constructor(
    readonly count: number,
    guess: number,
  ) {
    this.#heights = new Float64Array(count).fill(guess);
    this.#tree = new Float64Array(count + 1);
    for (let at = 1; at <= count; at++) this.#tree[at] = guess * (at & -at);
  }

  /** True when the height was another before. */
  set(row: number, height: number): boolean {
    if (row < 0 || row >= this.count) return false;
    const change = height - this.height(row);
    if (change === 0) return false;
    this.#heights[row] = height;
    for (let at = row + 1; at <= this.count; at += at & -at) this.#tree[at] = (this.#tree[at] ?? 0) + change;
    return true;
  }

  height(row: number): number {
    return this.#heights[row] ?? 0;
  }

  /** Sum of the heights of the rows before `row`. */
  offset(row: number): number {
    let sum = 0;
    for (let at = Math.min(row, this.count); at > 0; at -= at & -at) sum += this.#tree[at] ?? 0;
    return sum;
  }

  get total(): number {
    return this.offset(this.count);
  }

  /** The row at this offset from the list's top; the last one for anything below the list. */
  rowAt(offset: number): number {
    let row = 0;
    let left = offset;
    for (let step = 1 << Math.floor(Math.log2(Math.max(1, this.count))); step > 0; step >>= 1) {
      const sum = this.#tree[row + step];
      if (row + step <= this.count && sum !== undefined && sum <= left) {
        row += step;
        left -= sum;
      }
    }
    return Math.min(row, Math.max(0, this.count - 1));
  }
}
