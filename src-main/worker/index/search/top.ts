/** Keeps the best of many candidates in little memory: a heap whose root is the worst that is kept. */
export class Top<T> {
  private readonly heap: T[] = [];

  /** @param before true when `a` is better than `b`; ties may go either way, so let it decide them */
  constructor(
    private readonly limit: number,
    private readonly before: (a: T, b: T) => boolean,
  ) {}

  /** The worst that is kept once there are enough; a candidate not better than it need not be offered. */
  get floor(): T | null {
    return this.heap.length < this.limit ? null : (this.heap[0] ?? null);
  }

  offer(candidate: T): void {
    const { heap, before } = this;
    if (this.limit <= 0) return;
    if (heap.length < this.limit) {
      heap.push(candidate);
      this.rise(heap.length - 1);
    } else if (before(candidate, heap[0] as T)) {
      heap[0] = candidate;
      this.sink();
    }
  }

  /** Best first. */
  sorted(): T[] {
    return [...this.heap].sort((a, b) => (this.before(a, b) ? -1 : 1));
  }

  private rise(from: number): void {
    const { heap, before } = this;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!before(heap[parent] as T, heap[at] as T)) return;
      [heap[parent], heap[at]] = [heap[at] as T, heap[parent] as T];
      at = parent;
    }
  }

  private sink(): void {
    const { heap, before } = this;
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && before(heap[worst] as T, heap[child] as T)) worst = child;
      }
      if (worst === at) return;
      [heap[worst], heap[at]] = [heap[at] as T, heap[worst] as T];
      at = worst;
    }
  }
}
