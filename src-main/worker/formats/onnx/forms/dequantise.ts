// A graph of bytes becomes one of numbers with the same weights: what rounds activations to bytes and back goes, and weights
// are what their bytes mean.
import {
  integerOf,
  type ModelNode,
  ModelNotChangeable,
  type ModelWeight,
  newNode,
  type OnnxModel,
} from '../model';
import { dropUnused, floatWeight, sameWeight, valuesOf } from './weights';

/** How bytes are read: names of the weights that are scale and zero point. */
interface Reading {
  readonly scale: string;
  readonly zero: string;
}

/** Operators that move bytes, or choose among them, and so do the same with what they mean. */
const MOVERS: ReadonlySet<string> = new Set([
  ...['MaxPool', 'Transpose', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Slice', 'Identity'],
]);
const FLOAT = 1;

/** What bytes mean, by their name. */
function number(bytes: string): string {
  return `${bytes}/number`;
}

/** Whether a graph computes with bytes at all. */
export function isQuantised({ nodes }: OnnxModel): boolean {
  return nodes.some(({ operator }) => /^(Dynamic)?QuantizeLinear$|^DequantizeLinear$/.test(operator));
}

/**
 * Rewrites the graph in place, in float32. Values that bytes could not hold are cut off where they were before, so that only the
 * rounding goes.
 * @throws ModelNotChangeable where bytes are used in a way that is not known here
 */
export function dequantise(model: OnnxModel): void {
  new Dequantiser(model).run();
  dropUnused(model);
}

class Dequantiser {
  readonly #made: ModelNode[] = [];
  /** Values that were bytes, and how these were read. */
  readonly #bytes = new Map<string, Reading>();
  /** Values that stand for others. */
  readonly #same = new Map<string, string>();
  /** Nodes that are done with others, by their output. */
  readonly #done = new Set<ModelNode>();
  readonly #readers = new Map<string, ModelNode[]>();

  constructor(private readonly model: OnnxModel) {
    for (const node of model.nodes) {
      for (const name of node.inputs) this.#readers.set(name, [...(this.#readers.get(name) ?? []), node]);
    }
  }

  run(): void {
    for (const node of this.model.nodes) {
      if (this.#done.has(node)) continue;
      node.inputs.forEach((name, i) => {
        node.inputs[i] = this.#same.get(name) ?? name;
      });
      this.#take(node);
    }
    this.model.nodes = this.#made;
  }

  #take(node: ModelNode): void {
    const { operator, inputs, outputs } = node;
    const [first = '', scale = '', zero = ''] = inputs;
    if (operator === 'QuantizeLinear') this.#quantise(node, { scale, zero });
    else if (operator === 'DequantizeLinear') this.#read(node, { scale, zero });
    else if (operator === 'DynamicQuantizeLinear') this.#dynamic(node);
    else if (operator === 'MatMulInteger' || operator === 'ConvInteger') this.#product(node);
    else if (!inputs.some((name) => this.#bytes.has(name))) this.#made.push(node);
    else if (MOVERS.has(operator)) {
      const [moved = ''] = outputs;
      this.#bytes.set(moved, this.#bytes.get(first) as Reading);
      this.#made.push({ ...node, inputs: [number(first), ...inputs.slice(1)], outputs: [number(moved)] });
    } else if (operator === 'Cast') this.#counted(node);
    else throw new ModelNotChangeable(`${operator} computes with bytes`);
  }

  /** What bytes could not hold was cut off: so it is still. */
  #quantise({ inputs, outputs }: ModelNode, reading: Reading): void {
    const [input = '', output = ''] = [inputs[0], outputs[0]];
    const scale = this.#only(reading.scale);
    const { type } = this.#weight(reading.zero);
    const zero = this.#only(reading.zero);
    const [low, high] = type === 'int8' ? [-128, 127] : [0, 255];
    const ends = [(low - zero) * scale, (high - zero) * scale].map((end, i) => {
      const name = `${output}/${i === 0 ? 'least' : 'most'}`;
      this.model.weights.set(name, floatWeight(Float32Array.of(end), []));
      return name;
    });
    this.#made.push(
      newNode('Clip', [this.#withoutRelu(input, (low - zero) * scale), ...ends], number(output)),
    );
    this.#bytes.set(output, reading);
  }

  /** What is cut off below 0 needs no Relu before. */
  #withoutRelu(name: string, low: number): string {
    const relu = this.#made.find(({ operator, outputs }) => operator === 'Relu' && outputs[0] === name);
    const alone = this.#readers.get(name)?.length === 1;
    return relu && alone && low === 0 ? (relu.inputs[0] as string) : name;
  }

  #read(node: ModelNode, reading: Reading): void {
    const [input = '', output = ''] = [node.inputs[0], node.outputs[0]];
    const weight = this.model.weights.get(input);
    if (weight) {
      this.model.weights.set(output, this.#meant(weight, reading, integerOf(node, 'axis') ?? 1));
      return;
    }
    const known = this.#bytes.get(input);
    if (known) {
      const same = (a: string, b: string) => sameWeight(this.#weight(a), this.#weight(b));
      if (!same(known.scale, reading.scale) || !same(known.zero, reading.zero))
        throw new ModelNotChangeable('bytes are read otherwise than they were written');
      this.#stand(number(input), output);
    } else this.#given(input, output, reading);
  }

  /** What the graph gives keeps its name. */
  #stand(value: string, as: string): void {
    if (this.model.outputs.some(({ name }) => name === as)) this.#made.push(newNode('Identity', [value], as));
    else this.#same.set(as, value);
  }

  /** Bytes that the graph is given: as numbers. */
  #given(input: string, output: string, reading: Reading): void {
    const [plain, centred] = [`${output}/plain`, `${output}/centred`];
    this.model.weights.set(`${output}/zero`, floatWeight(Float32Array.of(this.#only(reading.zero)), []));
    this.#made.push(newNode('Cast', [input], plain, { to: FLOAT }));
    this.#made.push(newNode('Sub', [plain, `${output}/zero`], centred));
    if (this.#only(reading.scale) === 1) this.#stand(centred, output);
    else this.#made.push(newNode('Mul', [centred, reading.scale], output));
  }

  /** Bytes counted as integers: so many scales. They stay in float32, whatever integers they were to be. */
  #counted({ inputs, outputs }: ModelNode): void {
    const [input = '', output = ''] = [inputs[0], outputs[0]];
    const { scale, zero } = this.#bytes.get(input) as Reading;
    if (this.#only(zero) !== 0) throw new ModelNotChangeable('bytes with a zero point are counted');
    this.#made.push(newNode('Div', [number(input), scale], output));
  }

  /** Scale and zero point come with the numbers: 1 and 0 where they are no bytes. */
  #dynamic({ inputs, outputs }: ModelNode): void {
    const [bytes = '', scale = '', zero = ''] = outputs;
    this.#same.set(bytes, inputs[0] as string);
    this.model.weights.set(scale, floatWeight(Float32Array.of(1), []));
    this.model.weights.set(zero, { type: 'uint8', shape: [], bytes: new Uint8Array(1) });
  }

  /** A product of bytes, then its scales: a product with the weights that are meant. */
  #product(node: ModelNode): void {
    const [input = '', bytes = '', , zero = ''] = node.inputs;
    const cast = this.#onlyReader(node.outputs[0] as string, 'Cast');
    const scaled = this.#onlyReader(cast.outputs[0] as string, 'Mul');
    const scales = scaled.inputs.find((name) => name !== cast.outputs[0]) as string;
    const scale = this.#weightScale(scales);
    const weight = this.#weight(bytes);
    const axis = node.operator === 'ConvInteger' ? 0 : weight.shape.length - 1;
    const meant = `${scaled.outputs[0]}/weights`;
    this.model.weights.set(meant, this.#meant(weight, { scale, zero }, axis));
    const product = node.operator === 'ConvInteger' ? 'Conv' : 'MatMul';
    this.#made.push({
      ...node,
      ...{ operator: product, inputs: [input, meant], outputs: [...scaled.outputs] },
    });
    this.#done.add(cast).add(scaled);
  }

  /** The weights' own part of a product of scales, whose other part came with the numbers. */
  #weightScale(scales: string): string {
    const product = [...this.#made, ...this.model.nodes].find(({ outputs }) => outputs.includes(scales));
    const [own, ...more] = (product?.inputs ?? []).filter((name) => {
      const weight = this.model.weights.get(name);
      return weight !== undefined && !this.#isOfNumbers(name);
    });
    if (product?.operator !== 'Mul' || own === undefined || more.length > 0)
      throw new ModelNotChangeable('a product of bytes is scaled in a way that is not known here');
    return own;
  }

  #isOfNumbers(scale: string): boolean {
    return this.model.nodes.some(
      ({ operator, outputs }) => operator === 'DynamicQuantizeLinear' && outputs[1] === scale,
    );
  }

  #onlyReader(name: string, operator: string): ModelNode {
    const [reader, ...more] = this.#readers.get(name) ?? [];
    if (reader?.operator !== operator || more.length > 0)
      throw new ModelNotChangeable('a product of bytes is read in a way that is not known here');
    return reader;
  }

  /** @param axis along which scales differ, where there are several */
  #meant(weight: ModelWeight, { scale, zero }: Reading, axis: number): ModelWeight {
    const [values, scales] = [valuesOf(weight), valuesOf(this.#weight(scale))];
    const zeros = zero === '' ? new Float32Array(1) : valuesOf(this.#weight(zero));
    const at = axis < 0 ? axis + weight.shape.length : axis;
    const inner = weight.shape.slice(at + 1).reduce((product, size) => product * size, 1);
    const channels = weight.shape[at] ?? 1;
    for (const list of [scales, zeros]) {
      if (list.length !== 1 && list.length !== channels)
        throw new ModelNotChangeable('weights have other scales than channels');
    }
    const meant = new Float32Array(values.length);
    for (let i = 0; i < meant.length; ) {
      const channel = Math.floor(i / inner) % channels;
      const by = scales[scales.length === 1 ? 0 : channel] as number;
      const from = zeros[zeros.length === 1 ? 0 : channel] as number;
      for (const end = i + inner; i < end; i++) meant[i] = ((values[i] as number) - from) * by;
    }
    return floatWeight(meant, weight.shape);
  }

  #weight(name: string): ModelWeight {
    const weight = this.model.weights.get(name);
    if (!weight) throw new ModelNotChangeable(`${name} is no weight`);
    return weight;
  }

  #only(name: string): number {
    const [value, ...more] = valuesOf(this.#weight(name));
    if (value === undefined || more.length > 0) throw new ModelNotChangeable(`${name} is not one number`);
    return value;
  }
}
