import { createStore } from 'zustand/vanilla';
import type { ObjectTrack, Scene, Shot } from '../../src-shared/analysis';
import type { Output } from '../../src-shared/ipc';
import type { Chapter } from '../../src-shared/media-facts';
import type { VideoId } from '../../src-shared/primitives';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import type { PlayerSource } from '../../src-shared/video';
import { type Direction, nextShuttleSpeed } from './shuttle';

export type Waveform = Output<'index.waveform'>;

/** What moves the picture: the mounted media element, or nothing while there is nothing to play. */
export interface Transport {
  /** Plays forwards; `rate` is greater than 0. */
  play(rate: number): void;
  /** Plays backwards; `rate` is the speed, greater than 0. */
  playBackwards(rate: number): void;
  pause(): void;
  /** Shows the frame at `time`; of several in a row only the newest is carried through. */
  seek(time: Micros): void;
  /** Shows the very next or previous frame, whatever its duration. */
  stepFrame(direction: Direction): void;
  setVolume(volume: number, muted: boolean): void;
}

/** What is known of the open video: where it plays from, and what is indexed so far. */
export interface PlayerState {
  readonly videoId: VideoId | null;
  /** Presentation time of the frame shown; while a seek is under way, the time asked for. */
  readonly time: Micros;
  readonly duration: Micros;
  readonly playing: boolean;
  /** Speed of normal playback, as chosen in the player. */
  readonly rate: number;
  /** Signed speed of J and L (±1, 2, 4, 8); 0 while playing normally or at rest. */
  readonly shuttleSpeed: number;
  /** While the pointer scrubs: the time whose thumbnail is shown until the exact frame has arrived. */
  readonly preview: Micros | null;
  /** 0..1. */
  readonly volume: number;
  readonly muted: boolean;
  /** Whether captions are laid over the picture. */
  readonly captions: boolean;
  readonly source: PlayerSource | null;
  /** Average frames a second of the file; null where it does not say, or has sound only. */
  readonly frameRate: number | null;
  /** Width over height as shown; null for sound only. */
  readonly aspect: number | null;
  /** Presentation times of the indexed frames, ascending; thumbnail n belongs to frameTimes[n]. */
  readonly frameTimes: readonly Micros[];
  readonly scenes: readonly Scene[];
  /** Those that the file names. */
  readonly chapters: readonly Chapter[];
  /** Empty where they were not looked for, too: `tracks` of the video says which. */
  readonly shots: readonly Shot[];
  readonly objects: readonly ObjectTrack[];
  /** Null until it has been fetched. */
  readonly waveform: Waveform | null;
}

export interface PlayerActions {
  /** Opens a video at its start; does nothing when it is open already. A seek may follow at once. */
  readonly open: (videoId: VideoId) => void;
  readonly close: () => void;
  /** Shows the frame at `time`, clamped to the film. Keeps playing if it was. */
  readonly seek: (time: Micros) => void;
  /** Shows the first frame of what begins at `time`: a line begins between two frames, and the one before is not of it. */
  readonly seekInto: (time: Micros) => void;
  /** As seek, but shows the nearest thumbnail until the exact frame is there: for dragging. */
  readonly scrub: (time: Micros) => void;
  readonly toggle: () => void;
  readonly play: () => void;
  /** Plays as soon as there is something that plays: a film that was opened just now has no picture yet. */
  readonly playSoon: () => void;
  readonly pause: () => void;
  /** J (-1) and L (1): faster with repeats. */
  readonly shuttle: (direction: Direction) => void;
  readonly stepFrame: (direction: Direction) => void;
  /** Moves by whole or part seconds; negative goes back. */
  readonly stepSeconds: (seconds: number) => void;
  /** To the next scene's start; back to this scene's start, or the one before when already there. */
  readonly stepScene: (direction: Direction) => void;
  readonly goToStart: () => void;
  readonly goToEnd: () => void;
  readonly setRate: (rate: number) => void;
  readonly setVolume: (volume: number) => void;
  readonly toggleMuted: () => void;
  readonly toggleCaptions: () => void;
  /** What the feed learned of a video; ignored when another has been opened meanwhile. */
  readonly update: (videoId: VideoId, facts: Partial<Facts>) => void;
  /** Connects the mounted media element; the returned function disconnects it. */
  readonly attach: (transport: Transport) => () => void;
  /** From the transport: a frame was shown. */
  readonly onFrame: (time: Micros) => void;
  /** From the transport: no seek is pending any more, the frame asked for is on screen. */
  readonly onSettled: (time: Micros) => void;
  /** From the transport: it stopped by itself, at an end or because it could not go on. */
  readonly onStopped: () => void;
  /** From the transport: somebody else set it going. */
  readonly onStarted: () => void;
}

/** What is known of the video that is open, beside where it is played. */
export type Facts = Pick<
  PlayerState,
  | 'duration'
  | 'source'
  | 'frameRate'
  | 'aspect'
  | 'frameTimes'
  | 'scenes'
  | 'chapters'
  | 'shots'
  | 'objects'
  | 'waveform'
>;
export type PlayerStore = PlayerState & PlayerActions;

const NO_FACTS: Facts = {
  duration: 0,
  source: null,
  frameRate: null,
  aspect: null,
  frameTimes: [],
  scenes: [],
  chapters: [],
  shots: [],
  objects: [],
  waveform: null,
};
const AT_REST = { time: 0, playing: false, shuttleSpeed: 0, preview: null } as const;
/** Times of frames are rounded, often to milliseconds, and a transport seeks some milliseconds past what it is told. */
const INACCURACY: Micros = 5500;
/** A scene may begin between two frames: within this of its start counts as being there. */
const SCENE_TOLERANCE: Micros = 100_000;

export const PLAYBACK_RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** The start of the neighbouring scene; null where there is none. */
export function neighbouringScene(
  scenes: readonly Scene[],
  time: Micros,
  direction: Direction,
  tolerance: Micros,
): Micros | null {
  const found =
    direction === 1
      ? scenes.find((scene) => scene.from > time + tolerance)
      : scenes.findLast((scene) => scene.from < time - tolerance);
  return found?.from ?? null;
}

/** Makes a store without a video. The page uses the one `playerStore`; tests make their own. */
export function createPlayerStore() {
  let transport: Transport | null = null;
  /** Whether to play once a transport is there. */
  let soon = false;
  /** The film that the transport moves: another one may have been opened since. */
  let carried: VideoId | null = null;
  /** Whether the time is where something begins. */
  let into = false;
  return createStore<PlayerStore>()((set, get) => {
    const clamp = (time: Micros) => Math.round(Math.min(Math.max(time, 0), get().duration || time));
    /** At the film's end its last frame is shown: none begins there, and what was marked there would lie outside of the film. */
    const withinFilm = (time: Micros): Micros => {
      const { duration, frameRate } = get();
      if (duration === 0 || time < duration || !frameRate) return time;
      return Math.max(0, duration - Math.round(MICROS_PER_SECOND / frameRate));
    };
    /** Carries the wanted motion over to the transport. */
    const drive = () => {
      const { playing, rate, shuttleSpeed } = get();
      if (!playing) transport?.pause();
      else if (shuttleSpeed < 0) transport?.playBackwards(-shuttleSpeed);
      else transport?.play(shuttleSpeed || rate);
    };
    const move = (motion: { playing: boolean; shuttleSpeed: number }) => {
      soon = false;
      if (motion.playing && !transport) return;
      const { time, duration } = get();
      const ahead = motion.playing && motion.shuttleSpeed >= 0;
      if (ahead && duration > 0 && time >= withinFilm(duration)) get().seek(0);
      set(motion);
      drive();
    };
    const go = (asked: Micros, isStart: boolean) => {
      const time = clamp(asked);
      const { duration } = get();
      const isEnd = duration > 0 && time >= duration;
      into = isStart && !isEnd;
      set({ time: withinFilm(time), preview: null });
      // To the very end: a last frame that is longer or shorter than most is shown, too.
      transport?.seek(isEnd ? time : goal());
    };
    /** Where the media is sent for the present time: the frame that is shown there begins at or after what begins there. */
    const goal = () => {
      const { time, frameRate } = get();
      const frame = into && frameRate ? Math.round(MICROS_PER_SECOND / frameRate) : 0;
      return clamp(time + frame - Math.min(INACCURACY, Math.round(frame / 2)));
    };
    const rest = () => move({ playing: false, shuttleSpeed: 0 });
    return {
      ...NO_FACTS,
      ...AT_REST,
      videoId: null,
      rate: 1,
      volume: 1,
      muted: false,
      captions: false,

      open: (videoId) => {
        if (get().videoId === videoId) return;
        soon = false;
        into = false;
        transport?.pause();
        set({ ...NO_FACTS, ...AT_REST, videoId });
      },
      close: () => {
        soon = false;
        transport?.pause();
        set({ ...NO_FACTS, ...AT_REST, videoId: null });
      },
      seek: (asked) => go(asked, false),
      seekInto: (asked) => go(asked, true),
      scrub: (asked) => {
        const time = clamp(asked);
        into = false;
        set({ time, preview: transport ? time : null });
        transport?.seek(time);
      },
      toggle: () => (get().playing ? rest() : move({ playing: true, shuttleSpeed: 0 })),
      play: () => move({ playing: true, shuttleSpeed: 0 }),
      playSoon: () => {
        if (transport && carried === get().videoId) get().play();
        else soon = true;
      },
      pause: rest,
      shuttle: (direction) => {
        const { playing, shuttleSpeed, rate } = get();
        const speed = playing ? shuttleSpeed || rate : 0;
        move({ playing: true, shuttleSpeed: nextShuttleSpeed(speed, direction) });
      },
      stepFrame: (direction) => {
        rest();
        if (transport) return transport.stepFrame(direction);
        get().seek(neighbouringFrame(get().frameTimes, get().time, direction));
      },
      stepSeconds: (seconds) => get().seek(get().time + seconds * MICROS_PER_SECOND),
      stepScene: (direction) => {
        const { scenes, time, frameRate, duration } = get();
        const tolerance = Math.max(SCENE_TOLERANCE, frameRate ? (1.5 * MICROS_PER_SECOND) / frameRate : 0);
        const edge = direction === 1 ? duration : 0;
        get().seek(neighbouringScene(scenes, time, direction, tolerance) ?? edge);
      },
      goToStart: () => get().seek(0),
      goToEnd: () => get().seek(get().duration),
      setRate: (rate) => {
        set({ rate, shuttleSpeed: 0 });
        if (get().playing) drive();
      },
      setVolume: (asked) => {
        const volume = Math.min(1, Math.max(0, asked));
        set({ volume, muted: volume === 0 });
        transport?.setVolume(volume, volume === 0);
      },
      toggleMuted: () => {
        const muted = !get().muted;
        const volume = muted ? get().volume : get().volume || 1;
        set({ muted, volume });
        transport?.setVolume(volume, muted);
      },
      toggleCaptions: () => set({ captions: !get().captions }),
      update: (videoId, facts) => {
        if (get().videoId === videoId) set(facts);
      },
      attach: (attached) => {
        transport = attached;
        carried = get().videoId;
        const { volume, muted, time, playing } = get();
        attached.setVolume(volume, muted);
        if (time > 0) attached.seek(goal());
        if (soon) get().play();
        else if (playing) drive();
        return () => {
          if (transport !== attached) return;
          attached.pause();
          transport = null;
          set({ preview: null, playing: false, shuttleSpeed: 0 });
        };
      },
      onFrame: (time) => {
        into = false;
        set({ time: withinFilm(time) });
      },
      onSettled: (time) => {
        into = false;
        set({ time: withinFilm(time), preview: null });
      },
      onStopped: () => set({ playing: false, shuttleSpeed: 0 }),
      onStarted: () => set({ playing: true, shuttleSpeed: 0 }),
    };
  });
}

/** The indexed frame before or after `time`: what stands in for a step while nothing can be played. */
function neighbouringFrame(frameTimes: readonly Micros[], time: Micros, direction: Direction): Micros {
  const found =
    direction === 1 ? frameTimes.find((frame) => frame > time) : frameTimes.findLast((frame) => frame < time);
  return found ?? time;
}

export const playerStore = createPlayerStore();
