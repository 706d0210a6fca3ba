/** Numbers -1..1 that look random and are the same each time. */
export function randoms(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/** Fills `out` from `at` with a vector of length 1. */
export function randomUnit(random: () => number, out: Float32Array, at: number, dim: number): void {
  let squares = 0;
  for (let i = at; i < at + dim; i++) {
    const value = random();
    out[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (let i = at; i < at + dim; i++) out[i] = (out[i] as number) / length;
}
