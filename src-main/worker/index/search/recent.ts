interface Entry<T> {
  readonly version: string;
  readonly value: T;
  readonly bytes: number;
}

/** Keeps what was used last in memory, up to a number of bytes; each thing is known by a key and a version. */
export class Recent<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private bytes = 0;

  constructor(readonly budget: number) {}

  /** @returns null when it is not here, or only another version of it, which is then dropped */
  take(key: string, version: string): T | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    this.drop(key);
    if (entry.version !== version) return null;
    this.insert(key, entry);
    return entry.value;
  }

  /** Keeps a thing unless it alone is over the budget; the longest unused make room. */
  keep(key: string, version: string, value: T, bytes: number): void {
    this.drop(key);
    if (bytes > this.budget) return;
    this.insert(key, { version, value, bytes });
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.budget) return;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }

  private insert(key: string, entry: Entry<T>): void {
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
  }
}
