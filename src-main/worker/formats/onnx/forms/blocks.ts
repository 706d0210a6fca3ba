// A graph whose matrices are floats, or blocks of 8 bits, becomes one with matrices in blocks of fewer bits (MatMulNBits): for
// devices that have no room for it as it is. Its weights lie beside it, in gigabytes, and pass through in pieces.
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { halvesToFloats } from '../../../../base/float16';
import { addBlocks, type BlockMatrix, blockAttributes, blockBytes } from '../add-blocks';
import { BLOCK, dequantiseBytes } from '../block-quantise';
import { integerOf, type ModelNode, ModelNotChangeable, newNode, type OnnxModel } from '../model';
import type { StoredTensor, TensorStore } from '../tensor-file';
import { MICROSOFT } from '../writer';

/** Weights that are read at once: 16 MB of float32. */
const PIECE = 1 << 22;
/** Bytes that are copied at once. */
const COPIED = 1 << 24;

/** How many bits a weight of a matrix is to have; null where the matrix stays as it is. @param name of the matrix's product, as it was built */
export type BitsOf = (name: string) => 4 | 8 | null;

/** A product whose matrix is to be held in blocks. */
interface Product {
  readonly node: ModelNode;
  readonly matrix: BlockMatrix;
  /** The matrix as it is: floats, or bytes around 128 with their scales. */
  readonly weights: StoredTensor;
  readonly scales: StoredTensor | null;
  readonly name: string;
  readonly bias: string;
}

/**
 * What a form takes on the disk, without the graph itself.
 * @throws ModelNotChangeable where it would be the same graph
 */
export function bytesInBlocks(model: OnnxModel, bitsOf: BitsOf): number {
  const products = new Map(productsOf(model, bitsOf).map((product) => [product.node, product]));
  const blocks = [...products.values()].reduce((sum, { matrix }) => sum + blockBytes(matrix), 0);
  return kept(model, products).reduce(
    (sum, name) => sum + (model.stored.get(name) as StoredTensor).length,
    blocks,
  );
}

/**
 * Rewrites the graph in place.
 * @param folder where the weights lie beside the model
 * @param file takes the new weights, and those that stay as they are
 * @throws ModelNotChangeable where it would be the same graph; the signal's reason; what the disk throws
 */
export async function inBlocks(
  model: OnnxModel,
  folder: string,
  file: TensorStore,
  bitsOf: BitsOf,
  signal: AbortSignal,
): Promise<void> {
  const products = new Map(productsOf(model, bitsOf).map((product) => [product.node, product]));
  const stays = kept(model, products);
  await using files = new Files(folder, signal);
  const stored = new Map<string, StoredTensor>();
  const made: ModelNode[] = [];
  for (const node of model.nodes) {
    const product = products.get(node);
    made.push(product ? await quantised(product, files, file, stored) : node);
  }
  for (const name of stays) {
    const tensor = model.stored.get(name) as StoredTensor;
    stored.set(name, await file.add(name, tensor.type, tensor.shape, (put) => files.copy(tensor, put)));
  }
  model.nodes = made;
  model.stored.clear();
  for (const [name, tensor] of stored) model.stored.set(name, tensor);
}

/** Weights that other nodes than those products read. */
function kept(model: OnnxModel, products: ReadonlyMap<ModelNode, Product>): string[] {
  const read = new Set<string>();
  for (const node of model.nodes) {
    const product = products.get(node);
    for (const name of product ? [product.bias] : node.inputs) read.add(name);
  }
  return [...model.stored.keys()].filter((name) => read.has(name));
}

function productsOf(model: OnnxModel, bitsOf: BitsOf): Product[] {
  const products = model.nodes.map((node) => productOf(node, model, bitsOf)).filter((one) => one !== null);
  if (products.length === 0) throw new ModelNotChangeable('none of its matrices would take less room');
  return products;
}

function productOf(node: ModelNode, model: OnnxModel, bitsOf: BitsOf): Product | null {
  const [, matrix = '', third = '', zeros = ''] = node.inputs;
  const weights = model.stored.get(matrix);
  const bits = bitsOf(matrix.replace(/\.\w+$/, ''));
  if (!weights || bits === null) return null;
  const name = matrix.replace(/\.\w+$/, '');
  const common = { node, weights, name };
  if (node.operator === 'Gemm' && isPlain(node)) {
    const [rows = 0, columns = 0] = weights.shape;
    const { type } = weights;
    if (type !== 'float32' && type !== 'float16') return null;
    return { ...common, matrix: { rows, columns, bits, type }, scales: null, bias: third };
  }
  const scales = model.stored.get(third);
  const isBytes = node.operator === 'MatMulNBits' && integerOf(node, 'bits') === 8 && zeros === '';
  if (!isBytes || bits === 8 || !scales || integerOf(node, 'block_size') !== BLOCK) return null;
  const { type } = scales;
  if (type !== 'float32' && type !== 'float16') return null;
  const [rows = 0] = weights.shape;
  const columns = integerOf(node, 'K') ?? 0;
  return { ...common, matrix: { rows, columns, bits, type }, scales, bias: node.inputs[5] ?? '' };
}

/** x · Wᵀ + bias, and nothing else. */
function isPlain(node: ModelNode): boolean {
  return (
    integerOf(node, 'transB') === 1 && !['transA', 'alpha', 'beta'].some((name) => node.attributes.has(name))
  );
}

async function quantised(
  product: Product,
  files: Files,
  file: TensorStore,
  stored: Map<string, StoredTensor>,
): Promise<ModelNode> {
  const { node, matrix, name, bias } = product;
  const [values, scales] = [`${name}.int${matrix.bits}`, `${name}.scales${matrix.bits}`];
  const tensors = await addBlocks(file, { values, scales }, matrix, (use) => files.rows(product, use));
  stored.set(values, tensors.values).set(scales, tensors.scales);
  const inputs = [node.inputs[0] as string, values, scales, ...(bias === '' ? [] : ['', '', bias])];
  return newNode('MatMulNBits', inputs, node.outputs[0] as string, blockAttributes(matrix), MICROSOFT);
}

/** The files beside a model, each opened once. */
class Files {
  readonly #open = new Map<string, FileHandle>();

  constructor(
    private readonly folder: string,
    private readonly signal: AbortSignal,
  ) {}

  /** A matrix's rows as floats, in pieces of whole rows. */
  async rows(
    { matrix, weights, scales }: Product,
    use: (rows: Float32Array) => Promise<void>,
  ): Promise<void> {
    const step = Math.max(1, Math.floor(PIECE / matrix.columns));
    for (let from = 0; from < matrix.rows; from += step) {
      const to = Math.min(matrix.rows, from + step);
      const part = async (tensor: StoredTensor) => {
        const row = tensor.length / matrix.rows;
        return floatsOf(tensor, await this.read(tensor, from * row, (to - from) * row));
      };
      const values = await part(weights);
      const piece = scales === null ? values : dequantiseBytes(values, await part(scales), matrix.columns);
      await use(piece as Float32Array);
    }
  }

  async copy(tensor: StoredTensor, put: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    for (let from = 0; from < tensor.length; from += COPIED)
      await put(await this.read(tensor, from, Math.min(COPIED, tensor.length - from)));
  }

  private async read(tensor: StoredTensor, from: number, length: number): Promise<Uint8Array> {
    this.signal.throwIfAborted();
    let handle = this.#open.get(tensor.file);
    if (!handle) {
      handle = await open(join(this.folder, tensor.file), 'r');
      this.#open.set(tensor.file, handle);
    }
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await handle.read(bytes, done, length - done, tensor.offset + from + done);
      if (bytesRead === 0) throw new ModelNotChangeable(`its file ${tensor.file} ends early`);
      done += bytesRead;
    }
    return bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const handle of this.#open.values()) await handle.close();
  }
}

function floatsOf({ type }: StoredTensor, { buffer }: Uint8Array): Float32Array | Uint8Array {
  if (type === 'float16') return halvesToFloats(new Uint16Array(buffer as ArrayBuffer));
  return type === 'float32' ? new Float32Array(buffer as ArrayBuffer) : new Uint8Array(buffer as ArrayBuffer);
}
