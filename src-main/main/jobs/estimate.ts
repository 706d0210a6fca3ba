// How long the work on a film still takes (ETA, estimated time of arrival): every stage that is still to come, each at its own pace.
import {
  type RunName,
  STAGE_NAMES,
  type StageName,
  stageRow,
  type TrackName,
} from '../../../src-shared/passes';
import type { IndexProgress } from '../../base/film/types';

/** What there is to be done of a film, and how much of it there is. */
export interface FilmWork {
  /** Seconds of film. */
  readonly seconds: number;
  /** Frames that the index looks at; 0 without pictures. */
  readonly frames: number;
  /** Pixels a second that are decoded, in those of 1280 x 720 at 30 frames a second. */
  readonly weight: number;
  /** Whether what is said is to be written down. */
  readonly speech: boolean;
  /** Whether voices are to be told apart. */
  readonly speakers: boolean;
  /** Tracks of subtitles that are pictures and are to be read; none where it is missing. */
  readonly pictureSubtitles?: number;
  /** Runs that are still to come, the one under way among them; and the tracks that one of them reads. */
  readonly runs: readonly RunName[];
  readonly tracks: readonly TrackName[];
}

/** Seconds that a frame takes of each track; and that decoding a second of film of weight 1 takes. Measured on two cores. */
const TRACK_COST: Readonly<Record<TrackName, number>> = { shots: 0.005, objects: 0.15, text: 0.15 };
const DECODING = 0.08;

/**
 * Seconds that each stage takes with the built-in packs on two cores (docs/bench.md, docs/lab/tracks.md). What a machine really
 * takes is learnt as it works: these say how the stages stand to each other before anything was.
 */
const USUAL: Readonly<Record<StageName, (film: FilmWork) => number>> = {
  probe: () => 0.3,
  frames: ({ frames, seconds, weight }) => frames * 0.03 + seconds * (DECODING * weight + 0.005) + 1,
  scenes: ({ frames }) => frames / 5000 + 0.1,
  // A line every six seconds.
  subtitles: ({ seconds, pictureSubtitles = 0 }) => (pictureSubtitles * seconds * 0.5) / 6,
  speech: ({ seconds, speech }) => (speech ? seconds / 22 + 2 : 0),
  speakers: ({ seconds, speakers }) => (speakers ? seconds / 60 + 1 : 0),
  finish: ({ frames }) => frames / 400 + 0.5,
  tracks: ({ frames, seconds, weight, tracks }) => {
    if (frames === 0 || tracks.length === 0) return 0;
    const each = tracks.reduce((sum, track) => sum + TRACK_COST[track], 0);
    return frames * each + seconds * (DECODING * weight + 0.01) + 2;
  },
  // A model of 8 B parameters.
  watch: ({ frames }) => frames * 12,
};

/** How much slower than usual each stage was found to be on this machine. */
export type Paces = Readonly<Partial<Record<StageName, number>>>;

/** How much of a new measurement counts against what was known. */
const NEWS = 0.5;
/** Less of a stage than this, or fewer seconds, says little of its pace: what was known counts beside it. */
const ENOUGH_SHARE = 0.25;
const ENOUGH_SECONDS = 20;
/** So many times as fast as expected a stage does not begin: it is a resumed one, which finds its place. */
const LEAP = 10;
/** Of less than this of a stage nothing is remembered. */
const WORTH_REMEMBERING = 0.3;

interface UnderWay {
  readonly id: string;
  readonly film: FilmWork;
  readonly stage: StageName;
  /** When it was first heard of, in milliseconds, and how far it was then. */
  readonly since: number;
  readonly from: number;
  /** Where it stands. */
  at: number;
  now: number;
}

/** Knows how fast this machine works, stage by stage, and says how long what is left will take. */
export class Estimator {
  readonly #paces: Partial<Record<StageName, number>>;
  #underWay: UnderWay | null = null;

  /**
   * @param paces what was learnt before
   * @param now milliseconds
   */
  constructor(
    paces: Paces = {},
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#paces = { ...paces };
  }

  get paces(): Paces {
    return this.#paces;
  }

  /**
   * A film's work has come so far.
   * @returns whether something was learnt that is worth keeping
   */
  progress(id: string, film: FilmWork, { stage, stageFraction }: IndexProgress): boolean {
    const before = this.#underWay;
    const now = this.now();
    const goesOn = before?.id === id && before.stage === stage && stageFraction >= before.at;
    if (goesOn && stageFraction > before.from && !this.#leaps(before, stageFraction, now)) {
      before.at = stageFraction;
      before.now = now;
      return false;
    }
    const learnt = before !== null && !goesOn && this.#learn(before, before.id === id ? now : before.now);
    // What passes before a stage moves (models are opened, a resumed job finds its place) says nothing of its pace.
    this.#underWay = { id, film, stage, since: now, from: stageFraction, at: stageFraction, now };
    return learnt;
  }

  /** Nothing is under way any more. @returns as `progress` does */
  rest(): boolean {
    const before = this.#underWay;
    this.#underWay = null;
    return before !== null && this.#learn(before, before.now);
  }

  /** Seconds that all of a film's work takes, from where it stands: `stage` is the first that is left. */
  seconds(id: string, film: FilmWork, stage: StageName): number {
    const left = STAGE_NAMES.slice(STAGE_NAMES.indexOf(stage)).filter((name) =>
      film.runs.includes(stageRow(name).run),
    );
    return left.reduce((sum, name) => sum + this.#stage(id, film, name), 0);
  }

  #stage(id: string, film: FilmWork, stage: StageName): number {
    const expected = USUAL[stage](film) * this.#pace(stage);
    const here = this.#underWay;
    if (here?.id !== id || here.stage !== stage) return expected;
    const [done, took] = [here.at - here.from, (here.now - here.since) / 1000];
    const known = Math.min(1, Math.max(done / ENOUGH_SHARE, took / ENOUGH_SECONDS));
    const whole = done > 0 && took > 0 ? known * (took / done) + (1 - known) * expected : expected;
    // Between two reports the time goes on.
    return Math.max(0, (1 - here.at) * whole - (this.now() - here.now) / 1000);
  }

  /** Whether a stage's first move is none of its work: what an earlier run had read counts as read at once. */
  #leaps({ film, stage, from, at, since }: UnderWay, to: number, now: number): boolean {
    if (at > from) return false;
    return (now - since) / 1000 < ((to - from) * USUAL[stage](film) * this.#pace(stage)) / LEAP;
  }

  /**
   * How this machine stands to the usual one, where this very stage was not measured: as the others stand, in the middle, but only half
   * of it, as one stage says little of another.
   */
  #pace(stage: StageName): number {
    const own = this.#paces[stage];
    if (own !== undefined) return own;
    const here = this.#underWay;
    const measured = Object.entries(this.#paces).map(([, pace]) => pace);
    const now = here && here.at - here.from >= 0.05 ? ratioOf(here, here.now) : null;
    const all = now === null ? measured : [...measured, now];
    if (all.length === 0) return 1;
    return Math.exp(all.reduce((sum, pace) => sum + Math.log(pace), 0) / all.length / 2);
  }

  #learn(done: UnderWay, until: number): boolean {
    // What is done in a moment says nothing: it was there already.
    if (done.at - done.from < WORTH_REMEMBERING || USUAL[done.stage](done.film) < 1) return false;
    const ratio = ratioOf(done, until);
    if (ratio === null) return false;
    const known = this.#paces[done.stage];
    this.#paces[done.stage] = known === undefined ? ratio : known * (ratio / known) ** NEWS;
    return true;
  }
}

/** How many times as long as usual a stage takes here. */
function ratioOf({ film, stage, from, at, since }: UnderWay, until: number): number | null {
  const usual = USUAL[stage](film) * (at - from);
  const took = (until - since) / 1000;
  return usual > 0 && took > 0 ? Math.min(100, Math.max(0.01, took / usual)) : null;
}
