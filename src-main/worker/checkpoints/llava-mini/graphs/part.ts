import { floatsToHalves } from '../../../../base/float16';
import { addBlocks, blockAttributes } from '../../../formats/onnx/add-blocks';
import type { TensorStore } from '../../../formats/onnx/tensor-file';
import type { OnnxWriter } from '../../../formats/onnx/writer';
import type { WeightSource } from '../../../formats/weight-source';
import type { CacheType, WeightForm } from './precision';

/** Weights that are read at once: 16 MB of float32, some hundredth of a second of quantising between turns of the event loop. */
const PIECE = 1 << 22;
/** What building a graph needs at every step: the graph, the file of its weights, and where they come from. */
export class GraphPart {
  #names = 0;

  constructor(
    readonly graph: OnnxWriter,
    readonly file: TensorStore,
    readonly weights: WeightSource,
    /** Element type between the graph's inputs and outputs. */
    readonly type: CacheType,
    readonly signal: AbortSignal | undefined,
  ) {}

  /** A name that no other value of the graph has. */
  fresh(what: string): string {
    return `${what}_${this.#names++}`;
  }

  /** A list of integers, such as a shape; equal lists are one constant. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const name = `integers_${shape.length}_${values.join('_')}`;
    if (!this.graph.has(name)) this.graph.weight(name, 'int64', shape, BigInt64Array.from(values, BigInt));
    return name;
  }

  reshape(x: string, shape: readonly number[]): string {
    return this.graph.node('Reshape', [x, this.integers(shape)], this.fresh('shaped'));
  }

  transpose(x: string, perm: readonly number[]): string {
    return this.graph.node('Transpose', [x], this.fresh('turned'), { perm });
  }

  /** From the graph's float32 inputs to what it computes in. */
  fromFloat32(x: string): string {
    return this.type === 'float32' ? x : this.graph.node('Cast', [x], this.fresh('half'), { to: 10 });
  }

  /** From what the graph computes in to a float32 output of this name. */
  toFloat32(x: string, name: string): string {
    return this.type === 'float32'
      ? this.graph.node('Identity', [x], name)
      : this.graph.node('Cast', [x], name, { to: 1 });
  }

  /** A constant that was computed while building; kept under `key`, in the graph's own floats. */
  async constant(key: string, shape: readonly number[], values: () => Float32Array): Promise<string> {
    if (this.graph.has(key)) return key;
    const tensor = await this.file.add(key, this.type, shape, (put) => put(this.#floats(values())));
    return this.graph.stored(key, tensor);
  }

  /** A tensor of the checkpoint, in the graph's own floats. */
  async tensor(name: string, shape: readonly number[] = this.weights.shape(name)): Promise<string> {
    if (this.graph.has(name)) return name;
    const tensor = await this.file.add(name, this.type, shape, (put) =>
      this.#pieces([name], async (piece) => put(this.#floats(piece))),
    );
    return this.graph.stored(name, tensor);
  }

  /** Several vectors of the checkpoint, one after the other. */
  async vectors(key: string, names: readonly string[]): Promise<string> {
    if (this.graph.has(key)) return key;
    const length = names.reduce((sum, name) => sum + (this.weights.shape(name)[0] as number), 0);
    const tensor = await this.file.add(key, this.type, [length], (put) =>
      this.#pieces(names, async (piece) => put(this.#floats(piece))),
    );
    return this.graph.stored(key, tensor);
  }

  /**
   * x · Wᵀ + bias: torch's Linear. x is [rows, columns]; the result is [rows, outputs].
   * @param key what the weights are kept under; the same key in another graph of the file is the same weights
   * @param names weights [outputs, columns] each, whose outputs follow one another
   * @param bias name of a vector [outputs] that the graph has already
   */
  async linear(
    x: string,
    key: string,
    names: readonly string[],
    form: WeightForm,
    bias = '',
  ): Promise<string> {
    this.signal?.throwIfAborted();
    const columns = this.weights.shape(names[0] as string)[1] as number;
    const rows = names.reduce((sum, name) => sum + (this.weights.shape(name)[0] as number), 0);
    const out = this.fresh('linear');
    switch (form) {
      case 'float':
        return this.#float(x, key, names, rows, columns, bias, out);
      case 'blocks4':
      case 'blocks8':
        return this.#blocks(x, key, names, rows, columns, form === 'blocks4' ? 4 : 8, bias, out);
    }
  }

  async #float(
    x: string,
    key: string,
    names: readonly string[],
    rows: number,
    columns: number,
    bias: string,
    out: string,
  ): Promise<string> {
    const weights = `${key}.weight`;
    if (!this.graph.has(weights)) {
      const tensor = await this.file.add(weights, this.type, [rows, columns], (put) =>
        this.#pieces(names, async (piece) => put(this.#floats(piece))),
      );
      this.graph.stored(weights, tensor);
    }
    const inputs = bias === '' ? [x, weights] : [x, weights, bias];
    return this.graph.node('Gemm', inputs, out, { transB: 1 });
  }

  async #blocks(
    x: string,
    key: string,
    names: readonly string[],
    rows: number,
    columns: number,
    bits: 4 | 8,
    bias: string,
    out: string,
  ): Promise<string> {
    const [values, scales] = [`${key}.int${bits}`, `${key}.scales`];
    const matrix = { rows, columns, bits, type: this.type };
    if (!this.graph.has(values)) {
      const stored = await addBlocks(this.file, { values, scales }, matrix, (use) =>
        this.#pieces(names, use),
      );
      this.graph.stored(values, stored.values);
      this.graph.stored(scales, stored.scales);
    }
    const inputs = bias === '' ? [x, values, scales] : [x, values, scales, '', '', bias];
    return this.graph.runtimeNode('MatMulNBits', inputs, out, blockAttributes(matrix));
  }

  /** Tensors one after the other, in pieces of whole rows. */
  async #pieces(names: readonly string[], use: (piece: Float32Array) => Promise<void>): Promise<void> {
    for (const name of names) {
      const [rows = 1, ...rest] = this.weights.shape(name);
      const step = Math.max(1, Math.floor(PIECE / rest.reduce((product, size) => product * size, 1)));
      for (let row = 0; row < rows; row += step) {
        this.signal?.throwIfAborted();
        await use(await this.weights.read(name, row, Math.min(rows, row + step)));
      }
    }
  }

  #floats(values: Float32Array): Float32Array | Uint16Array {
    return this.type === 'float32' ? values : floatsToHalves(values);
  }
}
