import { normalise } from '../../src-main/worker/inference/vectors';

/** Rows of numbers in one array. */
export interface Rows {
  readonly values: Float64Array;
  readonly count: number;
  readonly dim: number;
}

/** A map of low rank from unit tokens to texts: text ≈ mean + fromPlane · toPlane · (token − mean token). */
export interface LowRankMap {
  readonly meanToken: Float64Array;
  /** [token values, rank] */
  readonly toPlane: Float64Array;
  /** [rank, text values], orthonormal rows */
  readonly fromPlane: Float64Array;
  readonly meanText: Float64Array;
}

/** How much the map is held back, as a share of the mean square length of a token about the mean: 1, 3 and 10 find alike. */
const HELD_BACK = 3;

/**
 * Ridge regression in its dual form, as there are fewer pictures than values, cut to the directions that matter most among texts.
 * @param tokens of unit length @param texts the mean embedding of each picture's captions
 */
export function fitMap(tokens: Rows, texts: Rows, rank: number): LowRankMap {
  const [meanToken, x] = centred(tokens);
  const [meanText, y] = centred(texts);
  const gram = products(x, x);
  const n = x.count;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i] as number;
  for (let i = 0; i < n; i++) gram[i * n + i] = (gram[i * n + i] as number) + (HELD_BACK * trace) / n;
  const dual = solve(gram, y);
  for (let i = 0; i < n; i++) gram[i * n + i] = (gram[i * n + i] as number) - (HELD_BACK * trace) / n;
  // The map's square among texts is dualᵀ · gram · dual; its largest eigenvectors are the plane.
  const fromPlane = largestEigenvectors(squareOf(dual, gram), y.dim, rank);
  return { meanToken, toPlane: toPlaneOf(x, dual, fromPlane, rank), fromPlane, meanText };
}

function centred({ values, count, dim }: Rows): [Float64Array, Rows] {
  const mean = new Float64Array(dim);
  for (let at = 0; at < values.length; at++)
    mean[at % dim] = (mean[at % dim] as number) + (values[at] as number) / count;
  return [mean, { values: values.map((value, at) => value - (mean[at % dim] as number)), count, dim }];
}

/** [a.count, b.count], the products of all rows. */
function products(a: Rows, b: Rows): Float64Array {
  const out = new Float64Array(a.count * b.count);
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      let sum = 0;
      for (let k = 0; k < a.dim; k++)
        sum += (a.values[i * a.dim + k] as number) * (b.values[j * b.dim + k] as number);
      out[i * b.count + j] = sum;
    }
  }
  return out;
}

/** matrix · result = right, by Cholesky; the matrix [n, n] is symmetric and positive. */
function solve(matrix: Float64Array, { values, count: n, dim }: Rows): Rows {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] as number) * (lower[j * n + k] as number);
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * n + j] as number);
    }
  }
  const out = values.slice();
  const subtract = (to: number, from: number, factor: number) => {
    for (let k = 0; k < dim; k++)
      out[to * dim + k] = (out[to * dim + k] as number) - factor * (out[from * dim + k] as number);
  };
  const divide = (row: number) => {
    for (let k = 0; k < dim; k++)
      out[row * dim + k] = (out[row * dim + k] as number) / (lower[row * n + row] as number);
  };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) subtract(i, j, lower[i * n + j] as number);
    divide(i);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) subtract(i, j, lower[j * n + i] as number);
    divide(i);
  }
  return { values: out, count: n, dim };
}

/** dualᵀ · gram · dual, [dim, dim] */
function squareOf(dual: Rows, gram: Float64Array): Float64Array {
  const { count: n, dim } = dual;
  const half = new Float64Array(n * dim);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) add(half, i * dim, dual.values, j * dim, gram[i * n + j] as number, dim);
  const out = new Float64Array(dim * dim);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < dim; a++) add(out, a * dim, half, i * dim, dual.values[i * dim + a] as number, dim);
  return out;
}

function add(
  to: Float64Array,
  at: number,
  from: Float64Array,
  start: number,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) to[at + k] = (to[at + k] as number) + factor * (from[start + k] as number);
}

/** xᵀ · dual · planeᵀ: [token values, rank] */
function toPlaneOf(x: Rows, dual: Rows, plane: Float64Array, rank: number): Float64Array {
  const inPlane = products(dual, { values: plane, count: rank, dim: dual.dim });
  const out = new Float64Array(x.dim * rank);
  for (let i = 0; i < x.count; i++)
    for (let k = 0; k < x.dim; k++)
      add(out, k * rank, inPlane, i * rank, x.values[i * x.dim + k] as number, rank);
  return out;
}

const MOST_SWEEPS = 30;
/** Of the largest value: smaller ones beside the diagonal are nothing. */
const NOTHING = 1e-9;

/** Of a symmetric matrix [dim, dim], by Jacobi's rotations: unit rows, [count, dim], the largest first; the largest value of each is positive. */
export function largestEigenvectors(matrix: Float64Array, dim: number, count: number): Float64Array {
  const a = matrix.slice();
  const vectors = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) vectors[i * dim + i] = 1;
  const least = NOTHING * a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let sweep = 0, turned = true; turned && sweep < MOST_SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < dim; p++)
      for (let q = p + 1; q < dim; q++) {
        if (Math.abs(a[p * dim + q] as number) <= least) continue;
        turned = true;
        rotate(a, vectors, dim, p, q);
      }
  }
  const order = Array.from({ length: dim }, (_, i) => i).sort(
    (i, j) => (a[j * dim + j] as number) - (a[i * dim + i] as number),
  );
  const out = new Float64Array(count * dim);
  for (const [row, i] of order.slice(0, count).entries()) {
    const vector = vectors.subarray(i * dim, (i + 1) * dim);
    const most = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    for (let k = 0; k < dim; k++) out[row * dim + k] = (vector[k] as number) * Math.sign(most);
  }
  return out;
}

/** Makes a[p, q] zero. The rows of `vectors` are turned along. */
function rotate(a: Float64Array, vectors: Float64Array, dim: number, p: number, q: number): void {
  const off = a[p * dim + q] as number;
  const theta = ((a[q * dim + q] as number) - (a[p * dim + p] as number)) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (array: Float64Array, i: number, j: number) => {
    const [x, y] = [array[i] as number, array[j] as number];
    array[i] = c * x - s * y;
    array[j] = s * x + c * y;
  };
  for (let k = 0; k < dim; k++) turn(a, k * dim + p, k * dim + q);
  for (let k = 0; k < dim; k++) turn(a, p * dim + k, q * dim + k);
  for (let k = 0; k < dim; k++) turn(vectors, p * dim + k, q * dim + k);
}

/** Rows scaled to length 1. */
export function unitRows(rows: ArrayLike<number>, count: number, dim: number): Rows {
  const values = new Float64Array(count * dim);
  for (let i = 0; i < count; i++) {
    const row = Float32Array.from({ length: dim }, (_, k) => rows[i * dim + k] as number);
    values.set(normalise(row), i * dim);
  }
  return { values, count, dim };
}
