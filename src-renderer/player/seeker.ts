import { type Micros, microsToSeconds } from '../../src-shared/time';
import { type Frames, PAGE_FRAMES } from './frames';

/** The part of a media element that seeking needs. */
export interface Seekable {
  currentTime: number;
  readonly readyState: number;
  addEventListener(type: 'seeked' | 'loadedmetadata', listener: () => void): void;
  removeEventListener(type: 'seeked' | 'loadedmetadata', listener: () => void): void;
}

const HAVE_METADATA = 1;
/**
 * A seek to where the media stands already brings no frame: after this long it counts as carried out. A busy machine shows its frame
 * later: so the page must have been drawn a few times meanwhile, where it is drawn at all.
 */
const FRAME_WAIT_MS = 120;
const DRAWN_ENOUGH = 4;
const LONGEST_WAIT_MS = 960;

/**
 * Seeks one at a time. A media element that is told to seek while it seeks starts over, so that a fast
 * drag would show nothing until it ends; here the one in flight is let finish and be seen, and of those
 * asked for meanwhile only the newest follows. Chromium tells of the seek's end and of the new frame in
 * either order, so both are waited for.
 */
export class Seeker {
  private inFlight: Micros | null = null;
  private next: Micros | null = null;
  private sought = false;
  private framed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawn = 0;
  private drawHandle = 0;

  /**
   * @param hasPicture whether frames will be told of by `frame()`.
   * @param onIdle called when the last seek asked for has been carried out, and whether a frame has come of it.
   */
  constructor(
    private readonly media: Seekable,
    private readonly hasPicture: boolean,
    private readonly onIdle: (position: Micros, framed: boolean) => void,
    private readonly frames: Frames = PAGE_FRAMES,
  ) {
    media.addEventListener('seeked', this.onSeeked);
    media.addEventListener('loadedmetadata', this.begin);
  }

  /** Whether anything is still to be shown. */
  get busy(): boolean {
    return this.inFlight !== null || this.next !== null;
  }

  /** Shows what the media has at exactly this position. Waits until the media knows its length. */
  seek(position: Micros): void {
    this.next = position;
    this.begin();
  }

  /** A frame has come on screen. */
  frame(): void {
    this.framed = true;
    if (this.sought) this.finish();
  }

  dispose(): void {
    this.stopWaiting();
    this.next = null;
    this.inFlight = null;
    this.media.removeEventListener('seeked', this.onSeeked);
    this.media.removeEventListener('loadedmetadata', this.begin);
  }

  private readonly begin = (): void => {
    if (this.inFlight !== null || this.next === null || this.media.readyState < HAVE_METADATA) return;
    this.inFlight = this.next;
    this.next = null;
    this.sought = false;
    this.framed = !this.hasPicture;
    this.media.currentTime = microsToSeconds(this.inFlight);
  };

  private readonly onSeeked = (): void => {
    if (this.inFlight === null) return;
    this.sought = true;
    if (this.framed) this.finish();
    else {
      this.countDrawn();
      this.wait(FRAME_WAIT_MS);
    }
  };

  private wait(until: number): void {
    this.timer = setTimeout(() => {
      if (this.drawn >= DRAWN_ENOUGH || until >= LONGEST_WAIT_MS) this.finish();
      else this.wait(until + FRAME_WAIT_MS);
    }, FRAME_WAIT_MS);
  }

  private countDrawn(): void {
    this.drawHandle = this.frames.request(() => {
      this.drawn += 1;
      this.countDrawn();
    });
  }

  private stopWaiting(): void {
    clearTimeout(this.timer);
    if (this.drawHandle) this.frames.cancel(this.drawHandle);
    this.drawHandle = 0;
    this.drawn = 0;
  }

  private finish(): void {
    this.stopWaiting();
    this.sought = false;
    const done = this.inFlight;
    this.inFlight = null;
    if (this.next !== null) this.begin();
    else if (done !== null) this.onIdle(done, this.framed);
  }
}
