/** Calls `emit` at once, then at most once an interval; a request in between is kept and served at its end. */
export class Throttle {
  #timer: NodeJS.Timeout | null = null;
  #wanted = false;

  constructor(
    private readonly intervalMs: number,
    private readonly emit: () => void,
  ) {}

  request(): void {
    if (this.#timer !== null) {
      this.#wanted = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#wanted) return;
      this.#wanted = false;
      this.request();
    }, this.intervalMs);
    this.emit();
  }

  /** Serves what was requested and not yet served; nothing is called afterwards. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#wanted) this.emit();
    this.#wanted = false;
  }
}
