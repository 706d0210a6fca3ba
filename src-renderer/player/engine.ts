import { type Micros, secondsToMicros } from '../../src-shared/time';
import type { Transport } from '../stores/player-store';
import { FrameClock, type Probe, stepBackward, stepForward } from './frame-step';
import { Seeker } from './seeker';
import type { Direction } from './shuttle';

/** What the engine tells: the player store's part that a media element feeds. */
export interface EngineEvents {
  readonly onFrame: (time: Micros) => void;
  readonly onSettled: (time: Micros) => void;
  readonly onStopped: () => void;
}

/** The page's clock and frames; tests pass their own. */
export interface Frames {
  readonly request: (callback: (now: number) => void) => number;
  readonly cancel: (handle: number) => void;
}

const PAGE_FRAMES: Frames = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/** Chromium refuses rates outside 1/16..16. */
const FASTEST = 16;

/**
 * Drives a media element: exact seeks, frame steps at any frame rate, and backward play by seeks.
 * Presentation times come from the frames themselves (requestVideoFrameCallback), not from the element's
 * clock, which runs on between frames.
 */
export class MediaEngine implements Transport {
  private readonly seeker: Seeker;
  private readonly clock: FrameClock;
  private readonly hasPicture: boolean;
  private frameHandle = 0;
  private tickHandle = 0;
  private shown: Micros = 0;
  private counted = 0;
  private stepping: Promise<void> | null = null;
  private stepsWanted = 0;
  private awaited: ((time: Micros) => void) | null = null;

  /** @param frameRate the file's average; null for sound only, where the element's clock is all there is. */
  constructor(
    private readonly media: HTMLVideoElement,
    private readonly events: EngineEvents,
    options: { frameRate: number | null; hasPicture: boolean },
    private readonly frames: Frames = PAGE_FRAMES,
  ) {
    this.clock = new FrameClock(options.frameRate);
    this.hasPicture = options.hasPicture;
    this.seeker = new Seeker(media, this.hasPicture, this.sought);
    media.addEventListener('ended', this.ended);
    if (this.hasPicture) this.frameHandle = media.requestVideoFrameCallback(this.framed);
  }

  play(rate: number): void {
    this.stopTicking();
    this.media.playbackRate = Math.min(rate, FASTEST);
    // A play interrupted by a pause rejects, which is the very thing asked for.
    this.media.play().catch((reason: unknown) => {
      if (!(reason instanceof DOMException && reason.name === 'AbortError')) this.events.onStopped();
    });
    if (!this.hasPicture) this.tick(() => this.report(secondsToMicros(this.media.currentTime)));
  }

  playBackwards(rate: number): void {
    this.stopTicking();
    this.media.pause();
    const from = this.seeker.busy ? secondsToMicros(this.media.currentTime) : this.shown;
    let started: number | null = null;
    let waiting = -1;
    this.tick((now) => {
      started ??= now;
      const wanted = Math.max(0, Math.round(from - (now - started) * 1000 * rate));
      // One seek at a time: the film goes by the clock, with as many frames as the decoder can deliver.
      if (!this.seeker.busy && wanted !== waiting) {
        waiting = wanted;
        this.seeker.seek(wanted);
      }
      if (wanted > 0) return;
      this.stopTicking();
      this.events.onStopped();
    });
  }

  pause(): void {
    this.stopTicking();
    this.media.pause();
  }

  seek(time: Micros): void {
    this.stepsWanted = 0;
    const wasBackwards = this.tickHandle !== 0 && this.media.paused;
    if (wasBackwards) {
      this.stopTicking();
      this.events.onStopped();
    }
    this.seeker.seek(time + (this.hasPicture ? this.clock.nudge : 0));
  }

  stepFrame(direction: Direction): void {
    this.stepsWanted += direction;
    this.stepping ??= this.runSteps().finally(() => {
      this.stepping = null;
    });
  }

  setVolume(volume: number, muted: boolean): void {
    this.media.volume = volume;
    this.media.muted = muted;
  }

  dispose(): void {
    this.stepsWanted = 0;
    this.stopTicking();
    this.seeker.dispose();
    this.settleAwaited();
    this.media.removeEventListener('ended', this.ended);
    if (this.frameHandle) this.media.cancelVideoFrameCallback(this.frameHandle);
  }

  private async runSteps(): Promise<void> {
    while (this.stepsWanted !== 0) {
      const direction = Math.sign(this.stepsWanted) as Direction;
      this.stepsWanted -= direction;
      const before = this.shown;
      const time = await this.step(direction);
      if (time === before) this.stepsWanted = 0;
      this.shown = time;
      if (!this.seeker.busy) this.events.onSettled(time);
    }
  }

  private step(direction: Direction): Promise<Micros> {
    if (!this.hasPicture) return this.probe(secondsToMicros(this.media.currentTime) + direction * 40_000);
    const end = secondsToMicros(this.media.duration);
    return direction === 1
      ? stepForward(this.probe, this.shown, this.clock, end)
      : stepBackward(this.probe, this.shown, this.clock);
  }

  private readonly probe: Probe = (position) =>
    new Promise((resolve) => {
      this.settleAwaited();
      this.awaited = resolve;
      this.seeker.seek(position);
    });

  private settleAwaited(): void {
    const resolve = this.awaited;
    this.awaited = null;
    resolve?.(this.shown);
  }

  private readonly sought = (position: Micros): void => {
    if (!this.hasPicture) this.shown = position;
    this.settleAwaited();
    this.settled(this.shown);
  };

  private settled(time: Micros): void {
    if (this.stepping) return;
    if (this.tickHandle) this.events.onFrame(time);
    else this.events.onSettled(time);
  }

  private readonly framed: VideoFrameRequestCallback = (_now, frame) => {
    this.frameHandle = this.media.requestVideoFrameCallback(this.framed);
    const time = secondsToMicros(frame.mediaTime);
    const neighbours = frame.presentedFrames === this.counted + 1 && !this.media.paused;
    if (neighbours && this.media.playbackRate <= 1 && !this.seeker.busy)
      this.clock.observe(time - this.shown);
    this.counted = frame.presentedFrames;
    this.shown = time;
    this.seeker.frame();
    this.report(time);
  };

  private report(time: Micros): void {
    if (!this.seeker.busy && !this.stepping) this.events.onFrame(time);
  }

  private readonly ended = (): void => {
    this.stopTicking();
    this.events.onStopped();
  };

  private tick(each: (now: number) => void): void {
    const run = (now: number) => {
      this.tickHandle = this.frames.request(run);
      each(now);
    };
    this.tickHandle = this.frames.request(run);
  }

  private stopTicking(): void {
    if (this.tickHandle) this.frames.cancel(this.tickHandle);
    this.tickHandle = 0;
  }
}
