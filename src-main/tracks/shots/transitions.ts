import { VALUE, VALUES } from './measure';

/** Where one shot gives way to the next. */
export interface Transition {
  readonly kind: 'cut' | 'dissolve';
  /** Number of the new shot's first frame; of a dissolve, of the frame in its middle. */
  readonly frame: number;
}

/** From here on pictures are those of different shots, however calm the film; see `unlikeness`. */
const LEAST_CUT = 0.42;
/** A cut stands out by this much from what is usual in the frames around it. */
const ABOVE_USUAL = 2;
/** Frames on either side that say what is usual. */
const NEIGHBOURS = 12;
/** From here on a frame is the middle of a dissolve. */
const LEAST_MIXING = 0.6;
/** Frames between which two middles are those of one dissolve. */
const SAME_DISSOLVE = 6;
/** Deviation of brightness below which a frame is of one colour. */
const FLAT = 3;
/** Frames over which a fade changes the contrast, and by how much at least. */
const FADE = { frames: 6, times: 1.5 } as const;
/** Longer stretches of one colour, in frames, are shots of their own. */
const LONGEST_FLAT = 48;

/** Finds all transitions in the measurements of a film's frames, in order. */
export function findTransitions(values: Float32Array): Transition[] {
  const film = new Measured(values);
  const cuts = film.cuts();
  const middles = film.middles();
  const found: Transition[] = [];
  for (const frame of cuts) {
    if (!film.fades(frame)) found.push({ kind: 'cut', frame });
    else found.push({ kind: 'dissolve', frame });
  }
  for (const { frame, span } of middles) {
    const near = cuts.some((cut) => Math.abs(cut - frame) <= Math.max(4, span));
    if (!near) found.push({ kind: 'dissolve', frame });
  }
  found.sort((a, b) => a.frame - b.frame);
  return film.bridgeFlat(found);
}

class Measured {
  readonly count: number;

  constructor(private readonly values: Float32Array) {
    this.count = values.length / VALUES;
  }

  #at(frame: number, value: number): number {
    return this.values[Math.min(this.count - 1, Math.max(0, frame)) * VALUES + value] as number;
  }

  /** Frames whose unlikeness to what was before stands out. */
  cuts(): number[] {
    const cuts: number[] = [];
    for (let i = 1; i < this.count; i++) {
      const strength = this.#at(i, VALUE.cut);
      if (strength >= LEAST_CUT && this.#isPeak(i) && strength >= ABOVE_USUAL * this.#usual(i)) cuts.push(i);
    }
    return cuts;
  }

  /** Of equals the first. */
  #isPeak(i: number): boolean {
    const strength = this.#at(i, VALUE.cut);
    for (const k of [-2, -1]) if (i + k > 0 && this.#at(i + k, VALUE.cut) >= strength) return false;
    for (const k of [1, 2]) if (i + k < this.count && this.#at(i + k, VALUE.cut) > strength) return false;
    return true;
  }

  #usual(i: number): number {
    const around: number[] = [];
    for (let k = Math.max(1, i - NEIGHBOURS); k <= Math.min(this.count - 1, i + NEIGHBOURS); k++) {
      if (k !== i) around.push(this.#at(k, VALUE.cut));
    }
    around.sort((a, b) => a - b);
    return around[around.length >> 1] ?? 0;
  }

  /** The middle of each dissolve: the frame that is the best mixture. */
  middles(): { frame: number; span: number }[] {
    const middles: { frame: number; span: number; strength: number }[] = [];
    for (let i = 0; i < this.count; i++) {
      const strength = this.#at(i, VALUE.mixing);
      if (strength < LEAST_MIXING) continue;
      const span = this.#at(i, VALUE.span);
      const last = middles.at(-1);
      if (!last || i - last.frame > Math.max(SAME_DISSOLVE, span, last.span)) middles.push({ frame: i, span, strength });
      else if (strength > last.strength) middles[middles.length - 1] = { frame: i, span, strength };
    }
    return middles;
  }

  /** Whether the contrast falls towards a frame, or rises from it on, as in a fade. */
  fades(frame: number): boolean {
    const { frames, times } = FADE;
    const falls = this.#ramp(frame - 1, -1, frames) >= times;
    return falls || this.#ramp(frame, 1, frames) >= times;
  }

  /** How many times greater the contrast is some frames away, where it grows all the way there. */
  #ramp(from: number, step: 1 | -1, frames: number): number {
    let before = this.#at(from, VALUE.deviation);
    const first = Math.max(1, before);
    for (let k = 1; k <= frames; k++) {
      const now = this.#at(from + k * step, VALUE.deviation);
      if (now < before) return 1;
      before = now;
    }
    return before / first;
  }

  /** What leads into a short stretch of one colour and what leads out of it are one transition: where it is cut, if it is. */
  bridgeFlat(found: readonly Transition[]): Transition[] {
    const kept: Transition[] = [];
    for (const next of found) {
      const last = kept.at(-1);
      if (!last || !this.#onlyFlat(last.frame, next.frame)) kept.push(next);
      else if (next.kind === 'cut') kept[kept.length - 1] = next;
      else if (last.kind === 'dissolve') {
        kept[kept.length - 1] = { kind: 'dissolve', frame: Math.round((last.frame + next.frame) / 2) };
      }
    }
    return kept;
  }

  /** Whether the picture goes empty between two frames and shows nothing else meanwhile. */
  #onlyFlat(from: number, to: number): boolean {
    if (to - from > LONGEST_FLAT) return false;
    let least = Number.POSITIVE_INFINITY;
    for (let i = from; i < to; i++) least = Math.min(least, this.#at(i, VALUE.deviation));
    return least < FLAT;
  }
}
