/** Files that the program is given to open: with its start, by another start, by the system. They wait until somebody takes them. */
export class GivenFiles {
  #take: ((paths: readonly string[]) => void) | null = null;

  constructor(private waiting: readonly string[]) {}

  give(paths: readonly string[]): void {
    if (this.#take) this.#take(paths);
    else this.waiting = [...this.waiting, ...paths];
  }

  /** What has waited, all at once; what is given from now on goes to `take`. */
  follow(take: (paths: readonly string[]) => void): readonly string[] {
    this.#take = take;
    const { waiting } = this;
    this.waiting = [];
    return waiting;
  }
}
