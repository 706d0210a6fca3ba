/** How ONNX Runtime's MatMulNBits holds weights: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md */

/** Weights that share a scale: neighbours along a row. */
export const BLOCK = 32;

export interface QuantisedBlocks {
  /** [rows, blocks, BLOCK · bits / 8]; two 4-bit values a byte, the first in the low half. */
  readonly values: Uint8Array;
  /** [rows, blocks]: weight ≈ (value − 2^(bits − 1)) · scale. */
  readonly scales: Float32Array;
}

/** Blocks of a row of `columns` weights; the last one is filled up with zeros. */
export function blocksOf(columns: number): number {
  return Math.ceil(columns / BLOCK);
}

/**
 * Quantises rows of weights, each block on a scale of its own, around a fixed zero in the middle.
 * @param weights [rows, columns], row-major
 */
export function quantiseBlocks(weights: Float32Array, columns: number, bits: 4 | 8): QuantisedBlocks {
  const rows = weights.length / columns;
  const blocks = blocksOf(columns);
  const values = new Uint8Array((rows * blocks * BLOCK * bits) / 8);
  const scales = new Float32Array(rows * blocks);
  const quantise = bits === 4 ? block4 : block8;
  const bytes = (BLOCK * bits) / 8;
  for (let row = 0; row < rows; row++) {
    for (let block = 0; block < blocks; block++) {
      const index = row * blocks + block;
      const from = row * columns + block * BLOCK;
      const size = Math.min(BLOCK, columns - block * BLOCK);
      scales[index] = quantise(weights, from, size, values, index * bytes);
    }
  }
  return { values, scales };
}

/**
 * The weight of the largest magnitude becomes −8, the end that has one step more; so the scale may be negative.
 * @returns the scale
 */
function block4(weights: Float32Array, from: number, size: number, out: Uint8Array, at: number): number {
  let extreme = 0;
  let magnitude = 0;
  for (let i = from; i < from + size; i++) {
    const weight = weights[i] as number;
    const absolute = weight < 0 ? -weight : weight;
    if (absolute > magnitude) {
      magnitude = absolute;
      extreme = weight;
    }
  }
  const scale = Math.fround(extreme / -8);
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < BLOCK; i += 2) {
    const low = i < size ? nibble((weights[from + i] as number) * inverse) : 8;
    const high = i + 1 < size ? nibble((weights[from + i + 1] as number) * inverse) : 8;
    out[at + (i >> 1)] = low | (high << 4);
  }
  return scale;
}

/** Rounded and put around 8; only the far end can fall outside of four bits. */
function nibble(steps: number): number {
  const value = Math.floor(steps + 8.5);
  return value > 15 ? 15 : value < 0 ? 0 : value;
}

function block8(weights: Float32Array, from: number, size: number, out: Uint8Array, at: number): number {
  let magnitude = 0;
  for (let i = from; i < from + size; i++) {
    const weight = weights[i] as number;
    const absolute = weight < 0 ? -weight : weight;
    if (absolute > magnitude) magnitude = absolute;
  }
  const scale = Math.fround(magnitude / 127);
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < BLOCK; i++) {
    out[at + i] = i < size ? Math.floor((weights[from + i] as number) * inverse + 128.5) : 128;
  }
  return scale;
}

/**
 * What bytes of 8 bits mean.
 * @param values [rows, blocks, BLOCK], as `quantiseBlocks` gives them with 8 bits
 * @param scales [rows, blocks]
 * @returns [rows, columns]: without what the last block was filled up with
 */
export function dequantiseBytes(
  values: ArrayLike<number>,
  scales: ArrayLike<number>,
  columns: number,
): Float32Array {
  const blocks = blocksOf(columns);
  const rows = scales.length / blocks;
  const weights = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * blocks * BLOCK, row * columns];
    for (let column = 0; column < columns; column++) {
      const scale = scales[row * blocks + Math.floor(column / BLOCK)] as number;
      weights[to + column] = ((values[from + column] as number) - 128) * scale;
    }
  }
  return weights;
}
