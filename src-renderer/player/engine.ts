import { type Micros, secondsToMicros } from '../../src-shared/time';
import type { Transport } from '../stores/player-store';
import type { Direction } from '../stores/shuttle';
import { FrameClock, type Probe, stepBackward, stepForward } from './frame-step';
import { type Frames, PAGE_FRAMES } from './frames';
import { Seeker } from './seeker';

/** What the engine tells: the player store's part that a media element feeds. */
export interface EngineEvents {
  readonly onFrame: (time: Micros) => void;
  readonly onSettled: (time: Micros) => void;
  readonly onStopped: () => void;
  /** Somebody else set it going: a key of the keyboard's own, or the button of a window of its own. */
  readonly onStarted: () => void;
}

/** Why a step under way ends early. */
const ABANDONED = Symbol('abandoned');
/** A step where there are no frames to step by. */
const SOUND_STEP: Micros = 40_000;
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
  /** The series of steps under way; another one, or none, once it has been abandoned. */
  private steps: symbol | null = null;
  private stepsWanted = 0;
  /** Whether the film was set going, and not stopped since, as far as the player knows. */
  private going = false;
  private awaited: { resolve: (time: Micros) => void; reject: (reason: unknown) => void } | null = null;

  /** @param frameRate the file's average; null for sound only, where the element's clock is all there is. */
  constructor(
    private readonly media: HTMLVideoElement,
    private readonly events: EngineEvents,
    options: { frameRate: number | null; hasPicture: boolean },
    private readonly frames: Frames = PAGE_FRAMES,
  ) {
    this.clock = new FrameClock(options.frameRate);
    this.hasPicture = options.hasPicture;
    this.seeker = new Seeker(media, this.hasPicture, this.sought, frames);
    media.addEventListener('ended', this.ended);
    media.addEventListener('pause', this.moved);
    media.addEventListener('play', this.moved);
    if (this.hasPicture) this.frameHandle = media.requestVideoFrameCallback(this.framed);
  }

  play(rate: number): void {
    this.abandonSteps();
    this.stopTicking();
    this.media.playbackRate = Math.min(rate, FASTEST);
    this.going = true;
    // A play interrupted by a pause rejects, which is the very thing asked for.
    this.media.play().catch((reason: unknown) => {
      if (!(reason instanceof DOMException && reason.name === 'AbortError')) this.events.onStopped();
    });
    if (!this.hasPicture) this.tick(() => this.report(secondsToMicros(this.media.currentTime)));
  }

  playBackwards(rate: number): void {
    this.abandonSteps();
    this.stopTicking();
    this.going = false;
    this.media.pause();
    const from = this.seeker.busy ? secondsToMicros(this.media.currentTime) : this.shown;
    let started: number | null = null;
    let waiting = from;
    this.tick((now) => {
      started ??= now;
      const wanted = Math.max(0, Math.round(from - (now - started) * 1000 * rate));
      if (wanted === 0) {
        this.stopTicking();
        this.seeker.seek(0);
        this.events.onStopped();
      } else if (!this.seeker.busy && wanted !== waiting) {
        // The film goes by the clock, with as many frames as the decoder can deliver.
        waiting = wanted;
        this.seeker.seek(wanted);
      }
    });
  }

  pause(): void {
    this.stopTicking();
    this.going = false;
    this.media.pause();
  }

  seek(time: Micros): void {
    this.abandonSteps();
    const wasBackwards = this.tickHandle !== 0 && this.media.paused;
    if (wasBackwards) {
      this.stopTicking();
      this.events.onStopped();
    }
    this.seeker.seek(time + (this.hasPicture ? this.clock.nudge : 0));
  }

  stepFrame(direction: Direction): void {
    this.stepsWanted += direction;
    if (this.steps === null) void this.runSteps(Symbol('steps'));
  }

  setVolume(volume: number, muted: boolean): void {
    this.media.volume = volume;
    this.media.muted = muted;
  }

  dispose(): void {
    this.abandonSteps();
    this.stopTicking();
    this.seeker.dispose();
    this.media.removeEventListener('ended', this.ended);
    this.media.removeEventListener('pause', this.moved);
    this.media.removeEventListener('play', this.moved);
    if (this.frameHandle) this.media.cancelVideoFrameCallback(this.frameHandle);
  }

  /** Carries out the steps asked for one after the other, those that come meanwhile too. */
  private async runSteps(own: symbol): Promise<void> {
    this.steps = own;
    try {
      // A step goes on from where the user was going, not from what is still shown.
      if (this.seeker.busy) await this.arrival();
      while (this.stepsWanted !== 0) {
        const direction = Math.sign(this.stepsWanted) as Direction;
        this.stepsWanted -= direction;
        const before = this.shown;
        const time = await this.step(direction, (position) => this.probe(position, own));
        this.shown = time;
        if (time === before) this.stepsWanted = 0;
        this.events.onSettled(time);
      }
    } catch (reason) {
      if (reason !== ABANDONED) throw reason;
    } finally {
      if (this.steps === own) this.steps = null;
    }
  }

  /** Something else is wanted: a step under way ends where it is. */
  private abandonSteps(): void {
    const { awaited } = this;
    this.stepsWanted = 0;
    this.steps = null;
    this.awaited = null;
    awaited?.reject(ABANDONED);
  }

  private step(direction: Direction, probe: Probe): Promise<Micros> {
    if (!this.hasPicture) return probe(secondsToMicros(this.media.currentTime) + direction * SOUND_STEP);
    const end = secondsToMicros(this.media.duration);
    return direction === 1
      ? stepForward(probe, this.shown, this.clock, end)
      : stepBackward(probe, this.shown, this.clock);
  }

  /** Resolves once the seek under way has been carried out. */
  private arrival(): Promise<Micros> {
    return new Promise((resolve, reject) => {
      this.awaited = { resolve, reject };
    });
  }

  private probe(position: Micros, own: symbol): Promise<Micros> {
    return new Promise((resolve, reject) => {
      if (this.steps !== own) {
        reject(ABANDONED);
        return;
      }
      this.awaited = { resolve, reject };
      this.seeker.seek(position);
    });
  }

  private readonly sought = (position: Micros, framed: boolean): void => {
    if (!this.hasPicture) this.shown = position;
    const { awaited } = this;
    this.awaited = null;
    if (awaited) awaited.resolve(this.shown);
    // What is late is not there yet: the film is where it was sent, and not where it still looks to be.
    else this.settled(framed || this.mayShow(position) ? this.shown : position);
  };

  /** Whether the frame that is shown can be the one at a position. */
  private mayShow(position: Micros): boolean {
    const past = position - this.shown;
    return past >= 0 && past < 2 * this.clock.expected;
  }

  private settled(time: Micros): void {
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
    if (!this.seeker.busy && this.steps === null) this.events.onFrame(time);
  }

  private readonly ended = (): void => {
    this.stopTicking();
    this.going = false;
    this.events.onStopped();
  };

  /**
   * Chromium moves the element itself at keys for media, and at the buttons of a window of its own: closing that stops the film. What
   * the player asked for comes as the same events, when it is known already; at its end a film pauses before it has ended.
   */
  private readonly moved = (): void => {
    const { paused, ended } = this.media;
    if (paused !== this.going || (paused && ended)) return;
    this.going = !paused;
    if (paused) this.events.onStopped();
    else {
      this.stopTicking();
      this.events.onStarted();
    }
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
