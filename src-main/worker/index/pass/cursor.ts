import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';

/** Stored frames that are decoded again when a pass goes on, to see that the decoder is where it should be. */
export const OVERLAP = 4;

/** Decoding again gave other frames than before: after a seek that was not exact, or from another file. */
export class DecodedDifferently extends Error {}

/** A frame that is stored, as a new decoding is compared with it: CRC-32 of its picture. */
export interface KnownFrame {
  readonly time: Micros;
  readonly checksum: number;
}

/** Numbers the frames of a pass, and sees that those which are stored come again. */
export class Cursor {
  #count: number;
  #recent: readonly KnownFrame[];
  /** Of the stored frames that are to come again: the last ones. */
  #known: readonly KnownFrame[] = [];
  #next = 0;
  #from: Micros = 0;
  #afterSeek = false;

  /**
   * @param count frames that are stored
   * @param recent the last of them, where the pass's state has them
   */
  constructor(count: number, recent: readonly KnownFrame[] = []) {
    this.#count = count;
    this.#recent = recent;
  }

  /** Frames that are stored. */
  get count(): number {
    return this.#count;
  }

  /** Number of the frame that comes next. */
  get next(): number {
    return this.#next;
  }

  get recent(): KnownFrame[] {
    return [...this.#recent];
  }

  /** Whether every stored frame has come again. */
  get caughtUp(): boolean {
    return this.#next >= this.#count;
  }

  /**
   * Prepares for a pass that gives some of the stored frames again.
   * @param afterSeek whether the pass seeks, and so may come out elsewhere
   * @param known the last stored frames, where the state has them not
   * @param earlier a stored frame that the pass must not begin after
   * @returns where it must begin
   */
  rewind(
    afterSeek: boolean,
    {
      known = this.#recent,
      earlier = null,
    }: {
      readonly known?: readonly KnownFrame[];
      readonly earlier?: (KnownFrame & { readonly frame: number }) | null;
    } = {},
  ): Micros {
    this.#afterSeek = afterSeek;
    this.#known = known;
    const oldest = this.#count - known.length;
    const further = earlier !== null && earlier.frame < oldest;
    this.#next = further ? earlier.frame : oldest;
    this.#from = (further ? earlier.time : known[0]?.time) ?? 0;
    return this.#from;
  }

  /** @returns the frame's number; null where it lies before those that were asked for @throws DecodedDifferently */
  take(time: Micros, picture: Uint8Array): number | null {
    if (time < this.#from) return null;
    const frame = this.#next++;
    const known = frame < this.#count ? this.#known[frame - (this.#count - this.#known.length)] : undefined;
    if (known) this.compare(known, time, picture);
    return frame;
  }

  /** @throws DecodedDifferently where a frame is not the one that was stored */
  compare(known: KnownFrame, time: Micros, picture: Uint8Array): void {
    // Decoded from the start, the same time is the same frame. Its pixels need not be: ffmpeg, with several threads, patches up a
    // damaged picture differently every time.
    const samePicture = !this.#afterSeek || known.checksum === crc32(picture);
    if (known.time !== time || !samePicture) throw new DecodedDifferently();
  }

  /** The frames that follow those stored are stored now. @param seen of them, where the state is to have the last ones */
  stored(frames: number, seen: readonly KnownFrame[] = []): void {
    this.#count += frames;
    this.#recent = [...this.#recent, ...seen].slice(-OVERLAP);
  }

  /** The film has ended. @throws DecodedDifferently where it ended before all stored frames came again */
  end(): void {
    if (!this.caughtUp) throw new DecodedDifferently();
  }
}
