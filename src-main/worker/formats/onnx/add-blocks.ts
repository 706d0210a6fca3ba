// A matrix in blocks of 4 or 8 bits: how it is written to a file of tensors, piece by piece, and how MatMulNBits reads it.
import { floatsToHalves } from '../../../base/float16';
import { BLOCK, blocksOf, quantiseBlocks } from './block-quantise';
import type { StoredTensor, TensorStore } from './tensor-file';

/**
 * MatMulNBits on a CPU: rows are quantised to 8 bits a block, too, and multiplied as integers. Answers come 2.8 times as
 * fast as with float rows, at an error far below that of the weights' own four bits.
 */
const INTEGER_ROWS = 4;

/** A matrix as MatMulNBits takes it. */
export interface BlockMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly bits: 4 | 8;
  /** Of the scales, and of what the matrix is multiplied with. */
  readonly type: 'float32' | 'float16';
}

/** Attributes of the MatMulNBits that multiplies with a matrix. */
export function blockAttributes({ rows, columns, bits }: BlockMatrix) {
  return { K: columns, N: rows, bits, block_size: BLOCK, accuracy_level: INTEGER_ROWS };
}

/** Bytes of a matrix in blocks. */
export function blockBytes({ rows, columns, bits, type }: BlockMatrix): number {
  return rows * blocksOf(columns) * ((BLOCK * bits) / 8 + (type === 'float16' ? 2 : 4));
}

/**
 * Quantises a matrix into a file. Of all of it no more than its scales are in memory.
 * @param keys what values and scales are kept under
 * @param eachPiece hands over whole rows, in order
 */
export async function addBlocks(
  file: TensorStore,
  keys: { readonly values: string; readonly scales: string },
  matrix: BlockMatrix,
  eachPiece: (use: (rows: Float32Array) => Promise<void>) => Promise<void>,
): Promise<{ readonly values: StoredTensor; readonly scales: StoredTensor }> {
  const { rows, columns, bits, type } = matrix;
  const blocks = blocksOf(columns);
  const kept: Float32Array[] = [];
  const values = await file.add(keys.values, 'uint8', [rows, blocks, (BLOCK * bits) / 8], (put) =>
    eachPiece(async (piece) => {
      const quantised = quantiseBlocks(piece, columns, bits);
      kept.push(quantised.scales);
      await put(quantised.values);
    }),
  );
  const scales = await file.add(keys.scales, type, [rows, blocks], async (put) => {
    for (const piece of kept) await put(type === 'float32' ? piece : floatsToHalves(piece));
  });
  return { values, scales };
}
