import { formatClock, type Micros } from '../../src-shared/time';

export interface Tick {
  readonly time: Micros;
  /** Null for the small ticks between labelled ones. */
  readonly label: string | null;
}

const MS = 1000;
const S = 1000 * MS;
const MIN = 60 * S;
const H = 60 * MIN;

/** Distances between labels that read well, and into how many parts small ticks cut each. */
const STEPS: readonly (readonly [Micros, number])[] = [
  [MS, 2],
  [2 * MS, 2],
  [5 * MS, 5],
  [10 * MS, 5],
  [20 * MS, 4],
  [50 * MS, 5],
  [100 * MS, 5],
  [200 * MS, 4],
  [500 * MS, 5],
  [S, 5],
  [2 * S, 4],
  [5 * S, 5],
  [10 * S, 5],
  [15 * S, 3],
  [30 * S, 6],
  [MIN, 4],
  [2 * MIN, 4],
  [5 * MIN, 5],
  [10 * MIN, 5],
  [15 * MIN, 3],
  [30 * MIN, 6],
  [H, 4],
  [2 * H, 4],
  [6 * H, 6],
  [12 * H, 6],
  [24 * H, 4],
];

/** Room that a label needs. CSS pixels. */
const LABEL_PIXELS = 72;

/** The smallest step whose labels do not touch. @param density pixels a microsecond. */
export function stepFor(density: number): { step: Micros; parts: number } {
  const last = STEPS[STEPS.length - 1] as readonly [Micros, number];
  const [step, parts] = STEPS.find(([candidate]) => candidate * density >= LABEL_PIXELS) ?? last;
  return { step, parts };
}

/** `m:ss`, with as many decimals as the step needs to tell neighbours apart. */
export function tickLabel(time: Micros, step: Micros): string {
  const clock = formatClock(time);
  if (step >= S) return clock;
  const digits = step >= 100 * MS ? 1 : step >= 10 * MS ? 2 : 3;
  const fraction = String(Math.floor((time % S) / MS))
    .padStart(3, '0')
    .slice(0, digits);
  return `${clock}.${fraction}`;
}

/** The ticks between two times, ascending, none before 0 or after `duration`. */
export function rulerTicks(from: number, to: number, density: number, duration: Micros): Tick[] {
  const { step, parts } = stepFor(density);
  const small = step / parts;
  const ticks: Tick[] = [];
  const end = Math.min(to, duration);
  for (let k = Math.max(0, Math.ceil(from / small)); k * small <= end; k += 1) {
    const time = k * small;
    ticks.push({ time, label: k % parts === 0 ? tickLabel(time, step) : null });
  }
  return ticks;
}
