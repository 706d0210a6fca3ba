import type { Truth } from './films';

/** What a method says of one film. */
export interface Found {
  readonly kind: 'cut' | 'dissolve';
  readonly frame: number;
}
export interface Tally {
  hits: number;
  found: number;
  true: number;
}
export interface Score {
  /** Hard cuts called so, within a frame. */
  cuts: Tally;
  /** Of these, those on the very frame. */
  exact: number;
  /** Gradual transitions called so, with the place within the stretch that is mixed, give or take two frames. */
  gradual: Tally;
  /** Every change of shot, whatever it was called. */
  any: Tally;
}

const tally = (): Tally => ({ hits: 0, found: 0, true: 0 });
export const noScore = (): Score => ({ cuts: tally(), exact: 0, gradual: tally(), any: tally() });

/** Frames that a hard cut may be off, and that a gradual one may lie outside its stretch. */
const SLACK = { cut: 1, gradual: 2 } as const;

/** Each true change is met by one that was found at most, the nearest; what lies in an ignored stretch does not count. */
export function score(truth: Truth, found: readonly Found[], total: Score): void {
  const counted = found.filter(
    ({ frame }) => !truth.ignored.some(([from, to]) => frame >= from && frame <= to),
  );
  const cuts = truth.cuts.map((at) => [at - SLACK.cut, at + SLACK.cut] as const);
  const gradual = truth.gradual.map(([from, to]) => [from - SLACK.gradual, to + SLACK.gradual] as const);
  const hard = counted.filter(({ kind }) => kind === 'cut');
  match(cuts, hard, total.cuts);
  match(
    gradual,
    counted.filter(({ kind }) => kind === 'dissolve'),
    total.gradual,
  );
  match([...cuts, ...gradual], counted, total.any);
  total.exact += truth.cuts.filter((at) => hard.some(({ frame }) => frame === at)).length;
}

function match(wanted: readonly (readonly [number, number])[], found: readonly Found[], into: Tally): void {
  const left = [...found];
  into.true += wanted.length;
  into.found += found.length;
  for (const [from, to] of wanted) {
    const middle = (from + to) / 2;
    const within = left.filter(({ frame }) => frame >= from && frame <= to);
    within.sort((a, b) => Math.abs(a.frame - middle) - Math.abs(b.frame - middle));
    const hit = within[0];
    if (!hit) continue;
    left.splice(left.indexOf(hit), 1);
    into.hits++;
  }
}

export function rates({ hits, found, true: wanted }: Tally): {
  precision: number;
  recall: number;
  f1: number;
} {
  const precision = found > 0 ? hits / found : 1;
  const recall = wanted > 0 ? hits / wanted : 1;
  return {
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}
