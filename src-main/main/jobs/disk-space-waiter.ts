import type { VideoId } from '../../../src-shared/primitives';

/** Milliseconds between two looks at the disk. */
const EVERY = 5000;
/** Less than this more than there was is no new room: where a quota says no, the disk may look free all the while. */
const NOTABLE = 1024 * 1024;

export interface DiskSpaceWaiterOptions {
  /** Bytes left on the library's disk. */
  readonly free: () => Promise<number>;
  /** There is room for a video's job again. */
  readonly onRoom: (id: VideoId) => void;
  readonly every?: number | undefined;
}

/** Waits, for jobs that a full disk ended, until there is room for them. */
export class DiskSpaceWaiter {
  /** Each with the bytes that must be free. */
  readonly #waiting = new Map<VideoId, number>();
  #timer: NodeJS.Timeout | null = null;
  #looking = false;

  constructor(private readonly options: DiskSpaceWaiterOptions) {}

  /** @param needed bytes that the job said it needs; null where it ran into the end: then any more room is tried */
  async wait(id: VideoId, needed: number | null): Promise<void> {
    this.#waiting.set(id, Number.POSITIVE_INFINITY);
    this.#timer ??= setInterval(() => void this.look(), this.options.every ?? EVERY).unref();
    const free = await this.options.free().catch(() => 0);
    if (this.#waiting.has(id)) this.#waiting.set(id, needed ?? free + NOTABLE);
  }

  forget(id: VideoId): void {
    this.#waiting.delete(id);
    if (this.#waiting.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Looks at the disk now. Jobs go on in the order in which they ended, while there is room for the next. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      let free = await this.options.free();
      for (const [id, needed] of this.#waiting) {
        if (free < needed) break;
        free -= needed;
        this.forget(id);
        this.options.onRoom(id);
      }
    } catch {
      // A disk that is not there has no room: the next look may find it.
    } finally {
      this.#looking = false;
    }
  }

  close(): void {
    for (const id of [...this.#waiting.keys()]) this.forget(id);
  }
}
