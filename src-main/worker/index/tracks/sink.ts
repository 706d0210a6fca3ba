import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import type { Seen, TracksState } from '../../../base/film/tracks/tracks-state';
import type { PictureItem } from '../../../base/media/pictures';
import { DecodedDifferently } from '../frame-sink';

/** Stored frames that are decoded again when the work goes on, to see that the decoder is where it should be. */
export const OVERLAP = 4;

/** Takes the frames of a pass for one track, going on where an earlier run stopped. */
export interface TrackSink {
  /** The frames that it takes. */
  readonly takes: PictureItem['kind'];
  /** Frames whose reading is stored. */
  readonly count: number;
  /**
   * Prepares for a pass that gives some of the stored frames again.
   * @param afterSeek whether the pass seeks, and so may come out elsewhere
   * @returns where it must begin, at the latest
   */
  rewind(afterSeek: boolean): Promise<Micros>;
  /** Takes the next frame of the pass. One that is stored is compared. @throws DecodedDifferently, DiskFull */
  add(frame: PictureItem): Promise<void>;
  /** The film has ended. @throws DecodedDifferently where it ended before all stored frames came again */
  finish(): Promise<void>;
  /** Puts everything on the disk. @returns the state that says so; of a pass that only repeats so far, none */
  commit(damaged: boolean, done: boolean): Promise<Partial<TracksState>>;
  close(): Promise<void>;
}

/** Numbers the sampled frames of a pass, and sees that those which are stored come again. */
export class FrameCursor {
  #recent: readonly Seen[];
  #count: number;
  #next = 0;
  #from: Micros = 0;
  #afterSeek = false;

  constructor({ frames, recent }: { readonly frames: number; readonly recent: readonly Seen[] }) {
    this.#count = frames;
    this.#recent = recent;
  }

  get count(): number {
    return this.#count;
  }

  get recent(): Seen[] {
    return [...this.#recent];
  }

  /** Whether every stored frame has come again. */
  get caughtUp(): boolean {
    return this.#next >= this.#count;
  }

  /**
   * @param earlier a stored frame that the pass must not begin after; null where the last ones will do
   * @returns where it must begin
   */
  rewind(afterSeek: boolean, earlier: (Seen & { readonly frame: number }) | null): Micros {
    this.#afterSeek = afterSeek;
    const oldest = this.#count - this.#recent.length;
    const further = earlier !== null && earlier.frame < oldest;
    this.#next = further ? earlier.frame : oldest;
    this.#from = (further ? earlier.time : this.#recent[0]?.time) ?? 0;
    return this.#from;
  }

  /** @returns the frame's number; null where it lies before those that were asked for @throws DecodedDifferently */
  take({ time, pixels }: PictureItem): number | null {
    if (time < this.#from) return null;
    const frame = this.#next++;
    const known = frame < this.#count ? this.#recent[frame - (this.#count - this.#recent.length)] : undefined;
    if (known) this.compare(known, { time, pixels });
    return frame;
  }

  /** @throws DecodedDifferently where a frame is not the one that was stored */
  compare(known: Seen, { time, pixels }: Pick<PictureItem, 'time' | 'pixels'>): void {
    // Decoded from the start, the same time is the same frame, even where a damaged one is patched up differently.
    const samePicture = !this.#afterSeek || known.checksum === crc32(pixels);
    if (known.time !== time || !samePicture) throw new DecodedDifferently();
  }

  /** The frame that was taken last is stored now. */
  stored(seen: Seen): void {
    this.#count = this.#next;
    this.#recent = [...this.#recent, seen].slice(-OVERLAP);
  }
}
