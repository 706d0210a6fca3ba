import type { JobEvents } from './types';

/** Those who are told what happens to jobs. */
export class JobListeners {
  readonly #listeners: { [E in keyof JobEvents]: Set<JobEvents[E]> } = {
    changed: new Set(),
    indexed: new Set(),
    progress: new Set(),
    watched: new Set(),
    work: new Set(),
    ended: new Set(),
  };

  /** @returns what ends it */
  on<E extends keyof JobEvents>(event: E, listener: JobEvents[E]): () => void {
    const listeners: Set<JobEvents[E]> = this.#listeners[event];
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  tell<E extends keyof JobEvents>(event: E, ...news: Parameters<JobEvents[E]>): void {
    for (const listener of this.#listeners[event]) {
      // One table types both ends: what is told of an event is what its listeners take.
      (listener as (...news: Parameters<JobEvents[E]>) => void)(...news);
    }
  }
}
