import { type Micros, secondsToMicros } from '../../src-shared/time';

/** A media element for tests: holds frames at given times, and seeks only when told to. */
export class FakeMedia extends EventTarget {
  readonly readyState = 4;
  readonly seeks: Micros[] = [];
  paused = true;
  ended = false;
  playbackRate = 1;
  volume = 1;
  muted = false;
  private position = 0;
  private presented = 0;
  private callback: VideoFrameRequestCallback | null = null;

  constructor(
    private readonly frames: readonly Micros[],
    readonly duration: number,
    /** Carries seeks out by itself, in the next microtask. */
    private readonly prompt = true,
  ) {
    super();
  }

  get currentTime(): number {
    return this.position;
  }
  set currentTime(seconds: number) {
    this.position = Math.min(seconds, this.duration);
    this.seeks.push(secondsToMicros(seconds));
    if (this.prompt) queueMicrotask(() => this.carryOut());
  }

  /** Ends the seek in flight. Chromium tells of the frame before or after. */
  carryOut(order: 'seeked first' | 'frame first' = 'seeked first'): void {
    if (order === 'frame first') this.present(secondsToMicros(this.position));
    this.dispatchEvent(new Event('seeked'));
    if (order === 'seeked first') this.present(secondsToMicros(this.position));
  }

  /** Shows the frame at a position. */
  present(position: Micros): void {
    const shown = this.frames.findLast((frame) => frame <= position) ?? this.frames[0] ?? 0;
    this.presented += 1;
    const callback = this.callback;
    this.callback = null;
    callback?.(0, {
      mediaTime: shown / 1_000_000,
      presentedFrames: this.presented,
    } as VideoFrameCallbackMetadata);
  }

  async play(): Promise<void> {
    this.move(false);
  }
  pause(): void {
    this.move(true);
  }
  /** As Chromium tells of it, whoever asked for it: a moment later, once where it is so already. */
  private move(paused: boolean): void {
    if (this.paused === paused) return;
    this.paused = paused;
    queueMicrotask(() => this.dispatchEvent(new Event(paused ? 'pause' : 'play')));
  }
  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.callback = callback;
    return 1;
  }
  cancelVideoFrameCallback(): void {
    this.callback = null;
  }

  asElement(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement;
  }
}
