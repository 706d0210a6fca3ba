import { setImmediate } from 'node:timers/promises';

/** Milliseconds that one piece of work may keep a process from all else. */
const LONGEST_TURN = 10;

/**
 * Lets whatever else waits have its turn, and a stop arrive: between pieces of work that wait for nothing, such as going over
 * what lies in memory, neither would come through. A turn is given only now and then, as giving one costs something itself.
 */
export class Turns {
  #since = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** Between two pieces of work. @throws the signal's reason */
  async next(): Promise<void> {
    this.signal?.throwIfAborted();
    if (performance.now() - this.#since < LONGEST_TURN) return;
    await setImmediate();
    this.#since = performance.now();
    this.signal?.throwIfAborted();
  }
}

/** Films whose files are read at the same time: while one waits for the disk, another is gone over. */
const AT_ONCE = 8;

/** Does a piece of work for each item, some at once and in any order, with turns between. @throws the signal's reason, and what a piece throws */
export async function together<T>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const turns = new Turns(signal);
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await turns.next();
    await Promise.all(items.slice(from, from + AT_ONCE).map((item, n) => work(item, from + n)));
  }
}
