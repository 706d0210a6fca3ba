/** Samples [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Speech goes on at a frame at least this probable; below `BEGIN` it does not begin. Those of the cutter: see `DEFAULT_CUT_RULES`. */
const BEGIN = 0.35;
const STAY = 0.25;
/** Frames beside them that belong to it: onsets and ends are found a little late and early. */
const PAD = 2;
/** Samples, at 16 kHz: shorter pauses are none, and what is shorter than speech can be is none. */
const LONGEST_PAUSE = 4000;
const SHORTEST = 3200;

/**
 * Where somebody speaks, by the voice detector's probabilities.
 * @param frame samples that each probability is of
 * @param from number of the first one's first sample
 */
export function voicedStretches(probabilities: readonly number[], frame: number, from: number): Stretch[] {
  const spoken: Stretch[] = [];
  let begin = -1;
  for (let i = 0; i <= probabilities.length; i++) {
    const probability = probabilities[i] ?? 0;
    if (begin < 0 && probability >= BEGIN) begin = i;
    if (begin < 0 || probability >= STAY) continue;
    const last = Math.min(probabilities.length, i + PAD);
    spoken.push({ from: from + Math.max(0, begin - PAD) * frame, to: from + last * frame });
    begin = -1;
  }
  const joined: Stretch[] = [];
  for (const one of spoken) {
    const last = joined.at(-1);
    if (last && one.from - last.to <= LONGEST_PAUSE)
      joined[joined.length - 1] = { from: last.from, to: one.to };
    else joined.push(one);
  }
  return joined.filter(({ from: a, to: b }) => b - a >= SHORTEST);
}

/** A window, and the part of the speech that it stands for. */
export interface Window extends Stretch {
  readonly owns: Stretch;
}

/** Windows over a stretch of speech, evenly spread, each at most `hop` after the one before; one where it is shorter than a window. */
export function windowsOver({ from, to }: Stretch, length: number, hop: number): Window[] {
  const rest = to - from - length;
  if (rest <= 0) return [{ from, to, owns: { from, to } }];
  const steps = Math.ceil(rest / hop);
  const begin = (n: number): number => from + Math.round((rest * n) / steps);
  const edge = (n: number): number => Math.round((begin(n - 1) + begin(n) + length) / 2);
  return Array.from({ length: steps + 1 }, (_, n) => ({
    from: begin(n),
    to: begin(n) + length,
    owns: { from: n === 0 ? from : edge(n), to: n === steps ? to : edge(n + 1) },
  }));
}
