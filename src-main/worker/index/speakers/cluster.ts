import { dot } from '../../inference/vectors';

/** Unit vectors. */
export type Vector = Float32Array;

/** The direction of a sum of vectors; zeros where they are none. */
export function meanDirection(vectors: readonly Vector[], dim: number): Vector {
  const sum = new Float32Array(dim);
  for (const vector of vectors)
    for (let i = 0; i < dim; i++) sum[i] = (sum[i] as number) + (vector[i] as number);
  const length = Math.sqrt(dot(sum, sum));
  return length === 0 ? sum : sum.map((value) => value / length);
}

/**
 * Agglomerative clustering with average linkage (UPGMA; Sokal and Michener 1958): the two clusters whose members are most alike on
 * average, by cosine, become one, until no two are as alike as `floor`: so it also says how many there are. Kaldi's recipes for
 * speaker diarisation stop in the same way. Time and memory go with the square of the number of vectors.
 * @returns for each vector the number of its cluster, from 0 in order of first members
 */
export function averageLinkage(vectors: readonly Vector[], floor: number): number[] {
  const n = vectors.length;
  // Sums of cosines between the members of two clusters; the average is that over the product of their sizes.
  const sums = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const cosine = dot(vectors[a] as Vector, vectors[b] as Vector);
      sums[a * n + b] = cosine;
      sums[b * n + a] = cosine;
    }
  }
  const size = new Int32Array(n).fill(1);
  const of = Array.from({ length: n }, (_, i) => i);
  const average = (a: number, b: number): number =>
    (sums[a * n + b] as number) / ((size[a] as number) * (size[b] as number));
  const nearest = (a: number): number => {
    let best = -1;
    for (let b = 0; b < n; b++) {
      if (b === a || size[b] === 0) continue;
      if (best < 0 || average(a, b) > average(a, best)) best = b;
    }
    return best;
  };
  // Each cluster's nearest, looked for anew only where one of the two was changed.
  const next = Array.from({ length: n }, (_, a) => nearest(a));
  for (;;) {
    let a = -1;
    for (let c = 0; c < n; c++) {
      if (size[c] === 0 || (next[c] as number) < 0) continue;
      if (a < 0 || average(c, next[c] as number) > average(a, next[a] as number)) a = c;
    }
    if (a < 0 || average(a, next[a] as number) < floor) break;
    const b = next[a] as number;
    for (let c = 0; c < n; c++) {
      const sum = (sums[a * n + c] as number) + (sums[b * n + c] as number);
      sums[a * n + c] = sum;
      sums[c * n + a] = sum;
    }
    size[a] = (size[a] as number) + (size[b] as number);
    size[b] = 0;
    for (let i = 0; i < n; i++) if (of[i] === b) of[i] = a;
    for (let c = 0; c < n; c++) {
      if (size[c] === 0) continue;
      if (c === a || next[c] === a || next[c] === b) next[c] = nearest(c);
      else if (average(c, a) > average(c, next[c] as number)) next[c] = a;
    }
  }
  return inOrder(of);
}

/** Numbers from 0 in the order in which they first come. */
export function inOrder(labels: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    const known = numbers.get(label) ?? numbers.size;
    numbers.set(label, known);
    return known;
  });
}
