import type { Micros } from '../../src-shared/time';

export const RATE = 16_000;

/** Sound of one person alone. */
export interface Clip {
  readonly speaker: string;
  /** 16 kHz. */
  readonly samples: Int16Array;
}
/** A stretch in which somebody speaks. */
export interface SpokenBy {
  readonly from: Micros;
  readonly to: Micros;
  readonly speaker: string;
}
export interface Recording {
  readonly samples: Int16Array;
  readonly truth: readonly SpokenBy[];
}

/** Numbers in 0..1 that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Samples of 10 ms, in which loudness is looked at. */
const STEP = 160;
/** How far below the loudest a step still counts as speech, as a share of its amplitude: 30 dB. */
const SPEECH = 10 ** (-30 / 20);
/** Steps: shorter pauses belong to what is said. */
const PAUSE = 30;

/** Where it is not quiet in a clip, as samples: what counts as spoken. */
export function spokenIn(samples: Int16Array): { from: number; to: number }[] {
  const loudness = Array.from({ length: Math.floor(samples.length / STEP) }, (_, i) => {
    const step = samples.subarray(i * STEP, (i + 1) * STEP);
    return Math.sqrt(step.reduce((sum, one) => sum + one * one, 0) / STEP);
  });
  const loudest = loudness.toSorted((a, b) => a - b)[Math.floor(loudness.length * 0.95)] ?? 0;
  const spoken: { from: number; to: number }[] = [];
  loudness.forEach((one, i) => {
    if (one <= loudest * SPEECH) return;
    const last = spoken.at(-1);
    if (last && i - last.to <= PAUSE) last.to = i + 1;
    else spoken.push({ from: i, to: i + 1 });
  });
  return spoken
    .filter(({ from, to }) => to - from >= 10)
    .map(({ from, to }) => ({ from: from * STEP, to: to * STEP }));
}

export interface Shape {
  readonly seed: number;
  readonly turns: number;
  /** Seconds of a turn, from and to. */
  readonly turn: readonly [number, number];
  /** Seconds between two. */
  readonly pause: readonly [number, number];
}

/** Joins turns of several people to one recording: nobody follows themselves, and no sound comes twice before all has come once. */
export function join(clips: readonly Clip[], { seed, turns, turn, pause }: Shape): Recording {
  const random = seeded(seed);
  const between = ([low, high]: readonly [number, number]) =>
    Math.round((low + (high - low) * random()) * RATE);
  const speakers = [...new Set(clips.map(({ speaker }) => speaker))];
  const sound = new Map(
    speakers.map((name) => [name, new Supply(clips.filter((one) => one.speaker === name))]),
  );
  const parts: Int16Array[] = [];
  const truth: SpokenBy[] = [];
  let [at, before] = [0, ''];
  for (let n = 0; n < turns; n++) {
    const others = speakers.length > 1 ? speakers.filter((name) => name !== before) : speakers;
    const speaker = others[Math.floor(random() * others.length)] as string;
    before = speaker;
    const samples = (sound.get(speaker) as Supply).take(between(turn));
    const micros = (sample: number): Micros => Math.round(((at + sample) / RATE) * 1_000_000);
    for (const { from, to } of spokenIn(samples)) truth.push({ from: micros(from), to: micros(to), speaker });
    const quiet = new Int16Array(between(pause)).map(() => Math.round((random() - 0.5) * 8));
    parts.push(samples, quiet);
    at += samples.length + quiet.length;
  }
  const samples = new Int16Array(at);
  let filled = 0;
  for (const part of parts) {
    samples.set(part, filled);
    filled += part.length;
  }
  return { samples, truth };
}

/** The sound of one person, piece after piece, from the start again at its end. */
class Supply {
  #clip = 0;
  #at = 0;

  constructor(private readonly clips: readonly Clip[]) {}

  take(count: number): Int16Array {
    const { samples } = this.clips[this.#clip % this.clips.length] as Clip;
    const piece = samples.subarray(this.#at, this.#at + count);
    this.#at += count;
    // What is left would be a breath.
    if (samples.length - this.#at < RATE) [this.#clip, this.#at] = [this.#clip + 1, 0];
    return piece;
  }
}
