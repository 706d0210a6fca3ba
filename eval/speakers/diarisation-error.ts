import type { Micros } from '../../src-shared/time';
import type { SpokenBy } from './recordings';

export interface DiarisationError {
  /** Microseconds of speech in the truth, as often as somebody speaks: where two do, it counts twice. */
  readonly spoken: number;
  /** Of these: not found, and given to the wrong person; and found where nobody speaks. */
  readonly missed: number;
  readonly confused: number;
  readonly falseAlarm: number;
}

/** Microseconds between two looks. */
const STEP = 10_000;

/**
 * The parts of the diarisation error rate (NIST, Rich Transcription 2009, evaluation plan, 6.1): speakers found are given to those of
 * the truth one to one so that most is right.
 * @param collar microseconds around each border of the truth that do not count
 */
export function diarisationError(
  truth: readonly SpokenBy[],
  found: readonly SpokenBy[],
  { collar, until }: { readonly collar: Micros; readonly until: Micros },
): DiarisationError {
  const steps = Math.floor(until / STEP);
  const at = (parts: readonly SpokenBy[]): Set<string>[] => {
    const who = Array.from({ length: steps }, () => new Set<string>());
    for (const { from, to, speaker } of parts)
      for (let i = Math.round(from / STEP); i < Math.min(steps, Math.round(to / STEP)); i++)
        who[i]?.add(speaker);
    return who;
  };
  const counts = new Uint8Array(steps).fill(1);
  if (collar > 0) {
    for (const edge of truth.flatMap(({ from, to }) => [from, to])) {
      const [low, high] = [
        Math.max(0, Math.round((edge - collar) / STEP)),
        Math.round((edge + collar) / STEP),
      ];
      counts.fill(0, low, high);
    }
  }
  const [real, guessed] = [at(truth), at(found)];
  const together = new Map<string, Map<string, number>>();
  let [spoken, missed, falseAlarm, confused] = [0, 0, 0, 0];
  for (let i = 0; i < steps; i++) {
    if (!counts[i]) continue;
    const [a, b] = [real[i] as Set<string>, guessed[i] as Set<string>];
    spoken += a.size;
    missed += Math.max(0, a.size - b.size);
    falseAlarm += Math.max(0, b.size - a.size);
    confused += Math.min(a.size, b.size);
    for (const one of a) {
      const row = together.get(one) ?? new Map<string, number>();
      together.set(one, row);
      for (const other of b) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  confused -= mostTogether([...together.values()], [...new Set(found.map(({ speaker }) => speaker))]);
  const micros = (count: number): number => count * STEP;
  return {
    spoken: micros(spoken),
    missed: micros(missed),
    confused: micros(confused),
    falseAlarm: micros(falseAlarm),
  };
}

/** The largest sum of one-to-one pairs, by dynamic programming over the sets of columns that are taken. */
function mostTogether(rows: readonly ReadonlyMap<string, number>[], columns: readonly string[]): number {
  let best = new Map<number, number>([[0, 0]]);
  for (const row of rows) {
    const next = new Map(best);
    for (const [taken, sum] of best) {
      columns.forEach((column, bit) => {
        const value = row.get(column) ?? 0;
        if (value === 0 || taken & (1 << bit)) return;
        const set = taken | (1 << bit);
        if ((next.get(set) ?? -1) < sum + value) next.set(set, sum + value);
      });
    }
    best = next;
  }
  return Math.max(...best.values());
}
