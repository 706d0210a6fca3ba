import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { type FlatStretch, flatStretches } from './flat';
import { VALUE, VALUES } from './measure';

/** Where one shot gives way to the next. */
export interface Transition {
  readonly kind: 'cut' | 'dissolve';
  /** Number of the new shot's first frame; of a gradual change, of the frame in its middle. */
  readonly frame: number;
}

/** How far the unlikeness at a cut lies above what is usual around it, and from where on it is one however restless the film. */
const ABOVE_USUAL = 0.3;
const CERTAIN_CUT = 0.42;
/** Frames on either side that say what is usual. */
const NEIGHBOURS = 12;
/** From here on a frame is the middle of a dissolve. */
const LEAST_MIXING = 0.7;
/** Mixtures no further apart than this are of one dissolve: no shot between two is so short. */
const SAME_DISSOLVE: Micros = 0.3 * MICROS_PER_SECOND;
/** A longer stretch of one colour is a shot of its own. */
const LONGEST_FLAT: Micros = 1.5 * MICROS_PER_SECOND;

/**
 * Finds all transitions in the measurements of a film's frames.
 * @param values [times.length, VALUES], see `measure`
 * @returns in order of their frames, no two of the same, none at frame 0
 */
export function findTransitions(values: Float32Array, times: ArrayLike<Micros>): Transition[] {
  const stretches = flatStretches(values);
  const inFade = (frame: number) =>
    stretches.some(({ fadesFrom, fadesTo }) => frame >= fadesFrom && frame <= fadesTo);
  const cuts = findCuts(values).filter((frame) => !inFade(frame));
  const found: Transition[] = stretches.flatMap((stretch) => aroundFlat(stretch, times));
  for (const frame of cuts) found.push({ kind: 'cut', frame });
  for (const { frame, span } of findMiddles(values, times)) {
    const atCut = cuts.some((cut) => Math.abs(cut - frame) <= span);
    if (!atCut && !inFade(frame)) found.push({ kind: 'dissolve', frame });
  }
  return found.sort((a, b) => a.frame - b.frame);
}

/**
 * A short stretch of one colour lies between two shots: where the second comes in at once, it begins there; else half-way
 * through the fades. A long one is a shot. At the film's ends nothing lies beyond it.
 */
function aroundFlat({ from, to, fadesFrom, fadesTo }: FlatStretch, times: ArrayLike<Micros>): Transition[] {
  const count = times.length;
  const atStart = from === 0;
  const atEnd = to === count;
  const lasts = (times[Math.min(count - 1, to)] ?? 0) - (times[from] ?? 0);
  const change = (first: number, behind: number, cut: number): Transition =>
    first === behind
      ? { kind: 'cut', frame: cut }
      : { kind: 'dissolve', frame: Math.round((first + behind) / 2) };
  if (lasts <= LONGEST_FLAT) {
    if (atStart || atEnd) return [];
    return fadesTo === to
      ? [{ kind: 'cut', frame: to }]
      : [{ kind: 'dissolve', frame: Math.round((fadesFrom + fadesTo) / 2) }];
  }
  return [...(atStart ? [] : [change(fadesFrom, from, from)]), ...(atEnd ? [] : [change(to, fadesTo, to)])];
}

/** Frames whose unlikeness to what was before stands out. */
function findCuts(values: Float32Array): number[] {
  const count = values.length / VALUES;
  const strength = Float32Array.from({ length: count }, (_, i) => values[i * VALUES + VALUE.cut] as number);
  const cuts: number[] = [];
  for (let i = 1; i < count; i++) {
    const now = strength[i] as number;
    if (now < ABOVE_USUAL || !isPeak(strength, i)) continue;
    if (now >= Math.min(CERTAIN_CUT, ABOVE_USUAL + usual(strength, i))) cuts.push(i);
  }
  return cuts;
}

/** Within two frames; of equals the first. */
function isPeak(strength: Float32Array, i: number): boolean {
  const now = strength[i] as number;
  const around = (k: number) => strength[i + k] ?? 0;
  return around(-2) < now && around(-1) < now && around(1) <= now && around(2) <= now;
}

/** The median around a frame. */
function usual(strength: Float32Array, i: number): number {
  const around = [
    ...strength.subarray(Math.max(1, i - NEIGHBOURS), i),
    ...strength.subarray(i + 1, i + 1 + NEIGHBOURS),
  ].sort((a, b) => a - b);
  return around[around.length >> 1] ?? 0;
}

/** A dissolve, as the run of its frames that are good mixtures. */
interface Run {
  first: number;
  last: number;
  /** Of its best mixture. */
  strength: number;
  span: number;
}

/** The middle of each dissolve, and how far from it lie the pictures that it is the mixture of. */
function findMiddles(values: Float32Array, times: ArrayLike<Micros>): { frame: number; span: number }[] {
  const runs: Run[] = [];
  for (let frame = 0; frame < times.length; frame++) {
    const strength = values[frame * VALUES + VALUE.mixing] as number;
    if (strength < LEAST_MIXING) continue;
    const span = values[frame * VALUES + VALUE.span] as number;
    const run = runs.at(-1);
    if (!run || (times[frame] as Micros) - (times[run.last] as Micros) > SAME_DISSOLVE) {
      runs.push({ first: frame, last: frame, strength, span });
      continue;
    }
    run.last = frame;
    if (strength > run.strength) Object.assign(run, { strength, span });
  }
  return runs.map(({ first, last, span }) => ({ frame: Math.round((first + last) / 2), span }));
}
